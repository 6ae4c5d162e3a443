import type { JudgedPoint } from "../judge.js";
import { batchText, placeText, type ExplorerPoint } from "../point.js";

/** A row of the table, and how many more points differ from it in the tokens of a step alone. */
export interface FoldedRow {
  readonly row: JudgedPoint;
  readonly alike: number;
}

/** Groups by their words, as numbers. */
const GROUPS = new Map<string, number>();
const GROUP_OF = new WeakMap<ExplorerPoint, number>();

const TEXTS = new WeakMap<object, string>();

/** A value that many points share, as a text. */
function textOf(shared: object): string {
  const text = TEXTS.get(shared) ?? JSON.stringify(shared);
  TEXTS.set(shared, text);
  return text;
}

/** What points share that differ in the tokens of a step alone, as a number; read once a point, for limits are dragged. */
function groupOf(point: ExplorerPoint): number {
  const known = GROUP_OF.get(point);
  if (known !== undefined) return known;
  const { set, index } = point;
  const formats = set.columns.pools.map((pool) => textOf(set.workers[pool.worker[index]!]!.quant));
  const words = [
    ...[set.part, set.series, placeText(point), textOf(set.deployment)],
    ...[point.layout, batchText(point), point.replicas, ...formats],
  ].join("\n");
  const group = GROUPS.get(words) ?? GROUPS.size;
  GROUPS.set(words, group);
  GROUP_OF.set(point, group);
  return group;
}

/**
 * One row of each group, in order: a table of hundreds of rows that read alike shows nothing else. Points that have a name
 * keep rows of their own; in a group without one it is the first.
 */
export function foldAlike(
  rows: readonly JudgedPoint[],
  isNamed: (point: ExplorerPoint) => boolean,
): readonly FoldedRow[] {
  const counted = new Map<number, { row: JudgedPoint; alike: number }>();
  const own = new Map<JudgedPoint, FoldedRow>();
  for (const row of [...rows.filter(({ point }) => isNamed(point)), ...rows]) {
    const known = counted.get(groupOf(row.point));
    if (known !== undefined && !isNamed(row.point)) known.alike++;
    else if (!own.has(row)) {
      const folded = { row, alike: 0 };
      own.set(row, folded);
      if (known === undefined) counted.set(groupOf(row.point), folded);
    }
  }
  return rows.flatMap((row) => own.get(row) ?? []);
}
