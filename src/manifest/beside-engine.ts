import type { ComponentReading } from "./component-reading.js";
import type { Unsure } from "./types.js";
import { toInteger } from "./origin.js";
import { at, child, type Cursor, items, stringAt, textAt } from "./yaml/cursor.js";

/** Images of servers of models that serve by themselves; those of Dynamo start what they are told. */
const SERVERS =
  /(?:^|[/_-])(?:vllm-openai|sglang|tritonserver|text-generation-inference|text-embeddings-inference|ollama|llama\.cpp|lmdeploy|tensorrt-llm\/release)(?=[:@/]|$)/;
/** Folders of the packages that an engine is made of. */
const PACKAGES =
  /\/(?:site|dist)-packages(?:\/|$)|\/venv(?:\/|$)|^\/workspace\/(?:dynamo|vllm|sglang|tensorrt_llm|components)(?:\/|$)|^\/sgl-workspace(?:\/|$)/;

/** What a pod has beside its engine, or over it, by which something else computes on its GPUs. */
export function besideEngine({ component, container }: ComponentReading): readonly Unsure[] {
  const own = [container, component.main];
  const others = containersOf(component.pod).filter((one) => !own.some((each) => each?.node === one.node));
  const mounts = [...new Set([...own, component.cursor])].flatMap((one) => items(child(one, "volumeMounts")));
  return [
    ...others.flatMap((one): readonly Unsure[] => {
      const image = stringAt(child(one, "image")) ?? "";
      if (!SERVERS.test(image) || child(one, "command") !== undefined) return [];
      return [{ name: image, why: "is a server of models beside the engine, on its GPUs" }];
    }),
    ...mounts.flatMap((mount): readonly Unsure[] => {
      const path = stringAt(child(mount, "mountPath")) ?? stringAt(child(mount, "mountPoint")) ?? "";
      return PACKAGES.test(path) ? [{ name: path, why: "lies over the packages of the engine" }] : [];
    }),
  ];
}

/** The containers of a pod that are listed, also those that run in front. */
export function containersOf(pod: Cursor | undefined): readonly Cursor[] {
  return [...items(child(pod, "containers")), ...items(child(pod, "initContainers"))];
}

/** GPUs that containers of a pod ask for beside those of its engine; those in front of it that end give theirs back. */
export function gpusBeside({ component, container }: ComponentReading): number {
  const own = [container, component.main];
  const stays = (one: Cursor): boolean => stringAt(child(one, "restartPolicy")) === "Always";
  const pod = component.pod;
  return [...items(child(pod, "containers")), ...items(child(pod, "initContainers")).filter(stays)]
    .filter((one) => !own.some((each) => each?.node === one.node))
    .map((one) => {
      const asked = ["limits", "requests"].map((kind) =>
        toInteger(textAt(at(one, "resources", kind, "nvidia.com/gpu"))?.text ?? ""),
      );
      return Math.max(0, asked.find((count) => count !== undefined) ?? 0);
    })
    .reduce((sum, count) => sum + count, 0);
}
