import { decimalsThatKeep, exactPercent } from "../../domain/compared.js";
import { finding, type FindingPlace } from "../../domain/finding.js";
import type { ChangeTotals, Finding, GpuTotals } from "../../domain/review.js";
import type { ChangeBudget } from "../../policy/types.js";

/** What a change asks for beyond its budget, and what of the budget cannot be judged. */
export function changeBudgetFindings(
  { before, after, leftOut = 0 }: ChangeTotals,
  budget: ChangeBudget,
  place: FindingPlace,
): readonly Finding[] {
  const without = withoutLeft(leftOut);
  const counted = `the manifests of this change${without === "" ? "" : ` (${without})`}`;
  const over = (message: string): Finding => finding("change-budget-exceeded", place, message);
  const found: Finding[] = [];
  if (budget.gpus !== undefined && after.gpus > budget.gpus)
    found.push(over(`${counted} use ${after.gpus} GPUs, the budget is ${budget.gpus}`));
  if (budget.dollarsPerHour !== undefined) {
    const dollars = after.dollarsPerHour;
    if (dollars === undefined) {
      const message = `dollars-per-hour of the budget cannot be judged: ${unpricedWords(after)}`;
      found.push({ ...over(message), severity: "warning" });
    } else if (dollars > budget.dollarsPerHour)
      found.push(
        over(
          `${counted} cost $${money(dollars, budget.dollarsPerHour)} an hour, the budget is $${budget.dollarsPerHour}`,
        ),
      );
  }
  const grown = growthOf(before, after, budget.increase ?? 0);
  if (budget.increase !== undefined && grown !== undefined && grown.share > budget.increase + 1e-9)
    found.push(over(`${grown.words}, ${exactPercent(budget.increase)} more is allowed`));
  return found;
}

/** `without 2 that it leaves as they were`: deployments that are not counted; empty where all are. */
export function withoutLeft(count: number): string {
  return count === 0 ? "" : `without ${count} that it leaves as ${count === 1 ? "it was" : "they were"}`;
}

/** `h100_sxm has no price (gpu-price-per-hour)`. */
function unpricedWords({ unpriced = [] }: GpuTotals): string {
  const named = unpriced.filter((system) => system !== "");
  const none =
    named.length === 0
      ? []
      : [`${named.join(" and ")} ${named.length === 1 ? "has" : "have"} no price (gpu-price-per-hour)`];
  return [...none, ...(unpriced.includes("") ? ["the system of some GPUs is not known"] : [])].join(", and ");
}

/** How much more a change asks for than its base; nothing without one. */
function growthOf(
  before: GpuTotals,
  after: GpuTotals,
  allowed: number,
): { readonly share: number; readonly words: string } | undefined {
  if (before.gpus === 0) return undefined;
  const [from, to] = [before.dollarsPerHour, after.dollarsPerHour];
  if (from !== undefined && to !== undefined && from > 0)
    return {
      share: to / from - 1,
      words: `this change costs $${money(to)} an hour instead of $${money(from)} (+${percent(to / from - 1, allowed)})`,
    };
  const share = after.gpus / before.gpus - 1;
  return {
    share,
    words: `this change uses ${after.gpus} GPUs instead of ${before.gpus} (+${percent(share, allowed)})`,
  };
}

function money(value: number, budget = Infinity): string {
  return value.toFixed(decimalsThatKeep(value, 2, (shown) => shown > budget)).replace(/\.00$/, "");
}

function percent(share: number, allowed: number): string {
  const grown = 100 * share;
  return `${grown.toFixed(decimalsThatKeep(grown, 0, (shown) => shown > 100 * allowed))}%`;
}
