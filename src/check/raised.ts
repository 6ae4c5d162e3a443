import { compact } from "../domain/compact.js";
import { totalGpus } from "../domain/deployment.js";
import { dollarsPerHour, gpusOf, type GpuPrice } from "../domain/price.js";
import type { Advice, DeploymentReview, Evaluation, Finding, GpuTotals } from "../domain/review.js";
import type { RuleId } from "../domain/rules.js";
import type { ChangeBudget } from "../policy/types.js";
import { changeBudgetFindings, regressionFinding, type RegressionRule } from "../review/index.js";

const NOWHERE = { file: "", position: { line: 1, column: 1 } };
const NONE: GpuTotals = { gpus: 0 };

/** What a deployment asks for, before and after a change. */
type Asked = NonNullable<DeploymentReview["asked"]>;

/** What a fix must not make worse, as plain data. */
export interface FixGuard {
  readonly base?: Evaluation;
  readonly proposed: Evaluation;
  readonly regression: RegressionRule;
  readonly asked: Asked;
  readonly budget: ChangeBudget;
  readonly price?: GpuPrice;
}

/**
 * Messages of what a setting in the place of the proposal would newly be told of: a loss against the base, or a budget of the
 * change that its GPUs alone exceed. Empty where there is nothing.
 */
export function raisedBy(guard: FixGuard, fix: Evaluation): readonly string[] {
  const { base, proposed, regression, asked, budget, price } = guard;
  const lost = (one: Evaluation): readonly Finding[] =>
    [base && regressionFinding(base, one, regression, NOWHERE)].filter((found) => found !== undefined);
  const cost = ({ deployment }: Evaluation): number | undefined => dollarsPerHour(gpusOf(deployment), price);
  const [was, is, dollars] = [cost(proposed), cost(fix), asked.after.dollarsPerHour];
  const after: GpuTotals = compact({
    gpus: asked.after.gpus + totalGpus(fix.deployment) - totalGpus(proposed.deployment),
    dollarsPerHour:
      was === undefined || is === undefined || dollars === undefined ? undefined : dollars + is - was,
  });
  return [
    ...newOnly(lost(proposed), lost(fix)),
    ...newOnly(overBudget(asked, budget), overBudget({ ...asked, after }, budget)),
  ];
}

/** What more or fewer GPUs bring about; everything else is told of any setting that starts. */
const OF_SIZES: ReadonlySet<RuleId> = new Set(["gpu-budget-exceeded", "gpus-unused", "regression"]);

/** The same for a deployment that could not start and was reviewed with its fix: findings of its sizes that it had none of before. */
export function newlyTold(
  before: Pick<DeploymentReview, "findings" | "asked">,
  after: Pick<DeploymentReview, "findings" | "asked">,
  budget: ChangeBudget,
): readonly string[] {
  const known = new Set(before.findings.map(({ rule }) => rule));
  const said = after.findings.filter(({ rule }) => OF_SIZES.has(rule) && !known.has(rule));
  const over = ({ asked }: typeof before): readonly Finding[] => (asked ? overBudget(asked, budget) : []);
  return [...said.map(({ message }) => message), ...newOnly(over(before), over(after))];
}

/** What the budget of a change says of one deployment of it: what exceeds it alone does so with the others. */
function overBudget({ before, after }: Asked, budget: ChangeBudget): readonly Finding[] {
  return changeBudgetFindings({ before: before ?? NONE, after }, budget, NOWHERE);
}

function newOnly(before: readonly Finding[], after: readonly Finding[]): readonly string[] {
  return before.length > 0 ? [] : after.map(({ message }) => message);
}

/** A fix with what it raises, where it does. */
export function raising(fix: Advice, raises: readonly string[]): Advice {
  return raises.length === 0 ? fix : { ...fix, raises };
}
