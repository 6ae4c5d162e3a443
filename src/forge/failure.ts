import { errorMessage } from "../domain/errors.js";
import { OutOfTimeError } from "./budget.js";

/** A call that GitHub refused or that never came back, in words for the user. */
export class ForgeError extends Error {
  /** HTTP status, 0 when there was no answer */
  readonly status: number;
  /** the `permissions:` entry that the token lacks, e.g. `pull-requests: write` */
  readonly missingPermission: string | undefined;

  constructor(
    message: string,
    options: { status: number; missingPermission?: string | undefined; cause: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = "ForgeError";
    this.status = options.status;
    this.missingPermission = options.missingPermission;
  }
}

interface RequestFailure {
  readonly status?: number;
  readonly response?: { readonly headers?: Record<string, string | undefined>; readonly data?: unknown };
}

/** HTTP status of a failed call, 0 when none came back. */
export function statusOf(error: unknown): number {
  if (error instanceof ForgeError) return error.status;
  const failure = error as RequestFailure | null;
  return failure?.response === undefined ? 0 : (failure.status ?? 0);
}

/** Whether the server may have done what was asked although the call failed: no answer, or an answer of 500 and above. */
export function outcomeUnknown(error: unknown): boolean {
  const cause = error instanceof ForgeError ? error.cause : error;
  if (cause instanceof OutOfTimeError) return cause.sent;
  const status = statusOf(error);
  return status === 0 || status >= 500;
}

/** Runs a call; a failure becomes a {@link ForgeError} that names the missing permission when that is the reason. */
export async function named<T>(permission: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toForgeError(error, permission);
  }
}

/** A failure in words. `permission` is what the call needs, used when GitHub does not say it. */
export function toForgeError(error: unknown, permission: string): ForgeError {
  if (error instanceof ForgeError) return error;
  const status = statusOf(error);
  const words = serverWords(error);
  const lacking =
    (status === 403 && !/rate limit|locked|protected|abuse/i.test(words)) ||
    (status === 401 && permission !== "");
  const missingPermission = lacking ? (acceptedPermissions(error) ?? permission) : undefined;
  return new ForgeError(sentence(error, status, words, missingPermission), {
    status,
    missingPermission,
    cause: error,
  });
}

function sentence(
  error: unknown,
  status: number,
  words: string,
  missingPermission: string | undefined,
): string {
  if (error instanceof OutOfTimeError) return error.message;
  if (missingPermission !== undefined) return `the token lacks \`${missingPermission}\``;
  if (status === 0) return `no answer from GitHub (${shorten(errorMessage(error))})`;
  if (status === 403 && /locked/i.test(words)) return "the conversation is locked";
  if (status === 404) return "GitHub answered 404: it does not exist, or the token may not see it";
  if (status === 429 || /rate limit|abuse/i.test(words)) return `GitHub's rate limit (${status})`;
  if (status >= 500) return `GitHub answered ${status}`;
  return `GitHub answered ${status}: ${shorten(words)}`;
}

/** GitHub's own word on what would have sufficed, e.g. `issues=write; pull_requests=write`. */
function acceptedPermissions(error: unknown): string | undefined {
  const header = (error as RequestFailure).response?.headers?.["x-accepted-github-permissions"];
  if (header === undefined || header.length > 200) return undefined;
  const alternatives = header.split(";").map((set) =>
    set
      .split(",")
      .map((entry) => entry.trim().split("="))
      .filter(
        (parts) => parts.length === 2 && /^[a-z_]+$/.test(parts[0] ?? "") && /^[a-z]+$/.test(parts[1] ?? ""),
      )
      .map(([name, level]) => `${(name ?? "").replaceAll("_", "-")}: ${level}`)
      .join(", "),
  );
  const usable = alternatives.filter((text) => text !== "");
  // a comment on a pull request is allowed by either; the narrower name is the one that users know
  return usable.find((text) => text.startsWith("pull-requests")) ?? usable[0];
}

function serverWords(error: unknown): string {
  const data = (error as RequestFailure | null)?.response?.data;
  if (typeof data === "object" && data !== null && "message" in data) {
    const { message, errors } = data as { message: unknown; errors?: unknown };
    return Array.isArray(errors) ? `${String(message)}: ${JSON.stringify(errors)}` : String(message);
  }
  return errorMessage(error);
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
