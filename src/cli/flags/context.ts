import { compact } from "../../domain/compact.js";
import type { QuantModes } from "../../domain/deployment.js";
import { UserError } from "../../domain/errors.js";
import { TRANSFER_ALLOWED, transferPolicy, type TransferPolicy } from "../../domain/data-policy.js";
import { quantOfPrecision } from "../../perf/estimate/precision.js";
import type { WorkerContext } from "../../perf/types.js";
import type { BACKEND_FLAG, MODEL_FLAGS } from "./model.js";
import { speculationFromFlags, type ESTIMATE_MODE_FLAG, type SPEC_FLAGS } from "./speculation.js";
import { textFlag, type FlagValues } from "./types.js";

/** Formats in the words of benchmarks. */
export const PRECISION_FLAG = {
  precision: textFlag("weights as a benchmark names them: fp8, fp4, bf16, int4", "name"),
};

/** Flags that say the model, hardware and data; a command may have only some of them. */
export type ContextFlags = FlagValues<
  typeof MODEL_FLAGS &
    typeof BACKEND_FLAG &
    typeof SPEC_FLAGS &
    typeof ESTIMATE_MODE_FLAG &
    typeof PRECISION_FLAG
>;

/** The model, hardware and data of parsed flags. Throws `UserError` when a needed flag is missing. */
export function contextOf(flags: ContextFlags): WorkerContext {
  const quant = quantFromFlags(flags);
  return {
    model: needed(flags, "model"),
    system: needed(flags, "system"),
    backend: flags.backend ?? "trtllm",
    ...compact({
      backendVersion: flags.backendVersion,
      databaseMode: flags.databaseMode,
      transfer: transferOf(flags.transferPolicy),
      quant: Object.keys(quant).length === 0 ? undefined : quant,
      speculation: speculationFromFlags(flags),
      attentionLane: flags.attentionBackend,
      memFraction: flags.freeGpuMemoryFraction,
      maxSeqLen: flags.maxSeqLen,
    }),
  };
}

function needed(flags: ContextFlags, name: "model" | "system"): string {
  const value = flags[name];
  if (value === undefined || value === "")
    throw new UserError(
      "usage",
      `--${name} is missing; ${name === "model" ? "give a Hugging Face id or a folder with config.json" : "give a GPU system such as h200_sxm (support lists them)"}`,
    );
  return value;
}

/** Modes said by the user; a precision fills those of the weights when none is given. */
function quantFromFlags(flags: ContextFlags): Partial<QuantModes> {
  const modes = compact({
    gemm: flags.gemmQuantMode,
    moe: flags.moeQuantMode,
    kvcache: flags.kvcacheQuantMode,
    fmha: flags.fmhaQuantMode,
    comm: flags.commQuantMode,
  });
  return quantOfPrecision(modes, flags);
}

/** A preset or a list of transfer steps. */
function transferOf(asked: string | undefined): TransferPolicy | undefined {
  if (asked === undefined) return undefined;
  const read = transferPolicy(asked);
  if ("policy" in read) return read.policy;
  throw new UserError("usage", `--transfer-policy: unknown '${read.wrong}'; use ${TRANSFER_ALLOWED}`);
}
