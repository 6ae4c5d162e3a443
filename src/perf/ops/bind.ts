import type { SystemSpec } from "../system-spec.js";
import type { Operator, PricingContext, StepPricer } from "../types.js";
import { leastOf } from "./least.js";

/** Kernels that every system was measured with alike: a few per cent apart, and large tables to read for that. */
const MEASURED_ALIKE: ReadonlySet<string> = new Set(["gemm", "attention", "quantize"]);

/**
 * Binds an operator under a context. As engines run, it takes no longer than on a measured system of the same design that this
 * one outdoes in every figure: what its own tables say beyond that tells of kernels that were not chosen, or not timed, as on
 * the other. Between GPUs that holds where nodes are alike. It holds for parts of compositions and, but for that, for the whole.
 */
export function bindOperator(operator: Operator, context: PricingContext): StepPricer {
  const own = bindAlone(operator, context);
  const { outdone = [], system } = context;
  const families = operator.needs.map(({ family }) => family);
  if (outdone.length === 0 || families.every((family) => MEASURED_ALIKE.has(family))) return own;
  const talks = families.includes("comm");
  const slower = outdone.filter((other) => !talks || sameNode(other.system, system));
  if (slower.length === 0) return own;
  return leastOf(own, () => slower.map((other) => bindAlone(operator, other)));
}

function sameNode({ node: one }: SystemSpec, { node: other }: SystemSpec): boolean {
  return one.gpusPerNode === other.gpusPerNode && one.intraNodeBw === other.intraNodeBw;
}

/**
 * Binds an operator to a system's own tables. On a system that was never measured its time is the donor's, in three parts
 * (`docs/method/operators.md` 7): the roofline as a good kernel reaches it is scaled by the ratio of the operator's rooflines
 * on both systems, so what bounds it, arithmetic, memory or a link, is looked at on each for itself; a launch stays; what
 * is left, waits and tails, follows the arithmetic slowly, and between GPUs not at all. Operators without tables are
 * formulas over the system and need no donor; compositions scale their parts.
 */
function bindAlone(operator: Operator, context: PricingContext): StepPricer {
  const { scaling } = context;
  if (scaling === undefined || operator.composed === true || operator.needs.length === 0)
    return operator.bind(context);
  const measured = bindOperator(operator, scaling.donor);
  const ownRoof = operator.bind(scaling.roofline);
  const donorRoof = operator.bind(scaling.donorRoofline);
  const betweenGpus = operator.needs.every(({ family }) => family === "comm");
  const slower = betweenGpus ? 1 : (bf16(scaling.donor) / bf16(context)) ** TAIL_POWER;
  return (query) => {
    // a format that the GPU lacks is refused by its own roofline, in its own name
    const own = ownRoof(query);
    const ms = measured(query);
    const donor = donorRoof(query);
    if (!(donor > 0) || !(own > 0)) return ms;
    const bound = Math.min(ms, donor / REACHED);
    const launch = Math.min(ms - bound, LAUNCH_MS);
    return bound * (own / donor) + launch + (ms - bound - launch) * slower;
  };
}

function bf16({ system }: PricingContext): number {
  return system.gpu.tcFlops.bfloat16 ?? 1;
}

/** Share of its roofline that a good kernel reaches; fitted on all pairs of measured systems, as are the two below. */
const REACHED = 0.8;

/** Milliseconds of launching an operator and draining it, which no hardware makes faster. */
const LAUNCH_MS = 0.002;

/** How the time above that follows the ratio of arithmetic. */
const TAIL_POWER = 1 / 3;
