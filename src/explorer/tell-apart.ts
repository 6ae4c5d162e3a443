import { neverMeasured } from "../domain/never-measured.js";
import { compact } from "../domain/compact.js";
import type { PointSet, RoleFacts } from "./payload.js";

/** What series of one name may differ in, and how each is told. */
const FACETS: readonly ((set: PointSet) => string)[] = [
  ({ deployment }) => deployment.backend,
  ({ task }) => task.displayModel ?? task.model,
  ({ roles }) => [...new Set(roles.map(({ system }) => system))].join("+"),
];

/**
 * The sets of a whole page: series that share a name but not the engine, the model or the system say which is theirs
 * (`agg vllm`), so that they have looks of their own; a system that one set knows to be scaled is scaled in all.
 */
export function toldApart(sets: readonly PointSet[]): readonly PointSet[] {
  const count = (name: (set: PointSet) => string): number => new Set(sets.map(name)).size;
  const varying = FACETS.filter(
    (facet) => count((set) => `${set.series}\n${facet(set)}`) > count(({ series }) => series),
  );
  const donors = donorsOf(sets);
  return sets.map((set) => ({
    ...set,
    series: [
      set.series,
      ...varying.map((facet) => facet(set)).filter((value) => !set.series.includes(value)),
    ].join(" "),
    roles: set.roles.map((role) => ({ ...role, ...compact({ scaledFrom: donors.get(role.system) }) })),
  }));
}

/** Systems that were never measured, with the measured one that each is scaled from. */
export function donorsOf(sets: readonly Pick<PointSet, "roles">[]): ReadonlyMap<string, string> {
  const scaled = ({ system, scaledFrom }: RoleFacts): [string, string][] =>
    scaledFrom === undefined ? [] : [[system, scaledFrom]];
  return new Map(sets.flatMap(({ roles }) => roles.flatMap(scaled)));
}

/** What is said of a system that was never measured. */
export function scaledFacts(sets: readonly Pick<PointSet, "roles">[]): readonly string[] {
  return [...donorsOf(sets)].map(([system, donor]) => neverMeasured(system, donor));
}
