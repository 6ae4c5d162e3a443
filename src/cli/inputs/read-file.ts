import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../domain/errors.js";
import { fileProblem } from "../../domain/file-problem.js";

/** Largest file that is read whole, in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * The text of a file that a flag or an argument names; `-` is standard input. `what` begins the message.
 * Throws `UserError` (`io`): missing, a folder, larger than `maxBytes`, not text.
 */
export function readTextFile(cwd: string, file: string, what = file, maxBytes = MAX_BYTES): string {
  const refuse = (why: string): never => {
    throw new UserError("io", `${what}: ${why}`);
  };
  let bytes: Buffer;
  try {
    if (file === "-") bytes = readFileSync(0);
    else {
      const full = path.resolve(cwd, file);
      const { size } = statSync(full);
      if (size > maxBytes) return refuse(`it has ${size} bytes; at most ${maxBytes} are read`);
      bytes = readFileSync(full);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    return refuse(fileProblem(error));
  }
  if (bytes.includes(0)) return refuse("it is a binary file; a text file (UTF-8) is needed");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("it is not UTF-8; save it as UTF-8 text");
  }
}
