import { UserError, errorMessage } from "../domain/errors.js";
import { jsonText } from "../report/json-text.js";
import { safeLine, type Terminal } from "./terminal.js";

/** Exit codes: 0 done or gate passed, 1 gate failed, 2 the user's mistake, 3 a defect of ours. */
export const EXIT = { done: 0, gateFailed: 1, usage: 2, defect: 3 } as const;

/** Prints what went wrong (one line; as JSON when asked) and returns the exit code. */
export function reportFailure(error: unknown, terminal: Terminal, json: boolean): number {
  if (error instanceof UserError) {
    if (json) terminal.out(jsonText({ error: failureJson(error) }));
    else terminal.err(failureLine(error));
    return EXIT.usage;
  }
  const detail = process.env["DYNAMO_ADVISOR_DEBUG"] && error instanceof Error ? `\n${error.stack}` : "";
  terminal.err(
    oneLine(`defect: ${errorMessage(error)}`) +
      "\nThis is a fault of dynamo-advisor, not of your input. Set DYNAMO_ADVISOR_DEBUG=1 for the stack and open an issue." +
      detail,
  );
  return EXIT.defect;
}

/** A failure in one line for people. */
export function failureLine(error: UserError): string {
  return oneLine(`error: ${placed(error)}`);
}

/** The message with the place in a file that it is about. */
function placed({ file, position, message }: UserError): string {
  if (file === undefined) return message;
  return `${file}${position === undefined ? "" : `:${position.line}:${position.column}`}: ${message}`;
}

/** A failure for programs. */
export function failureJson({ code, message, file, position }: UserError): Readonly<Record<string, unknown>> {
  return {
    code,
    message,
    ...(file === undefined ? {} : { file }),
    ...(position === undefined ? {} : { line: position.line, column: position.column }),
  };
}

/** Longest line that is printed; names that somebody wrote may be of any length. */
const LONGEST = 2000;

/** One line, whatever the text holds. */
export function oneLine(text: string): string {
  const lines = text.split(/[\r\n\u2028\u2029]/).map((line) => line.trim());
  const line = safeLine(lines.filter((part) => part !== "").join(" "));
  return line.length > LONGEST ? `${safeLine(line.slice(0, LONGEST - 1))}…` : line;
}
