import { EVEN_ODDS, EVEN_ODDS_WORTH } from "../domain/confidence.js";
import { largestFit } from "../domain/largest-fit.js";
import type { ReplicaFigures } from "../perf/profile/profile.js";
import { mayCarry } from "./odds.js";
import type { OperatingRequest } from "./operating-types.js";

/** Loads of a deployment that can be priced, as whole requests a rank. */
export interface Loads<P> {
  /** loads that are tried first, ascending; the last is the most that the engine takes */
  readonly ladder: readonly number[];
  /** undefined where data are missing */
  readonly priceAt: (load: number) => P | undefined;
}

/** Where a deployment stands when nobody states a load. */
export interface Capacity<P> {
  /** the load that it carries, else one request a rank */
  readonly at: P;
  readonly meets: boolean;
  /** the load at even odds, where it serves clearly more */
  readonly evenOdds?: P;
}

/**
 * The highest load that holds, from one that does: up the ladder while its steps hold, then by halves below the step that
 * does not. So what is carried depends on what is allowed, not on where a ladder has its steps.
 */
export function climb(held: number, ladder: readonly number[], holds: (load: number) => boolean): number {
  let low = held;
  for (const step of ladder) {
    if (step <= low) continue;
    if (!holds(step)) return low + largestFit(step - low - 1, (more) => holds(low + more));
    low = step;
  }
  return low;
}

/**
 * What a deployment carries, and its load at even odds; `alone` when it carries nothing. Of a profile under which throughput
 * never falls with the load: the highest load that holds. The published method knows no such law, and no odds: there the
 * load that serves most.
 */
export function capacityOf<P extends { readonly figures: ReplicaFigures }>(
  loads: Loads<P>,
  request: Pick<OperatingRequest, "sla" | "confidence" | "profile">,
  alone: () => P,
): Capacity<P> {
  const { sla, confidence, profile } = request;
  const heldAt =
    (chance: number) =>
    (load: number): boolean => {
      const priced = loads.priceAt(load);
      return priced !== undefined && mayCarry(priced.figures, sla, chance);
    };
  if (profile.identity) {
    const most = mostServed(loads, heldAt(confidence));
    return { at: most ?? alone(), meets: most !== undefined };
  }
  const carried = highest(loads, heldAt(confidence));
  const at = carried ?? alone();
  const meets = carried !== undefined;
  const likely = highest(loads, heldAt(EVEN_ODDS));
  return likely !== undefined && likely.figures.tokensPerSec > EVEN_ODDS_WORTH * at.figures.tokensPerSec
    ? { at, meets, evenOdds: likely }
    : { at, meets };
}

/** The highest load that holds: the highest step that does, and what holds above it. */
function highest<P>({ ladder, priceAt }: Loads<P>, holds: (load: number) => boolean): P | undefined {
  const step = ladder.findLast(holds);
  return step === undefined ? undefined : priceAt(climb(step, ladder, holds));
}

/** Of the steps that hold, and the highest load that does, the one with the most throughput; equals: the first. */
function mostServed<P extends { readonly figures: ReplicaFigures }>(
  { ladder, priceAt }: Loads<P>,
  holds: (load: number) => boolean,
): P | undefined {
  const held = ladder.filter(holds);
  const top = held.at(-1);
  if (top === undefined) return undefined;
  return [...held, climb(top, ladder, holds)]
    .map((load) => priceAt(load)!)
    .reduce((best, load) => (load.figures.tokensPerSec > best.figures.tokensPerSec ? load : best));
}
