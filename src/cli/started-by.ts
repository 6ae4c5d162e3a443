import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { shellWord } from "../report/check-command.js";

/**
 * How this program was started, ready for a shell: by its name where it is installed, by the package that `npx` fetched, else
 * by its file, as short as it can be written from the working folder.
 */
export function startedBy(moduleUrl: string, cwd: string, script = process.argv[1] ?? ""): string {
  const fetched = /^.*[\\/]_npx[\\/][^\\/]+/.exec(script)?.[0];
  if (fetched !== undefined) return `npx --yes ${shellWord(npxPackage(fetched) ?? "dynamo-advisor")}`;
  if (path.basename(script) === "dynamo-advisor") return "dynamo-advisor";
  const file = fileURLToPath(moduleUrl);
  const near = path.relative(cwd, file);
  return `node ${shellWord(near.length < file.length ? near : file)}`;
}

/** What `npx` was told to fetch, as its cache notes it. */
function npxPackage(folder: string): string | undefined {
  try {
    const text = readFileSync(path.join(folder, "package.json"), "utf8");
    const [first] = (JSON.parse(text) as { _npx?: { packages?: readonly string[] } })._npx?.packages ?? [];
    return first;
  } catch {
    return undefined;
  }
}
