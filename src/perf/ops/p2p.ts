import type { Operator } from "../types.js";

export interface P2pShape {
  readonly pp: number;
  readonly hidden: number;
  readonly cp?: number;
  /** factor of drafts */
  readonly times?: number;
}

/** Hidden states handed from one pipeline stage to the next, bf16, over the network. Nothing for one stage. */
export function pipelineP2p(shape: P2pShape): Operator {
  const { pp, hidden, cp = 1, times = 1 } = shape;
  return {
    name: "p2p",
    count: (pp - 1) * times,
    scope: "tokens",
    weightBytes: 0,
    needs: [],
    bind(context) {
      const { interNodeBw, p2pLatencyS } = context.system.node;
      const latency = context.databaseMode === "SOL" ? 0 : p2pLatencyS;
      return (query) => ((Math.ceil(query.tokens / cp) * hidden * 2) / interNodeBw + latency) * 1000;
    },
  };
}
