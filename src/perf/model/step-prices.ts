import { bindSum } from "../ops/composite.js";
import { memo1, memo3 } from "../ops/memo.js";
import type { PricingSession } from "../db/session.js";
import type { Lengths, Operator, StepGraph } from "../types.js";

/** Milliseconds of whole steps of one worker; every distinct step is priced once. */
export interface StepPrices {
  /** a prefill of `batch` prompts with `seq` new tokens after `prefix` cached ones (`spec` perf-model 3.1) */
  context(batch: number, seq: number, prefix: number): number;
  /** one decode step of `batch` sequences at a key-value length, drafts not yet counted (3.2) */
  generation(batch: number, seq: number): number;
  /** prompts of `ctxTokens` together with `gen` decodes (4) */
  mixed(ctxTokens: number, gen: number, lengths: Lengths): number;
  /** the prompts' attention in it, as far as it is priced apart */
  mixedAttention(ctxTokens: number, lengths: Lengths): number;
  /** what the operators of one name cost in a decode step */
  generationPart(name: string, batch: number, seq: number): number;
}

export interface StepSettings {
  readonly nextn: number;
  readonly beamWidth: number;
}

/** Operators whose time depends on everything, split by how mixed steps treat them. */
interface PhaseSums {
  /** by tokens alone */
  readonly tokens: (tokens: number) => number;
  /** by batch alone */
  readonly batch: (batch: number) => number;
  /** the attention that mixed steps price apart */
  readonly attention: (batch: number, seq: number, prefix: number) => number;
  /** other operators that see the sequence */
  readonly rest: (batch: number, seq: number, prefix: number) => number;
}

/** Binds a graph lazily, a phase at a time: a phase that is never asked needs no data. */
export function stepPrices(graph: StepGraph, session: PricingSession, settings: StepSettings): StepPrices {
  const { nextn, beamWidth } = settings;
  let contextSums: PhaseSums | undefined;
  let generationSums: PhaseSums | undefined;
  const inContext = (): PhaseSums =>
    (contextSums ??= bindPhase(graph.context, session, "context_attention", (batch, seq) => batch * seq));
  const inGeneration = (): PhaseSums =>
    (generationSums ??= bindPhase(
      graph.generation,
      session,
      "generation_attention",
      (batch) => batch * beamWidth,
    ));

  function generation(sequences: number, seq: number): number {
    const batch = sequences * (nextn + 1);
    const { tokens, batch: byBatch, attention, rest } = inGeneration();
    return tokens(batch * beamWidth) + byBatch(batch) + attention(batch, seq, 0) + rest(batch, seq, 0);
  }

  function mixedAttention(ctxTokens: number, { isl, prefix }: Lengths): number {
    const prompts = Math.ceil(ctxTokens / isl);
    return inContext().attention(prompts, isl - prefix, prefix) / Math.ceil(isl / ctxTokens);
  }

  function generationPart(name: string, sequences: number, seq: number): number {
    const named = graph.generation.filter((operator) => operator.name === name);
    const batch = sequences * (nextn + 1);
    return bindSum(session.context, named)({ tokens: batch * beamWidth, batch, seq, prefix: 0 });
  }

  function mixed(ctxTokens: number, gen: number, lengths: Lengths): number {
    const { isl, osl, prefix } = lengths;
    const sums = inContext();
    const sharedPrefix = prefix * Math.floor(ctxTokens / isl);
    const tokens = ctxTokens + gen * (nextn + 1) - sharedPrefix;
    let ms = sums.tokens(tokens) + sums.batch(1) + sums.rest(1, tokens, sharedPrefix);
    if (ctxTokens > 0) ms += mixedAttention(ctxTokens, lengths);
    if (gen > 0) ms += inGeneration().attention(gen * (nextn + 1), decodeMiddle(isl, osl), 0);
    return ms;
  }

  return {
    context(batch, seq, prefix) {
      const { tokens, batch: byBatch, attention, rest } = inContext();
      return tokens(batch * seq) + byBatch(batch) + attention(batch, seq, prefix) + rest(batch, seq, prefix);
    },
    generation,
    mixed,
    mixedAttention,
    generationPart,
  };
}

/** Key-value length at which a decode step between prompts is priced: half of the answer is written. */
export function decodeMiddle(isl: number, osl: number): number {
  return isl + Math.floor(osl / 2) + 1;
}

function bindPhase(
  operators: readonly Operator[],
  session: PricingSession,
  attentionName: string,
  tokensOf: (batch: number, seq: number) => number,
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
    return memo3((batch, seq, prefix) => sum({ tokens: tokensOf(batch, seq), batch, seq, prefix }));
  };
  return {
    tokens: memo1((tokens) => byTokens({ tokens, batch: 1, seq: tokens, prefix: 0 })),
    batch: memo1((batch) => byBatch({ tokens: batch, batch, seq: 1, prefix: 0 })),
    attention: bySequence(apart),
    rest: bySequence(scoped("sequence")),
  };
}
