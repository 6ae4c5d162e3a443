import { curveAt } from "../interp/curve.js";
import { gridAt } from "../interp/grid.js";
import { type Grid } from "../interp/grid-data.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { ALL_TO_ALL_NEEDS, type ExchangeStep } from "./a2a-rows.js";
import { isFloor } from "./by-mode.js";
import { chooseExchange, type ChosenExchange, type ExchangeQuestion } from "./exchange-choice.js";
import { lowLatency } from "./low-latency.js";
import { memo1 } from "./memo.js";
import { leastExchangeMs } from "./least-exchange.js";

export interface AllToAllShape extends ExchangeQuestion {
  readonly name: string;
  readonly count: number;
  readonly step: ExchangeStep;
  /** ranks of one attention group, `tp · cp` */
  readonly attentionRanks: number;
}

/**
 * Preparation, dispatch or combine of tokens over expert ranks, across nodes too (`docs/method/operators.md` 5.4).
 */
export function allToAll(shape: AllToAllShape): Operator {
  const { name, count, phase, attentionRanks } = shape;
  return {
    name,
    count,
    scope: "tokens",
    weightBytes: 0,
    needs: ALL_TO_ALL_NEEDS,
    bind(context) {
      if (isFloor(context)) {
        const sol = leastExchangeMs(context, shape);
        return (query) => sol(query.tokens / (phase === "context" ? attentionRanks : 1));
      }
      const price = stepPricer(context, shape);
      return (query) => {
        const split = phase === "context" && chooseExchange(context, shape)?.splitsTokens === true;
        return price(split ? Math.floor(query.tokens / attentionRanks) : query.tokens);
      };
    },
  };
}

/** Milliseconds over the tokens of one rank. */
function stepPricer(context: PricingContext, shape: AllToAllShape): (tokens: number) => number {
  const { phase, mode, step, ep, hidden, topK, experts } = shape;
  return context.shared(`a2a ${phase} ${mode} ${step} ${ep} ${hidden} ${topK} ${experts}`, () => {
    let price: ((tokens: number) => number) | undefined;
    return memo1((tokens) => {
      if (tokens < 1) throw new MissingDataError("there are no data for an exchange of 0 tokens");
      return (price ??= bindStep(context, shape))(tokens);
    });
  });
}

function bindStep(context: PricingContext, shape: AllToAllShape): (tokens: number) => number {
  const { step, ep, hidden, topK, experts } = shape;
  const exchange = chooseExchange(context, shape);
  if (exchange === undefined) {
    throw new MissingDataError(
      `no all-to-all over ${ep} ranks was measured on ${context.system.name} for hidden ${hidden}, ${topK} of ${experts} experts`,
    );
  }
  const grid = exchange.grid(step);
  // only one kind of exchange prepares
  if (grid === undefined) return () => 0;
  const at = grid.keys[0]?.indexOf(exchange.sms) ?? -1;
  if (exchange.comm === "deepep_ll" && at >= 0)
    return lowLatency(context, { ...shape, measuredEp: exchange.measuredEp }, curveOf(grid, at));
  const normal = exchange.comm === "deepep_ht";
  // DeepEP's normal mode is read over processors and tokens together, except in its commonest setting
  if (at >= 0 && (!normal || (exchange.nodes === 1 && exchange.sms === 20))) {
    const curve = curveOf(grid, at);
    return (tokens) => curveAt(curve, tokens, proportional);
  }
  return normal ? rescaled(exchange, step, grid) : (tokens) => gridAt(grid, [exchange.sms, tokens], OPTIONS);
}

const OPTIONS = { sol: ([, tokens]: readonly number[]): number => tokens as number };

function proportional(tokens: number): number {
  return tokens;
}

/** Both steps together follow the table of their sum; this changes values outside the collected points only. */
function rescaled(exchange: ChosenExchange, step: ExchangeStep, grid: Grid): (tokens: number) => number {
  const other = exchange.grid(step === "dispatch" ? "combine" : "dispatch") ?? grid;
  const sum = { ...grid, values: grid.values.map((value, i) => value + (other.values[i] ?? 0)) };
  return (tokens) => {
    const at = [exchange.sms, tokens];
    const own = gridAt(grid, at, OPTIONS);
    return (own * gridAt(sum, at, OPTIONS)) / (own + gridAt(other, at, OPTIONS));
  };
}

function curveOf(grid: Grid, at: number): { keys: Float64Array; values: Float64Array } {
  const starts = grid.starts[0] as Int32Array;
  const lo = starts[at] as number;
  const hi = starts[at + 1] as number;
  return { keys: (grid.keys[1] as Float64Array).subarray(lo, hi), values: grid.values.subarray(lo, hi) };
}
