import type { TableNeed } from "../table.js";
import {
  MissingDataError,
  type Operator,
  type OperatorScope,
  type PricingContext,
  type StepPricer,
} from "../types.js";
import { bindOperator } from "./bind.js";
import { measuredOnly } from "./by-mode.js";

/**
 * Two groups that run at the same time: the longer one counts, the weights of both add (`docs/method/performance.md`
 * 3.3).
 */
export function overlap(name: string, first: readonly Operator[], second: readonly Operator[]): Operator {
  const all = [...first, ...second];
  return {
    name,
    count: 1,
    composed: true,
    scope: widestScope(all),
    weightBytes: sumWeights(all),
    needs: joinNeeds(all),
    bind(context) {
      const left = bindSum(context, first);
      const right = bindSum(context, second);
      return (query) => Math.max(left(query), right(query));
    },
  };
}

/**
 * A fused module where it was measured, otherwise the chain of its parts. Only missing data lead to the chain. The
 * primary is asked for measurements even where estimates are allowed; where nothing but estimates is, there is no chain.
 * Weights: the primary's if it counts any.
 */
export function fallback(name: string, primary: Operator, chain: readonly Operator[]): Operator {
  return {
    name,
    count: 1,
    composed: true,
    scope: widestScope([primary, ...chain]),
    weightBytes: primary.weightBytes > 0 ? primary.weightBytes : sumWeights(chain),
    needs: joinNeeds([primary, ...chain]),
    bind(context) {
      const measured = bindSum(context.databaseMode === "HYBRID" ? measuredOnly(context) : context, [
        primary,
      ]);
      const parts = bindSum(context, chain);
      const chained = context.databaseMode !== "EMPIRICAL";
      return (query) => {
        try {
          return measured(query);
        } catch (error) {
          if (chained && error instanceof MissingDataError) return parts(query);
          throw error;
        }
      };
    },
  };
}

/** Sum of operators, each times its count. */
export function bindSum(context: PricingContext, operators: readonly Operator[]): StepPricer {
  const bound = operators
    .map((operator) => ({ count: operator.count, price: bindOperator(operator, context) }))
    .filter(({ count }) => count !== 0);
  // by index: a walk makes an object for every operator of every query
  return (query) => {
    let sum = 0;
    for (let i = 0; i < bound.length; i++) sum += bound[i]!.count * bound[i]!.price(query);
    return sum;
  };
}

function widestScope(operators: readonly Operator[]): OperatorScope {
  const scopes = new Set(operators.map((operator) => operator.scope));
  if (scopes.size === 1) return operators[0]?.scope ?? "tokens";
  return "sequence";
}

function sumWeights(operators: readonly Operator[]): number {
  return operators.reduce((sum, operator) => sum + operator.weightBytes, 0);
}

function joinNeeds(operators: readonly Operator[]): readonly TableNeed[] {
  return operators.flatMap((operator) => operator.needs);
}
