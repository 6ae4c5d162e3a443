import { BACKENDS } from "../../domain/deployment.js";
import { DATABASE_MODES } from "../../perf/types.js";
import { choice, int, list, number, SWITCH, text, type Flag } from "./table.js";

/** Attention kernel lanes that a user may pin. */
const ATTENTION_LANES = ["fa3", "triton", "trtllm_mha", "flashinfer", "fla", "default"];

/** Flags that name the model, the hardware and the data; every predicting command has them. */
export const MODEL_FLAGS: readonly Flag[] = [
  {
    name: "model",
    type: text("name"),
    help: "Hugging Face id, a 0.5.0 name (QWEN3_32B) or a folder with config.json",
  },
  { name: "system", type: text("name"), help: "GPU system, e.g. h200_sxm" },
  { name: "decode-system", type: text("name"), help: "GPU system of the decode workers, if another" },
  {
    name: "backend-version",
    type: text("version"),
    help: "performance data: current, previous, next or an exact version",
  },
  {
    name: "database-mode",
    type: choice(...DATABASE_MODES),
    help: "measured data, measured else estimated, estimated, or roofline (default SILICON)",
  },
  {
    name: "transfer-policy",
    type: text("policy"),
    help: "what HYBRID and EMPIRICAL may borrow: off, conservative, balanced, aggressive, or a list",
  },
  {
    name: "systems-paths",
    type: list("folders"),
    help: "own data folders, searched before the shipped data ('default' is the shipped data)",
  },
  {
    name: "profile",
    type: choice("calibrated", "reference"),
    help: "calibrated on measurements (default), or the published method number for number",
  },
  { name: "gemm-quant-mode", type: text("mode"), help: "number format of matrix multiplications" },
  { name: "moe-quant-mode", type: text("mode"), help: "number format of experts" },
  { name: "kvcache-quant-mode", type: text("mode"), help: "number format of the KV cache" },
  { name: "fmha-quant-mode", type: text("mode"), help: "number format of attention" },
  { name: "comm-quant-mode", type: text("mode"), help: "number format of collectives" },
  { name: "free-gpu-memory-fraction", type: number(0, 1), help: "the backend's memory fraction" },
  { name: "max-seq-len", type: int(1), help: "longest sequence (TensorRT-LLM), default isl + osl" },
  { name: "attention-backend", type: choice(...ATTENTION_LANES), help: "attention kernels to prefer" },
  { name: "nextn", type: text("n"), help: "draft tokens per step (MTP), or auto; 0 unless given" },
  {
    name: "nextn-accepted",
    type: number(-1e-9),
    help: "accepted draft tokens per step, needed with --nextn",
  },
  { name: "prefix", type: int(0), help: "cached tokens of the prompt" },
];

/** No published model takes a longer context; a slip of the keyboard must not be computed for minutes. */
const MAX_TOKENS = 10_000_000;

/** Flags of one request's lengths. */
export const LENGTH_FLAGS: readonly Flag[] = [
  { name: "isl", type: int(1, MAX_TOKENS), help: "prompt length in tokens" },
  { name: "osl", type: int(1, MAX_TOKENS), help: "answer length in tokens" },
];

/** Which measurements of one's own correct the calibrated profile. */
export const CALIBRATION_FLAG: Flag = {
  name: "calibration-file",
  type: text("file"),
  help: "own measurements (default: the policy's, or .github/dynamo-advisor-calibration.json; none: leave them out)",
};

/** How a command answers. */
export const FORMAT_FLAG: Flag = {
  name: "format",
  type: choice("text", "markdown", "json"),
  help: "text for people (default), markdown, or json alone on stdout",
};

/** One engine. */
export const BACKEND_FLAG: Flag = {
  name: "backend",
  type: choice(...BACKENDS),
  help: "inference engine (default trtllm)",
};

/** Flags that 0.12.0 accepts and that change nothing; taken so that old commands run. */
export const IGNORED_FLAGS: readonly Flag[] = [
  {
    name: "enable-wideep",
    type: SWITCH,
    help: "accepted and ignored: large expert parallelism is chosen by the data",
  },
  { name: "moe-backend", type: choice("deepep_moe"), help: "accepted and ignored" },
  { name: "engine-step-backend", type: text("name"), help: "accepted and ignored" },
  { name: "forward-model", type: choice("op_level"), help: "accepted and ignored" },
  { name: "log-level", type: text("level"), help: "accepted and ignored" },
  { name: "debug", type: SWITCH, help: "accepted and ignored" },
  { name: "no-color", type: SWITCH, help: "accepted; NO_COLOR works too" },
];
