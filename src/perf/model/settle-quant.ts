import type { QuantModes } from "../../domain/deployment.js";
import { UserError } from "../../domain/errors.js";
import type { PricingSession } from "../db/session.js";
import { CONTEXT_ATTENTION_NEED } from "../ops/attention-slices.js";
import { someRow } from "../ops/rows.js";
import type { WorkerOptions } from "../types.js";
import type { Model } from "./config.js";
import type { QuantRequest } from "./family.js";
import { inferQuant } from "./quant.js";

export interface SettleQuestion extends Omit<QuantRequest, "model"> {
  readonly model: Model;
  readonly role: WorkerOptions["role"];
  readonly session: PricingSession;
}

/**
 * Final modes of a worker: inferred, adjusted to the measured attention formats, then to the family
 * (`docs/method/performance.md` 2.2).
 */
export function settleQuant(question: SettleQuestion): QuantModes {
  const { model, explicit, backend, system } = question;
  let quant = inferQuant({
    checkpoint: model.spec.checkpoint,
    moe: model.spec.experts > 0,
    explicit,
    backend,
    system,
  });
  const prefills = question.role !== "decode" && question.role !== "static_gen";
  // a single point over nodes keeps the inferred format, and is a miss where that was not measured, as the reference has it
  const kept = question.largeEp && question.purpose === "estimate";
  // static runs answer an explicit choice as far as the mode of the database can
  const refuses = question.role === "agg" || question.role === "prefill";
  if (
    quant.fmha === "fp8" &&
    prefills &&
    !kept &&
    (explicit.fmha === undefined || refuses) &&
    !measuredFp8(question, quant)
  ) {
    if (explicit.fmha !== undefined) {
      throw new UserError(
        "data",
        `fmha fp8 was not measured for ${backend} on ${system.name}; use bfloat16 or leave it out`,
      );
    }
    quant = { ...quant, fmha: "bfloat16" };
  }
  return model.family.adjustQuant?.(quant, { ...question, model: model.spec }) ?? quant;
}

/** False when prefill attention was measured in bfloat16 but not in fp8 with this cache. */
function measuredFp8({ model, session }: SettleQuestion, quant: QuantModes): boolean {
  const { need, column } = model.family.contextAttentionTable ?? {
    need: CONTEXT_ATTENTION_NEED,
    column: "attn_dtype",
  };
  return session.context.shared(`fp8 attention ${need.table} ${quant.kvcache}`, () => {
    const has = (format: string): boolean =>
      session.context
        .tables(need.family, need.table)
        .some((source) => someRow(source, { [column]: format, kv_cache_dtype: quant.kvcache }));
    return has("fp8") || !has("bfloat16");
  });
}
