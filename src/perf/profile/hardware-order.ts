import { dieOf, groupKeys, namesOf, ownGroup } from "./groups.js";

/** Formats that differ in width alone for the same kernels' work, the slowest first. */
const FORMATS: readonly string[] = ["bf16", "fp8"];

/** Keys of the groups that hardware orders with an asked one: a row for each system of its die, a column for each format. */
export interface Order {
  readonly groups: readonly (readonly (readonly string[])[])[];
  /** where the asked group stands */
  readonly row: number;
  readonly column: number;
}

/** Whether groups differ in nothing but systems of one die with other memory. */
export function sameDie(a: readonly string[], b: readonly string[]): boolean {
  const [one, other] = [a, b].map((keys) => dieOf(namesOf(ownGroup(keys)).system));
  return one !== undefined && one.die === other?.die && a.at(-2) === b.at(-2);
}

/** The groups that hardware orders with the asked one, the slowest first; undefined where none of them was measured. */
export function orderAround(
  asked: readonly string[],
  measured: readonly (readonly string[])[],
): Order | undefined {
  const own = namesOf(ownGroup(asked));
  const formats = FORMATS.includes(own.precision) ? FORMATS : [own.precision];
  const die = dieOf(own.system);
  const systems = new Map([[own.system, die?.rank ?? 0]]);
  let known = false;
  for (const keys of measured) {
    const names = namesOf(ownGroup(keys));
    if (names.model !== own.model || names.backend !== own.backend || !formats.includes(names.precision))
      continue;
    known = true;
    const found = dieOf(names.system);
    if (die !== undefined && found?.die === die.die && names.mode === own.mode)
      systems.set(names.system, found.rank);
  }
  if (!known || systems.size * formats.length === 1) return undefined;
  const rows = [...systems].sort(([, a], [, b]) => a - b).map(([system]) => system);
  return {
    groups: rows.map((system) =>
      formats.map((precision) =>
        system === own.system && precision === own.precision
          ? asked
          : groupKeys({ ...own, system, precision }),
      ),
    ),
    row: rows.indexOf(own.system),
    column: formats.indexOf(own.precision),
  };
}

/**
 * The asked group's correction in its order. Where a faster system or a narrower format would be corrected upward against a
 * slower one, both take their mean, each by what is known of it (isotonic regression, pool adjacent violators): first between
 * formats, then between systems. `values` and `weights` have the shape of the order.
 */
export function keptInOrder(
  { row, column }: Order,
  values: readonly (readonly number[])[],
  weights: readonly (readonly number[])[],
): number {
  const systems = values.map((own, i) => neverRisingAt(own, weights[i]!, column));
  return neverRisingAt(
    systems,
    weights.map((own) => own[column]!),
    row,
  );
}

/** One of the values of {@link neverRising}; nearly always none of them moves. */
function neverRisingAt(values: readonly number[], weights: readonly number[], at: number): number {
  for (let i = 1; i < values.length; i++)
    if (values[i - 1]! - (i - 1) * TABLES_ERR < values[i]! - i * TABLES_ERR)
      return neverRising(values, weights)[at]!;
  return values[at]!;
}

/** What tables of one die err by against each other, as a logarithm: less than that is no order. */
const TABLES_ERR = 0.03;

/** The values nearest to these, by weighted squares, that rise by no more than {@link TABLES_ERR} from one to the next. */
export function neverRising(values: readonly number[], weights: readonly number[]): number[] {
  const blocks: { mean: number; weight: number; count: number }[] = [];
  values.forEach((value, i) => {
    let block = { mean: value - i * TABLES_ERR, weight: weights[i]!, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.mean < block.mean; last = blocks.at(-1)) {
      const weight = last.weight + block.weight;
      const mean = (last.mean * last.weight + block.mean * block.weight) / weight;
      block = { mean, weight, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  });
  const means = blocks.flatMap(({ mean, count }) => Array.from({ length: count }, () => mean));
  return means.map((mean, i) => mean + i * TABLES_ERR);
}
