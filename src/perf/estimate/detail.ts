import type { AggPoint, Lengths, OperatorLatency, WorkerContext, WorkerModel } from "../types.js";

/**
 * Operators of an aggregated point: `context` is one mixed step (its decode attention listed under `generation_attention`),
 * `generation` one decode-only step.
 */
export function aggDetail(
  worker: WorkerModel,
  point: AggPoint,
  lengths: Lengths,
  context: WorkerContext,
): readonly OperatorLatency[] {
  const { isl, osl, prefix } = lengths;
  const { ctxTokens, genInMixed, batchSize } = point;
  const drafts = (context.speculation?.nextn ?? 0) + 1;
  const cached = prefix * Math.floor(ctxTokens / isl);
  const tokens = ctxTokens + genInMixed * drafts - cached;
  const shared = worker.breakdown("context", { tokens, batch: 1, seq: tokens, prefix: cached });
  const prompts = Math.ceil(ctxTokens / isl);
  const seq = isl - prefix;
  const attention = worker.breakdown("context", { tokens: prompts * seq, batch: prompts, seq, prefix });
  const length = isl + Math.floor(osl / 2) + 1;
  const decodes = genInMixed * drafts;
  const mixedDecode =
    decodes > 0
      ? worker.breakdown("generation", { tokens: decodes, batch: decodes, seq: length, prefix: 0 })
      : [];
  const batch = batchSize * drafts;
  return [
    ...shared.map((entry, i) =>
      entry.name === "context_attention"
        ? { ...entry, ms: (attention[i]?.ms ?? 0) / Math.ceil(isl / ctxTokens) }
        : entry,
    ),
    ...mixedDecode
      .filter((entry) => entry.name === "generation_attention")
      .map((entry) => ({ ...entry, phase: "context" as const })),
    ...worker.breakdown("generation", { tokens: batch, batch, seq: length, prefix: 0 }),
  ];
}

/** Operators of one prefill of a batch. */
export function contextDetail(
  worker: WorkerModel,
  batchSize: number,
  lengths: Lengths,
): readonly OperatorLatency[] {
  const seq = lengths.isl - lengths.prefix;
  return worker.breakdown("context", {
    tokens: batchSize * seq,
    batch: batchSize,
    seq,
    prefix: lengths.prefix,
  });
}

/** Operators of the first decode step of a batch. */
export function generationDetail(
  worker: WorkerModel,
  batchSize: number,
  lengths: Lengths,
  context: WorkerContext,
): readonly OperatorLatency[] {
  const batch = batchSize * ((context.speculation?.nextn ?? 0) + 1);
  const tokens = batch * (context.beamWidth ?? 1);
  return worker.breakdown("generation", { tokens, batch, seq: lengths.isl + 1, prefix: 0 });
}
