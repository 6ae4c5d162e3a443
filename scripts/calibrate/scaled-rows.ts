import { BANDED, type Banded, type BandWidths } from "../../src/perf/profile/calibration-file.js";
import { scaledWidth } from "../../src/perf/profile/bands.js";
import type { PricedPredictor } from "../../src/perf/predictor.js";
import { scaledFrom, type SystemSpec } from "../../src/perf/system-spec.js";
import { errorsOf, type Fit, type Sample } from "./fit.js";
import { NEIGHBOURS, scaledName } from "./neighbours.js";
import { priceRow } from "./price.js";
import { round, type WithWidth } from "./validate.js";
import { fitBands, widthAt, within80, type KnownErrors } from "./widths.js";

/** What is needed to predict rows of systems as if these had never been measured. */
export interface ScaledQuestion {
  readonly predictor: PricedPredictor;
  readonly systems: Readonly<Record<string, SystemSpec>>;
  readonly samples: readonly Sample[];
  readonly whole: Fit;
  readonly known: KnownErrors;
}

/** A row priced from its neighbour's tables; `width` is what the parts of a band add up to. */
export interface ScaledRow extends WithWidth {
  /** by bands that never saw the system */
  readonly width: BandWidths;
  /** by those of all rows, which ship */
  readonly shipped: BandWidths;
}

/**
 * Errors and widths of the rows of every system, priced with its neighbour's tables and corrected by a fit that never saw the
 * system; rows that the neighbour has no tables for are left out.
 */
export async function scaledRows(question: ScaledQuestion): Promise<ScaledRow[]> {
  const { samples } = question;
  const found: ScaledRow[] = [];
  for (const [fold, pair] of NEIGHBOURS.entries()) {
    const held = samples.filter(({ priced }) => priced.row.system === pair[0]);
    if (held.length > 0) found.push(...(await ofSystem(question, held, pair, fold)));
  }
  return found;
}

/** Shares of the widths that 80 % of the errors stay within, by figure: conformal, like all bands. */
export function scaledShares(rows: readonly ScaledRow[], which: "width" | "shipped"): BandWidths {
  const exact = rows.filter(({ sample }) => sample.priced.row.exactQuant);
  return eachFigure((figure) => round(within80(exact.map((e) => e[figure] / e[which][figure]))));
}

/** The rows with the widths that they have when their own system has no say in the shares. */
export function withShares(rows: readonly ScaledRow[]): WithWidth[] {
  return rows.map((row) => {
    const shares = scaledShares(
      rows.filter(({ fold }) => fold !== row.fold),
      "width",
    );
    return { ...row, width: eachFigure((figure) => shares[figure] * row.width[figure]) };
  });
}

async function ofSystem(
  { predictor, systems, whole, known }: ScaledQuestion,
  held: readonly Sample[],
  [target, donor]: readonly [string, string],
  fold: number,
): Promise<ScaledRow[]> {
  const fitted = whole.without(held);
  const others = (errors: KnownErrors["model"]): KnownErrors["model"] =>
    errors.filter(({ sample }) => sample.priced.row.system !== target);
  const unseen = fitBands({
    ...{ group: others(known.group), model: others(known.model), none: others(known.none) },
  });
  const shipped = fitBands(known);
  const scaled = scaledFrom({ ...systems[target]!, donor: systems[donor]! })!;
  const found: ScaledRow[] = [];
  for (const { priced: own } of held) {
    const row = { ...own.row, system: scaledName(target, donor) };
    // what the donor lacks is an estimate on it, and says nothing about scaling
    const priced = await priceRow(predictor, row, { prefer: own.path, modes: ["SILICON"] });
    if (typeof priced === "string") continue;
    const sample = { priced: { ...priced, row: own.row } };
    const error = { sample, fold, ...errorsOf(fitted, sample) };
    const more = scaledWidth(scaled, Math.max(priced.physics.tp, priced.physics.moeEp));
    const widths = (bands: typeof shipped): BandWidths =>
      eachFigure((figure) => Math.hypot(widthAt(bands[figure], error, "model"), more));
    found.push({ ...error, width: widths(unseen), shipped: widths(shipped) });
  }
  return found;
}

function eachFigure(of: (figure: Banded) => number): BandWidths {
  return Object.fromEntries(BANDED.map((figure) => [figure, of(figure)])) as Record<Banded, number>;
}
