import type { DeploymentReview } from "../../src/domain/review.js";
import type { CheckDeps } from "../../src/check/deps.js";
import { openCheckDeps } from "../../src/check/open.js";
import { runCheck } from "../../src/check/run-check.js";
import type { Candidate } from "../../src/policy/index.js";
import { DEFAULT_POLICY } from "../../src/policy/types.js";
import { PERF_DB_ROOT } from "./perf.js";

/** Load, limits and hardware that a check is told. */
export interface Told {
  readonly system?: string;
  readonly isl?: number;
  readonly osl?: number;
  readonly concurrency?: number;
  readonly ttftMs?: number;
  readonly tpotMs?: number;
}

const USUAL: Told = { system: "h200_sxm", isl: 4000, osl: 500, ttftMs: 3000, tpotMs: 60 };

let opened: Promise<CheckDeps> | undefined;

/** The checks' data, read once for all tests of a file. */
export function checkDeps(): Promise<CheckDeps> {
  opened ??= openCheckDeps({ root: PERF_DB_ROOT, profile: "calibrated" });
  return opened;
}

/** Checks the only deployment of a manifest as `check FILE --system h200_sxm --isl 4000 …` does. */
export async function checkManifest(
  headText: string,
  told: Told = {},
  deps?: CheckDeps,
): Promise<DeploymentReview> {
  const values = Object.fromEntries(
    Object.entries({ ...USUAL, ...told }).map(([key, value]) => [
      key,
      { value, source: { kind: "input", what: "test" } },
    ]),
  );
  const inputs = { kind: "input", values } as unknown as Candidate;
  const files = [{ path: "deploy.yaml", status: "added" as const, headText }];
  const result = await runCheck(deps ?? (await checkDeps()), { files, policy: DEFAULT_POLICY, inputs });
  const [review] = result.deployments;
  if (review === undefined) throw new Error("the manifest holds no deployment");
  return review;
}
