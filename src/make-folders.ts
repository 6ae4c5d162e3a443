import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";

/**
 * Makes a folder and those above it that are missing; returns the first that was made. One by one, because Node's own
 * recursive way never returns where a file system without new folders (`/proc`) says that there is no such folder. Throws
 * what the file system says.
 */
export function makeFolders(folder: string): string | undefined {
  if (existsSync(folder)) return undefined;
  const above = path.dirname(folder);
  const first = above === folder ? undefined : makeFolders(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // another run may make the same folder at the same time
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return first ?? folder;
}
