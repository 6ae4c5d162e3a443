import type { Backend, Deployment, WorkerPool } from "../domain/deployment.js";
import { ENGINE_NAMES } from "../domain/engine-names.js";
import { cutsBlocks } from "../domain/model-numbers.js";
import { finding } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import type { ManifestDeployment } from "../manifest/types.js";
import type { ModelFacts } from "../perf/types.js";
import { ownDraftFindings } from "./own-drafts.js";
import { originPlace, settingPlace, workerOf } from "./places.js";

/** Formats that only a checkpoint made with them has. */
const CALIBRATED = /^(?:(?:auto_)?awq|(?:auto_)?gptq|(?:awq|gptq)_marlin|marlin|squeezellm|moe_wna16|qoq)$/;
/** Formats that no checkpoint of 8 or 4 bit floats becomes. */
const OTHER_WEIGHTS =
  /^(?:gguf|bitsandbytes|aqlm|qqq|hqq|w8a8_int8|experts_int8|tpu_int8|int8_per_channel_weight_only|auto-round-int8|mlx_q\d)$/;
/** Formats whose weights are floats of few bits. */
const FLOATS = /^(?:fp8|fp8_block|nvfp4|mxfp4|mxfp8)$/;
/** Formats whose weights are integers. */
const INTEGERS = /^int[48]_wo$/;
/** Largest size that is offered. */
const MOST_OFFERED = 16;

/** What the checkpoint's own format and layers say against flags that vLLM and SGLang compare with them at start. */
export function checkpointFindings(
  facts: ModelFacts,
  deployment: Deployment,
  manifest: ManifestDeployment,
): readonly Finding[] {
  const { backend, pools } = deployment;
  const drafts = ownDraftFindings(facts, deployment, manifest);
  if (backend === "trtllm") return drafts;
  const found = pools.flatMap((pool) => [
    expertsOfDense(facts, pool, backend, manifest),
    otherFormat(facts, pool, backend, manifest),
    cutBlocks(facts, pool, backend, manifest),
    wideNumbers(facts, pool, backend, manifest),
  ]);
  return [...drafts, ...found, quantizedAlone(facts, manifest)].filter((one) => one !== undefined);
}

/** 32 bits for everything beside weights of few, which the kernels of these weights do not take. */
function wideNumbers(
  { checkpoint, model }: ModelFacts,
  { role }: WorkerPool,
  backend: Backend,
  manifest: ManifestDeployment,
): Finding | undefined {
  const own = checkpoint?.algorithm;
  if (own === undefined || !(FLOATS.test(own) || INTEGERS.test(own))) return undefined;
  const dtype = workerOf(manifest, role)?.settings.dtype;
  if (dtype === undefined || !/^float(?:32)?$/i.test(dtype.value)) return undefined;
  return finding(
    "settings-exclude",
    originPlace(dtype),
    `${dtype.origin.name} ${dtype.text}, and ${model} is quantized as ${own}: ${ENGINE_NAMES[backend]} takes 16 bits beside it and refuses to start. Leave it out`,
  );
}

/** One side of a pair that quantizes weights which the other serves as the checkpoint has them. */
function quantizedAlone({ checkpoint }: ModelFacts, manifest: ManifestDeployment): Finding | undefined {
  if (manifest.mode !== "disagg" || checkpoint === undefined || checkpoint.algorithm !== undefined)
    return undefined;
  const sides = manifest.workers.filter(({ role }) => role === "prefill" || role === "decode");
  const open = sides.some(({ unresolved }) =>
    unresolved.some(({ name }) => name === "quantization" || name === "engine file"),
  );
  const [one] = sides.filter(({ settings }) => settings.quantization !== undefined);
  const other = sides.find(({ role, settings }) => role !== one?.role && settings.quantization === undefined);
  const asked = one?.settings.quantization;
  if (open || one === undefined || other === undefined || asked === undefined) return undefined;
  return finding(
    "role-pair-mismatch",
    originPlace(asked),
    `${asked.origin.name} of ${one.component} is ${asked.text}, and ${other.component} serves the weights as they are: prefill and decode must agree`,
  );
}

/** vLLM verifies that a model has experts where they are to be spread; SGLang's own size of one does not matter. */
function expertsOfDense(
  { experts, model }: ModelFacts,
  { role }: WorkerPool,
  backend: Backend,
  manifest: ManifestDeployment,
): Finding | undefined {
  const spread = workerOf(manifest, role)?.settings.expertParallel;
  if (backend !== "vllm" || experts > 0 || spread?.value !== true) return undefined;
  return finding(
    "settings-exclude",
    originPlace(spread),
    `${spread.origin.name} spreads experts over GPUs, and ${model} has none: vLLM refuses to start. Leave it out`,
  );
}

/** A format of the weights that the checkpoint does not have. */
function otherFormat(
  { checkpoint, model }: ModelFacts,
  { role }: WorkerPool,
  backend: Backend,
  manifest: ManifestDeployment,
): Finding | undefined {
  const asked = workerOf(manifest, role)?.settings.quantization;
  const format = asked?.value.toLowerCase();
  if (checkpoint === undefined || asked === undefined || format === undefined) return undefined;
  const own = checkpoint.algorithm;
  const wrong =
    own === undefined
      ? CALIBRATED.test(format)
      : FLOATS.test(own)
        ? CALIBRATED.test(format) || OTHER_WEIGHTS.test(format)
        : INTEGERS.test(own) && format === "fp8";
  if (!wrong) return undefined;
  const has = own === undefined ? "is not quantized" : `is quantized as ${own}`;
  return finding(
    "settings-exclude",
    originPlace(asked),
    `${asked.origin.name} ${asked.text}, and the checkpoint ${model} ${has}: ${ENGINE_NAMES[backend]} refuses to start. Leave it out: the engine reads the format from the checkpoint`,
  );
}

/** Feed-forward layers whose parts would not hold whole FP8 blocks. */
function cutBlocks(
  { experts, checkpoint, numbers: { inter }, heads }: ModelFacts,
  { role, parallelism: { tp } }: WorkerPool,
  backend: Backend,
  manifest: ManifestDeployment,
): Finding | undefined {
  const block = checkpoint?.block;
  if (block === undefined || heads % tp !== 0) return undefined;
  const cuts = (size: number): boolean => cutsBlocks({ experts, inter }, size, block);
  if (!cuts(tp)) return undefined;
  const sizes = Array.from({ length: MOST_OFFERED }, (_, i) => i + 1);
  const whole = sizes.filter((size) => heads % size === 0 && !cuts(size));
  return finding(
    "parallel-size-impossible",
    settingPlace(manifest, role, "tp"),
    `tensor parallel size ${tp} splits the feed-forward width ${inter} into parts that are no multiple of the FP8 block ${block}: ${ENGINE_NAMES[backend]} refuses to start. Possible: ${whole.join(", ")}`,
  );
}
