import { mkdir, realpath, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../domain/errors.js";

/**
 * Writes a file below a folder and returns its full path. A path that leaves the folder, also by a link that lies in it,
 * is refused: what lies in a workspace may come from a pull request.
 */
export async function writeBelow(folder: string, file: string, text: string, input: string): Promise<string> {
  const root = await realpath(folder);
  const full = path.resolve(root, file);
  const refuse = (): UserError =>
    new UserError("usage", `input ${input} is '${file}': a path inside the workspace is needed`);
  if (file.includes("\0") || !isBelow(root, full)) throw refuse();
  await mkdir(path.dirname(full), { recursive: true });
  const parent = await realpath(path.dirname(full));
  if (parent !== root && !isBelow(root, parent)) throw refuse();
  const target = path.join(parent, path.basename(full));
  const existing = await realpath(target).catch(() => undefined);
  if (existing !== undefined && !isBelow(root, existing)) throw refuse();
  await writeFile(target, text, "utf8");
  return target;
}

function isBelow(root: string, full: string): boolean {
  const relative = path.relative(root, full);
  return (
    relative !== "" &&
    !relative.startsWith(`..${path.sep}`) &&
    relative !== ".." &&
    !path.isAbsolute(relative)
  );
}
