import { compact } from "../../../domain/compact.js";
import { UserError } from "../../../domain/errors.js";
import { recommend } from "../../../search/load-target.js";
import { intFlag, without, type FlagValues } from "../../flags/types.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { openData, typedModel } from "../../inputs/open-data.js";
import { searching } from "../../search/run.js";
import { answerSearch } from "../../search/answer.js";
import { DEFAULT_FLAGS, defaultRequest } from "../default/request.js";

const FLAGS = {
  ...without(DEFAULT_FLAGS, "total-gpus"),
  "max-total-gpus": intFlag(
    "most GPUs that may be used; the load is served in part when they do not suffice",
    1,
  ),
};

export const COMMAND = defineCommand({ flags: FLAGS, run: runRecommend });

/** Fewest GPUs for a request rate or a concurrency. */
export async function runRecommend(
  _args: readonly string[],
  asked: FlagValues<typeof FLAGS>,
  environment: CommandEnvironment,
): Promise<number> {
  const { targetRequestRate: requestRate, targetConcurrency: concurrency, maxTotalGpus } = asked;
  if ((requestRate === undefined) === (concurrency === undefined)) {
    throw new UserError(
      "usage",
      "give exactly one of --target-request-rate (requests a second) and --target-concurrency (requests at once)",
    );
  }
  const { root, predictor, flags } = await openData(environment, asked);
  const { totalGpus: _totalGpus, ...request } = defaultRequest({ ...flags, totalGpus: 0 });
  const load = compact({ requestRate, concurrency, maxTotalGpus });
  const databaseModes = [request.databaseMode];
  const result = await searching({ root, predictor, flags, environment, databaseModes }, (deps) =>
    recommend(deps, { ...request, ...typedModel(asked, flags), load }),
  );
  return answerSearch(result, {
    flags,
    environment,
    totalGpus: 0,
    model: request.model,
    command: "recommend",
  });
}
