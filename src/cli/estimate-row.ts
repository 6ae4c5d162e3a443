import { UserError } from "../domain/errors.js";
import { estimate } from "../perf/estimate/estimate.js";
import type { EstimateRequest, EstimateResult } from "../perf/estimate/request.js";
import type { PricedPredictor } from "../perf/predictor.js";
import type { Profile } from "../perf/profile/profile.js";
import { estimateRequest } from "./estimate-request.js";
import type { FlagValues } from "./flag-table.js";

/** Columns of a table of measurements that say nothing about the configuration. */
const NOT_CONFIGURATION = /^(id|measured|exact_quant|silicon_.*|reference_.*)$/;
const EXPERT_SIZES = /moe_(tp|ep)/;

/** A row of a table of measurements without its empty cells, its results, and expert sizes of 0 (dense models). */
export function measuredRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(
      ([key, value]) =>
        value !== "" && !NOT_CONFIGURATION.test(key) && !(EXPERT_SIZES.test(key) && Number(value) === 0),
    ),
  );
}

/**
 * Estimates one configuration. A load given by its concurrency is a real deployment, so formats without tables are
 * estimated under the calibrated profile (HYBRID, then the checkpoint's own formats), and a note says so.
 */
export async function estimateRow(
  predictor: PricedPredictor,
  flags: FlagValues,
  profile: Profile,
): Promise<EstimateResult> {
  const request = estimateRequest(flags, profile);
  if (profile.identity || flags["concurrency"] === undefined || request.context.databaseMode !== undefined)
    return estimate(predictor, request);
  let first: unknown;
  for (const { change, note } of FALLBACKS) {
    try {
      const result = await estimate(predictor, change(request));
      return note === undefined ? result : { ...result, notes: [...result.notes, note] };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      first ??= error;
    }
  }
  throw first;
}

type Change = (request: EstimateRequest) => EstimateRequest;

const FALLBACKS: readonly { readonly change: Change; readonly note?: string }[] = [
  { change: (request) => request },
  {
    change: (request) => ({ ...request, context: { ...request.context, databaseMode: "HYBRID" } }),
    note: "measurements do not cover this; parts are estimated (HYBRID)",
  },
  {
    change: ({ context: { quant: _quant, ...context }, ...request }) => ({ ...request, context }),
    note: "the given number formats have no data; predicted with those of the checkpoint",
  },
  {
    change: ({ context: { quant: _quant, ...context }, ...request }) => ({
      ...request,
      context: { ...context, databaseMode: "HYBRID" },
    }),
    note: "the given number formats have no data; predicted with those of the checkpoint, parts estimated (HYBRID)",
  },
  {
    change: ({ context: { quant: _quant, backendVersion: _version, ...context }, ...request }) => ({
      ...request,
      context: { ...context, databaseMode: "HYBRID" },
    }),
    note: "the given version or number formats have no data; predicted with the current version and the checkpoint's formats",
  },
];
