import type { DeploymentReview, Metric, Movement } from "../../domain/review.js";
import { change, latencyMs, list, number, signed } from "../format.js";
import { bold, code, prose, table, text } from "../markdown.js";
import type { ReviewView } from "../view.js";
import { metricName } from "../words.js";

/** Most rows; smaller edits beyond join in the last. */
const MAX_ROWS = 6;
/** A limit is near when less than this share of it is left. */
const NEAR_LIMIT = 0.05;
/** An edit is dear when it adds this share to a latency … */
const DEAR_LATENCY = 0.1;
/** … and brings less than this share of throughput. */
const CHEAP_GAIN = 0.01;

type Column = "ttft" | "tpot" | "throughput";

/** The cell that the sentence speaks of. */
interface Told {
  readonly sentence: string;
  readonly row?: number;
  readonly column?: Column;
}

/** Parts of *What moved*: the sentence, and the sentence with its table. Empty without a base. */
export function movedParts(
  view: ReviewView,
  title = "What moved:",
): { readonly sentence: string; readonly full: string } | undefined {
  const { review } = view;
  if (review.movements.length === 0 || review.base === undefined || review.proposed === undefined)
    return undefined;
  const told = tell(review);
  const sentence = told.sentence === "" ? bold(title) : `${bold(title)} ${told.sentence}`;
  const rows = joinSmall(review.movements).map(({ movement, index }) =>
    movedRow(movement, index === told.row ? told.column : undefined),
  );
  const grid = table(["Edit in this PR", "TTFT, ms", "TPOT, ms", "Tokens/s per GPU"], "lrrr", rows);
  return { sentence: told.sentence === "" ? "" : sentence, full: `${sentence}\n\n${grid}` };
}

function movedRow(movement: Movement, column: Column | undefined): readonly string[] {
  const cell = (name: Column, value: string, broken: boolean): string =>
    broken ? `❌ ${bold(value)}` : name === column ? bold(value) : value;
  return [
    movementLabel(movement),
    cell("ttft", signed(movement.deltaTtftMs), movement.breaks.includes("ttft")),
    cell("tpot", signed(movement.deltaTpotMs, 1), movement.breaks.includes("tpot")),
    cell("throughput", signed(movement.deltaTokensPerSecPerGpu), false),
  ];
}

/** `TP 2 → 4, replicas 8 → 4`; names that stand in the file are code. */
export function movementLabel({ settings, label }: Movement): string {
  if (settings === undefined || settings.length === 0) return prose(label, 120);
  const shown = settings.slice(0, 4).map(({ name, written, from, to }) => {
    const called = written ? code(name, 60) : text(name, 60);
    if (from === undefined) return `${called} ${to === undefined ? "added" : text(to, 40)}`;
    return to === undefined ? `${called} removed` : `${called} ${text(from, 40)} → ${text(to, 40)}`;
  });
  const more = settings.length - shown.length;
  return [...shown, ...(more > 0 ? [`${number(more)} more`] : [])].join(", ");
}

function movementNames({ settings, label }: Movement): string {
  if (settings === undefined || settings.length === 0) return prose(label, 120);
  return list(settings.slice(0, 4).map(({ name, written }) => (written ? code(name, 60) : text(name, 60))));
}

/** The largest five stay, the others become one row at the end. */
function joinSmall(movements: readonly Movement[]): readonly { movement: Movement; index: number }[] {
  const all = movements.map((movement, index) => ({ movement, index }));
  if (movements.length <= MAX_ROWS) return all;
  const weight = ({ movement }: (typeof all)[number]): number =>
    movement.breaks.length > 0
      ? Infinity
      : Math.abs(movement.deltaTokensPerSecPerGpu) +
        Math.abs(movement.deltaTtftMs) +
        Math.abs(movement.deltaTpotMs);
  const kept = new Set(
    [...all]
      .sort((a, b) => weight(b) - weight(a))
      .slice(0, MAX_ROWS - 1)
      .map(({ index }) => index),
  );
  const rest = all.filter(({ index }) => !kept.has(index)).map(({ movement }) => movement);
  const sum = (pick: (movement: Movement) => number): number => rest.map(pick).reduce((a, b) => a + b, 0);
  const joined: Movement = {
    label: `${number(rest.length)} more edits`,
    line: rest[0]?.line ?? 1,
    deltaTtftMs: sum(({ deltaTtftMs }) => deltaTtftMs),
    deltaTpotMs: sum(({ deltaTpotMs }) => deltaTpotMs),
    deltaTokensPerSecPerGpu: sum(({ deltaTokensPerSecPerGpu }) => deltaTokensPerSecPerGpu),
    breaks: [...new Set(rest.flatMap(({ breaks }) => breaks))],
  };
  return [...all.filter(({ index }) => kept.has(index)), { movement: joined, index: -1 }];
}

