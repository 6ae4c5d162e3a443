import { bindSum } from "../ops/composite.js";
import { memo1, memo3 } from "../ops/memo.js";
import type { PricingSession } from "../db/session.js";
import type { Lengths, Operator, StepGraph } from "../types.js";
import type { Drafter } from "./drafting.js";

/** Milliseconds of whole steps of one worker; every distinct step is priced once. */
export interface StepPrices {
  /**
   * a prefill of `batch` prompts with `seq` new tokens after `prefix` cached ones (`docs/method/performance.md` 3.1)
   */
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
  /** tokens of a request in a decode step */
  readonly width: number;
  /** one pass over a request's cache serves all its tokens */
  readonly sharedPass: boolean;
  readonly drafter?: Pick<Drafter, "graph" | "rounds"> | undefined;
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
  const { width, sharedPass, drafter, beamWidth } = settings;
  const sharing = sharedPass && width > 1 ? width : undefined;
  const drafts = drafter === undefined ? undefined : draftPrices(drafter, session, beamWidth);
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
      sharing,
    ));

  function generation(sequences: number, seq: number): number {
    const batch = sequences * width;
    const { tokens, batch: byBatch, attention, rest } = inGeneration();
    const target = tokens(batch * beamWidth) + byBatch(batch);
    return target + attention(batch, seq, 0) + rest(batch, seq, 0) + (drafts?.decode(sequences, seq) ?? 0);
  }

  function mixedAttention(ctxTokens: number, { isl, prefix }: Lengths): number {
    const prompts = Math.ceil(ctxTokens / isl);
    return inContext().attention(prompts, isl - prefix, prefix) / Math.ceil(isl / ctxTokens);
  }

  function generationPart(name: string, sequences: number, seq: number): number {
    const named = graph.generation.filter((operator) => operator.name === name);
    const batch = sequences * width;
    return bindSum(session.context, named)({ tokens: batch * beamWidth, batch, seq, prefix: 0 });
  }

  function mixed(ctxTokens: number, gen: number, lengths: Lengths): number {
    const { isl, osl, prefix } = lengths;
    const sums = inContext();
    const sharedPrefix = prefix * Math.floor(ctxTokens / isl);
    const tokens = ctxTokens + gen * width - sharedPrefix;
    let ms = sums.tokens(tokens) + sums.batch(1) + sums.rest(1, tokens, sharedPrefix);
    if (ctxTokens > 0) ms += mixedAttention(ctxTokens, lengths);
    if (drafts !== undefined && ctxTokens > 0) ms += drafts.mixedPrefill(ctxTokens, lengths);
    const middle = decodeMiddle(isl, osl);
    if (gen > 0) ms += inGeneration().attention(gen * width, middle, 0) + (drafts?.decode(gen, middle) ?? 0);
    return ms;
  }

  return {
    context(batch, seq, prefix) {
      const { tokens, batch: byBatch, attention, rest } = inContext();
      const own =
        tokens(batch * seq) + byBatch(batch) + attention(batch, seq, prefix) + rest(batch, seq, prefix);
      return own + (drafts?.prefill(batch, seq, prefix) ?? 0);
    },
    generation,
    mixed,
    mixedAttention,
    generationPart,
  };
}

/** What a smaller model that drafts adds to the steps of its target. */
interface DraftPrices {
  prefill(batch: number, seq: number, prefix: number): number;
  /** its prefill of the prompts in a mixed step: of their tokens alone, whatever decodes beside them */
  mixedPrefill(ctxTokens: number, lengths: Lengths): number;
  /** all its rounds of one step; each writes one token of every request */
  decode(sequences: number, seq: number): number;
}

function draftPrices(
  { graph, rounds }: Pick<Drafter, "graph" | "rounds">,
  session: PricingSession,
  beamWidth: number,
): DraftPrices {
  let contextSums: PhaseSums | undefined;
  let generationSums: PhaseSums | undefined;
  const inContext = (): PhaseSums =>
    (contextSums ??= bindPhase(graph.context, session, "context_attention", (batch, seq) => batch * seq));
  const inGeneration = (): PhaseSums =>
    (generationSums ??= bindPhase(graph.generation, session, "generation_attention", (n) => n * beamWidth));
  return {
    prefill(batch, seq, prefix) {
      const sums = inContext();
      const alike = sums.tokens(batch * seq) + sums.batch(batch);
      return alike + sums.attention(batch, seq, prefix) + sums.rest(batch, seq, prefix);
    },
    mixedPrefill(ctxTokens, { isl, prefix }) {
      const sums = inContext();
      const cached = prefix * Math.floor(ctxTokens / isl);
      const tokens = ctxTokens - cached;
      const attention = sums.attention(Math.ceil(ctxTokens / isl), isl - prefix, prefix);
      const alike = sums.tokens(tokens) + sums.batch(1) + sums.rest(1, tokens, cached);
      return alike + attention / Math.ceil(isl / ctxTokens);
    },
    decode(sequences, seq) {
      const sums = inGeneration();
      const alike = sums.tokens(sequences * beamWidth) + sums.batch(sequences);
      return rounds * (alike + sums.attention(sequences, seq, 0) + sums.rest(sequences, seq, 0));
    },
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
