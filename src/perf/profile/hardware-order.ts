import { dieOf, groupKeys, LEVELS, namesOf, ownGroup } from "./groups.js";
import { outdoes } from "./hardware-figures.js";
import { chain, neverRisingAt, partialOrder, type PartialOrder } from "./partial-order.js";

/** Formats that differ in width alone for the same kernels' work, the slowest first. */
const FORMATS: readonly string[] = ["bf16", "fp8"];

/** Keys of the groups that hardware orders with an asked one: a row for each system of its design, a column for each format. */
export interface Order {
  readonly groups: readonly (readonly (readonly string[])[])[];
  /** faster systems stand above */
  readonly systems: PartialOrder;
  /** narrower formats stand above */
  readonly formats: PartialOrder;
  /** where the asked group stands */
  readonly row: number;
  readonly column: number;
}

/** Whether groups differ in nothing but systems of one die with other memory. */
export function sameDie(a: readonly string[], b: readonly string[]): boolean {
  if (a.at(-2) !== b.at(-2)) return false;
  const [one, other] = [a, b].map((keys) => dieOf(namesOf(ownGroup(keys)).system));
  return one !== undefined && one === other;
}

const OF_MODEL = LEVELS.indexOf("backend-model");

/**
 * The groups that hardware orders with the asked one: systems of its chip design in the order of their data sheets, and formats;
 * undefined where none of them was measured.
 */
export function orderAround(
  asked: readonly string[],
  measured: readonly (readonly string[])[],
): Order | undefined {
  const own = namesOf(ownGroup(asked));
  const design = designKey(asked);
  const formats = FORMATS.includes(own.precision) ? FORMATS : [own.precision];
  const systems = new Set([own.system]);
  let known = false;
  for (const keys of measured) {
    if (keys[OF_MODEL] !== asked[OF_MODEL]) continue;
    const names = namesOf(ownGroup(keys));
    if (!formats.includes(names.precision)) continue;
    known = true;
    const ordered = outdoes(names.system, own.system) || outdoes(own.system, names.system);
    if (ordered && designKey(keys) === design) systems.add(names.system);
  }
  if (!known || systems.size * formats.length === 1) return undefined;
  const rows = [...systems].sort();
  const scaledFrom = design.slice(design.lastIndexOf("/") + 1);
  return {
    groups: rows.map((system) =>
      formats.map((precision) =>
        system === own.system && precision === own.precision
          ? asked
          : groupKeys({ ...own, system, precision, scaledFrom }),
      ),
    ),
    systems: partialOrder(rows.length, (one, other) => outdoes(rows[one]!, rows[other]!)),
    formats: chain(formats.length),
    row: rows.indexOf(own.system),
    column: formats.indexOf(own.precision),
  };
}

/** The key of a load's engine, mode and chip design. */
function designKey(keys: readonly string[]): string {
  return keys[LEVELS.indexOf("design")]!;
}

/** What tables of one design err by against each other, as a logarithm: less than that is no order. */
const TABLES_ERR = 0.03;

/**
 * The asked group's correction in its order. Where a faster system or a narrower format would be corrected upward against a
 * slower one, both take their mean, each by what is known of it: first between formats, then between systems. `values` and
 * `weights` have the shape of the order.
 */
export function keptInOrder(
  { systems, formats, row, column }: Order,
  values: readonly (readonly number[])[],
  weights: readonly (readonly number[])[],
): number {
  const bySystem = values.map((own, i) =>
    neverRisingAt(formats, own, weights[i]!, { at: column, slack: TABLES_ERR }),
  );
  return neverRisingAt(
    systems,
    bySystem,
    weights.map((own) => own[column]!),
    { at: row, slack: TABLES_ERR },
  );
}
