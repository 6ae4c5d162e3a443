import { seededRandom } from "../../domain/random.js";
import { memo1 } from "./memo.js";

/** Experts spread evenly over ranks, and how many of them a token goes to. */
export interface ExpertSpread {
  readonly ranks: number;
  readonly experts: number;
  readonly topK: number;
}

/** Exponent of the popularity of experts, `power_law_1.01`. */
const EXPONENT = 1.01;
/** Random numbers of all draws whose median counts, and a seed under which that lies near the median of many more. */
const NUMBERS = 501 * 256;
const SEED = 29;
/** Copies for each expert from which on their being whole does not show. */
const COUNTABLE = 8;
const BUCKETS = 256;

/**
 * How many times the even share the busiest rank receives when experts are as popular as a power law, over the tokens of
 * one rank (`docs/model-notes.md`, "Low-latency exchange"). Never below 1. Above one copy for each expert straight in the
 * logarithm of the tokens, between powers of two and, where it no longer shows that copies are whole, of eight.
 */
export function busiestRank(spread: ExpertSpread): (tokens: number) => number {
  const { ranks, experts, topK } = spread;
  if (ranks === 1) return () => 1;
  let draws: Float64Array | undefined;
  const at = memo1((tokens) => medianShare(spread, tokens, (draws ??= drawAll(experts))));
  const dense = 2 ** Math.ceil(Math.log2((COUNTABLE * experts) / (ranks * topK)));
  return (tokens) => {
    if (tokens * ranks * topK <= experts) return at(tokens);
    const base = tokens < dense ? 1 : dense;
    const step = tokens < dense ? 2 : 8;
    const low = base * step ** Math.floor(Math.log2(tokens / base) / Math.log2(step));
    if (low === tokens || low * ranks * topK <= experts) return at(tokens);
    const weight = Math.log2(tokens / low) / Math.log2(step);
    return at(low) + weight * (at(low * step) - at(low));
  };
}

function drawAll(experts: number): Float64Array {
  const random = seededRandom(SEED);
  return Float64Array.from({ length: Math.ceil(NUMBERS / experts) * experts }, random);
}

/** Median over draws of the busiest rank's tokens, over the even share. */
function medianShare(
  { ranks, experts, topK }: ExpertSpread,
  tokensPerRank: number,
  draws: Float64Array,
): number {
  const tokens = tokensPerRank * ranks;
  const copies = tokens * topK;
  const popularity = powerLaw(copies > experts ? 1 : 0.01, copies > experts ? tokens * 0.8 : 2);
  const loads = new Float64Array(experts);
  const busiest = new Float64Array(draws.length / experts);
  for (let draw = 0; draw < busiest.length; draw++) {
    let sum = 0;
    for (let expert = 0; expert < experts; expert++)
      sum += loads[expert] = popularity(draws[draw * experts + expert]!);
    for (let expert = 0; expert < experts; expert++) loads[expert]! *= copies / sum;
    if (copies < COUNTABLE * experts) makeWhole(loads, copies);
    // a token goes to an expert once
    busiest[draw] = largestSum(loads, experts / ranks, tokens);
  }
  return Math.max(1, (busiest.sort()[busiest.length >> 1]! * ranks) / copies);
}

/** Quantiles of the power law between two values. */
function powerLaw(low: number, high: number): (quantile: number) => number {
  const exponent = 1 - EXPONENT;
  const from = low ** exponent;
  const span = high ** exponent - from;
  return (quantile) => Math.exp(Math.log(from + span * quantile) / exponent);
}

/** Whole numbers of the same sum `total`: those with the largest remainders are rounded up, the rest down. */
function makeWhole(loads: Float64Array, total: number): void {
  const counts = new Int32Array(BUCKETS);
  const buckets = new Uint8Array(loads.length);
  let rest = total;
  for (let i = 0; i < loads.length; i++) {
    const whole = Math.floor(loads[i]!);
    buckets[i] = (loads[i]! - whole) * BUCKETS;
    counts[buckets[i]!]! += 1;
    loads[i] = whole;
    rest -= whole;
  }
  let least = BUCKETS;
  let above = 0;
  while (least > 0 && above < rest) above += counts[--least]!;
  // of the last bucket only as many as are left
  let surplus = above - rest;
  for (let i = 0; i < loads.length; i++) {
    if (buckets[i]! < least || (buckets[i] === least && surplus-- > 0)) continue;
    loads[i]! += 1;
  }
}

/** Largest sum of neighbouring groups of `size`, no member counting for more than `cap`. */
function largestSum(loads: Float64Array, size: number, cap: number): number {
  let largest = 0;
  for (let from = 0; from < loads.length; from += size) {
    let sum = 0;
    for (let i = from; i < from + size; i++) sum += Math.min(loads[i]!, cap);
    largest = Math.max(largest, sum);
  }
  return largest;
}
