import { readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../../domain/errors.js";
import type { FactSource } from "../../../domain/review.js";
import { openCheckDeps } from "../../../check/open.js";
import { runCheck } from "../../../check/run-check.js";
import { calibrationBase } from "../../../perf/db/calibration-name.js";
import { POLICY_FILE, type Candidate, type SettingKey } from "../../../policy/index.js";
import {
  LOCAL_CONTEXT,
  renderCheckJson,
  renderCheckText,
  renderSummary,
  checkCommand,
  planWrites,
  type PlannedWrite,
  type ReportContext,
} from "../../../report/index.js";
import type { ToldSearch } from "../../../search/result.js";
import type { SiblingFile } from "../../../manifest/types.js";
import { concludeGate } from "../../../review/index.js";
import { openBefore, readChanges, unmatchedBase } from "./changes.js";
import { unreadFiles } from "./unread.js";
import { perfDbRoot, readVersion } from "../../../data-root.js";
import { EXIT, failureLine } from "../../failure.js";
import {
  choiceFlag,
  intFlag,
  wordsFlag,
  numberFlag,
  repeatFlag,
  textFlag,
  toggleFlag,
  type FlagValues,
} from "../../flags/types.js";
import { localText } from "../../inputs/local-calibration.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { CALIBRATION_FLAG, FETCH_FLAG, FORMAT_FLAG, MAX_REQUESTS, MODEL_FLAGS } from "../../flags/model.js";
import { CONFIDENCE_FLAG, CONFIDENCE_UNUSED, confidenceFlag } from "../../flags/profile.js";
import { withProgress } from "../../search/progress.js";
import { HTML_FLAG } from "../../flags/search.js";
import { readPolicyFile } from "../../inputs/read-policy.js";
import { localReader } from "../../inputs/siblings.js";
import { writeTextFile } from "../../inputs/write-file.js";
import { safeLine } from "../../terminal.js";
import { startedBy } from "../../started-by.js";
import { fetchedConfigs, describedIn, ownFolders, readSystems, refusePlace } from "../../inputs/open-data.js";

/** Flags that are values of the policy, stronger than every file. */
const VALUES = [
  ["system", "system"],
  ["decodeSystem", "decodeSystem"],
  ["isl", "isl"],
  ["osl", "osl"],
  ["prefix", "prefix"],
  ["concurrency", "concurrency"],
  ["requestRate", "requestRate"],
  ["ttft", "ttftMs"],
  ["tpot", "tpotMs"],
  ["requestLatency", "requestLatencyMs"],
  ["percentile", "percentile"],
  ["totalGpus", "gpus"],
  ["backendVersion", "backendVersion"],
  ["model", "model"],
] as const satisfies readonly (readonly [keyof CheckFlags, SettingKey])[];

const FLAGS = {
  base: textFlag("what to compare with: a git ref, a folder or one file", "ref|folder|file"),
  "write-fix": toggleFlag(
    "like --write, with the smallest fix of a manifest that fails in place of the best found",
  ),
  write: toggleFlag("write what is advised into the files; says what was written, and why the rest was not"),
  "config-file": textFlag(`policy (default ${POLICY_FILE}, when it exists)`, "file"),
  system: MODEL_FLAGS.system,
  "decode-system": MODEL_FLAGS["decode-system"],
  model: textFlag("Hugging Face id, instead of the manifest's", "name"),
  ...FETCH_FLAG,
  isl: intFlag("prompt length in tokens", 1),
  osl: intFlag("answer length in tokens", 1),
  prefix: intFlag("cached tokens of the prompt", 0),
  concurrency: intFlag("requests in flight over all replicas", 1, MAX_REQUESTS),
  "request-rate": numberFlag("requests a second", 0),
  ttft: numberFlag("limit of the time to first token, ms", 0),
  tpot: numberFlag("limit of the time per output token, ms", 0),
  "request-latency": numberFlag("limit of the whole request, ms", 0),
  percentile: choiceFlag("statistic that the limits apply to (default mean)", "mean", "p50", "p90", "p99"),
  "total-gpus": intFlag("GPU budget of the search (default: the deployment's own)", 1),
  "backend-version": textFlag("performance data: current, previous, next or an exact version", "version"),
  "systems-paths": wordsFlag("own data folders, searched before the shipped data", "folders"),
  profile: choiceFlag(
    "calibrated on measurements (default), or the published method",
    "calibrated",
    "reference",
  ),
  ...CONFIDENCE_FLAG,
  measured: repeatFlag(
    "benchmark results of the one deployment that is checked (repeat for more)",
    "file|folder|glob",
  ),
  ...HTML_FLAG,
  ...CALIBRATION_FLAG,
  ...FORMAT_FLAG,
};

type CheckFlags = FlagValues<typeof FLAGS>;

export const COMMAND = defineCommand({
  flags: FLAGS,
  argument: [
    "[paths...]",
    "manifests, experiment files or folders (default: everything below the current folder)",
  ],
  run,
});

/** The action's main job on files of the working tree. Exit code 1 when the gate fails. */
async function run(
  args: readonly string[],
  given: CheckFlags,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal, moduleUrl } = environment;
  const { described, flags } = await readSystems(terminal.cwd, given);
  const { base, format, isl, prefix } = flags;
  if (isl !== undefined && prefix !== undefined && prefix >= isl)
    throw new UserError("usage", `--prefix ${prefix} must be below the ${isl} tokens of --isl`);
  const read = await readPolicyFile(terminal.cwd, flags.configFile);
  const policy = { ...read, ...confidenceFlag(flags) };
  const before = base === undefined ? undefined : openBefore(terminal.cwd, base, args);
  const changes = readChanges(terminal.cwd, args, before);
  for (const note of base === undefined ? [] : unmatchedBase(terminal.cwd, base, changes))
    terminal.err(safeLine(`note: ${note}`));
  // Without paths and with a base only what changed is a change.
  const relevant =
    base === undefined || args.length > 0 ? changes : changes.filter(({ status }) => status !== "unchanged");
  const root = perfDbRoot(moduleUrl);
  const profile = flags.profile ?? policy.profile;
  if (flags.confidence !== undefined && profile !== "calibrated") terminal.err(CONFIDENCE_UNUSED);
  const local =
    profile === "calibrated" ? await localText(flags.calibrationFile, terminal.cwd, () => policy) : undefined;
  const deps = await openCheckDeps({
    root,
    configOf: fetchedConfigs(flags.fetchConfig ?? policy.fetchModels),
    systemsPaths: ownFolders(flags.systemsPaths),
    described: [...(await describedIn(terminal.cwd, policy.systemFiles)), ...described],
    profile,
    ...(local === undefined
      ? {}
      : { local: { ...local, base: calibrationBase(root, readVersion(moduleUrl)) } }),
  });
  for (const name of [flags.system, flags.decodeSystem]) {
    if (name === undefined) continue;
    refusePlace(name, terminal.cwd, deps.systems);
    deps.systemName(name);
  }
  const measured = await measuredTexts(flags.measured, terminal.cwd);
  for (const note of deps.notes ?? []) terminal.err(safeLine(`note: ${note}`));
  const searches: ToldSearch[] = [];
  const result = await withProgress((counted) =>
    runCheck(
      {
        ...deps,
        predictor: counted(deps.predictor),
        // models whose files lie beside a manifest have a predictor of their own
        withModels: (first) => {
          const own = deps.withModels(first);
          return { ...own, predictor: counted(own.predictor) };
        },
      },
      {
        ...(flags.html === undefined ? {} : { onSearch: (search) => void searches.push(search) }),
        files: relevant.map((file) =>
          file.status === "unchanged" ? { ...file, status: "modified" as const } : file,
        ),
        policy,
        inputs: inputCandidate(flags),
        siblings: localReader(terminal.cwd, before),
        compared: base !== undefined,
        measured,
      },
    ),
  );
  const unread = unreadFiles(args, terminal.cwd, relevant, result);
  for (const note of unread.notes) terminal.err(safeLine(`note: ${note}`));
  const silent = [result.deployments, result.experiments ?? [], result.findings].every(
    ({ length }) => length === 0,
  );
  const [alone, ...others] = silent ? unread.broken : [];
  if (alone !== undefined) {
    for (const other of others) terminal.err(failureLine(other));
    throw alone;
  }
  if (measured.length > 0 && result.deployments.length !== 1)
    throw new UserError(
      "usage",
      `--measured is about one deployment; ${result.deployments.length} are checked: name one manifest`,
    );
  const context: ReportContext = {
    ...LOCAL_CONTEXT,
    command: { program: startedBy(moduleUrl, terminal.cwd), typed: repeatable(environment.argv) },
    gate: policy.gate,
    tooClose: policy.tooClose,
    notApplicable: policy.notApplicable,
    minGain: policy.minGain,
    commit: policy.commit,
    commitLabel: policy.commitLabel,
    ...(base === undefined ? {} : { baseSha: base }),
  };
  if (format === "json") terminal.out(renderCheckJson(result));
  else if (format === "markdown") terminal.out(renderSummary(result, context));
  else terminal.out(renderCheckText(result, { columns: terminal.columns, color: terminal.color }, context));
  if (flags.write === true || flags.writeFix === true) {
    // JSON stands alone on stdout
    const say = format === "json" ? terminal.err : terminal.out;
    const textOf = (file: string): string | undefined =>
      relevant.find((change) => change.path === file)?.headText;
    const plan = planWrites(result, policy.minGain, textOf, { smallest: flags.writeFix === true });
    writeAdvice(plan, terminal.cwd, say);
    say(`Check again:\n  ${safeLine(checkCommand([], context))}`);
  }
  if (flags.html !== undefined) {
    const { writePageOf } = await import("../../search/html.js");
    const { checkPayload } = await import("../../../explorer/check-payload.js");
    const again = checkCommand([], context);
    const line = await writePageOf(
      (options) => checkPayload(result, searches, { ...options, checkCommand: again }),
      flags.html,
      environment,
    );
    (format === "json" ? terminal.err : terminal.out)(line);
  }
  // after the report, which may be long: what is missing in it is said where reading ends
  for (const error of unread.broken) terminal.err(failureLine(error));
  if (unread.broken.length > 0) return EXIT.usage;
  return concludeGate(result, policy, { draft: false }).passes ? EXIT.done : EXIT.gateFailed;
}

