import type { Backend } from "../domain/deployment.js";
import { besideEngine } from "./beside-engine.js";
import type { ComponentReading } from "./component-reading.js";
import { type Entry, lastOf } from "./flags/entries.js";
import { isOff } from "./flags/not-modelled.js";
import { outOfSight } from "./meeting-points.js";
import type { Unsure } from "./types.js";

/** Names of settings, `key=value` or a key that is on, with what they make of a worker; a phrase that follows the name. */
type Row = readonly [names: string, why: string];

const ANOTHER_KIND = "makes it a worker of another kind, which completes no text that a frontend hands it";
const NO_GPU = "has it compute elsewhere than on its GPUs";
const LAUNCHED =
  "leaves the start of its ranks to a launcher (RANK, LOCAL_RANK), which the command is not started by";
const OTHER_ENGINE = "is another engine of TensorRT-LLM than the one that was measured";

const NO_MODEL = "loads no weights of the model";
const ENCODES = "serves what an encoder makes of pictures, and completes no text";

const ROWS: Readonly<Record<Backend, readonly Row[]>> = {
  vllm: [
    ["embedding-worker omni multimodal-encode-worker multimodal-processor ec-processor", ANOTHER_KIND],
    ["device=cpu device=xpu device=hpu device=tpu device=neuron", NO_GPU],
    ["distributed-executor-backend=external_launcher", LAUNCHED],
    ["load-format=dummy", NO_MODEL],
    ["mm-encoder-only", ENCODES],
    ["data-parallel-size-local=0 dpl=0", "starts no engine of its own"],
  ],
  sglang: [
    [
      "embedding-worker multimodal-encode-worker multimodal-processor image-diffusion-worker video-generation-worker",
      ANOTHER_KIND,
    ],
    ["device=cpu device=xpu device=hpu device=npu", NO_GPU],
    ["load-format=dummy", NO_MODEL],
    ["encoder-only", ENCODES],
  ],
  trtllm: [
    ["backend=_autodeploy backend=autodeploy backend=tensorrt backend=trt", OTHER_ENGINE],
    ["modality=video_diffusion modality=image_diffusion", ANOTHER_KIND],
    ["load_format=dummy load-format=dummy", NO_MODEL],
    ["mm_encoder_only encode_only", ENCODES],
  ],
};

/** Flags of Dynamo's workers as the variables that stand for them. */
const VARIABLE = /^DYN_(?:VLLM|SGL|TRTLLM)_(\w{1,60})$/;

/**
 * What a worker says by which another thing runs than the one that is priced, or nothing that the frontend of its deployment
 * finds: no figure tells of it.
 */
export function otherwiseOf(
  reading: ComponentReading,
  all: readonly ComponentReading[],
  deployment: string,
): readonly Unsure[] {
  const { backend, entries, environment } = reading;
  if (backend === null || backend === "mocker") return [];
  const variables = [...environment].flatMap(([name, { text }]): readonly Entry[] => {
    const key = VARIABLE.exec(name)?.[1]?.toLowerCase().replaceAll("_", "-");
    if (key === undefined || text === undefined) return [];
    return [
      {
        key,
        name,
        value: text,
        place: text,
        space: "flag",
        list: undefined,
        how: "env",
        unresolved: false,
        rank: 9,
      },
    ];
  });
  return [
    ...ROWS[backend].flatMap(([names, why]) =>
      names.split(" ").flatMap((row): readonly Unsure[] => {
        const [key = "", value] = row.split("=");
        const entry = lastOf(entries, key) ?? lastOf(variables, key);
        if (entry === undefined) return [];
        const text = entry.value?.text.trim().toLowerCase();
        const holds = value === undefined ? !isOff(entry) : text?.split(":")[0] === value;
        return holds ? [{ name: value === undefined ? entry.name : `${entry.name} ${value}`, why }] : [];
      }),
    ),
    ...otherAnswers(entries, variables),
    ...loneRank(reading, all),
    ...loneNode(reading, all),
    ...outOfSight(reading, all, deployment),
    ...besideEngine(reading),
  ];
}

/** A worker that registers for requests of other kinds alone: none that asks for text comes to it. */
function otherAnswers(entries: readonly Entry[], variables: readonly Entry[]): readonly Unsure[] {
  const names = ["endpoint-types", "dyn-endpoint-types"];
  const entry = [entries, variables].flatMap((list) => names.flatMap((name) => lastOf(list, name) ?? []))[0];
  const text = entry?.unresolved === true ? undefined : entry?.value?.text.trim();
  if (entry === undefined || text === undefined || text === "" || /\$|chat|completion/i.test(text)) return [];
  return [{ name: `${entry.name} ${text.slice(0, 40)}`, why: ANOTHER_KIND }];
}

/** One rank of a data parallel group, whose others nothing starts: it waits for them. */
function loneRank(
  { backend, entries }: ComponentReading,
  all: readonly ComponentReading[],
): readonly Unsure[] {
  const rank = lastOf(entries, "data-parallel-rank") ?? lastOf(entries, "dpn");
  const engines = all.filter(({ isEngine }) => isEngine);
  if (backend !== "vllm" || rank === undefined || rank.unresolved || engines.length > 1) return [];
  return [{ name: rank.name, why: "makes it one rank of a group whose others nothing here starts" }];
}

/** A node of an engine that says which one it is: each of its pods says so, and only the first serves. */
function loneNode(
  { entries, backend }: ComponentReading,
  all: readonly ComponentReading[],
): readonly Unsure[] {
  const rankOf = (list: readonly Entry[]): Entry | undefined =>
    lastOf(list, "node-rank") ?? lastOf(list, "data-parallel-start-rank") ?? lastOf(list, "dpr");
  const rank = backend === "trtllm" ? undefined : rankOf(entries);
  const ranked = all.filter((one) => one.isEngine && rankOf(one.entries) !== undefined);
  if (rank === undefined || rank.unresolved || ranked.length > 1) return [];
  const text = rank.value?.text.trim() ?? "";
  if (!/^\+?\d+$/.test(text) || Number(text) === 0) return [];
  return [{ name: `${rank.name} ${text}`, why: "makes every pod of it a node behind one that is not here" }];
}
