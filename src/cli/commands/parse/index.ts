import { parseManifest } from "../../../manifest/parse.js";
import { expectedParse } from "../../../manifest/expected-parse.js";
import { jsonText } from "../../../report/json-text.js";
import type { FlagValues } from "../../flags/types.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { FORMAT_FLAG } from "../../flags/model.js";
import { readTextFile } from "../../inputs/read-file.js";
import { siblingsOf } from "../../inputs/siblings.js";

export const COMMAND = defineCommand({ flags: FORMAT_FLAG, argument: ["<file...>", "manifests"], run });

/** Shows what was understood of a manifest, from where, and what is missing. Predicts nothing. */
async function run(
  args: readonly string[],
  { format }: FlagValues<typeof FORMAT_FLAG>,
  { terminal }: CommandEnvironment,
): Promise<number> {
  const parsed = args.map((file) => {
    const text = readTextFile(terminal.cwd, file);
    return parseManifest(text, { file, siblings: siblingsOf(terminal.cwd, file) });
  });
  if (format === "json") {
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
    terminal.out(renderParse(file, { columns: terminal.columns, markdown: format === "markdown" }));
  return 0;
}
