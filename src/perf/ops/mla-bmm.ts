import { curveAt, type Curve } from "../interp/curve.js";
import type { TableNeed } from "../table.js";
import { MissingDataError, type Operator, type PricingContext } from "../types.js";
import { priceByMode } from "./by-mode.js";
import { memo1 } from "./memo.js";
import { mlaBmmSol } from "./mla-sol.js";
import { curveSlice } from "./slices.js";
import { utilisationOf } from "./utilisation.js";

const NEED: TableNeed = {
  family: "mla_bmm",
  table: "mla_bmm_perf",
  columns: ["op_name", "bmm_dtype", "num_heads", "num_tokens", "kernel_source", "latency"],
};

export interface MlaBmmShape {
  readonly name: string;
  readonly count: number;
  /** before or after the decode kernel */
  readonly side: "pre" | "post";
  /** of one rank */
  readonly heads: number;
  /** a gemm mode */
  readonly mode: string;
}

/**
 * Batched product that moves queries into, or results out of, the latent space while decoding
 * (`docs/method/operators.md` 3.8).
 */
export function mlaBmm(shape: MlaBmmShape): Operator {
  const { name, count } = shape;
  return {
    name,
    count,
    scope: "batch",
    weightBytes: 0,
    needs: [NEED],
    bind(context) {
      const price = bmmPricer(context, shape);
      return (query) => price(query.batch);
    },
  };
}

function bmmPricer(context: PricingContext, shape: MlaBmmShape): (tokens: number) => number {
  const { side, heads, mode } = shape;
  return context.shared(`mla bmm ${side} ${heads} ${mode}`, () => {
    const sol = mlaBmmSol(context, mode);
    let known: { curve: Curve; heads: number } | undefined;
    const measured = (): { curve: Curve; heads: number } => (known ??= findCurve(context, shape));
    return memo1(
      priceByMode<[number]>(context, "MLA batched product", {
        silicon(tokens) {
          const { curve, heads: lender } = measured();
          return (curveAt(curve, tokens, (x) => sol(x, lender)) * heads) / lender;
        },
        empirical() {
          const { curve, heads: lender } = measured();
          const utilisation = utilisationOf({ axes: [curve.keys], values: curve.values }, ([x]) =>
            sol(x as number, lender),
          );
          return { price: (tokens) => sol(tokens, heads) / utilisation([tokens]), source: "empirical" };
        },
        sol: (tokens) => sol(tokens, heads),
      }),
    );
  });
}

/** An uncollected head count that is no power of two borrows the next power's curve in proportion. */
function findCurve(context: PricingContext, shape: MlaBmmShape): { curve: Curve; heads: number } {
  const sources = context.tables(NEED.family, NEED.table);
  for (const mode of [shape.mode, "bfloat16"]) {
    for (const heads of [shape.heads, 2 ** Math.ceil(Math.log2(shape.heads))]) {
      const curve = curveSlice(sources, {
        where: { op_name: `mla_gen_${shape.side}`, bmm_dtype: mode, num_heads: heads },
        axes: ["num_tokens"],
        value: "latency",
      });
      if (curve !== undefined) return { curve, heads };
    }
  }
  throw new MissingDataError(
    `no MLA batched product (${shape.side}) was measured on ${context.system.name} for ${shape.mode}, ${shape.heads} heads`,
  );
}
