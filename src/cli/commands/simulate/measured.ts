import { compact } from "../../../domain/compact.js";
import type { Deployment } from "../../../domain/deployment.js";
import { UserError } from "../../../domain/errors.js";
import type { MeasuredResult } from "../../../measured/result.js";
import type { Predictor } from "../../../perf/types.js";
import type { EstimateFlags } from "../estimate/request.js";
import { simulateRequest, type SimulateFlags } from "./request.js";

/** Flags of a command that takes results: those of a deployment. */
export type MeasuredFlags = Omit<SimulateFlags, "estimateMode"> & EstimateFlags;

/** Flags that say a load, which results bring along. */
const LOAD_FLAGS = [
  ["isl", "--isl"],
  ["osl", "--osl"],
  ["concurrency", "--concurrency"],
  ["batchSize", "--batch-size"],
  ["prefillBatchSize", "--prefill-batch-size"],
  ["decodeBatchSize", "--decode-batch-size"],
] as const;

/** What was measured, from flags: their deployment, and the model of the results where no flag names one. */
export async function deploymentOfFlags(
  predictor: Predictor,
  flags: MeasuredFlags,
  results: readonly MeasuredResult[],
): Promise<{ readonly deployment: Deployment; readonly prefix: number }> {
  for (const [name, spelled] of LOAD_FLAGS)
    if (flags[name] !== undefined)
      throw new UserError("usage", `${spelled} is not needed: lengths and load are those of the results`);
  const { estimateMode: mode, ...rest } = flags;
  if (mode !== undefined && mode !== "agg" && mode !== "disagg")
    throw new UserError("usage", `--estimate-mode ${mode} cannot be measured; use agg or disagg`);
  // aliases of a frontend are no models; a checkpoint's id has its organisation in front
  const named = results.find(({ model }) => model?.includes("/"))?.model;
  const isl = Math.max(1, ...results.map((result) => result.isl));
  const { deployment, lengths } = await simulateRequest(predictor, {
    ...rest,
    isl,
    osl: 1,
    ...compact({ estimateMode: mode, model: flags.model ?? named }),
  });
  return { deployment, prefix: lengths.prefix };
}
