import type { Backend, QuantModes, ServingMode } from "../../domain/deployment.js";
import { interruption, queueMs } from "./corrections.js";

/** What the calibration looks at: times of the operator model and the load. Milliseconds, tokens, requests. */
export interface LoadFacts {
  readonly mode: ServingMode;
  readonly backend: Backend;
  /** prefill of one prompt alone */
  readonly prefillMs: number;
  /** decode step of the whole batch, and of one request */
  readonly decodeMs: number;
  readonly decodeAloneMs: number;
  /** time between tokens as the reference composes it */
  readonly referenceTpotMs: number;
  readonly layers: number;
  /** attention-DP ranks (of all prefill workers) that prompts queue at */
  readonly prefillLanes: number;
  /** requests in flight of one decode rank, and of the replica */
  readonly batchSize: number;
  readonly concurrency: number;
  readonly gpus: number;
  readonly isl: number;
  readonly osl: number;
}

/** Names of {@link featuresOf}, in order; logarithms except `disagg` and the backends. */
export const FEATURES = [
  "prefillMs",
  "requestsPerLane",
  "prefillAllMs",
  "queueMs",
  "decodeMs",
  "decodeAloneMs",
  "referenceTpotMs",
  "batchSize",
  "isl",
  "osl",
  "gpus",
  "concurrency",
  "prefillLoad",
  "msPerLayer",
  "concurrencyPerGpu",
  "interruption",
  "batchCost",
  "disagg",
  "trtllm",
  "vllm",
] as const;

/** The quantities that correct the physics. */
export function featuresOf(facts: LoadFacts): Float64Array {
  const { prefillMs, decodeMs, batchSize, isl, osl, concurrency, gpus, layers } = facts;
  const requests = Math.max(1, concurrency / facts.prefillLanes);
  const decodePhaseMs = decodeMs * Math.max(1, osl - 1);
  const log = (value: number): number => Math.log(Math.max(value, 1e-9));
  const values = new Float64Array(FEATURES.length);
  values[0] = log(prefillMs);
  values[1] = log(requests);
  values[2] = log(prefillMs * requests);
  values[3] = log(queueMs(prefillMs, decodePhaseMs, requests));
  values[4] = log(decodeMs);
  values[5] = log(facts.decodeAloneMs);
  values[6] = log(facts.referenceTpotMs);
  values[7] = log(batchSize);
  values[8] = log(isl);
  values[9] = log(osl);
  values[10] = log(gpus);
  values[11] = log(concurrency);
  values[12] = log((prefillMs * requests) / decodePhaseMs);
  values[13] = log(decodeMs / layers);
  values[14] = log(concurrency / gpus);
  values[15] = log(interruption(prefillMs, batchSize, osl, facts.referenceTpotMs));
  values[16] = log(decodeMs / facts.decodeAloneMs);
  values[17] = facts.mode === "disagg" ? 1 : 0;
  values[18] = facts.backend === "trtllm" ? 1 : 0;
  values[19] = facts.backend === "vllm" ? 1 : 0;
  return values;
}

/** Words of a checkpoint's name that change neither shapes nor layers: formats, tuning, releases. */
const RELEASE_WORDS = [
  "-instruct",
  "-fp8",
  "-nvfp4",
  "-fp4",
  "-bf16",
  "-dynamic",
  "-block",
  "-0528",
  "-0324",
  "-2507",
  "-chat",
  "-thinking",
];

/** The bare name of a checkpoint in lower case, without its owner and without formats, tuning and release words. */
export function modelStem(model: string): string {
  let name = model
    .slice(model.lastIndexOf("/") + 1)
    .toLowerCase()
    .replaceAll("_", "-");
  for (const word of RELEASE_WORDS) name = name.replace(word, "");
  return name.replace(/^meta-/, "");
}

/** The family a checkpoint belongs to: its {@link modelStem}, and `deepseek-r1` is `deepseek-v3`. */
export function modelGroup(model: string): string {
  const name = modelStem(model);
  return /^deepseek-(r1|v3|v3\.1)$/.test(name) ? "deepseek-v3" : name;
}

/** Number format of the bulk of the weights (experts where they are narrower): fp4, int4, fp8 or bf16. */
export function precisionGroup(quant: QuantModes): string {
  const modes = `${quant.gemm} ${quant.moe}`;
  if (modes.includes("fp4")) return "fp4";
  if (modes.includes("int4")) return "int4";
  return modes.includes("fp8") ? "fp8" : "bf16";
}

/** What groups a load belongs to. */
export interface GroupNames {
  readonly backend: Backend;
  readonly mode: ServingMode;
  readonly system: string;
  readonly model: string;
  readonly precision: string;
}

/** Keys of the offsets that apply, widest first; the last is the group of `familiarity` "group". */
export function groupKeys({ backend, mode, system, model, precision }: GroupNames): readonly string[] {
  return [
    `backend:${backend}/${mode}`,
    `system:${backend}/${mode}/${system}`,
    `model:${model}`,
    `backend-model:${backend}/${model}`,
    `precision:${backend}/${model}/${precision}`,
    `group:${backend}/${mode}/${system}/${model}/${precision}`,
  ];
}
