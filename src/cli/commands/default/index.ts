import { runDefault } from "../../../search/run-default.js";
import type { FlagValues } from "../../flags/types.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { openData, typedModel } from "../../inputs/open-data.js";
import { searching } from "../../search/run.js";
import { answerSearch } from "../../search/answer.js";
import { DEFAULT_FLAGS, defaultRequest } from "./request.js";

export const COMMAND = defineCommand({ flags: DEFAULT_FLAGS, run });

/** Compares aggregated and disaggregated serving; with a load target and no GPU budget it asks how many GPUs are needed. */
async function run(
  args: readonly string[],
  asked: FlagValues<typeof DEFAULT_FLAGS>,
  environment: CommandEnvironment,
): Promise<number> {
  const target = asked.targetRequestRate ?? asked.targetConcurrency;
  if (target !== undefined && asked.totalGpus === undefined) {
    return (await import("../recommend/index.js")).runRecommend(args, asked, environment);
  }
  const { root, predictor, flags } = await openData(environment, asked);
  const request = { ...defaultRequest(flags), ...typedModel(asked, flags) };
  const databaseModes = [request.databaseMode];
  const result = await searching({ root, predictor, flags, environment, databaseModes }, (deps) =>
    runDefault(deps, request),
  );
  return answerSearch(result, {
    flags,
    environment,
    totalGpus: request.totalGpus,
    model: request.model,
    command: "default",
  });
}
