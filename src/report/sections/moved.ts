import type { Evaluation, Movement } from "../../domain/review.js";
import { number, signed } from "../format.js";
import { bold, code, prose, table, text } from "../markdown.js";
import type { ReviewView } from "../view.js";
import { tellMovement, type MovedColumn } from "./moved-sentence.js";

/** Most rows; smaller edits beyond join in the last. */
const MAX_ROWS = 6;
/** Parts of *What moved*: the sentence, and the sentence with its table. Empty without a base. */
export function movedParts(
  view: ReviewView,
  title = "What moved:",
): { readonly sentence: string; readonly full: string } | undefined {
  const { review } = view;
  if (review.movements.length === 0 || review.base === undefined || review.proposed === undefined)
    return undefined;
  const told = tellMovement(review);
  const sentence = told.sentence === "" ? bold(title) : `${bold(title)} ${told.sentence}`;
  const rows = joinSmall(review.movements).map(({ movement, index }) =>
    movedRow(movement, index === told.row ? told.column : undefined),
  );
  const of = statisticOfMoved(review.proposed);
  const named = (metric: string): string => (of === "" ? `${metric}, ms` : `Mean ${metric}, ms`);
  const grid = table(["Edit in this PR", named("TTFT"), named("TPOT"), "Tokens/s per GPU"], "lrrr", rows);
  return { sentence: told.sentence === "" ? "" : sentence, full: `${sentence}\n\n${grid}` };
}

/** What an edit adds is known of means; said where the limits apply to something else. */
export function statisticOfMoved({ limits }: Evaluation): "" | "mean " {
  return limits.some(({ percentile }) => percentile !== undefined) ? "mean " : "";
}

function movedRow(movement: Movement, column: MovedColumn | undefined): readonly string[] {
  const cell = (name: MovedColumn, value: string, broken: boolean): string =>
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
    const valued = (value: string): string => (value === "" ? called : `${called} ${text(value, 40)}`);
    if (from === undefined) return to === undefined ? called : `${valued(to)} added`;
    return to === undefined ? `${valued(from)} removed` : `${valued(from)} → ${text(to, 40)}`;
  });
  const more = settings.length - shown.length;
  return [...shown, ...(more > 0 ? [`${number(more)} more`] : [])].join(", ");
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
