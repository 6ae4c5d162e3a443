import {
  BANDED,
  FAMILIARITIES,
  type Banded,
  type BandModel,
  type BandWidths,
  type Familiarity,
} from "../../src/perf/profile/calibration-file.js";
import { LEVELS, ownGroup, type Level } from "../../src/perf/profile/groups.js";
import { familyKey } from "./rows.js";
import type { OutOfFold } from "./validate.js";

/** Errors of a fit that never saw what they are about, by how well such a load is known. */
export type KnownErrors = Readonly<Record<Familiarity, readonly OutOfFold[]>>;

/** Levels whose errors differ in size, and how many errors a key needs to be believed as much as what is above it. */
const LEVELS_OF_WIDTH: readonly (readonly [Level, number])[] = [
  ["backend", 5],
  ["model", 10],
  ["design-group", 15],
  ["group", 15],
];

/** The value that 80 % stay within (conformal: one more than the count). */
export function within80(values: readonly number[]): number {
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(0.8 * (sorted.length + 1)) - 1)] ?? 1;
}

/** Widths of one figure: the factors are those of families held out; each familiarity has its own base on top of them. */
export function fitBand(known: KnownErrors, figure: Banded): BandModel {
  const factors: Record<string, number> = {};
  const exact = scored(known.group);
  const sizes = exact.map((e) => Math.abs(e[figure]) / within80(exact.map((x) => x[figure])));
  for (const [level, doubt] of LEVELS_OF_WIDTH) {
    const members = new Map<string, number[]>();
    exact.forEach((e, i) => {
      const key = e.sample.priced.keys[LEVELS.indexOf(level)]!;
      members.set(key, [...(members.get(key) ?? []), i]);
    });
    for (const [key, rows] of members) {
      const factor = Math.log(within80(rows.map((i) => sizes[i]!))) * (rows.length / (rows.length + doubt));
      factors[key] = Math.round(factor * 1e3) / 1e3;
      for (const i of rows) sizes[i]! /= Math.exp(factor);
    }
  }
  const base = Object.fromEntries(
    FAMILIARITIES.map((familiarity) => [
      familiarity,
      Math.round(
        1e4 * within80(scored(known[familiarity]).map((e) => e[figure] / exp(factors, e, familiarity))),
      ) / 1e4,
    ]),
  ) as Record<Familiarity, number>;
  return { base, factors };
}

/** All figures. */
export function fitBands(known: KnownErrors): Record<Banded, BandModel> {
  return Object.fromEntries(BANDED.map((figure) => [figure, fitBand(known, figure)])) as Record<
    Banded,
    BandModel
  >;
}

/** The width that a band model gives a row at a familiarity. */
export function widthAt({ base, factors }: BandModel, e: OutOfFold, familiarity: Familiarity): number {
  return base[familiarity] * exp(factors, e, familiarity);
}

/** Factor of the keys that a load of a familiarity has. */
function exp(factors: BandModel["factors"], e: OutOfFold, familiarity: Familiarity): number {
  const { keys } = e.sample.priced;
  const used = familiarity === "group" ? keys : familiarity === "model" ? keys.slice(0, 6) : keys.slice(0, 2);
  return Math.exp(used.reduce((sum, key) => sum + (factors[key] ?? 0), 0));
}

function scored(errors: readonly OutOfFold[]): readonly OutOfFold[] {
  const exact = errors.filter((e) => e.sample.priced.row.exactQuant);
  return exact.length > 0 ? exact : errors;
}

/** Correlation of the errors of TTFT and TPOT, in their own widths; far errors count as three widths. */
export function correlationOf(
  errors: readonly OutOfFold[],
  bands: Readonly<Record<Banded, BandModel>>,
): number {
  const units = scored(errors).map((e) => {
    const unit = (figure: "ttft" | "tpot"): number =>
      Math.max(-3, Math.min(3, e[figure] / widthAt(bands[figure], e, "group")));
    return [unit("ttft"), unit("tpot")] as const;
  });
  const sum = (of: (unit: readonly [number, number]) => number): number =>
    units.reduce((s, u) => s + of(u), 0);
  return (
    Math.round((1e3 * sum(([a, b]) => a * b)) / Math.sqrt(sum(([a]) => a * a) * sum(([, b]) => b * b))) / 1e3
  );
}

/** How far ratios of two predictions of one group are off, in widths of one: of one layout at two loads, and of two layouts. */
export function pairedWidths(
  errors: readonly OutOfFold[],
  bands: Readonly<Record<Banded, BandModel>>,
): Readonly<Record<"sameLayout" | "sameGroup", BandWidths>> {
  const groups = new Map<string, OutOfFold[]>();
  for (const e of scored(errors)) {
    const key = ownGroup(e.sample.priced.keys);
    groups.set(key, [...(groups.get(key) ?? []), e]);
  }
  const share = (same: boolean): BandWidths =>
    Object.fromEntries(
      BANDED.map((figure) => {
        const ratios: number[] = [];
        for (const rows of groups.values())
          rows.forEach((a, i) => {
            for (const b of rows.slice(i + 1)) {
              if ((familyKey(a.sample.priced.row) === familyKey(b.sample.priced.row)) !== same) continue;
              const width = Math.hypot(
                widthAt(bands[figure], a, "group"),
                widthAt(bands[figure], b, "group"),
              );
              ratios.push((a[figure] - b[figure]) / width);
            }
          });
        return [figure, Math.round(1e3 * within80(ratios)) / 1e3];
      }),
    ) as Record<Banded, number>;
  return { sameLayout: share(true), sameGroup: share(false) };
}