/** Files of benchmark results by name. Throws `UserError` for what cannot be read. */
async function measuredTexts(
  given: readonly string[] | undefined,
  cwd: string,
): Promise<readonly SiblingFile[]> {
  if (given === undefined) return [];
  const { measuredFiles } = await import("../../inputs/measured-files.js");
  return given
    .flatMap((each) => measuredFiles(each, cwd))
    .map(({ file }) => ({ file, text: readFileSync(path.resolve(cwd, file), "utf8") }));
}

function inputCandidate(flags: CheckFlags): Candidate {
  const values: Record<string, { value: unknown; source: FactSource }> = {};
  for (const [flag, key] of VALUES) {
    if (flags[flag] !== undefined)
      values[key] = {
        value: flags[flag],
        source: {
          kind: "input",
          what: `\`--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}\``,
        },
      };
  }
  return { kind: "input", values: values };
}

/** Words of the command line that ask the same again: all but what is done with the answer. */
function repeatable(argv: readonly string[]): readonly string[] {
  const words = argv.slice(argv.indexOf("check") + 1);
  return words.filter(
    (word, i) =>
      !/^--(?:write(?:-fix)?|(?:format|html)(?:=.*)?|no-color)$/s.test(word) &&
      !/^--(?:format|html)$/.test(words[i - 1] ?? ""),
  );
}

/** Writes what the plan writes, and says of every deployment what was written or why nothing was. */
function writeAdvice(plan: readonly PlannedWrite[], cwd: string, say: (line: string) => void): void {
  const several = (file: string): boolean => plan.filter((one) => one.file === file).length > 1;
  for (const { file, name, newText, diff, why } of plan) {
    if (newText !== undefined) writeTextFile(cwd, file, newText);
    say(safeLine(`${file}${several(file) ? ` (${name})` : ""}: ${why}`));
    if (diff.length > 0) say(diff.map((line) => `  ${safeLine(line)}`).join("\n"));
  }
}
