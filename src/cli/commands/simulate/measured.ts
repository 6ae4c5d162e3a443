import type { Deployment } from "../../../domain/deployment.js";
import { UserError } from "../../../domain/errors.js";
import type { MeasuredResult } from "../../../measured/result.js";
import type { Predictor } from "../../../perf/types.js";
import type { FlagValues } from "../../flags/table.js";
import { simulateRequest } from "./request.js";

/** Flags that say a load, which results bring along. */
const LOAD_FLAGS: readonly (readonly [string, string])[] = [
  ["isl", "--isl"],
  ["osl", "--osl"],
  ["concurrency", "--concurrency"],
  ["batchSize", "--batch-size"],
  ["prefillBatchSize", "--prefill-batch-size"],
  ["decodeBatchSize", "--decode-batch-size"],
];

/** What was measured, from flags: their deployment, and the model of the results where no flag names one. */
export async function deploymentOfFlags(
  predictor: Predictor,
  flags: FlagValues,
  results: readonly MeasuredResult[],
): Promise<{ readonly deployment: Deployment; readonly prefix: number }> {
  for (const [name, spelled] of LOAD_FLAGS)
    if (flags[name] !== undefined)
      throw new UserError("usage", `${spelled} is not needed: lengths and load are those of the results`);
  const mode = flags["estimateMode"] as string | undefined;
  if (mode !== undefined && mode !== "agg" && mode !== "disagg")
    throw new UserError("usage", `--estimate-mode ${mode} cannot be measured; use agg or disagg`);
  // aliases of a frontend are no models; a checkpoint's id has its organisation in front
  const named = results.find(({ model }) => model?.includes("/"))?.model;
  const isl = Math.max(1, ...results.map((result) => result.isl));
  const { deployment, lengths } = await simulateRequest(predictor, {
    ...flags,
    isl,
    osl: 1,
    ...(flags["model"] === undefined && named !== undefined ? { model: named } : {}),
  });
  return { deployment, prefix: lengths.prefix };
}
