import path from "node:path";
import { searchPayload } from "../../explorer/search-payload.js";
import { writePage } from "../../explorer/write-page.js";
import type { SearchResult } from "../../search/result.js";
import { readVersion } from "../../data-root.js";
import { generateOptions } from "../inputs/generate-options.js";
import type { AskedToSave } from "./save.js";

/** Writes the page of a search to the file of `--html`. Returns the line that says where it is. */
export async function writeSearchPage(
  result: SearchResult,
  html: string,
  { flags, environment }: AskedToSave,
): Promise<string> {
  const { terminal, moduleUrl } = environment;
  const file = path.resolve(terminal.cwd, html);
  const bytes = await writePage(
    file,
    searchPayload(result, {
      producer: `dynamo-advisor ${readVersion(moduleUrl)}`,
      generate: await generateOptions(flags, terminal.cwd),
    }),
  );
  return `Look at it in a browser: ${path.relative(terminal.cwd, file) || file} (${Math.ceil(bytes / 1000)} kB)`;
}
