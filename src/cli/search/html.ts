import type { ExplorerPayload } from "../../explorer/payload.js";
import { searchPayload, type PageOptions } from "../../explorer/search-payload.js";
import { filledPage } from "../../explorer/filled-page.js";
import type { SearchResult } from "../../search/result.js";
import { readVersion } from "../../data-root.js";
import type { CommandEnvironment } from "../command.js";
import { generateOptions } from "../inputs/generate-options.js";
import { startedBy } from "../started-by.js";
import { writeTextFile } from "../inputs/write-file.js";
import type { AskedToSave } from "./save.js";

/** Writes the page of a search to the file of `--html`. Returns the line that says where it is. */
export async function writeSearchPage(
  result: SearchResult,
  html: string,
  { flags, environment }: AskedToSave,
): Promise<string> {
  const generate = await generateOptions(flags, environment.terminal.cwd);
  return writePageOf((options) => searchPayload(result, { ...options, generate }), html, environment);
}

/** Writes a page to the file of `--html`. Returns the line that says where it is. */
export async function writePageOf(
  payload: (options: PageOptions) => ExplorerPayload,
  html: string,
  { terminal, moduleUrl }: CommandEnvironment,
): Promise<string> {
  const page = await filledPage(
    payload({
      producer: `dynamo-advisor ${readVersion(moduleUrl)}`,
      program: startedBy(moduleUrl, terminal.cwd),
    }),
  );
  writeTextFile(terminal.cwd, html, page);
  const bytes = Buffer.byteLength(page);
  return `Look at it in a browser: ${html} (${Math.ceil(bytes / 1000)} kB)`;
}
