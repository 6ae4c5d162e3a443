import type { Curve } from "../interp/curve.js";
import { MissingDataError, type DataSource, type PricingContext } from "../types.js";
import { computeFactor, MODES, modeOf, type Mode } from "./modes.js";
import { heldMoeSol, type MoeShape } from "./moe-roofline.js";
import {
  hasDistribution,
  MOE_NEED,
  moeCurves,
  moeShapes,
  splitKey,
  splitOf,
  widerShapes,
  type ExpertSizes,
  type Split,
} from "./moe-rows.js";
import { nearestPoint, utilisationOf } from "./utilisation.js";
import { neverAbove } from "./wider.js";

/** Levels of utilisation by (bytes, compute factor) of a mode, for experts (`docs/method/operators.md` 6). */
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

/** Tokens up to which NVFP4 experts are held against the small-batch kernel where that was measured. */
const MIN_LATENCY_TOKENS = 128;

/** What experts cost over tokens, in milliseconds, and where that comes from. */
interface Estimate {
  readonly price: (tokens: number) => number;
  readonly source: DataSource;
}

/**
 * Estimate of the experts from the utilisation of measured ones, of another shape or mode where their own was never measured. As
 * engines run, a rank takes no longer than one of fewer GPUs would, or than one that computes in wider numbers: each may have
 * another lender.
 */
export function estimateMoe(context: PricingContext, shape: MoeShape): Estimate {
  const own = estimateAlone(context, shape);
  const others = (): readonly Estimate["price"][] =>
    widerShapes(shape).flatMap((other) => {
      const found = estimateIfAny(context, other);
      // wider numbers tell of the hardware where they lend what was measured in them
      return found === undefined || (other.mode !== shape.mode && !OWN_NUMBERS.has(found.source))
        ? []
        : [found.price];
    });
  return { ...own, price: neverAbove(context, own.price, others) };
}

/** Sources of an estimate whose lender was measured in the same numbers. */
const OWN_NUMBERS: ReadonlySet<DataSource> = new Set<DataSource>(["empirical", "xshape"]);

function estimateIfAny(context: PricingContext, shape: MoeShape): Estimate | undefined {
  try {
    return estimateAlone(context, shape);
  } catch (error) {
    if (error instanceof MissingDataError) return undefined;
    throw error;
  }
}

function estimateAlone(context: PricingContext, shape: MoeShape): Estimate {
  const sol = heldMoeSol(context, shape);
  const lender = findLender(context, shape);
  const lenderSol = heldMoeSol(context, { ...shape, ...lender.sizes, ...lender.split, mode: lender.mode });
  const utilisation = curveUtilisation(lender.curve, lenderSol);
  const small = smallBatchCurve(context, shape);
  const smallUtilisation = small === undefined ? undefined : curveUtilisation(small, sol);
  return {
    price: (tokens) =>
      smallUtilisation !== undefined && tokens <= MIN_LATENCY_TOKENS
        ? sol(tokens) / smallUtilisation([tokens])
        : sol(tokens) / (utilisation([tokens]) * lender.factor),
    source: lender.source,
  };
}

function curveUtilisation(
  { keys, values }: Curve,
  sol: (tokens: number) => number,
): (tokens: readonly [number]) => number {
  return utilisationOf({ axes: [keys], values }, ([tokens]) => sol(tokens as number));
}

function smallBatchCurve(context: PricingContext, shape: MoeShape): Curve | undefined {
  if (shape.mode !== "nvfp4" || shape.gated === false || context.backend !== "trtllm") return undefined;
  const { mode } = shape;
  const measured = hasDistribution(context, mode, shape.distribution, true);
  const distribution = measured ? shape.distribution : "uniform";
  const curves = moeCurves(context, { ...shape, distribution, minLatency: true });
  return curves.get(splitKey(shape.moeTp, shape.moeEp));
}

interface Lender {
  readonly sizes: ExpertSizes;
  readonly mode: string;
  readonly curve: Curve;
  /** the split over GPUs that was measured, where it is not the asked one */
  readonly split?: Split;
  /** utilisation of the asked mode relative to the lender's */
  readonly factor: number;
  readonly source: DataSource;
}

