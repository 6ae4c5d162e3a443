import type { PricedPredictor } from "../../src/perf/predictor.js";
import { UserError, errorMessage } from "../../src/domain/errors.js";
import {
  InvalidParallelismError,
  MissingDataError,
  type WorkerContext,
  type WorkerModel,
} from "../../src/perf/types.js";
import {
  groupKeys,
  modelGroup,
  precisionGroup,
  type LoadFacts,
} from "../../src/perf/profile/calibrated-features.js";
import { DISAGG } from "../../src/perf/disagg.js";
import type { SiliconRow } from "./rows.js";

/** A measurement and what the operator model says about it. */
export interface PricedRow {
  readonly row: SiliconRow;
  readonly facts: LoadFacts;
  readonly keys: readonly string[];
  readonly model: string;
}

/** Prices a row with its own number formats, then with those of the checkpoint; the reason when neither can be priced. */
export async function priceRow(predictor: PricedPredictor, row: SiliconRow): Promise<PricedRow | string> {
  // Published rows call any 4-bit checkpoint nvfp4; gpt-oss has one format of its own.
  const named = row.model.includes("gpt-oss")
    ? {}
    : { ...(row.gemmQuant ? { gemm: row.gemmQuant } : {}), ...(row.moeQuant ? { moe: row.moeQuant } : {}) };
  let reason = "";
  for (const quant of [named, {}]) {
    for (const databaseMode of ["SILICON", "HYBRID"] as const) {
      try {
        return await priced(predictor, row, {
          model: row.model,
          system: row.system,
          backend: row.backend,
          databaseMode,
          quant,
        });
      } catch (error) {
        if (!(
          error instanceof MissingDataError ||
          error instanceof InvalidParallelismError ||
          error instanceof UserError
        ))
          throw error;
        reason = errorMessage(error);
      }
    }
  }
  return reason;
}

async function priced(
  predictor: PricedPredictor,
  row: SiliconRow,
  context: WorkerContext,
): Promise<PricedRow> {
  const lengths = { isl: row.isl, osl: row.osl, prefix: 0 };
  const { moe } = await predictor.facts(context);
  const open = async (index: number, role: "agg" | "prefill" | "decode"): Promise<WorkerModel> => {
    const sizes = row.pools[index]!.parallelism;
    const width = sizes.tp * sizes.dp;
    const choice = moe ? { ...sizes, moeTp: width / sizes.moeEp } : { ...sizes, dp: 1, moeTp: 1, moeEp: 1 };
    const [worker] = await predictor.workers(context, [choice], { role, purpose: "estimate" });
    if (worker === undefined || worker instanceof Error)
      throw worker ?? new InvalidParallelismError("no worker");
    return worker;
  };
  const middle = row.isl + Math.floor(row.osl / 2) + 1;
  const agg = row.mode === "agg";
  const front = await open(0, agg ? "agg" : "prefill");
  const back = agg ? front : await open(1, "decode");
  const workers = row.pools.at(-1)!.workers;
  const { dp } = back.parallelism;
  const batchSize = Math.max(1, Math.round(row.concurrency / dp / workers));
  const referenceTpotMs = agg
    ? back.agg(batchSize, row.isl, lengths).tpotMs
    : back.generation(batchSize, lengths, DISAGG.decodeCorrection).tpotMs;
  const facts: LoadFacts = {
    mode: row.mode,
    backend: row.backend,
    prefillMs: front.contextStepMs(1, row.isl, 0),
    decodeMs: agg ? back.decodeStepMs(batchSize, middle) : referenceTpotMs / DISAGG.decodeCorrection,
    decodeAloneMs: back.decodeStepMs(1, middle),
    referenceTpotMs,
    layers: back.layers,
    prefillLanes: row.pools[0]!.workers * front.parallelism.dp,
    batchSize,
    concurrency: batchSize * dp * workers,
    gpus: agg ? back.gpus : row.pools[0]!.workers * front.gpus + workers * back.gpus,
    isl: row.isl,
    osl: row.osl,
  };
  const model = modelGroup(row.model);
  const keys = groupKeys({
    backend: row.backend,
    mode: row.mode,
    system: row.system,
    model,
    precision: precisionGroup(back.quant),
  });
  return { row, facts, keys, model };
}
