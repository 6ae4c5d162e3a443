import type { Command } from "commander";
import { UserError } from "../../../domain/errors.js";
import { recommend } from "../../../search/load-target.js";
import { optional } from "../estimate/request.js";
import { declareFlags, int, type FlagValues } from "../../flags/table.js";
import { withLocalCalibration } from "../../inputs/local-calibration.js";
import type { CommandEnvironment } from "../../command.js";
import { openData, typedModel } from "../../inputs/open-data.js";
import { confidenceFlag, profileFlag } from "../../flags/profile.js";
import { withProgress } from "../../search/progress.js";
import { answerSearch } from "../../search/answer.js";
import { DEFAULT_FLAGS, defaultRequest } from "../default/request.js";

/** Flags and help of `recommend`. */
export function declare(command: Command): void {
  declareFlags(command, [
    ...DEFAULT_FLAGS.filter((flag) => flag.name !== "total-gpus"),
    {
      name: "max-total-gpus",
      type: int(1),
      help: "most GPUs that may be used; the load is served in part when they do not suffice",
    },
  ]);
}

/** Fewest GPUs for a request rate or a concurrency. */
export async function run(
  _args: readonly string[],
  asked: FlagValues,
  environment: CommandEnvironment,
): Promise<number> {
  const requestRate = asked["targetRequestRate"] as number | undefined;
  const concurrency = asked["targetConcurrency"] as number | undefined;
  if ((requestRate === undefined) === (concurrency === undefined)) {
    throw new UserError(
      "usage",
      "give exactly one of --target-request-rate (requests a second) and --target-concurrency (requests at once)",
    );
  }
  const { root, predictor, flags } = await openData(environment, asked);
  const { totalGpus: _totalGpus, ...request } = defaultRequest({ ...flags, totalGpus: 0 });
  const profile = await withLocalCalibration(profileFlag(flags, root, [request.databaseMode]).profile, {
    flags,
    environment,
    root,
    predictor,
  });
  const result = await withProgress(predictor, (counting) =>
    recommend(
      {
        predictor: counting,
        profile,
        ...confidenceFlag(flags),
        now: () => performance.now(),
      },
      {
        ...request,
        ...typedModel(asked, flags),
        load: {
          ...optional("requestRate", requestRate),
          ...optional("concurrency", concurrency),
          ...optional("maxTotalGpus", flags["maxTotalGpus"] as number | undefined),
        },
      },
    ),
  );
  return answerSearch(result, {
    flags,
    environment,
    totalGpus: 0,
    model: asked["model"] as string,
    command: "recommend",
  });
}
