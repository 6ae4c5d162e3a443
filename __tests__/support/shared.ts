import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A file of the folder `shared` that may stand beside the project, or undefined. */
export function sharedPath(...parts: string[]): string | undefined {
  const found = path.join(root, "..", "shared", ...parts);
  return existsSync(found) ? found : undefined;
}

/** Such a file as JSON, or undefined. */
export function sharedJson<T>(...parts: string[]): T | undefined {
  const found = sharedPath(...parts);
  return found === undefined ? undefined : (JSON.parse(readFileSync(found, "utf8")) as T);
}
