import { fieldSetting, originOf, toInteger } from "./origin.js";
import type { ComponentSource } from "./components.js";
import { GPU_PRODUCTS, INSTANCE_TYPES } from "./gpu-names.js";
import type { GpuEvidence, Setting } from "./types.js";
import { at, child, type Cursor, entries, items, stringAt, textAt } from "./yaml/cursor.js";

/** GPUs of one node of a worker: limits before requests, service level before container level; the others stay in step. */
export function gpusPerNode(
  component: ComponentSource,
  engine: Cursor | undefined,
): Setting<number> | undefined {
  const places = [
    ["resources.limits.gpu", at(component.cursor, "resources", "limits", "gpu")],
    ["resources.limits.nvidia.com/gpu", at(component.cursor, "resources", "limits", "nvidia.com/gpu")],
    [
      "resources.limits.custom.nvidia.com/gpu",
      at(component.cursor, "resources", "limits", "custom", "nvidia.com/gpu"),
    ],
    ["container resources.limits.nvidia.com/gpu", at(engine, "resources", "limits", "nvidia.com/gpu")],
    ["container resources.limits.gpu", at(engine, "resources", "limits", "gpu")],
    [
      "main resources.limits.nvidia.com/gpu",
      engine === component.main ? undefined : at(component.main, "resources", "limits", "nvidia.com/gpu"),
    ],
    ["resources.requests.gpu", at(component.cursor, "resources", "requests", "gpu")],
    ["resources.requests.nvidia.com/gpu", at(component.cursor, "resources", "requests", "nvidia.com/gpu")],
    ["container resources.requests.nvidia.com/gpu", at(engine, "resources", "requests", "nvidia.com/gpu")],
    ["container resources.requests.gpu", at(engine, "resources", "requests", "gpu")],
  ] as const;
  const found = places.flatMap(([name, cursor]) => fieldSetting(cursor, name, toInteger) ?? []);
  const [first, ...rest] = found;
  return first && { ...first, ...(rest.length > 0 && { overridden: rest }) };
}

/** What the file tells about the GPU type of a component, best evidence first. */
export function gpuEvidence(component: ComponentSource): readonly GpuEvidence[] {
  const found: GpuEvidence[] = [];
  const pod = component.pod;
  for (const [key, value] of entries(child(pod, "nodeSelector")))
    addLabel(found, key, value, `nodeSelector.${key}`);
  const required = at(
    pod,
    "affinity",
    "nodeAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "nodeSelectorTerms",
  );
  for (const term of items(required)) {
    for (const expression of items(child(term, "matchExpressions"))) {
      if ((stringAt(child(expression, "operator")) ?? "In") !== "In") continue;
      const key = stringAt(child(expression, "key")) ?? "";
      for (const value of items(child(expression, "values")))
        addLabel(found, key, value, `nodeAffinity ${key}`);
    }
  }
  const gpuType =
    at(component.cursor, "resources", "limits", "gpuType") ??
    at(component.cursor, "resources", "requests", "gpuType");
  if (gpuType)
    add(found, "node-label", gpuType, "resources.limits.gpuType", systemOfText(stringAt(gpuType) ?? ""));
  return found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

const ORDER: readonly GpuEvidence["kind"][] = [
  "product",
  "instance-type",
  "accelerator",
  "node-label",
  "name",
  "arch",
];

function addLabel(found: GpuEvidence[], key: string, value: Cursor, name: string): void {
  const text = stringAt(value) ?? "";
  if (key === "nvidia.com/gpu.product") add(found, "product", value, name, systemOfProduct(text));
  else if (key === "node.kubernetes.io/instance-type" || key === "beta.kubernetes.io/instance-type")
    add(found, "instance-type", value, name, systemOfInstance(text));
  else if (key === "cloud.google.com/gke-accelerator")
    add(found, "accelerator", value, name, systemOfText(text));
  else if (key === "kubernetes.io/arch") {
    if (text === "arm64") add(found, "arch", value, name, undefined);
  } else if (systemOfText(text) !== undefined) add(found, "node-label", value, name, systemOfText(text));
}

function add(
  found: GpuEvidence[],
  kind: GpuEvidence["kind"],
  cursor: Cursor,
  name: string,
  system: string | undefined,
): void {
  const text = textAt(cursor);
  if (!text || found.length >= 20) return;
  found.push({
    kind,
    value: text.text,
    origin: originOf(text, "field", name),
    ...(system !== undefined && { system }),
  });
}

/** System name of the performance data for a value of `nvidia.com/gpu.product`; a `-SHARED` ending is left out. */
export function systemOfProduct(product: string): string | undefined {
  const name = product.replace(/-(?:SHARED|MIG-[\w.]+)$/, "");
  return GPU_PRODUCTS.find(([pattern]) => pattern.test(name))?.[1];
}

/** System name for a cloud instance type. */
export function systemOfInstance(instance: string): string | undefined {
  return INSTANCE_TYPES.find(([pattern]) => pattern.test(instance))?.[1];
}

/** System named somewhere in a free text (a label, a name, a path): a hint, no evidence. */
export function systemOfText(text: string): string | undefined {
  const found = /(?:^|[^a-z0-9])(gb300|gb200|gh200|b300|b200|h200|h100|a100|l40s|l4)(?![0-9a-z])/i.exec(
    text,
  )?.[1];
  return found === undefined ? undefined : HINTS[found.toLowerCase()];
}

const HINTS: Readonly<Record<string, string>> = {
  gb300: "gb300",
  gb200: "gb200",
  b300: "b300_sxm",
  b200: "b200_sxm",
  h200: "h200_sxm",
  h100: "h100_sxm",
  a100: "a100_sxm",
  l40s: "l40s",
  l4: "l4",
};
