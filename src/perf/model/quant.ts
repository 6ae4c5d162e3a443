import type { Backend, QuantModes } from "../../domain/deployment.js";
import { UserError } from "../../domain/errors.js";
import { didYouMean } from "../../domain/nearest-name.js";
import { isBlackwell } from "../blackwell.js";
import { MODES, type ModeKind } from "../ops/modes.js";
import type { SystemSpec } from "../system-spec.js";
import type { CheckpointQuant } from "./spec.js";

/** Modes of a checkpoint on a system and engine, and which of them the user did not say. */
export interface QuantQuestion {
  /** whether the model has experts */
  readonly moe: boolean;
  readonly checkpoint: CheckpointQuant;
  readonly explicit: Partial<QuantModes>;
  readonly backend: Backend;
  readonly system: SystemSpec;
}

/**
 * Number formats by operator kind (`docs/method/performance.md` 2.2): said by the user, else inferred from the
 * checkpoint, else bfloat16; adjusted to engine and hardware. Adjustments that need a table or belong to one family
 * follow later. Throws `UserError` (`model`) for a checkpoint in a format that cannot be priced: it is never taken
 * for bfloat16.
 */
export function inferQuant(question: QuantQuestion): QuantModes {
  const { checkpoint, explicit, backend, system, moe } = question;
  const lowBits = ["fp8", "fp8_block", "nvfp4"].includes(checkpoint.algorithm ?? "");
  const { kvAlgorithm = lowBits ? "fp8" : "bfloat16" } = checkpoint;
  const kvcache = kvAlgorithm === "none" ? "bfloat16" : kvAlgorithm;
  // a cache that is said to be left alone speaks for its attention too
  const fp8Attention = kvAlgorithm !== "none" && (lowBits || kvAlgorithm === "fp8");
  const inferred: QuantModes = {
    gemm: explicit.gemm ?? gemmMode(checkpoint),
    moe: explicit.moe ?? moeMode(checkpoint, moe),
    kvcache,
    fmha: fp8Attention && backend !== "vllm" ? "fp8" : "bfloat16",
    comm: "half",
  };
  const wanted = { ...inferred, ...explicit };
  const weightOnly = !isBlackwell(system);
  const adjusted = (mode: string): string => (weightOnly && mode === "nvfp4" ? "nvfp4_wo" : mode);
  return { ...wanted, gemm: adjusted(wanted.gemm), moe: adjusted(wanted.moe) };
}

/** Refuses mode names that nobody knows, with what is allowed. */
export function checkModes(explicit: Partial<QuantModes>): void {
  for (const kind of Object.keys(MODES) as ModeKind[]) {
    const name = explicit[kind];
    if (name === undefined || Object.hasOwn(MODES[kind], name)) continue;
    const allowed = Object.keys(MODES[kind]);
    throw new UserError(
      "usage",
      `${name} is no ${kind} quantization mode${didYouMean(name, allowed, ";")} use one of ${allowed.join(", ")}`,
    );
  }
}

function gemmMode(checkpoint: CheckpointQuant): string {
  switch (checkpoint.algorithm) {
    case "fp8":
      return fp8Gemm(checkpoint);
    case "fp8_block":
    case "nvfp4":
    case "int4_wo":
    case "int8_wo":
      return checkpoint.algorithm;
    case "compressed-tensors":
      return leavesOut(checkpoint, "self_attn") ? "bfloat16" : compressedMode(checkpoint, "gemm");
    case "mixed_precision":
      return mixedGemm(checkpoint);
    case undefined:
    case "mxfp4":
      return "bfloat16";
    default:
      return refuse(checkpoint.algorithm, "gemm");
  }
}

/** Format of the experts; without any it is only a name, and no reason to refuse. */
function moeMode(checkpoint: CheckpointQuant, experts: boolean): string {
  switch (checkpoint.algorithm) {
    case "fp8":
    case "fp8_block":
    case "nvfp4":
    case "int4_wo":
      return checkpoint.algorithm;
    case "mxfp4":
      return "w4a16_mxfp4";
    case "compressed-tensors":
      return leavesOutExperts(checkpoint) ? "bfloat16" : compressedMode(checkpoint, "moe");
    case "mixed_precision":
      return mixedMoe(checkpoint);
    case undefined:
      return "bfloat16";
    default:
      return experts ? refuse(checkpoint.algorithm, "moe") : "bfloat16";
  }
}

function refuse(algorithm: string, kind: "gemm" | "moe"): never {
  throw new UserError(
    "model",
    `the checkpoint is quantized with ${algorithm}, for whose ${kind === "gemm" ? "products" : "experts"} there are no measurements; ` +
      `name the nearest format yourself (--${kind}-quant-mode ${Object.keys(MODES[kind]).join(", ")})`,
  );
}

function fp8Gemm(checkpoint: CheckpointQuant): string {
  return checkpoint.dynamic === true ? "fp8" : "fp8_static";
}

function compressedMode(checkpoint: CheckpointQuant, kind: "gemm" | "moe"): string {
  const base = checkpoint.baseAlgorithm;
  if (base === "mxfp4") return kind === "moe" ? "w4a16_mxfp4" : "bfloat16";
  if (base === undefined) return refuse("compressed-tensors in a weight format of its own", kind);
  return Object.hasOwn(MODES[kind], base) ? base : refuse(`compressed-tensors (${base})`, kind);
}

function mixedGemm(checkpoint: CheckpointQuant): string {
  // a checkpoint that keeps its native block FP8 and only re-quantizes the experts
  if (checkpoint.nativeBlockFp8) return "fp8_block";
  const found = new Set(checkpoint.layerAlgorithms.values());
  if (found.has("mxfp8")) return "fp8_block";
  if (found.has("fp8")) return fp8Gemm(checkpoint);
  if (found.has("w4a16_nvfp4")) return "w4a16_nvfp4";
  return found.has("nvfp4") ? "nvfp4" : "bfloat16";
}

function mixedMoe(checkpoint: CheckpointQuant): string {
  const found = new Set<string>();
  for (const [name, algorithm] of checkpoint.layerAlgorithms)
    if (name.includes("experts")) found.add(algorithm);
  if (found.size === 0) for (const algorithm of checkpoint.layerAlgorithms.values()) found.add(algorithm);
  if (found.has("w4a16_nvfp4")) return "w4a16_nvfp4";
  if (found.has("nvfp4")) return "nvfp4";
  if (found.has("mxfp8")) return "fp8_block";
  return found.has("fp8") ? "fp8" : "bfloat16";
}

function leavesOut(checkpoint: CheckpointQuant, part: string): boolean {
  return checkpoint.exclusions.some((pattern) => pattern.includes(part));
}

/** Routed experts, not the shared ones. */
function leavesOutExperts(checkpoint: CheckpointQuant): boolean {
  return checkpoint.exclusions.some(
    (pattern) => pattern.includes("experts") && !pattern.includes("shared_experts"),
  );
}