/** The first of four things that is true; see `comment.md` 6. */
function tell(review: DeploymentReview): Told {
  const { movements, base, proposed } = review;
  if (base === undefined || proposed === undefined) return { sentence: "" };
  const before = runningThroughput(movements, base.prediction.tokensPerSecPerGpu);
  const share = (row: number): string =>
    shareWords(movements[row]?.deltaTokensPerSecPerGpu ?? 0, before[row] ?? 0);

  const breaking = movements.findIndex(({ breaks }) => breaks.length > 0);
  if (breaking >= 0) {
    const movement = movements[breaking]!;
    const what =
      movement.breaks.length === 1 ? "the limit" : `the ${list(movement.breaks.map(metricName))} limits`;
    return { sentence: `${movementNames(movement)} breaks ${what}, ${share(breaking)}.`, row: breaking };
  }

  const near = proposed.limits
    .filter(({ holds, valueMs, limitMs }) => holds && 1 - valueMs / limitMs < NEAR_LIMIT)
    .sort((a, b) => b.valueMs / b.limitMs - a.valueMs / a.limitMs)[0];
  if (near !== undefined) {
    const left = `${metricName(near.metric)} is ${gap(near.metric, near.limitMs - near.valueMs)} under its limit.`;
    const row = dearest(movements, near.metric);
    if (row === undefined || near.metric === "requestLatency") return { sentence: left };
    const cost = latencyMs(near.metric, deltaOf(movements[row]!, near.metric));
    return {
      sentence: `${left} ${movementNames(movements[row]!)} alone costs ${cost} of it, ${share(row)}.`,
      row,
      column: near.metric,
    };
  }

  const latencies = runningLatency(movements, { ttft: base.prediction.ttftMs, tpot: base.prediction.tpotMs });
  for (const [row, movement] of movements.entries()) {
    for (const metric of ["ttft", "tpot"] as const) {
      const added = deltaOf(movement, metric) / (latencies[row]?.[metric] ?? Infinity);
      const gained = movement.deltaTokensPerSecPerGpu / (before[row] ?? Infinity);
      if (added >= DEAR_LATENCY && gained < CHEAP_GAIN) {
        return {
          sentence: `${movementNames(movement)} adds ${latencyMs(metric, deltaOf(movement, metric))} to ${metricName(metric)}, ${share(row)}.`,
          row,
          column: metric,
        };
      }
    }
  }

  let best: number | undefined;
  for (const [row, movement] of movements.entries()) {
    if (
      movement.deltaTokensPerSecPerGpu >
      (best === undefined ? 0 : (movements[best]?.deltaTokensPerSecPerGpu ?? 0))
    )
      best = row;
  }
  if (best === undefined) return { sentence: "no edit brings throughput." };
  const ratio = 1 + movements[best]!.deltaTokensPerSecPerGpu / (before[best] ?? Infinity);
  if (change(ratio) === "same") return { sentence: "no edit moves throughput by half a percent." };
  return {
    sentence: `${movementNames(movements[best]!)} brings ${change(ratio)} throughput.`,
    row: best,
    column: "throughput",
  };
}

/** Throughput before each edit. */
function runningThroughput(movements: readonly Movement[], start: number): readonly number[] {
  let value = start;
  return movements.map(({ deltaTokensPerSecPerGpu }) => {
    const before = value;
    value += deltaTokensPerSecPerGpu;
    return before;
  });
}

function runningLatency(
  movements: readonly Movement[],
  start: { ttft: number; tpot: number },
): readonly { ttft: number; tpot: number }[] {
  let { ttft, tpot } = start;
  return movements.map((movement) => {
    const before = { ttft, tpot };
    ttft += movement.deltaTtftMs;
    tpot += movement.deltaTpotMs;
    return before;
  });
}

function deltaOf(movement: Movement, metric: Metric): number {
  return { ttft: movement.deltaTtftMs, tpot: movement.deltaTpotMs, requestLatency: 0 }[metric];
}

/** The edit that adds most to a latency. */
function dearest(movements: readonly Movement[], metric: Metric): number | undefined {
  let row: number | undefined;
  for (const [index, movement] of movements.entries()) {
    if (deltaOf(movement, metric) > (row === undefined ? 0 : deltaOf(movements[row]!, metric))) row = index;
  }
  return row;
}

/** A distance to a limit: with a decimal where whole milliseconds would say 0. */
function gap(metric: Metric, leftMs: number): string {
  return leftMs < 1 && metric !== "tpot" ? latencyMs("tpot", leftMs) : latencyMs(metric, leftMs);
}

function shareWords(delta: number, before: number): string {
  const shown = change(1 + delta / before);
  return shown === "same" || shown === "" ? "for the same throughput" : `for ${shown} throughput`;
}
