import { rmSync } from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../domain/errors.js";
import { notWritten } from "../domain/file-problem.js";
import { isExecutable } from "../generate/generate.js";
import { makeFolders } from "../make-folders.js";

/** What a file holds: all of it, or its parts in order, which are made as they are written. */
export type FileContent = string | Uint8Array | Iterable<string>;

/** Where a tree goes. */
export interface WriteOptions {
  /** folder that the result folder is made in */
  readonly saveDir: string;
  /** name of the result folder, `/` for parents */
  readonly folder: string;
  /** replace a result folder that is already there */
  readonly overwrite?: boolean;
  /** ends the writing; nothing is left behind */
  readonly signal?: AbortSignal;
}

/**
 * Writes a tree whole or not at all: into a hidden folder beside its place, then renamed. Returns the result folder.
 * @throws UserError `io`: the folder exists and `overwrite` is off, or the disk refuses
 */
export async function writeTree(
  files: ReadonlyMap<string, FileContent>,
  options: WriteOptions,
): Promise<string> {
  const target = path.join(options.saveDir, ...options.folder.split("/"));
  const parent = path.dirname(target);
  if (options.overwrite !== true) await refuseExisting(target);
  let temporary: string | undefined;
  let made: string | undefined;
  const stop = whenStopped(() => temporary);
  try {
    made = makeFolders(parent);
    temporary = await mkdtemp(path.join(parent, `.${path.basename(target)}.`));
    for (const [name, content] of files) {
      options.signal?.throwIfAborted();
      await writeOne(temporary, name, content);
    }
    options.signal?.throwIfAborted();
    await chmod(temporary, 0o755);
    await moveInto(temporary, target, options.overwrite === true);
    return target;
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    if (made !== undefined) await removeEmpty(parent, made);
    if (error instanceof UserError || options.signal?.aborted === true) throw error;
    throw notWritten(target, error);
  } finally {
    stop();
  }
}

/** Clears the hidden folder when the program is told to end meanwhile. Returns how to stop listening. */
function whenStopped(temporary: () => string | undefined): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const handlers = signals.map((signal) => {
    const handler = (): void => {
      const folder = temporary();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      process.removeListener(signal, handler);
      process.kill(process.pid, signal);
    };
    process.once(signal, handler);
    return [signal, handler] as const;
  });
  return () => {
    for (const [signal, handler] of handlers) process.removeListener(signal, handler);
  };
}

/** Removes the parent folders that were made for nothing. */
async function removeEmpty(folder: string, upTo: string): Promise<void> {
  for (let current = folder; current.length >= upTo.length; current = path.dirname(current)) {
    const gone = await rmdir(current).then(
      () => true,
      () => false,
    );
    if (!gone) return;
  }
}

async function writeOne(folder: string, name: string, content: FileContent): Promise<void> {
  const file = path.join(folder, ...name.split("/"));
  if (path.relative(folder, file).startsWith("..")) throw new Error(`${name} leaves the folder`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content, { mode: isExecutable(name) ? 0o755 : 0o644 });
}

/** Renames over an empty place; an old folder steps aside first and goes only when the new one stands. */
async function moveInto(temporary: string, target: string, overwrite: boolean): Promise<void> {
  if (!overwrite) {
    await refuseExisting(target);
    await rename(temporary, target);
    return;
  }
  if (!(await exists(target))) return void (await rename(temporary, target));
  const aside = `${temporary}.old`;
  await rename(target, aside);
  try {
    await rename(temporary, target);
  } catch (error) {
    await rename(aside, target);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

async function refuseExisting(target: string): Promise<void> {
  if (!(await exists(target))) return;
  const empty = await readdir(target).then(
    (names) => names.length === 0,
    () => false,
  );
  if (!empty)
    throw new UserError(
      "io",
      `${target} exists already; give --overwrite to replace it, or another --save-dir`,
    );
}

async function exists(target: string): Promise<boolean> {
  return lstat(target).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return false;
      throw error;
    },
  );
}
