import type { Command } from "commander";
import { parseManifest } from "../../../manifest/parse.js";
import { expectedParse } from "../../../manifest/expected-parse.js";
import { jsonText } from "../../../report/json-text.js";
import { declareFlags, type FlagValues } from "../../flags/table.js";
import type { CommandEnvironment } from "../../command.js";
import { FORMAT_FLAG } from "../../flags/model.js";
import { readTextFile } from "../../inputs/read-file.js";
import { siblingsOf } from "../../inputs/siblings.js";

/** Flags and help of `parse`. */
export function declare(command: Command): void {
  command.argument("<file...>", "manifests");
  declareFlags(command, [FORMAT_FLAG]);
}

/** Shows what was understood of a manifest, from where, and what is missing. Predicts nothing. */
export async function run(
  args: readonly string[],
  flags: FlagValues,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal } = environment;
  const parsed = args.map((file) => {
    const text = readTextFile(terminal.cwd, file);
    return parseManifest(text, { file, siblings: siblingsOf(terminal.cwd, file) });
  });
  if (flags["format"] === "json") {
    const objects = parsed.map((file) => ({
      file: file.file,
      ...expectedParse(file),
      findings: file.findings,
    }));
    terminal.out(jsonText(objects.length === 1 ? objects[0] : objects, 2));
    return 0;
  }
  const { renderParse } = await import("../../../report/parse-text.js");
  for (const file of parsed)
    terminal.out(renderParse(file, { columns: terminal.columns, markdown: flags["format"] === "markdown" }));
  return 0;
}