/** The transfer ladder: the shape itself, the nearest shape, modes of the same profile, the mode of the nearest profile. */
function findLender(context: PricingContext, shape: MoeShape): Lender {
  const { transfer } = context;
  const own = ownCurve(context, shape, shape.mode);
  if (own !== undefined)
    return { sizes: shape, mode: shape.mode, curve: own, factor: 1, source: "empirical" };
  if (transfer.xshape && context.asEnginesRun) {
    const split = nearestSplit(context, shape);
    if (split !== undefined) return { sizes: shape, mode: shape.mode, ...split, factor: 1, source: "xshape" };
  }
  if (transfer.xshape) {
    const near = nearestShape(context, shape, [shape.mode]);
    if (near !== undefined) return { ...near, factor: 1, source: "xshape" };
  }
  const target = modeOf("moe", shape.mode);
  const others = measuredModes(context).filter((name) => name !== shape.mode);
  if (transfer.xquant) {
    const equal = others.filter((name) => sameProfile(modeOf("moe", name), target));
    const near = nearestShape(context, shape, equal);
    if (near !== undefined) return { ...near, factor: 1, source: "xquant" };
  }
  if (transfer.xprofile) {
    for (const mode of byProfile(others, target)) {
      const near = nearestShape(context, shape, [mode]);
      if (near !== undefined)
        return { ...near, factor: level(target) / level(modeOf("moe", mode)), source: "xprofile" };
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

/**
 * The measured split of the same experts over the number of GPUs nearest to the asked one; of several, the one whose experts are cut
 * most like it.
 */
function nearestSplit(
  context: PricingContext,
  shape: MoeShape,
): Required<Pick<Lender, "split" | "curve">> | undefined {
  const distribution = distributionOf(context, shape, shape.mode);
  const apart = ({ moeTp, moeEp }: Split): readonly [number, number] => [
    Math.abs(Math.log((moeTp * moeEp) / (shape.moeTp * shape.moeEp))),
    Math.abs(Math.log(moeTp / shape.moeTp)),
  ];
  let nearest: Required<Pick<Lender, "split" | "curve">> | undefined;
  for (const [key, curve] of moeCurves(context, { ...shape, distribution })) {
    const split = splitOf(key);
    if (nearest === undefined || ascending(apart(split), apart(nearest.split)) < 0)
      nearest = { split, curve };
  }
  return nearest;
}

function ascending(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}

/**
 * The measured shape of any of these modes nearest in top-k, experts, hidden and width (log space), at the same split over
 * GPUs; the shape may lie outside all measured ones.
 */
function nearestShape(
  context: PricingContext,
  shape: MoeShape,
  modes: readonly string[],
): Pick<Lender, "sizes" | "mode" | "curve"> | undefined {
  const { moeTp, moeEp } = shape;
  const found = modes.flatMap((mode) => {
    const distribution = distributionOf(context, shape, mode);
    return moeShapes(context, { mode, distribution, moeTp, moeEp }).map((sizes) => ({
      mode,
      distribution,
      sizes,
    }));
  });
  if (found.length === 0) return undefined;
  const axis = (read: (sizes: ExpertSizes) => number): Float64Array =>
    Float64Array.from(found, ({ sizes }) => read(sizes));
  const nearest = nearestPoint(
    [
      axis(({ topK }) => topK),
      axis(({ experts }) => experts),
      axis(({ hidden }) => hidden),
      axis(({ inter }) => inter),
    ],
    { beyond: true },
  );
  const chosen = found[nearest([shape.topK, shape.experts, shape.hidden, shape.inter])];
  if (chosen === undefined) return undefined;
  const { mode, distribution, sizes } = chosen;
  const curve = moeCurves(context, { ...sizes, mode, distribution }).get(splitKey(moeTp, moeEp));
  return curve === undefined ? undefined : { sizes, mode, curve };
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
