import type { Curve } from "../interp/curve.js";
import { MissingDataError, type DataSource, type PricingContext } from "../types.js";
import { computeFactor, MODES, modeOf, type Mode } from "./modes.js";
import { moeSol, type MoeShape } from "./moe.js";
import { hasDistribution, MOE_NEED, moeCurves, moeShapes, splitKey, type ExpertSizes } from "./moe-rows.js";
import { nearestPoint, utilisationOf } from "./utilisation.js";

/** Levels of utilisation by (bytes, compute factor) of a mode, for experts (`spec` operators 6). */
const LEVELS: readonly (readonly [number, number, number])[] = [
  [2, 1, 0.53],
  [1, 1, 0.45],
  [0.5625, 1, 0.07],
  [0.5, 1, 0.07],
  [1, 2, 0.4],
  [0.5, 2, 0.15],
  [1, 4, 0.3],
  [0.5, 4, 0.23],
  [0.5625, 4, 0.23],
];
const OTHER_LEVEL = 0.3;

/** Estimate of the experts from the utilisation of measured ones, of another shape or mode where their own was never measured. */
export function estimateMoe(
  context: PricingContext,
  shape: MoeShape,
): { price: (tokens: number) => number; source: DataSource } {
  const sol = moeSol(context, shape);
  const lender = findLender(context, shape);
  const lenderSol = moeSol(context, { ...shape, ...lender.sizes, mode: lender.mode });
  const utilisation = utilisationOf({ axes: [lender.curve.keys], values: lender.curve.values }, ([tokens]) =>
    lenderSol(tokens as number),
  );
  return {
    price: (tokens) => sol(tokens) / (utilisation([tokens]) * lender.factor),
    source: lender.source,
  };
}

interface Lender {
  readonly sizes: ExpertSizes;
  readonly mode: string;
  readonly curve: Curve;
  /** utilisation of the asked mode relative to the lender's */
  readonly factor: number;
  readonly source: DataSource;
}

/** The transfer ladder: the shape itself, the nearest shape, a mode of the same profile, the mode of the nearest profile. */
function findLender(context: PricingContext, shape: MoeShape): Lender {
  const { transfer } = context;
  const own = ownCurve(context, shape, shape.mode);
  if (own !== undefined)
    return { sizes: shape, mode: shape.mode, curve: own, factor: 1, source: "empirical" };
  if (transfer.xshape) {
    const near = nearestShape(context, shape, shape.mode);
    if (near !== undefined) return { ...near, mode: shape.mode, factor: 1, source: "xshape" };
  }
  const target = modeOf("moe", shape.mode);
  const others = measuredModes(context).filter((name) => name !== shape.mode);
  if (transfer.xquant) {
    for (const mode of others.filter((name) => sameProfile(modeOf("moe", name), target))) {
      const found = anyShape(context, shape, mode);
      if (found !== undefined) return { ...found, mode, factor: 1, source: "xquant" };
    }
  }
  if (transfer.xprofile) {
    for (const mode of byProfile(others, target)) {
      const found = anyShape(context, shape, mode);
      if (found !== undefined) {
        const factor = level(target) / level(modeOf("moe", mode));
        return { ...found, mode, factor, source: "xprofile" };
      }
    }
  }
  throw new MissingDataError(
    `no ${shape.mode} experts with moe-tp ${shape.moeTp}, moe-ep ${shape.moeEp} were measured on ${context.system.name}, and none may be borrowed`,
  );
}

function distributionOf(context: PricingContext, shape: MoeShape, mode: string): string {
  return hasDistribution(context, mode, shape.distribution) ? shape.distribution : "uniform";
}

function ownCurve(context: PricingContext, shape: MoeShape, mode: string): Curve | undefined {
  const distribution = distributionOf(context, shape, mode);
  return moeCurves(context, { ...shape, mode, distribution }).get(splitKey(shape.moeTp, shape.moeEp));
}

function anyShape(
  context: PricingContext,
  shape: MoeShape,
  mode: string,
): Pick<Lender, "sizes" | "curve"> | undefined {
  const own = ownCurve(context, shape, mode);
  return own === undefined ? nearestShape(context, shape, mode) : { sizes: shape, curve: own };
}

/** The measured shape nearest in top-k, experts, hidden and width (log space), at the same split over GPUs. */
function nearestShape(
  context: PricingContext,
  shape: MoeShape,
  mode: string,
): Pick<Lender, "sizes" | "curve"> | undefined {
  const { moeTp, moeEp } = shape;
  const distribution = distributionOf(context, shape, mode);
  const shapes = moeShapes(context, { mode, distribution, moeTp, moeEp });
  if (shapes.length === 0) return undefined;
  const axis = (read: (sizes: ExpertSizes) => number): Float64Array => Float64Array.from(shapes, read);
  const nearest = nearestPoint([
    axis(({ topK }) => topK),
    axis(({ experts }) => experts),
    axis(({ hidden }) => hidden),
    axis(({ inter }) => inter),
  ]);
  const sizes = shapes[nearest([shape.topK, shape.experts, shape.hidden, shape.inter])] as ExpertSizes;
  const curve = moeCurves(context, { ...sizes, mode, distribution }).get(splitKey(moeTp, moeEp));
  return curve === undefined ? undefined : { sizes, curve };
}

/** Modes of the table in order of first sight. */
function measuredModes(context: PricingContext): readonly string[] {
  const seen = new Set<string>();
  for (const source of context.tables(MOE_NEED.family, MOE_NEED.table)) {
    const column = source.column("moe_dtype");
    if (column?.kind === "text") for (const value of column.values) seen.add(value);
  }
  return [...seen].filter((name) => MODES.moe[name] !== undefined);
}

function sameProfile(a: Mode, b: Mode): boolean {
  return a.bytes === b.bytes && computeFactor(a) === computeFactor(b);
}

/** Names from the nearest profile to the farthest; equal ones keep their order. */
function byProfile(names: readonly string[], target: Mode): readonly string[] {
  const distance = (name: string): number => {
    const mode = modeOf("moe", name);
    return Math.abs(mode.bytes - target.bytes) + Math.abs(computeFactor(mode) - computeFactor(target));
  };
  return [...names].sort((a, b) => distance(a) - distance(b));
}

function level(mode: Mode): number {
  const factor = computeFactor(mode);
  return LEVELS.find(([bytes, compute]) => bytes === mode.bytes && compute === factor)?.[2] ?? OTHER_LEVEL;
}
