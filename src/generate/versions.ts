import type { Backend } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { didYouMean } from "../domain/nearest-name.js";

/** API versions of a DynamoGraphDeployment. */
export type DgdApiVersion = "nvidia.com/v1alpha1" | "nvidia.com/v1beta1";

/** A Dynamo release and the engine versions in its runtime images. */
export interface DynamoRelease {
  readonly dynamo: string;
  readonly engines: Readonly<Record<Backend, string>>;
}

/** Known releases, newest first (AIConfigurator's table, which Dynamo's image tags follow). */
export const DYNAMO_RELEASES: readonly DynamoRelease[] = [
  release("1.3.0", "0.24.0", "0.5.16", "1.3.0rc23"),
  release("1.2.0", "0.20.1", "0.5.11", "1.3.0rc14"),
  release("1.1.0", "0.19.0", "0.5.10.post1", "1.3.0rc11"),
  release("1.0.0", "0.16.0", "0.5.9", "1.3.0rc5.post1"),
  release("0.9.0", "0.14.1", "0.5.8", "1.3.0rc1"),
  release("0.8.1.post1", "0.12.0", "0.5.6.post2", "1.2.0rc6.post1"),
  release("0.8.1", "0.12.0", "0.5.6.post2", "1.2.0rc6.post1"),
  release("0.8.0", "0.12.0", "0.5.6.post2", "1.2.0rc6.post1"),
  release("0.7.1", "0.11.0", "0.5.4.post3", "1.2.0rc3"),
  release("0.7.0.post1", "0.11.0", "0.5.4.post3", "1.2.0rc3"),
  release("0.7.0", "0.11.0", "0.5.4.post3", "1.2.0rc2"),
  release("0.6.1.post1", "0.11.0", "0.5.3.post2", "1.1.0rc5"),
  release("0.6.1", "0.11.0", "0.5.3.post2", "1.1.0rc5"),
  release("0.6.0", "0.11.0", "0.5.3.post2", "1.1.0rc5"),
];

function release(dynamo: string, vllm: string, sglang: string, trtllm: string): DynamoRelease {
  return { dynamo, engines: { vllm, sglang, trtllm } };
}

/** First release whose operator serves v1beta1 of a DynamoGraphDeployment. */
const FIRST_V1BETA1 = "1.2.0";
/** First release whose vLLM worker takes `--disaggregation-mode`. */
const FIRST_DISAGGREGATION_MODE = "1.0.0";

/** What the written files are for. */
export interface Target {
  /** image tag and the operator's version */
  readonly dynamo: string;
  /** version of the engine whose flags are written; independent of the performance data */
  readonly engine: string;
  readonly apiVersion: DgdApiVersion;
}

/** The wished versions; all optional. */
export interface TargetWish {
  readonly dynamoVersion?: string;
  /** engine version whose templates are used, in place of the one in the Dynamo release */
  readonly engineVersion?: string;
  readonly apiVersion?: DgdApiVersion;
}

/**
 * Dynamo and engine version of the written files: the wish, else the newest known release.
 * @throws UserError `version` for an unknown Dynamo version
 */
export function resolveTarget(backend: Backend, wish: TargetWish = {}): Target {
  const wanted = wish.dynamoVersion?.trim().replace(/^v/, "");
  const known =
    wanted === undefined || wanted === ""
      ? DYNAMO_RELEASES[0]
      : DYNAMO_RELEASES.find((entry) => entry.dynamo === wanted);
  if (known === undefined) {
    const names = DYNAMO_RELEASES.map((entry) => entry.dynamo);
    throw new UserError(
      "version",
      `unknown Dynamo version '${wish.dynamoVersion}'${didYouMean(wanted ?? "", names, ";")} known: ${names.join(", ")}`,
    );
  }
  return {
    dynamo: known.dynamo,
    engine: wish.engineVersion?.trim().replace(/^v/, "") || known.engines[backend],
    apiVersion:
      wish.apiVersion ??
      (isAtLeast(known.dynamo, FIRST_V1BETA1) ? "nvidia.com/v1beta1" : "nvidia.com/v1alpha1"),
  };
}

/** Whether vLLM workers of this target take `--disaggregation-mode`; older ones have `--is-prefill-worker`. */
export function hasDisaggregationMode(target: Target): boolean {
  return isAtLeast(target.dynamo, FIRST_DISAGGREGATION_MODE);
}

/** Whether `version` is `floor` or newer. Release candidates come before, `.post` after their release. */
export function isAtLeast(version: string, floor: string): boolean {
  return compareVersions(version, floor) >= 0;
}

/** Order of two versions of the forms `1.2.0`, `1.2.0rc3`, `0.5.10.post1`: negative, 0 or positive. */
export function compareVersions(a: string, b: string): number {
  const left = versionKey(a);
  const right = versionKey(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `[major, minor, patch, rc (none = infinity), post]`. */
function versionKey(version: string): readonly number[] {
  const match = /^(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?(?:\.?rc(\d{1,6}))?(?:\.post(\d{1,6}))?/.exec(
    version.trim().replace(/^v/, ""),
  );
  if (match === null) return [0, 0, 0, 0, 0];
  const [, major, minor, patch, candidate, post] = match;
  return [
    Number(major),
    Number(minor ?? 0),
    Number(patch ?? 0),
    candidate === undefined ? 1e9 : Number(candidate),
    Number(post ?? 0),
  ];
}
