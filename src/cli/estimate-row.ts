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

/**
 * A row of a table of measurements without its empty cells, its results, and expert sizes of 0 (dense models). Such a table
 * may leave out the concurrency of rows that say their batch: a measured deployment had a load, so it follows from that.
 */
export function measuredRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const cells = Object.fromEntries(
    Object.entries(row).filter(
      ([key, value]) =>
        value !== "" &&
        value !== undefined &&
        value !== null &&
        !NOT_CONFIGURATION.test(key) &&
        !(EXPERT_SIZES.test(key) && Number(value) === 0),
    ),
  );
  if (cells["concurrency"] !== undefined || cells["conc"] !== undefined) {
    // the load is what was measured; batches beside it are derived, and in some tables they contradict it
    const { batch_size: _agg, decode_batch_size: _decode, ...rest } = cells;
    return rest;
  }
  if (!Object.keys(row).some((key) => NOT_CONFIGURATION.test(key))) return cells;
  const product = (...names: readonly string[]): number =>
    names.reduce((all, name) => all * Number(cells[name] ?? 1), 1);
  if (cells["batch_size"] !== undefined) return { ...cells, concurrency: product("batch_size", "dp") };
  if (cells["decode_batch_size"] === undefined) return cells;
  return {
    ...cells,
    concurrency: product("decode_batch_size", "decode_num_workers", "decode_attention_dp_size"),
  };
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
  const asked = estimateRequest(flags, profile);
  if (profile.identity || flags["concurrency"] === undefined) return estimate(predictor, asked);
  const { request, notes } = onFittedTables(asked);
  const result = await withFallbacks(predictor, request);
  return notes.length === 0 ? result : { ...result, notes: [...result.notes, ...notes] };
}

/** The calibration was fitted on the current tables of every engine, so its factors hold for those and for no others. */
function onFittedTables(asked: EstimateRequest): {
  readonly request: EstimateRequest;
  readonly notes: readonly string[];
} {
  const { backendVersion, ...context } = asked.context;
  if (backendVersion === undefined || backendVersion === "current") return { request: asked, notes: [] };
  return {
    request: { ...asked, context },
    notes: [
      `backend version ${backendVersion} is not used: calibrated figures rest on the current tables; --profile reference uses those of a version`,
    ],
  };
}

async function withFallbacks(predictor: PricedPredictor, request: EstimateRequest): Promise<EstimateResult> {
  if (request.context.databaseMode !== undefined) return estimate(predictor, request);
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
];
