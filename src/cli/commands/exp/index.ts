import type { Command } from "commander";
import { UserError } from "../../../domain/errors.js";
import { readExperimentFile } from "../../../manifest/experiment/read-file.js";
import { dataNames } from "../../../search/data-versions.js";
import { runSearch } from "../../../search/run-search.js";
import { declareFlags, int, list, text, choice, type FlagValues } from "../../flags/table.js";
import { withLocalCalibration } from "../../inputs/local-calibration.js";
import type { CommandEnvironment } from "../../command.js";
import { CALIBRATION_FLAG, FORMAT_FLAG, IGNORED_FLAGS } from "../../flags/model.js";
import { readTextFile } from "../../inputs/read-file.js";
import { openData } from "../../inputs/open-data.js";
import { withProgress } from "../../search/progress.js";
import { answerSearch } from "../../search/answer.js";
import { CONFIDENCE_FLAG, confidenceFlag, profileFlag } from "../../flags/profile.js";
import { GENERATOR_FLAGS, SAVE_FLAGS } from "../default/request.js";
import { safeLine } from "../../terminal.js";

/** Flags and help of `exp`. */
export function declare(command: Command): void {
  command.argument("[file]", "experiment file (or --yaml-path)");
  declareFlags(command, [
    { name: "yaml-path", type: text("file"), help: "experiment file" },
    { name: "top-n", type: int(1, 100), help: "rows of a table (default 5)" },
    {
      name: "systems-paths",
      type: list("folders"),
      help: "own data folders, searched before the shipped data",
    },
    {
      name: "profile",
      type: choice("calibrated", "reference"),
      help: "calibrated on measurements (default), or the published method",
    },
    CONFIDENCE_FLAG,
    ...SAVE_FLAGS,
    ...GENERATOR_FLAGS,
    CALIBRATION_FLAG,
    FORMAT_FLAG,
    ...IGNORED_FLAGS,
  ]);
}

/** Runs the experiments of a file and compares them all. Every rejected experiment is told with its line. */
export async function run(
  args: readonly string[],
  flags: FlagValues,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal } = environment;
  const file = (flags["yamlPath"] as string | undefined) ?? args[0];
  if (file === undefined)
    throw new UserError("usage", "give an experiment file: dynamo-advisor exp --yaml-path experiments.yaml");
  const content = readTextFile(terminal.cwd, file);
  const { root, predictor, folders } = await openData(environment, flags);
  const read = readExperimentFile(content, file, dataNames(folders));
  const runnable = read.experiments.some(({ task }) => task !== undefined);
  // where nothing can run, the first error is the answer of the whole command
  const reason = runnable ? undefined : read.findings.find(({ severity }) => severity === "error");
  for (const finding of read.findings) {
    if (finding === reason) continue;
    terminal.err(
      safeLine(
        `${finding.severity}: ${finding.file}:${finding.position.line}:${finding.position.column}: ${finding.message}`,
      ),
    );
  }
  const topN = flags["topN"] as number | undefined;
  const tasks = read.experiments.flatMap(({ task }) =>
    task === undefined ? [] : [topN === undefined ? task : { ...task, topN }],
  );
  const [first] = tasks;
  if (first === undefined)
    throw new UserError("input", reason?.message ?? "no experiment of this file can run", {
      file,
      ...(reason === undefined ? {} : { position: reason.position }),
    });
  const modes = tasks.map(({ databaseMode }) => databaseMode);
  const profile = await withLocalCalibration(profileFlag(flags, root, modes).profile, {
    flags,
    environment,
    root,
    predictor,
  });
  const result = await withProgress(predictor, (counting) =>
    runSearch(
      {
        predictor: counting,
        profile,
        ...confidenceFlag(flags),
        now: () => performance.now(),
      },
      tasks,
    ),
  );
  const code = await answerSearch(result, {
    flags,
    environment,
    totalGpus: first.totalGpus,
    model: first.model,
    command: "exp",
  });
  return read.findings.some(({ severity }) => severity === "error") ? 2 : code;
}
