import { curveAsRun, curveAt, type Curve } from "../interp/curve.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { priceByMode } from "./by-mode.js";
import { memo1 } from "./memo.js";
import { curveSlice } from "./slices.js";
import { utilisationOf } from "./utilisation.js";

const NEED: TableNeed = {
  family: "mhc",
  table: "mhc_module_perf",
  columns: ["op_name", "num_tokens", "hc_mult", "hidden_size", "kernel_source", "latency"],
};

export interface MhcShape {
  readonly name: string;
  readonly count: number;
  /** before or after the block */
  readonly side: "pre" | "post";
  readonly hidden: number;
  /** residual streams */
  readonly streams: number;
  readonly cp?: number;
}

/** Mixing of residual streams around a block (manifold hyper-connections); one row covers both sites of a layer. */
export function mhc(shape: MhcShape): Operator {
  const { name, count, hidden, streams, cp = 1 } = shape;
  return {
    name,
    count,
    scope: "tokens",
    weightBytes: 4 * mixWeights(hidden, streams) * count,
    needs: [NEED],
    bind(context) {
      const price = mhcPricer(context, shape);
      return (query) => price(Math.ceil(query.tokens / cp));
    },
  };
}

/** Coefficients of one token: streams in, streams out, and a square between them. */
function mixWidth(streams: number): number {
  return 2 * streams + streams * streams;
}

function mixWeights(hidden: number, streams: number): number {
  return streams * hidden * mixWidth(streams) + mixWidth(streams) + 3;
}

/** Bytes in milliseconds; computing never counts. */
export function mhcSol(
  context: PricingContext,
  { side, hidden, streams }: MhcShape,
): (tokens: number) => number {
  const perToken = 2 * streams * hidden + (side === "pre" ? 2 * mixWidth(streams) : 0);
  const weights = mixWeights(hidden, streams);
  return (tokens) => ((4 * (tokens * perToken + weights)) / context.system.gpu.memBw) * 1000;
}

function mhcPricer(context: PricingContext, shape: MhcShape): (tokens: number) => number {
  const { side, hidden, streams } = shape;
  return context.shared(`mhc ${side} ${hidden} ${streams}`, () => {
    const sol = mhcSol(context, shape);
    let known: Curve | undefined;
    const measured = (): Curve => (known ??= findCurve(context, shape));
    return memo1(
      priceByMode<[number]>(context, "residual stream mixing", {
        silicon: (tokens) => curveAt(measured(), tokens, sol),
        empirical() {
          const { keys, values } = measured();
          const utilisation = utilisationOf({ axes: [keys], values }, ([x]) => sol(x as number));
          return { price: (tokens) => sol(tokens) / utilisation([tokens]), source: "empirical" };
        },
        sol,
      }),
    );
  });
}

function findCurve(context: PricingContext, { side, hidden, streams }: MhcShape): Curve {
  const curve = curveSlice(context.tables(NEED.family, NEED.table), {
    where: { op_name: side, hidden_size: hidden, hc_mult: streams },
    axes: ["num_tokens"],
    value: "latency",
  });
  if (curve !== undefined) return curveAsRun(curve, context);
  throw new MissingDataError(
    `no residual stream mixing was measured on ${context.system.name} for hidden ${hidden}`,
  );
}
