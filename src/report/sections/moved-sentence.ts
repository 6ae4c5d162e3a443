import type { DeploymentReview, Metric, Movement } from "../../domain/review.js";
import { change, latencyMs, list, percent } from "../format.js";
import { code, prose, text } from "../markdown.js";
import { limitName, metricName } from "../words.js";

/** A limit is near when less than this share of it is left. */
const NEAR_LIMIT = 0.05;
/** An edit is dear when it adds this share to a latency … */
const DEAR_LATENCY = 0.1;
/** … and brings less than this share of throughput. */
const CHEAP_GAIN = 0.01;

/** Column of the table of edits. */
export type MovedColumn = "ttft" | "tpot" | "throughput";

/** The sentence above the table, and the cell that it speaks of. */
export interface Told {
  readonly sentence: string;
  readonly row?: number;
  readonly column?: MovedColumn;
}

/** What each edit did on top of the ones before, in shares. */
interface Trail {
  readonly movements: readonly Movement[];
  /** throughput before each edit */
  readonly throughput: readonly number[];
  readonly ttft: readonly number[];
  readonly tpot: readonly number[];
}

/**
 * The first of four things that is true: a broken limit, a near one, a dear edit, the largest gain
 * (`docs/method/comment.md` 6). Where the whole change serves less than before, the edit that costs most throughput
 * comes before the near limit.
 */
export function tellMovement({ movements, base, proposed, findings }: DeploymentReview): Told {
  if (base === undefined || proposed === undefined) return { sentence: "" };
  const running = (start: number, delta: (movement: Movement) => number): readonly number[] => {
    let value = start;
    return movements.map((movement) => {
      const before = value;
      value += delta(movement);
      return before;
    });
  };
  const trail: Trail = {
    movements,
    throughput: running(
      base.prediction.tokensPerSecPerGpu,
      ({ deltaTokensPerSecPerGpu }) => deltaTokensPerSecPerGpu,
    ),
    ttft: running(base.prediction.ttftMs, ({ deltaTtftMs }) => deltaTtftMs),
    tpot: running(base.prediction.tpotMs, ({ deltaTpotMs }) => deltaTpotMs),
  };
  const regressed = findings.some(({ rule }) => rule === "regression");
  return (
    tellBroken(trail) ??
    (regressed ? tellLoss(trail) : undefined) ??
    tellNear(trail, proposed.limits) ??
    tellDear(
      trail,
      proposed.limits.some(({ percentile }) => percentile !== undefined),
    ) ??
    tellGain(trail)
  );
}

function tellBroken(trail: Trail): Told | undefined {
  const row = trail.movements.findIndex(({ breaks }) => breaks.length > 0);
  const movement = trail.movements[row];
  if (movement === undefined) return undefined;
  const what =
    movement.breaks.length === 1 ? "the limit" : `the ${list(movement.breaks.map(metricName))} limits`;
  return { sentence: `${does(movement, "break")} ${what}${exchange(trail, row, " and costs ")}.`, row };
}

function tellNear(
  trail: Trail,
  limits: NonNullable<DeploymentReview["proposed"]>["limits"],
): Told | undefined {
  const near = limits
    .filter(({ holds, valueMs, limitMs }) => holds && 1 - valueMs / limitMs < NEAR_LIMIT)
    .sort((a, b) => b.valueMs / b.limitMs - a.valueMs / a.limitMs)[0];
  if (near === undefined) return undefined;
  const left = `${limitName(near)} is ${gap(near.metric, near.limitMs - near.valueMs)} under its limit.`;
  // what an edit adds is known of the mean alone
  if (near.metric === "requestLatency" || near.percentile !== undefined) return { sentence: left };
  const row = dearest(trail.movements, near.metric);
  const movement = row === undefined ? undefined : trail.movements[row];
  if (row === undefined || movement === undefined) return { sentence: left };
  const cost = latencyMs(near.metric, deltaOf(movement, near.metric));
  const alone = trail.movements.length > 1 ? "alone " : "";
  return {
    sentence: `${left} ${does(movement, "cost", alone)} ${cost} of it${exchange(trail, row, " and ")}.`,
    row,
    column: near.metric,
  };
}

