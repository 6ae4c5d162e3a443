import type { SourceTable } from "../table.js";
import type { PricingContext } from "../types.js";
import { compareVersions } from "../../domain/versions.js";
import { matchRows, type Match } from "./rows.js";

/** A table whose rows stem from several kernels, and what tells its slices apart. */
export interface LaneQuery {
  readonly where: Readonly<Record<string, Match>>;
  readonly defaults: Readonly<Record<string, string | number>>;
  /** columns that make a slice; lanes are ranked by how many slices they cover */
  readonly sliceColumns: readonly string[];
  /** the sources as lanes are ranked over them */
  readonly ranked: () => readonly SourceTable[];
}

/** The lane of a slice; `only` when the table has no other, so that rows need not be told apart. */
export interface Lane {
  readonly name: string;
  readonly only: boolean;
}

/**
 * The kernel that serves a slice (`docs/method/operators.md` 3.4): the first lane of the precedence list that has
 * rows in it. Undefined when the slice is empty.
 */
export function laneOf(
  context: PricingContext,
  sources: readonly SourceTable[],
  query: LaneQuery,
): Lane | undefined {
  const all = lanesOfTable(sources);
  if (all.size === 1) return { name: [...all][0] as string, only: true };
  const present = lanesWithin(sources, query);
  if (present.length === 0) return undefined;
  return { name: firstLane(context, present, query), only: false };
}

function firstLane(context: PricingContext, present: string[], query: LaneQuery): string {
  if (present.length === 1) return present[0] as string;
  const pinned = pinnedLanes(context).lanes.find((lane) => present.includes(lane));
  return (
    pinned ?? lanePrecedence(context, query).find((lane) => present.includes(lane)) ?? (present[0] as string)
  );
}

/** All kernels of a table in order of precedence: pinned ones, then the others. */
export function lanePrecedence(
  context: PricingContext,
  query: Pick<LaneQuery, "defaults" | "sliceColumns" | "ranked">,
): readonly string[] {
  const pinned = pinnedLanes(context);
  const others = pinned.mapped
    ? rankedLanes(query.ranked(), query)
    : [...lanesOfTable(query.ranked())].sort();
  return [...new Set([...pinned.lanes, ...others])];
}

/** Every kernel that a table has rows of. */
export function lanesOfTable(sources: readonly SourceTable[]): ReadonlySet<string> {
  const lanes = new Set<string>();
  for (const source of sources) {
    const column = source.column("kernel_source");
    if (column?.kind !== "text") lanes.add("");
    else for (const value of column.values) lanes.add(value);
  }
  return lanes;
}

function lanesWithin(sources: readonly SourceTable[], query: LaneQuery): string[] {
  const lanes = new Set<string>();
  sources.forEach((source) => {
    const rows = matchRows(source, query);
    const column = source.column("kernel_source");
    if (rows === undefined || rows.length === 0) return;
    if (column?.kind !== "text") lanes.add("");
    else if (column.values.length === 1) lanes.add(column.values[0] as string);
    else for (const row of rows) lanes.add(column.values[column.codes[row] as number] as string);
  });
  return [...lanes];
}

/** The user's lane, then the framework's default; `mapped` tells whether the default map covers the version at all. */
function pinnedLanes(context: PricingContext): { lanes: string[]; mapped: boolean } {
  const lanes = [...context.pinnedLanes];
  const versions = Object.keys(context.laneDefaults)
    .filter((version) => compareVersions(version, context.version) <= 0)
    .sort(compareVersions);
  const newest = versions[versions.length - 1];
  if (newest === undefined) return { lanes, mapped: false };
  const lane = context.laneDefaults[newest]?.[String(context.system.gpu.smVersion)];
  if (lane !== undefined && lane !== "default") lanes.push(lane);
  return { lanes, mapped: true };
}

interface LaneRank {
  readonly lane: string;
  requested: boolean;
  readonly slices: Set<string>;
  rows: number;
}

/** All lanes of a table: those of the requested version first, then by slices, rows and name. */
function rankedLanes(
  sources: readonly SourceTable[],
  query: Pick<LaneQuery, "defaults" | "sliceColumns">,
): string[] {
  const ranks = new Map<string, LaneRank>();
  sources.forEach((source, order) => {
    const column = source.column("kernel_source");
    for (const row of matchRows(source, { where: {} }) ?? []) {
      const lane = column?.kind === "text" ? (column.values[column.codes[row] as number] as string) : "";
      let rank = ranks.get(lane);
      if (rank === undefined)
        ranks.set(lane, (rank = { lane, requested: false, slices: new Set(), rows: 0 }));
      if (order === 0) rank.requested = true;
      rank.rows++;
      rank.slices.add(sliceKey(source, row, query));
    }
  });
  return [...ranks.values()]
    .sort(
      (a, b) =>
        Number(b.requested) - Number(a.requested) ||
        b.slices.size - a.slices.size ||
        b.rows - a.rows ||
        (a.lane < b.lane ? -1 : 1),
    )
    .map((rank) => rank.lane);
}

function sliceKey(
  source: SourceTable,
  row: number,
  query: Pick<LaneQuery, "defaults" | "sliceColumns">,
): string {
  return query.sliceColumns
    .map((name) => {
      const column = source.column(name);
      if (column === undefined) return query.defaults[name];
      return column.kind === "text" ? column.values[column.codes[row] as number] : column.values[row];
    })
    .join(" ");
}
