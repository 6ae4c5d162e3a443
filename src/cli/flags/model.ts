import { BACKENDS, type Backend } from "../../domain/deployment.js";
import { DATABASE_MODES } from "../../domain/data-policy.js";
import type { Lengths } from "../../perf/types.js";
import { choiceFlag, intFlag, wordsFlag, numberFlag, textFlag, toggleFlag, type Flag } from "./types.js";
import { oneOf } from "./values.js";

/** Attention kernel lanes that a user may pin. */
const ATTENTION_LANES = ["fa3", "triton", "trtllm_mha", "flashinfer", "fla", "default"] as const;

/** Whether configurations of checkpoints may be fetched. */
export const FETCH_FLAG = {
  "fetch-config": toggleFlag(
    "fetch the config.json of a model that is not bundled (HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE)",
  ),
};

/** Flags that name the model, the hardware and the data; every predicting command has them. */
export const MODEL_FLAGS = {
  model: textFlag("Hugging Face id, a 0.5.0 name (QWEN3_32B) or a folder with config.json", "name"),
  ...FETCH_FLAG,
  system: textFlag("GPU system, e.g. h200_sxm, or a file that describes one", "name"),
  "decode-system": textFlag("GPU system of the decode workers, if another, or a file", "name"),
  "backend-version": textFlag("performance data: current, previous, next or an exact version", "version"),
  "database-mode": choiceFlag(
    "measured data, measured else estimated, estimated, or roofline (default SILICON)",
    ...DATABASE_MODES,
  ),
  "transfer-policy": textFlag(
    "what HYBRID and EMPIRICAL may borrow: off, conservative, balanced, aggressive, or a list",
    "policy",
  ),
  "systems-paths": wordsFlag(
    "own data folders, searched before the shipped data ('default' is the shipped data)",
    "folders",
  ),
  profile: choiceFlag(
    "calibrated on measurements (default), or the published method number for number",
    "calibrated",
    "reference",
  ),
  "gemm-quant-mode": textFlag("number format of matrix multiplications", "mode"),
  "moe-quant-mode": textFlag("number format of experts", "mode"),
  "kvcache-quant-mode": textFlag("number format of the KV cache", "mode"),
  "fmha-quant-mode": textFlag("number format of attention", "mode"),
  "comm-quant-mode": textFlag("number format of collectives", "mode"),
  "free-gpu-memory-fraction": numberFlag("the backend's memory fraction", 0, 1),
  "max-seq-len": intFlag("longest sequence (TensorRT-LLM), default isl + osl", 1),
  "attention-backend": choiceFlag("attention kernels to prefer", ...ATTENTION_LANES),
  nextn: textFlag("draft tokens per step (MTP), or auto; 0 unless given", "n"),
  "nextn-accepted": numberFlag("accepted draft tokens per step, needed with --nextn", -1e-9),
  prefix: intFlag("cached tokens of the prompt", 0),
};

/** No published model takes a longer context; a slip of the keyboard must not be computed for minutes. */
const MAX_TOKENS = 10_000_000;

/** The same of requests: no deployment has as many in flight. */
export const MAX_REQUESTS = 10_000_000;

/** Flags of one request's lengths, with the tokens that a command takes where they are absent. */
export function lengthFlags(
  absent: Pick<Lengths, "isl" | "osl">,
): Readonly<Record<"isl" | "osl", ReturnType<typeof intFlag>>> {
  return {
    isl: intFlag(`prompt length in tokens (default ${absent.isl})`, 1, MAX_TOKENS),
    osl: intFlag(`answer length in tokens (default ${absent.osl})`, 1, MAX_TOKENS),
  };
}

/** Which measurements of one's own correct the calibrated profile. */
export const CALIBRATION_FLAG = {
  "calibration-file": textFlag(
    "own measurements (default: the policy's, or .github/dynamo-advisor-calibration.json; none: leave them out)",
    "file",
  ),
};

/** How a command answers. */
export const FORMAT_FLAG = {
  format: choiceFlag(
    "text for people (default), markdown, or json alone on stdout",
    "text",
    "markdown",
    "json",
  ),
};

/** Other spellings of an engine. */
const ENGINES = new Map([
  ["trt-llm", "trtllm"],
  ["tensorrt-llm", "trtllm"],
  ["tensorrt_llm", "trtllm"],
  ["tensorrtllm", "trtllm"],
  ["tensorrt", "trtllm"],
]);

/** An engine, or one of a command's own words for several. */
export function engine<const V extends string = never>(
  help: string,
  ...more: readonly V[]
): Flag<Backend | V> {
  const values: readonly (Backend | V)[] = [...BACKENDS, ...more];
  const parse = oneOf(values);
  return {
    ...choiceFlag(help, ...values),
    parse: (value) => parse(ENGINES.get(value.toLowerCase()) ?? value),
  };
}

/** One engine. */
export const BACKEND_FLAG = { backend: engine("inference engine (default trtllm)") };

/** How much a command says, and in which colours. */
export const SPEECH_FLAGS = {
  "log-level": textFlag("accepted and ignored", "level"),
  debug: toggleFlag("accepted and ignored"),
  "no-color": toggleFlag("accepted; NO_COLOR works too"),
};

/** Flags that 0.12.0 accepts and that change nothing; taken so that old commands run. */
export const IGNORED_FLAGS = {
  "enable-wideep": toggleFlag("accepted and ignored: large expert parallelism is chosen by the data"),
  "moe-backend": choiceFlag("accepted and ignored", "deepep_moe"),
  "engine-step-backend": textFlag("accepted and ignored", "name"),
  "forward-model": choiceFlag("accepted and ignored", "op_level"),
  ...SPEECH_FLAGS,
};
