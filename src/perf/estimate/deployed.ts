import { UserError } from "../../domain/errors.js";
import type { PricedPredictor } from "../predictor.js";
import { estimateAsAsked } from "./as-asked.js";
import type { EstimateRequest, EstimateResult } from "./request.js";

/**
 * Predicts a real deployment. Where `substitutes` may be taken, formats without tables are estimated (HYBRID, then the
 * checkpoint's own formats), and a note says so. Throws the first `UserError` where nothing helps.
 */
export async function estimateDeployed(
  predictor: PricedPredictor,
  asked: EstimateRequest,
): Promise<EstimateResult> {
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
    request: { ...asked, context: { ...context, engineVersion: backendVersion } },
    notes: [
      `backend version ${backendVersion}: calibrated figures rest on the current tables, a version says how far measurements of others are believed; --profile reference uses the tables of a version`,
    ],
  };
}

async function withFallbacks(predictor: PricedPredictor, request: EstimateRequest): Promise<EstimateResult> {
  if (request.substitutes !== true || request.context.databaseMode !== undefined)
    return estimateAsAsked(predictor, request);
  let first: unknown;
  for (const { change, note } of FALLBACKS) {
    try {
      const changed = change(request);
      if (note !== undefined && changed === request) continue;
      const result = await estimateAsAsked(predictor, changed);
      if (note === undefined) return await fasterExperts(predictor, request, result);
      return { ...result, notes: [...result.notes, note] };
    } catch (error) {
      // other number formats are no answer to too little memory, or to a name that is unknown
      if (!(error instanceof UserError) || !/^(?:data|usage)$/.test(error.code)) throw first ?? error;
      first ??= error;
    }
  }
  throw first;
}

/** Plain fp8 experts that take this much longer than blocks of fp8 were timed with kernels that nobody serves with. */
const FAR_SLOWER = 1.5;

/**
 * Benchmarks call both formats of experts fp8. Some tables have the plain one slower than 16 bit (`docs/data-doubts.md`);
 * there the blocks are what engines run.
 */
async function fasterExperts(
  predictor: PricedPredictor,
  request: EstimateRequest,
  plain: EstimateResult,
): Promise<EstimateResult> {
  const blocks = inBlocks(request);
  if (blocks === request || request.profile === undefined || request.profile.identity) return plain;
  try {
    const result = await estimateAsAsked(predictor, blocks);
    if (result.requestLatencyMs * FAR_SLOWER > plain.requestLatencyMs) return plain;
    const note = "experts named fp8 are priced in blocks of fp8: the measured plain ones are far slower";
    return { ...result, notes: [...result.notes, note] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return plain;
  }
}

/** The request with experts in blocks of fp8 where plain fp8 was named; else as it is. */
function inBlocks(request: EstimateRequest): EstimateRequest {
  const { quant } = request.context;
  if (quant?.moe !== "fp8") return request;
  return { ...request, context: { ...request.context, quant: { ...quant, moe: "fp8_block" } } };
}

type Change = (request: EstimateRequest) => EstimateRequest;

const FALLBACKS: readonly { readonly change: Change; readonly note?: string }[] = [
  { change: (request) => request },
  {
    change: (request) => ({ ...request, context: { ...request.context, databaseMode: "HYBRID" } }),
    note: "measurements do not cover this; parts are estimated (HYBRID)",
  },
  {
    // benchmarks call both fp8; which one has tables depends on the model
    change: inBlocks,
    note: "fp8 has no data for these experts; predicted with fp8_block",
  },
  {
    change: (request) => {
      const blocks = inBlocks(request);
      if (blocks === request) return request;
      return { ...blocks, context: { ...blocks.context, databaseMode: "HYBRID" } };
    },
    note: "fp8 has no data for these experts; predicted with fp8_block, parts estimated (HYBRID)",
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
