import type { Operator, PricingContext } from "../types.js";

/**
 * Milliseconds to move `bytes` through memory (`docs/method/operators.md` 1); SOL drops the empirical scaling and
 * constant.
 */
export function memoryMs(context: Pick<PricingContext, "system" | "databaseMode">, bytes: number): number {
  const { memBw, memBwScaling, memConstantLatencyS } = context.system.gpu;
  if (context.databaseMode === "SOL") return (bytes / memBw) * 1000;
  return (bytes / (memBw * memBwScaling) + memConstantLatencyS) * 1000;
}

export interface EmbeddingShape {
  readonly name?: string;
  /** vocabulary rows that one rank holds */
  readonly rows: number;
  readonly hidden: number;
  readonly count?: number;
  readonly cp?: number;
}

/** Token embedding lookup, bf16. */
export function embedding(shape: EmbeddingShape): Operator {
  const { name = "embedding", rows, hidden, count = 1, cp = 1 } = shape;
  return {
    name,
    count,
    scope: "tokens",
    weightBytes: rows * hidden * 2 * count,
    needs: [],
    bind: (context) => (query) => memoryMs(context, Math.ceil(query.tokens / cp) * hidden * 2),
  };
}

export interface ElementwiseShape {
  readonly name: string;
  readonly count: number;
  /** bf16 elements read and written per token */
  readonly read: number;
  readonly written: number;
  readonly cp?: number;
  /** the operator sees `tokens // scaleNumTokens` */
  readonly scaleNumTokens?: number;
}

/** Norms, activations, residual merges: bf16 traffic per token. */
export function elementwise(shape: ElementwiseShape): Operator {
  const { name, count, read, written, cp = 1, scaleNumTokens = 1 } = shape;
  const bytesPerToken = 2 * read + 2 * written;
  return {
    name,
    count,
    scope: "tokens",
    weightBytes: 0,
    needs: [],
    bind: (context) => (query) =>
      memoryMs(context, Math.ceil(Math.floor(query.tokens / scaleNumTokens) / cp) * bytesPerToken),
  };
}
