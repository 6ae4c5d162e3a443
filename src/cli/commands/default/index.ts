import type { Command } from "commander";
import { runDefault } from "../../../search/run-default.js";
import { declareFlags, type FlagValues } from "../../flags/table.js";
import { withLocalCalibration } from "../../inputs/local-calibration.js";
import type { CommandEnvironment } from "../../command.js";
import { openData, typedModel } from "../../inputs/open-data.js";
import { confidenceFlag, profileFlag } from "../../flags/profile.js";
import { withProgress } from "../../search/progress.js";
import { answerSearch } from "../../search/answer.js";
import { DEFAULT_FLAGS, defaultRequest } from "./request.js";

/** Flags and help of `default`. */
export function declare(command: Command): void {
  declareFlags(command, DEFAULT_FLAGS);
}

/** Compares aggregated and disaggregated serving; with a load target and no GPU budget it asks how many GPUs are needed. */
export async function run(
  args: readonly string[],
  asked: FlagValues,
  environment: CommandEnvironment,
): Promise<number> {
  const target = asked["targetRequestRate"] ?? asked["targetConcurrency"];
  if (target !== undefined && asked["totalGpus"] === undefined) {
    return (await import("../recommend/index.js")).run(args, asked, environment);
  }
  const { root, predictor, flags } = await openData(environment, asked);
  const request = { ...defaultRequest(flags), ...typedModel(asked, flags) };
  const profile = await withLocalCalibration(profileFlag(flags, root, [request.databaseMode]).profile, {
    flags,
    environment,
    root,
    predictor,
  });
  const result = await withProgress(predictor, (counting) =>
    runDefault(
      {
        predictor: counting,
        profile,
        ...confidenceFlag(flags),
        now: () => performance.now(),
      },
      request,
    ),
  );
  return answerSearch(result, {
    flags,
    environment,
    totalGpus: request.totalGpus,
    model: asked["model"] as string,
    command: "default",
  });
}
