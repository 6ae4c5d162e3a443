import type { Operator, PricingContext, StepPricer } from "../types.js";

/**
 * Binds an operator under a context. On a system that was never measured its time is the donor's, scaled by the ratio of
 * the operator's rooflines on both (`docs/method/operators.md` 7): what bounds it, arithmetic, memory or a link, is looked
 * at on each GPU for itself. The part that no hardware makes faster, launches and synchronisation, stays.
 * Operators without tables are formulas over the system and need no donor; compositions scale their parts.
 */
export function bindOperator(operator: Operator, context: PricingContext): StepPricer {
  const { scaling } = context;
  if (scaling === undefined || operator.composed === true || operator.needs.length === 0)
    return operator.bind(context);
  const measured = operator.bind(scaling.donor);
  const ownRoof = operator.bind(scaling.roofline);
  const donorRoof = operator.bind(scaling.donorRoofline);
  return (query) => {
    // a format that the GPU lacks is refused by its own roofline, in its own name
    const own = ownRoof(query);
    const ms = measured(query);
    const donor = donorRoof(query);
    if (!(donor > 0) || !(own > 0)) return ms;
    const floor = Math.min(LAUNCH_MS, Math.max(0, ms - donor));
    return floor + (ms - floor) * (own / donor);
  };
}

/** Milliseconds above the roofline that do not scale: launching an operator and draining it. */
const LAUNCH_MS = 0.002;
