import { curveAt, expertsAsRun, type Curve } from "../interp/curve.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { isFloor, priceByMode } from "./by-mode.js";
import { memo1 } from "./memo.js";
import { neverAbove } from "./wider.js";
import { modeBytes } from "./modes.js";
import { estimateMoe } from "./moe-estimate.js";
import { heldMoeSol, leastMoeSol, type MoeShape, moeSol } from "./moe-roofline.js";
import { hasDistribution, MOE_NEED, moeCurves, splitKey, widerShapes } from "./moe-rows.js";

/** Tokens up to which NVFP4 experts may run in the small-batch kernel. */
const MIN_LATENCY_TOKENS = 128;

/** Routed experts of one rank (`docs/method/operators.md` 3.5). */
export function moe(shape: MoeShape): Operator {
  const { name, count, dp } = shape;
  return {
    name,
    count,
    scope: "tokens",
    weightBytes: expertBytes(shape) * count,
    needs: [MOE_NEED],
    bind(context) {
      const price = moePricer(context, shape);
      return (query) => price(query.tokens * dp);
    },
  };
}

/** Weight bytes of one layer's experts on one rank. */
export function expertBytes(
  shape: Pick<MoeShape, "hidden" | "inter" | "experts" | "moeTp" | "moeEp" | "mode" | "gated">,
): number {
  const { hidden, inter, experts, moeTp, moeEp, mode, gated = true } = shape;
  const whole = hidden * inter * experts * modeBytes("moe", mode) * (gated ? 3 : 2);
  return Math.floor(Math.floor(whole / moeEp) / moeTp);
}

/** Milliseconds over the tokens of all attention ranks, shared by operators of equal shape. */
export function moePricer(context: PricingContext, shape: MoeShape): (tokens: number) => number {
  const { name, hidden, inter, topK, experts, moeTp, moeEp, mode, distribution, gated = true } = shape;
  const key = `moe ${mode} ${distribution} ${hidden} ${inter} ${topK} ${experts} ${moeTp} ${moeEp} ${gated}`;
  return context.shared(key, () => {
    const sol = moeSol(context, shape);
    return memo1(
      neverAbove(
        context,
        priceByMode<[number]>(context, name, {
          silicon: measuredMoe(context, shape),
          empirical: () => estimateMoe(context, shape),
          sol: isFloor(context) ? leastMoeSol(context, shape) : sol,
        }),
        () => widerExperts(context, shape),
      ),
    );
  });
}

/** The same experts as measured in wider numbers and on fewer GPUs: each does all of this work and more. */
function widerExperts(context: PricingContext, shape: MoeShape): readonly ((tokens: number) => number)[] {
  return widerShapes(shape)
    .filter((wider) => tableCurve(context, wider, false) !== undefined)
    .map((wider) => measuredMoe(context, wider));
}

function measuredMoe(context: PricingContext, shape: MoeShape): (tokens: number) => number {
  const sol = heldMoeSol(context, shape);
  const small = shape.mode === "nvfp4" && shape.gated !== false && context.backend === "trtllm";
  let curve: Curve | undefined;
  let smallCurve: Curve | undefined;
  let asked = false;
  return (tokens) => {
    if (!asked) {
      asked = true;
      curve = moeCurve(context, shape, false);
      smallCurve = small ? moeCurve(context, shape, true) : undefined;
    }
    const options = { singlePointIsMissBelow: true };
    if (smallCurve !== undefined && tokens <= MIN_LATENCY_TOKENS)
      return curveAt(smallCurve, tokens, sol, options);
    if (curve === undefined) throw missing(context, shape);
    return curveAt(curve, tokens, sol, options);
  };
}

function moeCurve(context: PricingContext, shape: MoeShape, minLatency: boolean): Curve | undefined {
  const curve = tableCurve(context, shape, minLatency);
  return curve && expertsAsRun(curve, context);
}

/** The rows of a shape as they stand in the tables. */
function tableCurve(context: PricingContext, shape: MoeShape, minLatency: boolean): Curve | undefined {
  const { mode, moeTp, moeEp } = shape;
  const distribution = hasDistribution(context, mode, shape.distribution, minLatency)
    ? shape.distribution
    : "uniform";
  return moeCurves(context, { ...shape, distribution, minLatency }).get(splitKey(moeTp, moeEp));
}

function missing(context: PricingContext, shape: MoeShape): MissingDataError {
  const { mode, hidden, inter, topK, experts, moeTp, moeEp } = shape;
  return new MissingDataError(
    `no ${mode} experts were measured on ${context.system.name} for hidden ${hidden}, expert width ${inter}, ` +
      `${topK} of ${experts} experts, moe-tp ${moeTp}, moe-ep ${moeEp}`,
  );
}
