import { bindSum } from "../ops/composite.js";
import type { PricingSession } from "../db/session.js";
import type { Lengths, StepGraph } from "../types.js";
import { draftPrices, type Drafting } from "./draft-prices.js";
import { bindPhase, type PhaseSums } from "./phase-sums.js";

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
  readonly drafter?: Drafting | undefined;
  readonly beamWidth: number;
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

/** Key-value length at which a decode step between prompts is priced: half of the answer is written. */
export function decodeMiddle(isl: number, osl: number): number {
  return isl + Math.floor(osl / 2) + 1;
}
