import type { JudgedPoint } from "../judge.js";
import type { ExplorerPoint } from "../point.js";

/** A row of the table, and how many more points differ from it in the tokens of a step alone. */
export interface FoldedRow extends JudgedPoint {
  readonly alike: number;
}

const GROUPS = new WeakMap<ExplorerPoint, string>();

/** What points share that differ in the tokens of a step alone; read once a point, for limits are dragged. */
export function groupOf(point: ExplorerPoint): string {
  const known = GROUPS.get(point);
  if (known !== undefined) return known;
  const { set, index, replicas } = point;
  const pools = set.columns.pools.flatMap(({ worker, workers, batchSize }) => [
    worker[index],
    workers[index],
    batchSize[index],
  ]);
  const group = [replicas, ...pools].join(" ");
  GROUPS.set(point, group);
  return group;
}

/** The first row of each group, in order: a table of hundreds of rows that read alike shows nothing else. */
export function foldAlike(rows: readonly JudgedPoint[]): readonly FoldedRow[] {
  const bySet = new Map<ExplorerPoint["set"], Map<string, { row: JudgedPoint; alike: number }>>();
  const folded: { row: JudgedPoint; alike: number }[] = [];
  for (const row of rows) {
    const { set } = row.point;
    const groups = bySet.get(set) ?? new Map<string, { row: JudgedPoint; alike: number }>();
    bySet.set(set, groups);
    const known = groups.get(groupOf(row.point));
    if (known !== undefined) known.alike++;
    else {
      const first = { row, alike: 0 };
      groups.set(groupOf(row.point), first);
      folded.push(first);
    }
  }
  return folded.map(({ row, alike }) => ({ ...row, alike }));
}
