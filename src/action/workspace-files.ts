import { lstat, mkdir, readFile, realpath, writeFile } from "node:fs/promises";
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
  let at = root;
  const parts = path.relative(root, full).split(path.sep);
  for (const [index, part] of parts.entries()) {
    const next = path.join(at, part);
    const found = await lstat(next).catch(() => undefined);
    // a link that leads nowhere yet would lead there once something is written through it
    const real = found?.isSymbolicLink() === true ? await realpath(next).catch(() => undefined) : next;
    if (real === undefined || !isBelow(root, real)) throw refuse();
    if (found === undefined && index < parts.length - 1) await mkdir(real);
    at = real;
  }
  await writeFile(at, text, "utf8");
  return at;
}

/** Reads a file below a folder; what is not there or leaves the folder, also by a link, is refused. */
export async function readWorkspaceFile(folder: string, file: string, input: string): Promise<string> {
  const root = await realpath(folder);
  const real = await realpath(path.resolve(root, file)).catch(() => undefined);
  if (real === undefined || !isBelow(root, real))
    throw new UserError("usage", `input ${input} is '${file}': a file inside the workspace is needed`);
  return readFile(real, "utf8");
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
