import { errorMessage, UserError } from "./errors.js";

/** What a file system refuses, by its code: on reading, and on writing where that is another thing. */
const REASONS: Readonly<Record<string, readonly [reading: string, writing?: string]>> = {
  ENOENT: ["no such file", "a folder of its path does not exist and cannot be made"],
  ENOTDIR: ["no such file", "a part of its path is a file"],
  EEXIST: ["it exists already", "a part of its path is a file"],
  EISDIR: ["it is a folder; a file is needed"],
  EACCES: ["it may not be read; check its permissions", "it may not be written; check the permissions"],
  EPERM: ["it may not be read; check its permissions", "it may not be written; check the permissions"],
  EROFS: ["it may not be read", "the disk can only be read"],
  ENOSPC: ["the disk is full"],
  ENAMETOOLONG: ["the name is too long"],
  ELOOP: ["its links lead in a circle"],
};

/** Why a file cannot be read or written, without the words of the operating system where we have better ones. */
export function fileProblem(error: unknown, doing: "reading" | "writing" = "reading"): string {
  const reasons = REASONS[(error as NodeJS.ErrnoException | undefined)?.code ?? ""];
  const [reading, writing = reading] = reasons ?? [errorMessage(error)];
  return doing === "reading" ? reading : writing;
}

/** The mistake (`io`) that a file or folder cannot be written. */
export function notWritten(file: string, error: unknown): UserError {
  return new UserError("io", `${file} cannot be written: ${fileProblem(error, "writing")}`, { cause: error });
}
