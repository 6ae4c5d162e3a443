import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { explorerHtml } from "./html.js";
import type { ExplorerPayload } from "./payload.js";

/** The page without data, as the build leaves it. */
const TEMPLATE_FILE = "explorer.html.br";

/** The text of a page. */
export async function filledPage(payload: ExplorerPayload): Promise<string> {
  return explorerHtml(await readTemplate(), payload);
}

/** The built page without data: beside the bundle, or in `dist/` when run from the sources or the library. */
async function readTemplate(): Promise<string> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const places = [here, path.join(here, "../../dist/bundle")].map((folder) =>
    path.join(folder, TEMPLATE_FILE),
  );
  const place = places.find((file) => existsSync(file));
  if (place === undefined) throw new Error(`${TEMPLATE_FILE} is not built: run npm run build`);
  return brotliDecompressSync(await readFile(place)).toString("utf8");
}
