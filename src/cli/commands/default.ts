import type { Command } from "commander";
import { openPerfDb } from "../../perf/open.js";
import { runDefault } from "../../search/run-default.js";
import { perfDbRoot } from "../data-root.js";
import { declareFlags, type FlagValues } from "../flag-table.js";
import { withLocalCalibration } from "../local-calibration.js";
import type { CommandEnvironment } from "../main.js";
import { resolveModelName } from "../model-name.js";
import { confidenceFlag, profileFlag } from "../profile.js";
import { answerSearch } from "../search-answer.js";
import { DEFAULT_FLAGS, defaultRequest } from "../search-flags.js";
import { ownFolders } from "./estimate.js";

/** Flags and help of `default`. */
export function declare(command: Command): void {
  declareFlags(command, DEFAULT_FLAGS);
}

/** Compares aggregated and disaggregated serving; with a load target and no GPU budget it asks how many GPUs are needed. */
export async function run(
  args: readonly string[],
  flags: FlagValues,
  environment: CommandEnvironment,
): Promise<number> {
  const target = flags["targetRequestRate"] ?? flags["targetConcurrency"];
  if (target !== undefined && flags["totalGpus"] === undefined) {
    return (await import("./recommend.js")).run(args, flags, environment);
  }
  const asked = defaultRequest(flags);
  const root = perfDbRoot(environment.moduleUrl);
  const db = await openPerfDb({
    root,
    systemsPaths: ownFolders(flags["systemsPaths"] as readonly string[] | undefined),
  });
  const request = resolveModelName(db, asked);
  const result = await runDefault(
    {
      predictor: db.predictor,
      profile: await withLocalCalibration(profileFlag(flags, root, [request.databaseMode]).profile, {
        flags,
        environment,
        root,
        predictor: db.predictor,
      }),
      ...confidenceFlag(flags),
      now: () => performance.now(),
    },
    request,
  );
  return answerSearch(result, {
    flags,
    environment,
    totalGpus: request.totalGpus,
    model: flags["model"] as string,
    command: "default",
  });
}
