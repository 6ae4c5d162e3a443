import path from "node:path";
import { isManifestText } from "../../../check/understand.js";
import { compact } from "../../../domain/compact.js";
import { UserError } from "../../../domain/errors.js";
import { readExperimentFile, stopsExperiment } from "../../../manifest/experiment/read-file.js";
import { systemFilesOf } from "../../../manifest/experiment/system-files.js";
import { dataRelease } from "../../../perf/db/calibration-name.js";
import { dataNames } from "../../../search/data-versions.js";
import { runSearch } from "../../../search/run-search.js";
import { choiceFlag, wordsFlag, textFlag, type FlagValues } from "../../flags/types.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { CALIBRATION_FLAG, FORMAT_FLAG, IGNORED_FLAGS, FETCH_FLAG } from "../../flags/model.js";
import { readTextFile } from "../../inputs/read-file.js";
import { describedIn, openData } from "../../inputs/open-data.js";
import { searching } from "../../search/run.js";
import { answerSearch } from "../../search/answer.js";
import { CONFIDENCE_FLAG } from "../../flags/profile.js";
import { GENERATOR_FLAGS, HTML_FLAG, SAVE_FLAGS } from "../../flags/search.js";
import { DEFAULT_FLAGS } from "../default/request.js";
import { safeLine } from "../../terminal.js";

const FLAGS = {
  "yaml-path": textFlag("experiment file", "file"),
  "top-n": DEFAULT_FLAGS["top-n"],
  "systems-paths": wordsFlag("own data folders, searched before the shipped data", "folders"),
  ...FETCH_FLAG,
  profile: choiceFlag(
    "calibrated on measurements (default), or the published method",
    "calibrated",
    "reference",
  ),
  ...CONFIDENCE_FLAG,
  ...SAVE_FLAGS,
  ...HTML_FLAG,
  ...GENERATOR_FLAGS,
  ...CALIBRATION_FLAG,
  ...FORMAT_FLAG,
  ...IGNORED_FLAGS,
};

export const COMMAND = defineCommand({
  flags: FLAGS,
  argument: ["[file]", "experiment file (or --yaml-path)"],
  run,
});

/** Runs the experiments of a file and compares them all. Every rejected experiment is told with its line. */
async function run(
  args: readonly string[],
  given: FlagValues<typeof FLAGS>,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal } = environment;
  const file = given.yamlPath ?? args[0];
  if (file === undefined)
    throw new UserError("usage", "give an experiment file: exp --yaml-path experiments.yaml");
  const content = readTextFile(terminal.cwd, file);
  if (isManifestText(content, file))
    throw new UserError("usage", `this is a manifest, not an experiment file; use check ${file}`, {
      file,
    });
  const systemFiles = systemFilesOf(content);
  const beside = path.dirname(file);
  const described = await describedIn(
    terminal.cwd,
    systemFiles.map((name) => (path.isAbsolute(name) ? name : path.join(beside, name))),
  );
  const { root, predictor, folders } = await openData(environment, given, described);
  const read = readExperimentFile(content, file, {
    ...dataNames(folders),
    systemFiles: new Map(systemFiles.map((name, at) => [name, described[at]!.name])),
  });
  const { data, ...answeredBy } = read.answeredBy;
  const flags = { ...answeredBy, ...given };
  if (data !== undefined && data !== dataRelease(root))
    terminal.err(safeLine(`note: ${file} was saved from ${data}; these are ${dataRelease(root)}`));
  const runnable = read.experiments.some(({ task }) => task !== undefined);
  // where nothing can run, the first error is the answer of the whole command
  const reason = runnable ? undefined : read.findings.find(stopsExperiment);
  // what an experiment's task carries stands below the results
  const below = read.experiments.flatMap(({ name, task }) =>
    (task?.notes ?? []).map((note) => `${name}: ${note}`),
  );
  for (const finding of read.findings) {
    if (finding === reason || below.includes(finding.message)) continue;
    terminal.err(
      safeLine(
        `${finding.severity}: ${finding.file}:${finding.position.line}:${finding.position.column}: ${finding.message}`,
      ),
    );
  }
  const { topN } = flags;
  const tasks = read.experiments.flatMap(({ task }) =>
    task === undefined ? [] : [topN === undefined ? task : { ...task, topN }],
  );
  const [first] = tasks;
  if (first === undefined)
    throw new UserError(
      "input",
      reason?.message ?? "no experiment of this file can run",
      compact({ file, position: reason?.position }),
    );
  const databaseModes = tasks.map(({ databaseMode }) => databaseMode);
  const result = await searching({ root, predictor, flags, environment, databaseModes }, (deps) =>
    runSearch(deps, tasks),
  );
  const code = await answerSearch(result, {
    flags,
    environment,
    totalGpus: first.totalGpus,
    model: first.model,
    command: "exp",
  });
  const leftOut = read.experiments.filter(({ task }) => task === undefined).map(({ name }) => name);
  // errors stand above the tables, which are long: what is missing in them is said where reading ends
  if (leftOut.length > 0)
    terminal.err(safeLine(`error: not among these results: ${leftOut.join(", ")}; the errors above say why`));
  return read.findings.some(stopsExperiment) ? 2 : code;
}
