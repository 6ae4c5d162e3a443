import { curveAt } from "../interp/curve.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { isFloor } from "./by-mode.js";
import { EXPERT_COMPUTE_NEEDS, expertCurve, type ExpertWork } from "./expert-compute-rows.js";
import { roofline } from "./grid-kernel.js";
import { memo1 } from "./memo.js";
import { computeFactor, computeFlops, modeBytes, modeOf } from "./modes.js";
import { expertBytes, moePricer } from "./moe.js";
import { hasDistribution, MOE_NEED, moeCurves, splitKey } from "./moe-rows.js";

export interface ExpertComputeShape extends ExpertWork {
  readonly name: string;
  readonly count: number;
  /** attention data parallel size: the experts see the tokens of all its ranks */
  readonly dp: number;
}

/** Routed experts of one rank behind an all-to-all (`docs/method/operators.md` 5.3). */
export function expertCompute(shape: ExpertComputeShape): Operator {
  const { name, count, dp, ep } = shape;
  return {
    name,
    count,
    scope: "tokens",
    weightBytes: expertBytes({ ...shape, moeTp: 1, moeEp: ep }) * count,
    needs: [...EXPERT_COMPUTE_NEEDS, MOE_NEED],
    bind(context) {
      const price = pricer(context, shape);
      return (query) => price(query.tokens * dp);
    },
  };
}

function pricer(context: PricingContext, shape: ExpertComputeShape): (tokens: number) => number {
  const { phase, hidden, inter, topK, experts, ep, mode, distribution } = shape;
  const key = `expert price ${phase} ${mode} ${distribution} ${hidden} ${inter} ${topK} ${experts} ${ep}`;
  return context.shared(key, () => {
    const regular = moePricer(context, { ...shape, moeTp: 1, moeEp: ep });
    // the floor is that of the same work in one kernel
    if (isFloor(context)) return regular;
    const sol = expertSol(context, shape);
    return memo1((tokens) => {
      const curve = expertCurve(context, shape);
      if (curve !== undefined) return curveAt(curve, tokens, sol, { singlePointIsMissBelow: true });
      // SGLang's experts behind an all-to-all are other kernels than its fused ones
      if (context.backend !== "sglang") return regular(tokens);
      throw new MissingDataError(
        `no ${mode} experts over ${ep} ranks were measured on ${context.system.name} for hidden ${hidden}, ` +
          `expert width ${inter}, ${topK} of ${experts} experts`,
      );
    });
  });
}

/** Whether a rank's expert work was measured at this expert parallel size. */
export function coversExpertCompute(context: PricingContext, work: ExpertWork): boolean {
  if (expertCurve(context, work) !== undefined) return true;
  if (context.backend === "sglang") return false;
  const distribution = hasDistribution(context, work.mode, work.distribution) ? work.distribution : "uniform";
  return moeCurves(context, { ...work, distribution }).has(splitKey(1, work.ep));
}

/** Roofline over tokens: bf16 operations times the mode's factor; integer divisions as the reference has them. */
function expertSol(context: PricingContext, shape: ExpertWork): (tokens: number) => number {
  const { hidden: h, inter: i, topK, experts, ep, mode } = shape;
  const matrices = 3;
  const bytes = modeBytes("moe", mode);
  const factor = computeFactor(modeOf("moe", mode));
  return (tokens) => {
    const routed = tokens * topK;
    const ops = Math.floor((routed * h * i * matrices * 2) / ep);
    const local = Math.floor(routed / ep);
    const elements =
      local * h * 2 + local * i * matrices + h * i * matrices * Math.min(Math.floor(experts / ep), local);
    return roofline(
      ops / (computeFlops(context.system, "bfloat16") * factor),
      (elements * bytes) / context.system.gpu.memBw,
    );
  };
}
