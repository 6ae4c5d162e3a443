import { accessSync, constants, statSync, type Stats } from "node:fs";
import path from "node:path";
import { UserError } from "../domain/errors.js";
import type { DEFAULT_FLAGS } from "./commands/default/request.js";
import type { ESTIMATE_COMMAND_FLAGS } from "./commands/estimate/request.js";
import type { SIMULATE_FLAGS } from "./commands/simulate/request.js";
import type { GENERATOR_FLAGS } from "./flags/search.js";
import type { FlagValues } from "./flags/types.js";
import { oneLine } from "./failure.js";
import { impliedMode, namesRole } from "./flags/sizes.js";
import type { Terminal } from "./terminal.js";

/** Generator flags by camelCase name; their values are read before a search, which may take its time. */
const GENERATOR = [
  "generatorSet",
  "generatorConfig",
  "namespace",
  "dynamoVersion",
  "configTemplateVersion",
  "modelCache",
  "transport",
  "imagePullSecret",
  "deploymentTarget",
] as const satisfies readonly (keyof FlagValues<typeof GENERATOR_FLAGS>)[];

/** Flags of any command, of which one has only some. */
type AnyFlags = FlagValues<typeof DEFAULT_FLAGS> &
  Omit<FlagValues<typeof ESTIMATE_COMMAND_FLAGS>, "backend" | "moeBackend"> &
  Pick<FlagValues<typeof SIMULATE_FLAGS>, "mode"> & { readonly yamlPath?: string };

/** Flags that a batch file does not make meaningless. */
const BESIDE_BATCH = /^(batch|profile|calibration|measured|systemsPaths|format|color|logLevel|debug)$/;

/**
 * What flags say against each other, or of places that cannot be used, before any work. Throws `UserError` (`usage`, `io`);
 * a flag that merely has no effect beside the others is a warning.
 */
export async function preflight(
  command: string,
  flags: AnyFlags,
  args: readonly string[],
  terminal: Terminal,
): Promise<void> {
  for (const [holds, why] of contradictions(command, flags, args))
    if (holds) throw new UserError("usage", why);
  for (const [holds, why] of idle(command, flags)) if (holds) terminal.err(oneLine(`warning: ${why}`));
  if (flags.saveDir !== undefined) checkSaveDir(flags.saveDir, terminal.cwd);
  if (GENERATOR.some((name) => flags[name] !== undefined)) {
    const { generateOptions } = await import("./inputs/generate-options.js");
    await generateOptions(flags, terminal.cwd);
  }
}

type Rule = readonly [boolean, string];

function contradictions(command: string, flags: AnyFlags, args: readonly string[]): readonly Rule[] {
  const has = (name: keyof AnyFlags): boolean => flags[name] !== undefined;
  const beside = Object.keys(flags).find((name) => !BESIDE_BATCH.test(name));
  return [
    [
      has("targetRequestRate") && has("targetConcurrency"),
      "give exactly one of --target-request-rate (requests a second) and --target-concurrency (requests at once)",
    ],
    [
      has("batch") && beside !== undefined,
      `${dashed(beside ?? "")} has no place beside --batch: write it into the lines of the file`,
    ],
    [
      has("overwrite") && !has("saveDir") && command !== "generate",
      "--overwrite needs --save-dir, the folder whose result it replaces",
    ],
    [has("png") && !has("saveDir"), "--png needs --save-dir, the folder that the picture is written to"],
    [
      command === "exp" && has("yamlPath") && args.length > 0 && args[0] !== flags.yamlPath,
      "give one experiment file: as the argument or with --yaml-path, not both",
    ],
    [
      command === "simulate" && has("mode") && has("estimateMode") && flags.mode !== flags.estimateMode,
      "--mode and --estimate-mode contradict each other: give one of them",
    ],
  ];
}

function idle(command: string, flags: AnyFlags): readonly Rule[] {
  const has = (name: keyof AnyFlags): boolean => flags[name] !== undefined;
  const role = namesRole(flags);
  const mode = flags.estimateMode ?? flags.mode;
  const target = has("targetRequestRate") ? "targetRequestRate" : "targetConcurrency";
  return [
    [
      command === "default" && has("totalGpus") && has(target),
      `${dashed(target)} is ignored beside --total-gpus; leave --total-gpus out to ask for the fewest GPUs`,
    ],
    [
      has("nextnAccepted") && (!has("nextn") || flags.nextn === "0"),
      "--nextn-accepted has no effect without --nextn",
    ],
    [
      (command === "estimate" || command === "simulate") &&
        role !== undefined &&
        mode !== undefined &&
        mode !== "disagg",
      `${dashed(role ?? "")} has no effect in mode ${mode}`,
    ],
    [
      (command === "estimate" || command === "simulate") &&
        has("decodeSystem") &&
        (mode ?? impliedMode(flags)) !== "disagg",
      `--decode-system has no effect without ${command === "simulate" ? "--mode" : "--estimate-mode"} disagg`,
    ],
    [
      (command === "default" || command === "recommend") &&
        has("decodeSystem") &&
        flags.servingMode === "agg",
      "--decode-system has no effect with --serving-mode agg",
    ],
    ...SHORTEST.map(([name, leastMs]): Rule => {
      const limit = Number(flags[name]);
      const seconds = `${dashed(name)} ${Math.round(1000 * limit * 1000) / 1000}`;
      const why = `${dashed(name)} ${limit} is ${limit} ms, shorter than any engine needs; ${limit} seconds are ${seconds}`;
      return [limit > 0 && limit < leastMs, why];
    }),
  ];
}

/** Limits below these many milliseconds were most likely meant in seconds. */
const SHORTEST = [
  ["ttft", 5],
  ["tpot", 0.5],
  ["requestLatency", 50],
] as const;

function dashed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The nearest folder that exists on the way to `saveDir` must be one, and be open for writing. */
function checkSaveDir(saveDir: string, cwd: string): void {
  const refuse = (why: string): never => {
    throw new UserError("io", `--save-dir ${saveDir} ${why}; give a folder that may be written`);
  };
  if (saveDir.trim() === "") refuse("is empty");
  for (let folder = path.resolve(cwd, saveDir); ; folder = path.dirname(folder)) {
    const found = statOrNothing(folder);
    if (found === undefined && folder !== path.dirname(folder)) continue;
    if (found?.isDirectory() !== true) return refuse(`cannot be made: ${folder} is a file`);
    try {
      return accessSync(folder, constants.W_OK);
    } catch {
      return refuse(`cannot be made: ${folder} may not be written`);
    }
  }
}

function statOrNothing(place: string): Stats | undefined {
  try {
    return statSync(place, { throwIfNoEntry: false });
  } catch {
    // below a file, or behind a folder that may not be read: the places above it tell which
    return undefined;
  }
}
