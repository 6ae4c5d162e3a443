import type { PricingSession } from "../db/session.js";
import type { Lengths } from "../types.js";
import type { Drafter } from "./drafter.js";
import { bindPhase, type PhaseSums } from "./phase-sums.js";

/** What a draft runs. */
export type Drafting = Pick<Drafter, "context" | "passes">;

/** Milliseconds that a draft adds to the steps of its target. */
export interface DraftPrices {
  prefill(batch: number, seq: number, prefix: number): number;
  /** its share of the prompts in a mixed step: of the prompts alone, whatever decodes beside them */
  mixedPrefill(ctxTokens: number, lengths: Lengths): number;
  /** all its passes of one decode step of so many requests */
  decode(requests: number, seq: number): number;
}

/** Binds a draft lazily: a phase that is never asked needs no data. */
export function draftPrices(
  { context, passes }: Drafting,
  session: PricingSession,
  beamWidth: number,
): DraftPrices {
  let contextSums: PhaseSums | undefined;
  let passSums: readonly PhaseSums[] | undefined;
  const inContext = (): PhaseSums =>
    (contextSums ??= bindPhase(context, session, "context_attention", (batch, seq) => batch * seq));
  const inPasses = (): readonly PhaseSums[] =>
    (passSums ??= passes.map(({ operators, tokens }) =>
      bindPhase(
        operators,
        session,
        "generation_attention",
        (n) => n * beamWidth,
        tokens > 1 ? tokens : undefined,
      ),
    ));
  function prefill(batch: number, seq: number, prefix: number): number {
    const sums = inContext();
    const alike = sums.tokens(batch * seq) + sums.batch(batch);
    return alike + sums.attention(batch, seq, prefix) + sums.rest(batch, seq, prefix);
  }
  return {
    prefill,
    // whole prompts, spread evenly over the steps that they are cut into
    mixedPrefill: (ctxTokens, { isl, prefix }) =>
      prefill(Math.ceil(ctxTokens / isl), isl - prefix, prefix) / Math.ceil(isl / ctxTokens),
    decode(requests, seq) {
      const sums = inPasses();
      return passes.reduce((ms, { tokens, times }, i) => {
        const { tokens: byTokens, batch: byBatch, attention, rest } = sums[i] as PhaseSums;
        const batch = requests * tokens;
        const alike = byTokens(batch * beamWidth) + byBatch(batch);
        return ms + times * (alike + attention(batch, seq, 0) + rest(batch, seq, 0));
      }, 0);
    },
  };
}
