import { MissingDataError, type DataSource, type PricingContext } from "../types.js";
import type { MoeShape } from "./moe.js";

/** Estimate of the experts from the utilisation of measured ones. */
export function estimateMoe(
  _context: PricingContext,
  _shape: MoeShape,
): { price: (tokens: number) => number; source: DataSource } {
  throw new MissingDataError("no estimate of experts yet");
}
