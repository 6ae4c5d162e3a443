import { compact } from "../../domain/compact.js";
import { UserError } from "../../domain/errors.js";
import type { GenerateOptions } from "../../generate/options/types.js";
import type { GENERATOR_FLAGS } from "../flags/search.js";
import type { FlagValues } from "../flags/types.js";
import { readTextFile } from "./read-file.js";

/** Generator options from the flags of a command. Throws `UserError` for unknown keys and wrong values. */
export async function generateOptions(
  flags: FlagValues<typeof GENERATOR_FLAGS>,
  cwd: string,
): Promise<GenerateOptions> {
  const { parseGenerateOptions } = await import("../../generate/options/parse.js");
  const { generatorConfig: configFile, deploymentTarget: target } = flags;
  const configText =
    configFile === undefined ? undefined : readTextFile(cwd, configFile, `--generator-config ${configFile}`);
  if (target !== undefined && target !== "dynamo-j2")
    throw new UserError(
      "usage",
      `--deployment-target ${target} is not written by this tool; only dynamo-j2 is`,
    );
  return parseGenerateOptions(
    compact({
      configText,
      configFile,
      sets: flags.generatorSet,
      namespace: flags.namespace,
      dynamoVersion: flags.dynamoVersion,
      engineVersion: flags.configTemplateVersion,
      modelCache: flags.modelCache,
      imagePullSecret: flags.imagePullSecret,
      transport: flags.transport,
    }),
  );
}