function tellDear(trail: Trail, percentiles: boolean): Told | undefined {
  for (const [row, movement] of trail.movements.entries()) {
    for (const metric of ["ttft", "tpot"] as const) {
      const added = deltaOf(movement, metric) / (trail[metric][row] ?? Infinity);
      const gained = movement.deltaTokensPerSecPerGpu / (trail.throughput[row] ?? Infinity);
      if (added < DEAR_LATENCY || gained >= CHEAP_GAIN) continue;
      const cost = `${latencyMs(metric, deltaOf(movement, metric))} to ${percentiles ? "mean " : ""}${metricName(metric)}`;
      return {
        sentence: `${does(movement, "add")} ${cost}${exchange(trail, row, " and costs ")}.`,
        row,
        column: metric,
      };
    }
  }
  return undefined;
}

function tellLoss({ movements, throughput }: Trail): Told | undefined {
  let row: number | undefined;
  let least = 0;
  for (const [index, { deltaTokensPerSecPerGpu }] of movements.entries()) {
    if (deltaTokensPerSecPerGpu >= least) continue;
    least = deltaTokensPerSecPerGpu;
    row = index;
  }
  const movement = row === undefined ? undefined : movements[row];
  if (row === undefined || movement === undefined) return undefined;
  const share = percent(least / (throughput[row] ?? Infinity));
  return { sentence: `${does(movement, "cost")} ${share} of throughput.`, row, column: "throughput" };
}

function tellGain({ movements, throughput }: Trail): Told {
  let row: number | undefined;
  let most = 0;
  for (const [index, { deltaTokensPerSecPerGpu }] of movements.entries()) {
    if (deltaTokensPerSecPerGpu <= most) continue;
    most = deltaTokensPerSecPerGpu;
    row = index;
  }
  const movement = row === undefined ? undefined : movements[row];
  if (row === undefined || movement === undefined) return { sentence: "no edit brings throughput." };
  const brought = change(1 + most / (throughput[row] ?? Infinity));
  if (brought === "same") return { sentence: "no edit moves throughput by half a percent." };
  return { sentence: `${does(movement, "bring")} ${brought} throughput.`, row, column: "throughput" };
}

/** What an edit gives or takes in throughput, as the end of a sentence. */
function exchange({ movements, throughput }: Trail, row: number, costs: string): string {
  const share = (movements[row]?.deltaTokensPerSecPerGpu ?? 0) / (throughput[row] ?? Infinity);
  const shown = change(1 + share);
  if (shown === "same" || shown === "") return ", for the same throughput";
  return share < 0 ? `${costs}${percent(share)} of throughput` : `, for ${shown} throughput`;
}

/** An edit and what it does, in the number of what was edited: `TP and replicas break`, `max_num_tokens alone costs`. */
function does(movement: Movement, verb: string, between = ""): string {
  const [first, second] = movement.settings ?? [];
  const many = second !== undefined || first?.name.endsWith("replicas") === true;
  return `${names(movement)} ${between}${verb}${many ? "" : "s"}`;
}

/** Names of the settings as the subject of a sentence. */
function names({ settings, label }: Movement): string {
  if (settings === undefined || settings.length === 0) return prose(label, 120);
  return list(
    settings.slice(0, 4).map(({ name, written }, index) => {
      if (written) return code(name, 60);
      const shown = text(name, 60);
      return index === 0 ? shown.charAt(0).toUpperCase() + shown.slice(1) : shown;
    }),
  );
}

function deltaOf(movement: Movement, metric: Metric): number {
  return { ttft: movement.deltaTtftMs, tpot: movement.deltaTpotMs, requestLatency: 0 }[metric];
}

/** The edit that adds most to a latency. */
function dearest(movements: readonly Movement[], metric: Metric): number | undefined {
  let row: number | undefined;
  let most = 0;
  for (const [index, movement] of movements.entries()) {
    if (deltaOf(movement, metric) <= most) continue;
    most = deltaOf(movement, metric);
    row = index;
  }
  return row;
}

/** A distance to a limit: with a decimal where whole milliseconds would say 0. */
function gap(metric: Metric, leftMs: number): string {
  return leftMs < 1 && metric !== "tpot" ? latencyMs("tpot", leftMs) : latencyMs(metric, leftMs);
}
