import { errorMessage } from "../domain/errors.js";
import { ForgeError } from "../forge/failure.js";

/** Sentences about what could not be done. They reach the summary; none of them can reach the verdict. */
export interface Notices {
  readonly lines: string[];
}

/** Runs a step whose failure is only told. `what` completes "… failed", e.g. `Writing the comment`. */
export async function attempt<T>(
  notices: Notices,
  what: string,
  step: () => Promise<T>,
  hint = "",
): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    const permission = error instanceof ForgeError && error.missingPermission !== undefined;
    notices.lines.push(
      `${what} failed: ${errorMessage(error)}.${permission && hint !== "" ? ` ${hint}` : ""}`,
    );
    return undefined;
  }
}

/** What helps when a permission is missing. */
export function permissionHint(fromFork: boolean): string {
  return fromFork
    ? "Pull requests from forks get a read-only token; the publish workflow posts for them."
    : "Add it under `permissions:` of the job.";
}
