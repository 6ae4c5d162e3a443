import type { ForgeReader } from "../forge/forge.js";
import type { Policy } from "../policy/index.js";
import type { Scope } from "./scope.js";

/** Where measurements lie unless the policy says otherwise; as `measured/local-file.ts` has it. */
const LOCAL_FILE = ".github/dynamo-advisor-calibration.json";

/** The measurements that correct this run's predictions, and what to say about them. */
export interface RunCalibration {
  readonly found?: { readonly file: string; readonly text: string };
  readonly notes: readonly string[];
}

/**
 * The local calibration of the commit whose policy holds, and of no other: with measurements of its own a pull request
 * could predict itself below its limits. Unlike a policy, a proposed one is never used before it is merged.
 */
export async function readCalibrationFile(
  forge: ForgeReader,
  scope: Scope,
  policy: Pick<Policy, "profile" | "calibrationFile">,
): Promise<RunCalibration> {
  if (policy.profile !== "calibrated") return { notes: [] };
  const file = policy.calibrationFile ?? LOCAL_FILE;
  const changes = scope.paths.files.some((each) => each.path === file && each.status !== "unchanged");
  const notes = changes
    ? [`\`${file}\` changes here; the version on the base branch holds until it is merged.`]
    : [];
  const text = await forge.text(file, scope.policySha);
  if (text.kind === "text") return { found: { file, text: text.text }, notes };
  // the usual place may be empty; a place that the policy names may not
  const missing = text.kind === "unreadable" || policy.calibrationFile !== undefined;
  return {
    notes: missing
      ? [
          ...notes,
          `\`${file}\` is not used: ${text.kind === "unreadable" ? `it is ${text.reason}` : "it does not exist there"}.`,
        ]
      : notes,
  };
}
