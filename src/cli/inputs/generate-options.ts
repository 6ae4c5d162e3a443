import { UserError } from "../../domain/errors.js";
import type { GenerateOptions } from "../../generate/options/types.js";
import type { FlagValues } from "../flags/table.js";
import { readTextFile } from "./read-file.js";

/** Generator options from the flags of a command. Throws `UserError` for unknown keys and wrong values. */
export async function generateOptions(flags: FlagValues, cwd: string): Promise<GenerateOptions> {
  const { parseGenerateOptions } = await import("../../generate/options/parse.js");
  const text = (name: string): string | undefined => flags[name] as string | undefined;
  const file = text("generatorConfig");
  const configText = file === undefined ? undefined : readTextFile(cwd, file, `--generator-config ${file}`);
  const target = text("deploymentTarget");
  if (target !== undefined && target !== "dynamo-j2")
    throw new UserError(
      "usage",
      `--deployment-target ${target} is not written by this tool; only dynamo-j2 is`,
    );
  const entries = {
    configText,
    configFile: file,
    sets: flags["generatorSet"] as readonly string[] | undefined,
    namespace: text("namespace"),
    dynamoVersion: text("dynamoVersion"),
    engineVersion: text("configTemplateVersion"),
    modelCache: text("modelCache"),
    imagePullSecret: text("imagePullSecret"),
    transport: text("transport"),
  };
  return parseGenerateOptions(
    Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)),
  );
}
