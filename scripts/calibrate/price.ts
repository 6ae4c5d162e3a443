import type { QuantModes } from "../../src/domain/deployment.js";
import { UserError, errorMessage } from "../../src/domain/errors.js";
import type { PricedPredictor } from "../../src/perf/predictor.js";
import { groupKeys, modelGroup, precisionGroup } from "../../src/perf/profile/groups.js";
import { decodeSteps, prefillTimes, type ReplicaPhysics } from "../../src/perf/profile/replica-physics.js";
import {
  InvalidParallelismError,
  MissingDataError,
  type WorkerContext,
  type WorkerModel,
} from "../../src/perf/types.js";
import type { SiliconRow } from "./rows.js";

/** Which number formats a row is priced with: those that a manifest of its checkpoint yields, or those that it names. */
export type FormatPath = "manifest" | "row";

/** A measurement and what the operator model says about it. */
export interface PricedRow {
  readonly row: SiliconRow;
  readonly physics: ReplicaPhysics;
  /** requests in flight of the replica */
  readonly concurrency: number;
  readonly keys: readonly string[];
  readonly model: string;
  readonly shape: string;
  readonly path: FormatPath;
}

/** How a row is priced. */
export interface PriceOptions {
  readonly prefer?: FormatPath;
  readonly modes?: readonly ("SILICON" | "HYBRID")[];
}

/**
 * Prices a row as engines run, like every profile that is fitted, with the formats of its checkpoint where those have the
 * row's precision, else with its own; the reason when neither can be priced. `prefer` turns that round; `modes` are tried in turn.
 */
export async function priceRow(
  predictor: PricedPredictor,
  row: SiliconRow,
  { prefer = "manifest", modes = ["SILICON", "HYBRID"] }: PriceOptions = {},
): Promise<PricedRow | string> {
  let reason = "";
  const other = prefer === "manifest" ? "row" : "manifest";
  for (const path of [prefer, other] as const) {
    for (const databaseMode of modes) {
      const quant = path === "row" ? namedFormats(row) : {};
      try {
        const { system, backend, model } = row;
        const asked = { model, system, backend, databaseMode, quant, asEnginesRun: true };
        const found = await priced(predictor, row, asked, path);
        if (path === "row" || agrees(row, found)) return found;
        reason = "its checkpoint has another precision";
        break;
      } catch (error) {
        if (!isMiss(error)) throw error;
        reason = errorMessage(error);
      }
    }
  }
  return reason;
}

function isMiss(error: unknown): boolean {
  return (
    error instanceof MissingDataError ||
    error instanceof InvalidParallelismError ||
    error instanceof UserError
  );
}

/** The formats that a row names. Published rows call any 4-bit checkpoint nvfp4; gpt-oss has one format of its own. */
export function namedFormats(row: SiliconRow): Partial<QuantModes> {
  if (row.model.includes("gpt-oss")) return {};
  const quant: { gemm?: string; moe?: string; kvcache?: string } = {};
  if (row.gemmQuant !== undefined) quant.gemm = row.gemmQuant;
  if (row.moeQuant !== undefined) quant.moe = row.moeQuant;
  // checkpoints of 8 and 4 bits are served with an 8-bit cache
  if (row.precision === "fp8" || row.precision === "fp4") quant.kvcache = "fp8";
  return quant;
}

/** Whether the formats that a row was priced with are of the precision that it was measured in. */
function agrees({ precision, model }: SiliconRow, { keys }: PricedRow): boolean {
  if (model.includes("gpt-oss")) return true;
  const priced = keys.at(-1)!.slice(keys.at(-1)!.lastIndexOf("/") + 1);
  return priced === (precision === "n/a" ? "bf16" : precision);
}

async function priced(
  predictor: PricedPredictor,
  row: SiliconRow,
  context: WorkerContext,
  path: FormatPath,
): Promise<PricedRow> {
  const lengths = { isl: row.isl, osl: row.osl, prefix: 0 };
  const { moe } = await predictor.facts(context);
  const open = async (index: number, role: "agg" | "prefill" | "decode"): Promise<WorkerModel> => {
    const sizes = row.pools[index]!.parallelism;
    const width = sizes.tp * sizes.dp;
    const choice = moe ? { ...sizes, moeTp: width / sizes.moeEp } : { ...sizes, dp: 1, moeTp: 1, moeEp: 1 };
    const [worker] = await predictor.workers(context, [choice], { role, purpose: "search" });
    if (worker === undefined || worker instanceof Error)
      throw worker ?? new InvalidParallelismError("no worker");
    return worker;
  };
  const agg = row.mode === "agg";
  const front = await open(0, agg ? "agg" : "prefill");
  const back = agg ? front : await open(1, "decode");
  const workers = { prefill: row.pools[0]!.workers, decode: row.pools.at(-1)!.workers };
  const { tp, dp, pp, moeEp } = back.parallelism;
  const ranks = workers.decode * dp * pp;
  const physics: ReplicaPhysics = {
    mode: row.mode,
    backend: row.backend,
    ...prefillTimes(front, lengths),
    ...decodeSteps(back, lengths),
    layers: back.layers,
    tp,
    dp,
    moeEp,
    prefillLanes: workers.prefill * front.parallelism.dp * front.parallelism.pp,
    ranks,
    gpus: agg ? back.gpus : workers.prefill * front.gpus + workers.decode * back.gpus,
    workerGpus: agg ? back.gpus : front.gpus + back.gpus,
    isl: row.isl,
    osl: row.osl,
    tokensPerStep: 1,
  };
  const model = modelGroup(row.model);
  const { backend, mode, system } = row;
  const keys = groupKeys({ backend, mode, system, model, precision: precisionGroup(back.quant) });
  return {
    row,
    physics,
    concurrency: Math.max(ranks, row.concurrency),
    keys,
    model,
    shape: back.shape,
    path,
  };
}
