import { existsSync } from "node:fs";
import path from "node:path";
import { repriced } from "../../../check/local-profile.js";
import { pricePoint, workloadOf } from "../../../check/measured-point.js";
import type { Deployment } from "../../../domain/deployment.js";
import { UserError } from "../../../domain/errors.js";
import {
  LOCAL_FILE,
  localFileText,
  parseLocalFile,
  withPoints,
  type LocalFile,
  type StoredPoint,
} from "../../../measured/local-file.js";
import { given } from "../../../measured/parts.js";
import type { MeasuredResult } from "../../../measured/result.js";
import { calibrationBase } from "../../../perf/db/calibration-name.js";
import { readCalibration } from "../../../perf/db/calibration.js";
import type { Calibration } from "../../../perf/profile/calibration-file.js";
import type { Predictor } from "../../../perf/types.js";
import { renderCalibrated } from "../../../report/terminal/calibrated.js";
import { readVersion } from "../../../data-root.js";
import { EXIT } from "../../failure.js";
import { textFlag, toggleFlag, without, type FlagValues } from "../../flags/types.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { measuredFiles, type MeasuredFile } from "../../inputs/measured-files.js";
import { deploymentOfFlags } from "../simulate/measured.js";
import { FORMAT_FLAG } from "../../flags/model.js";
import { openData, settledDrafts } from "../../inputs/open-data.js";
import { readTextFile } from "../../inputs/read-file.js";
import { writeTextFile } from "../../inputs/write-file.js";
import { SIMULATE_FLAGS } from "../simulate/request.js";
import { safeLine } from "../../terminal.js";

const FLAGS = {
  manifest: textFlag("the deployment that was measured, instead of the flags below", "file"),
  deployment: textFlag("which one, in a manifest of several", "name"),
  "config-file": textFlag("policy that completes the manifest", "file"),
  // the flags of `simulate` that say a deployment, not a load
  ...without(
    SIMULATE_FLAGS,
    "isl",
    "osl",
    "concurrency",
    "request-rate",
    "trace",
    "requests",
    "warmup",
    "seed",
    "ttft",
    "tpot",
    "request-latency",
    "profile",
    "database-mode",
    "transfer-policy",
    "estimate-mode",
    "mode",
    "calibration-file",
    "format",
  ),
  mode: SIMULATE_FLAGS.mode,
  "calibration-file": textFlag(
    `file that is written (default: calibration-file of the policy, or ${LOCAL_FILE})`,
    "file",
  ),
  "dry-run": toggleFlag("say what would be written"),
  ...FORMAT_FLAG,
};

type CalibrateFlags = FlagValues<typeof FLAGS>;

export const COMMAND = defineCommand({
  flags: FLAGS,
  argument: [
    "[results...]",
    "benchmark results: files, folders or quoted patterns; none: price the points of the file again",
  ],
  run,
});

/** Adds measurements to the repository's own calibration, which every later prediction of their group follows. */
async function run(
  args: readonly string[],
  asked: CalibrateFlags,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal, moduleUrl } = environment;
  const { root, predictor, flags } = await openData(environment, asked);
  const file = flags.calibrationFile ?? (await fileOfPolicy(terminal.cwd));
  const full = path.resolve(terminal.cwd, file);
  const calibration = readCalibration(root);
  const base = calibrationBase(root, readVersion(moduleUrl));
  const before = existsSync(full)
    ? await parseLocalFile(readTextFile(terminal.cwd, file, `--calibration-file ${file}`), file)
    : undefined;
  const kept =
    before === undefined ? undefined : await current(before, base, calibration, predictor, terminal.err);
  const files = args.flatMap((each) => measuredFiles(each, terminal.cwd));
  if (files.length === 0 && kept === undefined)
    throw new UserError(
      "usage",
      `name benchmark results; ${file}, which could be priced again, does not exist`,
    );
  const added =
    files.length === 0 ? [] : await pointsOf({ files, flags, environment, predictor, calibration });
  const next = withPoints(kept, base, added);
  const dry = flags.dryRun === true;
  if (!dry) writeTextFile(terminal.cwd, file, localFileText(next));
  if (flags.format === "json")
    terminal.out(
      JSON.stringify({ kind: "calibration", file, written: !dry, points: next.points.length, added }),
    );
  else
    terminal.out(
      renderCalibrated({ file, written: !dry, points: next.points, added }, flags.format === "markdown"),
    );
  return EXIT.done;
}

async function fileOfPolicy(cwd: string): Promise<string> {
  const { usualPolicy } = await import("../../inputs/local-calibration.js");
  return (await usualPolicy(cwd)).calibrationFile ?? LOCAL_FILE;
}

/** The points as this program prices them, so that one file rests on one calibration. */
async function current(
  local: LocalFile,
  base: string,
  calibration: Calibration,
  predictor: Predictor,
  say: (line: string) => void,
): Promise<LocalFile> {
  if (local.base === base) return local;
  const { points, notes } = await repriced(local, calibration, predictor);
  for (const note of notes) say(safeLine(`note: ${note}`));
  return { ...local, base, points };
}

interface Work {
  readonly files: readonly MeasuredFile[];
  readonly flags: CalibrateFlags;
  readonly environment: CommandEnvironment;
  readonly predictor: Predictor;
  readonly calibration: Calibration;
}

async function pointsOf({ files, flags, environment, predictor, calibration }: Work): Promise<StoredPoint[]> {
  const results = files.flatMap((file) => file.results);
  const { manifest } = flags;
  const { deployment, prefix, name } =
    manifest === undefined
      ? {
          ...(await deploymentOfFlags(predictor, (await settledDrafts(predictor, flags)).flags, results)),
          name: undefined,
        }
      : await (
          await import("./manifest.js")
        ).deploymentOfManifest({
          manifest,
          name: flags.deployment,
          configFile: flags.configFile,
          environment,
        });
  const points: StoredPoint[] = [];
  for (const { file, sha256, results: runs } of files)
    for (const result of runs) {
      const workload = workloadOf(result, prefix);
      const priced = await pricePoint(predictor, calibration, { deployment }, workload);
      points.push({
        name: name ?? modelName(deployment),
        group: priced.group,
        load: priced.load,
        deployment,
        databaseMode: priced.databaseMode,
        workload,
        measured: measuredOf(result),
        predicted: priced.predicted,
        source: {
          file,
          line: result.line,
          sha256,
          tool: result.tool,
          ...(result.date === undefined ? {} : { date: result.date }),
        },
      });
    }
  return points;
}

function measuredOf({ ttftMs, tpotMs, tokensPerSec }: MeasuredResult): StoredPoint["measured"] {
  return given({ ttftMs: ttftMs.mean, tpotMs: tpotMs.mean, tokensPerSec });
}

function modelName({ model }: Deployment): string {
  return model.split("/").at(-1) ?? model;
}
