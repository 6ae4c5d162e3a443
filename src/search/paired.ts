import type { Deployment } from "../domain/deployment.js";
import type { Bands, Interval } from "../domain/prediction.js";
import { chanceBelow } from "../perf/profile/chance.js";
import type { PairedWidths } from "../perf/profile/profile.js";

/** Throughput of a deployment with its 80 % band, tokens/s per GPU; of a row of a search or of an evaluation. */
export interface BandedThroughput {
  readonly deployment: Deployment;
  readonly tokensPerSecPerGpu: number;
  readonly band: Interval | undefined;
}

/** The throughput of a deployment as its figures have it. */
export function throughputOf(
  deployment: Deployment,
  { tokensPerSecPerGpu, bands }: { readonly tokensPerSecPerGpu: number; readonly bands?: Bands },
): BandedThroughput {
  return { deployment, tokensPerSecPerGpu, band: bands?.tokensPerSecPerGpu };
}

/** Whether the error of their ratio (80 %) does not tell a lower throughput from a higher one. */
export function withinError(
  best: BandedThroughput,
  other: BandedThroughput,
  paired: PairedWidths | undefined,
  ratio = other.tokensPerSecPerGpu / best.tokensPerSecPerGpu,
): boolean {
  const width = ratioWidth(best, other, paired);
  return width !== undefined && -Math.log(ratio) < width;
}

/**
 * 80 % half-width of the logarithm of the ratio of two throughputs: two predictions of one engine, model and system share most of
 * their error, more of it with one layout, so their ratio is surer than either. Undefined where a profile knows no error.
 */
export function ratioWidth(
  a: BandedThroughput,
  b: BandedThroughput,
  paired: PairedWidths | undefined,
): number | undefined {
  if (a.band === undefined || b.band === undefined || paired === undefined) return undefined;
  const share = sameLayout(a.deployment, b.deployment) ? paired.sameLayout : paired.sameGroup;
  return (share * (halfWidth(a.band) + halfWidth(b.band))) / 2;
}

/** Chance that the true ratio lies below 1 when `ratio` below 1 was predicted. */
export function chanceLess(ratio: number, width: number): number {
  return chanceBelow({ distance: -Math.log(ratio), width });
}

function halfWidth([low, high]: Interval): number {
  return low > 0 && high > low ? Math.log(high / low) / 2 : 0;
}

function sameLayout(a: Deployment, b: Deployment): boolean {
  const layout = ({ mode, backend, pools }: Deployment): string =>
    JSON.stringify([mode, backend, pools.map(({ role, parallelism }) => [role, parallelism])]);
  return layout(a) === layout(b);
}
