import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { UserError, errorMessage } from "../../../domain/errors.js";
import type { PricedPredictor } from "../../../perf/predictor.js";
import type { Profile } from "../../../perf/profile/profile.js";
import { selectProfile, usualProfile } from "../../../perf/profile/select.js";
import { batchLines, type BatchLine } from "../../../batch/batch-lines.js";
import { systemBySystem, type BatchWork } from "../../../batch/system-by-system.js";
import { AS_THEY_COME, OF_A_FILE } from "../../../batch/together.js";
import { fileProblem } from "../../../domain/file-problem.js";
import { detailSections, ESTIMATE_COMMAND_FLAGS, type EstimateFlags } from "./request.js";
import type { FlagValues } from "../../flags/types.js";
import { openLocal } from "../../inputs/local-calibration.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { openData } from "../../inputs/open-data.js";
import type { BatchDeps } from "./line.js";
import { growNoFurther, holdsMuch } from "../../../process-start.js";
import { collectGarbage } from "../../../collect-garbage.js";
import { estimateFlags } from "./answer.js";
import { estimateToJson } from "./json.js";

type CommandFlags = FlagValues<typeof ESTIMATE_COMMAND_FLAGS>;

export const COMMAND = defineCommand({ flags: ESTIMATE_COMMAND_FLAGS, run });

/** Predicts one configuration, or one a line of a batch file. */
async function run(
  _args: readonly string[],
  asked: CommandFlags,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal } = environment;
  const { root, predictor, folders, flags } = await openData(environment, asked);
  const { batch, format, measured } = flags;
  if (measured !== undefined) {
    const { answerMeasured } = await import("./measured.js");
    return answerMeasured(predictor, { ...flags, measured }, environment);
  }
  const profileFor = profilesOnce(root, await localProfile(flags, environment, root, predictor));
  const deps = { predictor, folders, profileFor, outer: flags };
  if (batch !== undefined) {
    let answered = 0;
    let failed = 0;
    await runBatch(batch, terminal.cwd, {
      answer: (line) => {
        if (++answered === A_FEW_LINES) growNoFurther();
        return batchAnswer(deps, line);
      },
      turn() {
        if (!holdsMuch()) return;
        predictor.letGo();
        collectGarbage();
      },
      tell(answer) {
        if ("error" in answer) failed += 1;
        terminal.out(JSON.stringify(answer));
      },
    });
    if (failed > 0)
      terminal.err(`${failed} ${failed === 1 ? "line has" : "lines have"} no answer; "error" says why`);
    return 0;
  }
  // weights in the words of benchmarks are those of a measured deployment, here as in a line of a batch
  const result = await estimateFlags(deps, flags, flags.precision === undefined ? "flags" : "measured");
  if (format === "json") {
    terminal.out(JSON.stringify(estimateToJson(result)));
    return 0;
  }
  const { renderEstimate } = await import("../../../report/terminal/estimate.js");
  terminal.out(
    renderEstimate(result, {
      markdown: format === "markdown",
      columns: terminal.columns,
      color: terminal.color,
      memory: detailSections(flags).has("memory"),
      published: publishedBecause(flags),
    }),
  );
  return 0;
}

/** The profile of an estimate: as asked, else the usual one. The calibration is read when first needed. */
function profilesOnce(root: string, local: Profile | undefined): (flags: EstimateFlags) => Profile {
  const known = new Map<string, Profile>(local === undefined ? [] : [[local.name, local]]);
  return (flags) => {
    const name = flags.profile ?? usualProfile([flags.databaseMode], flags.concurrency !== undefined);
    let profile = known.get(name);
    if (profile === undefined) known.set(name, (profile = selectProfile(name, root)));
    return profile;
  };
}

/** Why the published method answers where no profile was named; undefined where one was, or another answers. */
function publishedBecause({ profile, databaseMode, concurrency }: EstimateFlags): string | undefined {
  if (profile !== undefined || usualProfile([databaseMode], concurrency !== undefined) !== "reference")
    return undefined;
  return concurrency === undefined
    ? "the published method, as a batch size alone is no load; --concurrency gives calibrated figures with bands"
    : `the published method, as ${databaseMode} is theory alone; --profile calibrated corrects it`;
}

/** The calibrated profile with the repository's own measurements, where some may be asked for and there are some. */
async function localProfile(
  flags: CommandFlags,
  environment: CommandEnvironment,
  root: string,
  predictor: PricedPredictor,
): Promise<Profile | undefined> {
  const mayAsk = flags.batch !== undefined || flags.concurrency !== undefined;
  if (flags.profile === "reference" || !(mayAsk || flags.profile === "calibrated")) return undefined;
  return openLocal({ flags, environment, root, predictor });
}

/** Lines after which memory for what is thrown away stays as it is: a batch makes as much of that with every line. */
const A_FEW_LINES = 16;

/** Answers the lines of a file, or of standard input. */
async function runBatch(file: string, cwd: string, work: BatchWork<object>): Promise<void> {
  const input = file === "-" ? process.stdin : createReadStream(path.resolve(cwd, file), "utf8");
  const failed = new Promise<never>((_resolve, reject) => {
    input.once("error", (error: Error) =>
      reject(new UserError("io", `--batch ${file}: ${fileProblem(error)}`)),
    );
  });
  const lines = batchLines(createInterface({ input, crlfDelay: Infinity }));
  await Promise.race([systemBySystem(lines, work, file === "-" ? AS_THEY_COME : OF_A_FILE), failed]);
}

/** One line: a result, or why there is none. A bad line never stops the others. */
async function batchAnswer(deps: BatchDeps, line: BatchLine): Promise<object> {
  try {
    if ("error" in line) throw line.error;
    const { estimateLine } = await import("./line.js");
    return estimateToJson(await estimateLine(deps, line.row));
  } catch (error) {
    const code = error instanceof UserError ? error.code : "defect";
    return { error: { code, message: errorMessage(error), line: line.line } };
  }
}
