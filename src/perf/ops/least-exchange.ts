import type { PricingContext } from "../types.js";
import type { ExchangeStep } from "./a2a-rows.js";
import { modeBytes } from "./modes.js";

/** An exchange of tokens over expert ranks. */
export interface ExchangeSizes {
  readonly step: ExchangeStep;
  readonly ep: number;
  readonly hidden: number;
  /** a moe mode: in which tokens may travel to their experts */
  readonly mode: string;
}

/**
 * The least that an exchange can take, milliseconds over the tokens of one rank: each token goes to another rank once, as narrow as its
 * experts take it, and comes back in 16 bits, over the links inside a node. Engines send a copy to every rank that it has experts on.
 */
export function leastExchangeMs(
  { system }: PricingContext,
  { step, ep, hidden, mode }: ExchangeSizes,
): (tokens: number) => number {
  if (step === "prepare") return () => 0;
  const bytes = hidden * (step === "combine" ? 2 : Math.min(2, modeBytes("moe", mode)));
  const leaving = 1 - 1 / ep;
  return (tokens) => ((tokens * bytes * leaving) / system.node.intraNodeBw) * 1000;
}
