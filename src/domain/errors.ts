import type { FilePosition } from "./location.js";

/**
 * What kind of mistake a {@link UserError} is. `usage`: flags and arguments; `input`: a file's content;
 * `model`, `system`, `backend`, `version`: a name we do not know; `data`: performance data does not cover the
 * query; `memory`: it does not fit; `infeasible`: nothing meets the request; `io`: a file cannot be read or written.
 */
export type UserErrorCode =
  | "usage"
  | "input"
  | "model"
  | "system"
  | "backend"
  | "version"
  | "data"
  | "memory"
  | "kv-memory"
  | "infeasible"
  | "io";

/** A mistake the user can mend. Everything else that is thrown is a defect of ours. */
export class UserError extends Error {
  readonly code: UserErrorCode;
  readonly file: string | undefined;
  readonly position: FilePosition | undefined;

  constructor(
    code: UserErrorCode,
    message: string,
    options: { file?: string; position?: FilePosition; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "UserError";
    this.code = code;
    this.file = options.file;
    this.position = options.position;
  }
}

/** The message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
