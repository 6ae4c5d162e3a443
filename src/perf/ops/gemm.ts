import { siteCurve } from "../interp/sites.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { priceByMode } from "./by-mode.js";
import { estimateGemm } from "./gemm-estimate.js";
import { GEMM_NEED, gemmFloor, gemmSites, gemmSol } from "./gemm-roofline.js";
import { memo1 } from "./memo.js";
import { neverAbove, widerModes } from "./wider.js";
import { modeBytes } from "./modes.js";
import { quantizationMs, QUANTIZE_NEEDS } from "./quantize.js";

export interface GemmShape {
  readonly name: string;
  readonly count: number;
  /** output width and input width of one rank */
  readonly n: number;
  readonly k: number;
  /** a gemm mode of `ops/modes.ts` */
  readonly mode: string;
  /** prices `tokens` (default) or the batch alone, as the logits of a prefill do */
  readonly rows?: "tokens" | "batch";
  readonly cp?: number;
  /** the operator sees `tokens // scaleNumTokens` */
  readonly scaleNumTokens?: number;
  /** a shape that nobody collected costs its roofline instead of being a miss; where estimates are allowed, an estimate */
  readonly belowGridSol?: boolean;
  /** its input comes already quantized from the producer (matters for `fp8_static`) */
  readonly quantizedInput?: boolean;
  /** weights counted elsewhere */
  readonly weightless?: boolean;
}

/** Matrix product of the tokens with one rank's weights (`docs/method/operators.md` 3.1). */
export function gemm(shape: GemmShape): Operator {
  const { name, count, n, k, mode, rows = "tokens", cp = 1, scaleNumTokens = 1, weightless = false } = shape;
  return {
    name,
    count,
    scope: rows,
    weightBytes: weightless ? 0 : n * k * modeBytes("gemm", mode) * count,
    needs: mode === "fp8_static" ? [GEMM_NEED, ...QUANTIZE_NEEDS] : [GEMM_NEED],
    bind(context) {
      const price = gemmPricer(context, shape);
      return (query) => {
        const seen = rows === "batch" ? query.batch : query.tokens;
        return price(Math.ceil(Math.floor(seen / scaleNumTokens) / cp));
      };
    },
  };
}

/** Milliseconds over m of one shape, shared by all operators of that shape. */
export function gemmPricer(context: PricingContext, shape: GemmShape): (m: number) => number {
  const { mode, n, k, belowGridSol = false, quantizedInput = false } = shape;
  const statically = mode === "fp8_static";
  const key = `gemm ${mode} ${n} ${k} ${belowGridSol} ${statically && quantizedInput}`;
  return context.shared(key, () =>
    memo1(
      neverAbove(
        context,
        statically ? staticGemm(context, shape) : dynamicGemm(context, shape, mode),
        () => widerGemms(context, shape),
        leastOfWider(context, shape),
      ),
    ),
  );
}

/** The same product in wider numbers, from what was measured of these. */
function widerGemms(context: PricingContext, { n, k, mode }: GemmShape): readonly ((m: number) => number)[] {
  return widerModes("gemm", mode)
    .filter((wider) => gemmSites(context, wider) !== undefined)
    .map((wider) => measuredGemm(context, wider, n, k));
}

/** What none of {@link widerGemms} takes less than. */
function leastOfWider(context: PricingContext, { n, k, mode }: GemmShape): (m: number) => number {
  const floors = widerModes("gemm", mode).map((wider) => gemmFloor(context, wider));
  return (m) => floors.reduce((least, floor) => Math.min(least, floor?.(m, n, k) ?? 0), Infinity);
}

function dynamicGemm(context: PricingContext, shape: GemmShape, mode: string): (m: number) => number {
  const { name, n, k, belowGridSol = false } = shape;
  const sol = gemmSol(context, mode);
  const measured = measuredGemm(context, mode, n, k);
  return priceByMode<[number]>(context, name, {
    silicon:
      belowGridSol && context.databaseMode === "SILICON"
        ? orRoofline(measured, (m) => sol(m, n, k))
        : measured,
    empirical: () => estimateGemm(context, mode, n, k),
    sol: (m) => sol(m, n, k),
  });
}

/** The dynamically quantized product without the steps that quantize its input; never below the roofline. */
function staticGemm(context: PricingContext, shape: GemmShape): (m: number) => number {
  const { n, k, quantizedInput = false } = shape;
  const sol = gemmSol(context, "fp8");
  const whole = dynamicGemm(context, shape, "fp8");
  if (context.databaseMode === "SOL") return whole;
  return (m) => Math.max(whole(m) - quantizationMs(context, m, k, quantizedInput), sol(m, n, k));
}

function measuredGemm(context: PricingContext, mode: string, n: number, k: number): (m: number) => number {
  const sol = gemmSol(context, mode);
  let curve: ((m: number) => number) | undefined;
  return (m) => {
    if (curve === undefined) {
      const sites = gemmSites(context, mode);
      if (sites === undefined) throw new MissingDataError(`no ${mode} matrix products were measured`);
      curve = siteCurve(sites, n, k, sol);
    }
    return curve(m);
  };
}

function orRoofline(measured: (m: number) => number, roofline: (m: number) => number): (m: number) => number {
  return (m) => {
    try {
      return measured(m);
    } catch (error) {
      if (error instanceof MissingDataError) return roofline(m);
      throw error;
    }
  };
}
