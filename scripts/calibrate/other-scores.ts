import { compact } from "../../src/domain/compact.js";
import { UserError } from "../../src/domain/errors.js";
import { estimate } from "../../src/perf/estimate/estimate.js";
import type { EstimateRequest, EstimateResult } from "../../src/perf/estimate/request.js";
import type { PricedPredictor } from "../../src/perf/predictor.js";
import type { Profile } from "../../src/perf/profile/profile.js";
import { poissonLoad } from "../../src/simulate/loads.js";
import type { OtherRow } from "./other-rows.js";
import { scheduled, scheduledOf } from "./scheduled.js";

/** Figures of one row by one profile; absent where it was not measured or is not answered. */
export interface Figures {
  readonly ttftMs?: number | undefined;
  readonly tpotMs?: number | undefined;
  readonly latencyMs?: number | undefined;
  readonly tokensPerSec?: number | undefined;
}

/** Whose figures a row is scored on. */
export type Source = "published" | "calibrated";

/** A row beside what either source says of it; a source that refuses the row is absent. */
export interface OtherScore {
  readonly row: OtherRow;
  readonly said: Readonly<Partial<Record<Source, Figures>>>;
}

/** Who answers. */
export interface Answerers {
  readonly predictor: PricedPredictor;
  readonly profiles: Readonly<Record<Source, Profile>>;
}

/** Loads at which a full engine is looked for. */
const FULL_LOADS = [16, 32, 64, 128, 256, 512, 1024, 2048];
/** Prefill workers beside one decode worker that is looked at alone. */
const ENOUGH_PREFILL = 64;

/** What both profiles say of every row. */
export async function otherScores(
  { predictor, profiles }: Answerers,
  rows: readonly OtherRow[],
): Promise<readonly OtherScore[]> {
  const scores: OtherScore[] = [];
  for (const row of rows) {
    const said: Partial<Record<Source, Figures>> = {};
    for (const source of ["published", "calibrated"] as const) {
      try {
        said[source] = await ANSWERS[row.load](predictor, row, profiles[source]);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }
    scores.push({ row, said });
  }
  return scores;
}

type Answer = (predictor: PricedPredictor, row: OtherRow, profile: Profile) => Promise<Figures>;

const ANSWERS: Readonly<Record<OtherRow["load"], Answer>> = {
  closed: async (predictor, row, profile) =>
    figuresOf(await estimate(predictor, { ...agg(row, profile), concurrency: row.requests })),
  prefill: async (predictor, row, profile) => ({
    ttftMs: (await estimate(predictor, { ...agg(row, profile), concurrency: 1 })).ttftMs,
  }),
  decode: async (predictor, row, profile) => ({
    tpotMs: (await estimate(predictor, decodeAlone(row, profile))).tpotMs,
  }),
  static: staticFigures,
  full: fullFigures,
  open: openFigures,
};

function agg(
  { model, system, backend, version, quant, isl, osl, parallelism }: OtherRow,
  profile: Profile,
): EstimateRequest {
  const { tp, pp, dp, moeEp } = parallelism;
  const sizes = { tp, pp, dp, moeEp, moeTp: (tp * dp) / moeEp };
  const context = { model, system, backend, quant, ...compact({ engineVersion: version || undefined }) };
  return { context, isl, osl, profile, parallelism: sizes };
}

function figuresOf({ ttftMs, tpotMs, requestLatencyMs, tokensPerSec }: EstimateResult): Figures {
  return { ttftMs, tpotMs, latencyMs: requestLatencyMs, tokensPerSec };
}

/** A decode worker whose prompts come from elsewhere. */
function decodeAlone(row: OtherRow, profile: Profile): EstimateRequest {
  const { parallelism, ...rest } = agg(row, profile);
  const sizes = parallelism!;
  return {
    ...rest,
    mode: "disagg",
    concurrency: row.requests,
    prefill: { parallelism: sizes, batchSize: 1, workers: ENOUGH_PREFILL },
    decode: { parallelism: sizes, batchSize: row.requests, workers: 1 },
  };
}

/** A batch of prompts at once, then their answers: the operators alone, which no profile corrects. */
async function staticFigures(predictor: PricedPredictor, row: OtherRow, profile: Profile): Promise<Figures> {
  const asked = { ...agg(row, profile), mode: "static", batchSize: row.requests } as const;
  const { ttftMs, tpotMs, requestLatencyMs } = await estimate(predictor, asked);
  return { ttftMs, tpotMs, latencyMs: requestLatencyMs };
}

/** The most that an engine serves at any number of requests that its memory holds. */
async function fullFigures(predictor: PricedPredictor, row: OtherRow, profile: Profile): Promise<Figures> {
  let most = 0;
  for (const concurrency of FULL_LOADS) {
    try {
      const result = await estimate(predictor, { ...agg(row, profile), concurrency });
      if (!result.fits) break;
      most = Math.max(most, result.tokensPerSec);
    } catch (error) {
      if (!(error instanceof UserError) || most === 0) throw error;
      break;
    }
  }
  return { tokensPerSec: most === 0 ? undefined : most };
}

/** Requests that arrive by chance at a rate, through the scheduler. */
async function openFigures(predictor: PricedPredictor, row: OtherRow, profile: Profile): Promise<Figures> {
  const { isl, osl, requestRate = 1 } = row;
  const parallelism = { ...row.parallelism, ...agg(row, profile).parallelism };
  const pools = [{ role: "agg" as const, workers: 1, parallelism }];
  const deployment = scheduledOf({ ...row, mode: "agg", pools });
  const load = poissonLoad(requestRate, 1, { requests: 1000, isl, osl });
  const { ttftMs, tpotMs, requestLatencyMs } = await scheduled({
    predictor,
    profile,
    deployment,
    load,
    isl,
    osl,
  });
  return { ttftMs: ttftMs.mean, tpotMs: tpotMs.mean, latencyMs: requestLatencyMs.mean };
}
