import { curveAt, type Curve } from "../interp/curve.js";
import type { PricingContext } from "../types.js";
import type { ExchangeStep } from "./a2a-rows.js";
import { busiestRank } from "./busiest-rank.js";

/** An exchange of DeepEP's low-latency mode over ranks that may not be those that were measured. */
export interface LowLatencyExchange {
  readonly step: ExchangeStep;
  readonly ep: number;
  readonly measuredEp: number;
  readonly hidden: number;
  readonly topK: number;
  readonly experts: number;
}

/**
 * Milliseconds over the tokens of one rank. Rows were measured with even loads; the launch (the intercept of a line through
 * them) takes as long under any, what follows as long as the busiest rank's share. Over other ranks than the measured ones
 * it takes at least what the links need (`docs/model-notes.md`, "Low-latency exchange").
 */
export function lowLatency(
  context: PricingContext,
  exchange: LowLatencyExchange,
  curve: Curve,
): (tokens: number) => number {
  const { ep, measuredEp, experts, topK } = exchange;
  const key = `busiest rank ${ep} ${experts} ${topK}`;
  const busiest = context.shared(key, () => busiestRank({ ranks: ep, experts, topK }));
  const launch = lineThrough(curve.keys, curve.values).intercept;
  const linkMs = ep === measuredEp ? 0 : linkMsPerToken(context, exchange);
  return (tokens) => {
    const even = curveAt(curve, tokens, (x) => x) - launch;
    return launch + busiest(tokens) * Math.max(0, even, linkMs * tokens);
  };
}

/** What the copies of a token need on the slowest links that they cross. */
function linkMsPerToken({ system }: PricingContext, exchange: LowLatencyExchange): number {
  const { gpusPerNode, gpusPerRack = 0, interNodeBw, interRackBw = interNodeBw } = system.node;
  const { ep, topK } = exchange;
  // NVLink reaches through a rack where there are racks, else through a node
  const reach = Math.max(gpusPerNode, gpusPerRack);
  const within = (1 - 1 / ep) / system.node.intraNodeBw;
  const beyond = ep <= reach ? 0 : (1 - reach / ep) / (gpusPerRack > 0 ? interRackBw : interNodeBw);
  return topK * messageBytes(exchange) * Math.max(within, beyond) * 1000;
}

/** A token on its way: to the experts in 8 bits, a scale for 128 values and a header of 16 bytes; back in 16 bits. */
function messageBytes({ step, hidden }: LowLatencyExchange): number {
  return step === "combine" ? 2 * hidden : hidden + (hidden / 128) * 4 + 16;
}

/** Straight line of least squares; level where there is one point. */
export function lineThrough(
  x: Float64Array,
  y: Float64Array,
): { readonly slope: number; readonly intercept: number } {
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = mean(x);
  const level = mean(y);
  const spread = x.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  if (spread === 0) return { slope: 0, intercept: level };
  const slope = x.reduce((sum, value, i) => sum + (value - middle) * (y[i]! - level), 0) / spread;
  return { slope, intercept: level - slope * middle };
}
