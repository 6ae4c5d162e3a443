import type { PricingSession } from "../db/session.js";
import { bindSum } from "../ops/composite.js";
import { memo1, memo3 } from "../ops/memo.js";
import type { Operator } from "../types.js";

/** Operators whose time depends on everything, split by how mixed steps treat them. */
export interface PhaseSums {
  /** by tokens alone */
  readonly tokens: (tokens: number) => number;
  /** by batch alone */
  readonly batch: (batch: number) => number;
  /** the attention that mixed steps price apart */
  readonly attention: (batch: number, seq: number, prefix: number) => number;
  /** other operators that see the sequence */
  readonly rest: (batch: number, seq: number, prefix: number) => number;
}

/**
 * Binds the operators of one phase. `sharing`: so many tokens of a request take one pass over its cache, and its attention
 * is priced by requests.
 */
export function bindPhase(
  operators: readonly Operator[],
  session: PricingSession,
  attentionName: string,
  tokensOf: (batch: number, seq: number) => number,
  sharing?: number,
): PhaseSums {
  const pricing = session.context;
  const apart = operators.filter((operator) => operator.name === attentionName);
  const others = operators.filter((operator) => operator.name !== attentionName);
  const scoped = (scope: Operator["scope"]): readonly Operator[] =>
    others.filter((operator) => operator.scope === scope);
  const byTokens = bindSum(pricing, scoped("tokens"));
  const byBatch = bindSum(pricing, scoped("batch"));
  const bySequence = (list: readonly Operator[]): PhaseSums["rest"] => {
    if (list.length === 0) return () => 0;
    const sum = bindSum(pricing, list);
    const price: PhaseSums["rest"] =
      sharing === undefined
        ? (batch, seq, prefix) => sum({ tokens: tokensOf(batch, seq), batch, seq, prefix })
        : (batch, seq, prefix) =>
            sum({ tokens: tokensOf(batch, seq), batch, requests: batch / sharing, seq, prefix });
    // an operator remembers its own prices
    return list.length === 1 ? price : memo3(price);
  };
  return {
    tokens: memo1((tokens) => byTokens({ tokens, batch: 1, seq: tokens, prefix: 0 })),
    batch: memo1((batch) => byBatch({ tokens: batch, batch, seq: 1, prefix: 0 })),
    attention: bySequence(apart),
    rest: bySequence(scoped("sequence")),
  };
}
