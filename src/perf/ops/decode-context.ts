import type { DcpComm } from "../../domain/decode-context.js";
import type { Operator } from "../types.js";
import { bindOperator } from "./bind.js";
import { elementwise } from "./memory-op.js";
import { nccl, type NcclOperation } from "./nccl.js";

/** A decode operator as one of `ranks` sees it that share the cache by its positions. */
export function overStripe(operator: Operator, ranks: number): Operator {
  if (ranks === 1) return operator;
  return {
    ...operator,
    bind(context) {
      const price = operator.bind(context);
      return (query) => price({ ...query, seq: Math.ceil(query.seq / ranks) });
    },
  };
}

/** A prefill operator that first gathers what the other ranks hold of the cached tokens; elements of 16 bits. */
export function overGatheredCache(operator: Operator, ranks: number, elementsPerToken: number): Operator {
  if (ranks === 1) return operator;
  const name = `${operator.name}_dcp_all_gather`;
  const gather = nccl({ name, count: 1, operation: "all_gather", gpus: ranks, elementsPerToken });
  return {
    ...operator,
    scope: "sequence",
    composed: true,
    needs: [...operator.needs, ...gather.needs],
    bind(context) {
      const price = bindOperator(operator, context);
      const others = bindOperator(gather, context);
      return (query) => {
        if (query.prefix === 0) return price(query);
        return price(query) + others({ ...query, tokens: query.batch * query.prefix });
      };
    },
  };
}

/** What ranks that share a cache tell each other in one layer of a decode step. */
export interface StripeExchange {
  /** starts the names of the operators */
  readonly name: string;
  readonly count: number;
  readonly ranks: number;
  /** query heads of one rank */
  readonly heads: number;
  /** elements of a head's query, and of its result */
  readonly queryWidth: number;
  readonly valueWidth: number;
  readonly comm: DcpComm;
  /** number format in which queries travel; absent where every rank projects those of all */
  readonly queryMode?: string;
  /** tokens that sparse attention chooses; its candidates are chosen from all ranks' */
  readonly topK?: number;
}

/** Collectives and copies around decode attention over a shared cache (`docs/method/operators.md` 3.11). */
export function stripeExchange(exchange: StripeExchange): readonly Operator[] {
  const { name, count, ranks, queryWidth, valueWidth: v, comm, queryMode, topK = 0 } = exchange;
  const heads = exchange.heads * ranks;
  const copy = (part: string, read: number, written: number): Operator =>
    elementwise({ name: `${name}_dcp_${part}`, count, read, written });
  const send = (part: string, operation: NcclOperation, elementsPerToken: number, mode = "half"): Operator =>
    nccl({ name: `${name}_dcp_${part}`, count, operation, gpus: ranks, elementsPerToken, mode });
  const packed = heads * (v + SCORE);
  const candidates = topK * CANDIDATE;
  return [
    ...(queryMode === undefined ? [] : [send("q_all_gather", "all_gather", heads * queryWidth, queryMode)]),
    ...(topK === 0
      ? []
      : [
          copy("topk_pack", candidates, candidates),
          send("topk_all_gather", "all_gather", candidates * ranks),
          copy("topk_merge", candidates * ranks, 2 * topK),
        ]),
    ...(comm === "ag_rs"
      ? [
          send("lse_all_gather", "all_gather", heads * SCORE * ranks),
          copy("lse_correct", heads * v, heads * v),
          send("out_reduce_scatter", "reduce_scatter", heads * v),
        ]
      : [
          copy("a2a_pack", heads * v, packed),
          send("out_all_to_all", "alltoall", packed),
          copy("a2a_combine", packed, exchange.heads * v),
        ]),
  ];
}

/** A score of 32 bits, in elements of 16. */
const SCORE = 2;
/** A candidate of sparse attention, its score and its place of 32 bits each, in elements of 16. */
const CANDIDATE = 4;
