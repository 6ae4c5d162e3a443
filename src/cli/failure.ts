import { UserError, errorMessage } from "../domain/errors.js";
import { safeLine, type Terminal } from "./terminal.js";

/** Exit codes: 0 done or gate passed, 1 gate failed, 2 the user's mistake, 3 a defect of ours. */
export const EXIT = { done: 0, gateFailed: 1, usage: 2, defect: 3 } as const;

/** Prints what went wrong (one line; as JSON when asked) and returns the exit code. */
export function reportFailure(error: unknown, terminal: Terminal, json: boolean): number {
  if (error instanceof UserError) {
    const place = error.file
      ? `${error.file}${error.position ? `:${error.position.line}:${error.position.column}` : ""}: `
      : "";
    if (json) terminal.out(JSON.stringify({ error: { code: error.code, message: error.message } }));
    else terminal.err(safeLine(`error: ${place}${error.message}`));
    return EXIT.usage;
  }
  const detail = process.env["DYNAMO_ADVISOR_DEBUG"] && error instanceof Error ? `\n${error.stack}` : "";
  terminal.err(
    safeLine(`defect: ${errorMessage(error)}`) +
      "\nThis is a fault of dynamo-advisor, not of your input. Set DYNAMO_ADVISOR_DEBUG=1 for the stack and open an issue." +
      detail,
  );
  return EXIT.defect;
}
