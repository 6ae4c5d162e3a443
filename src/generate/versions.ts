import type { Backend } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { didYouMean } from "../domain/nearest-name.js";
import { DEFAULT_RELEASE, DYNAMO_RELEASES } from "../domain/releases.js";
import { isAtLeast, plainVersion } from "../domain/versions.js";

/** API versions of a DynamoGraphDeployment. */
export type DgdApiVersion = "nvidia.com/v1alpha1" | "nvidia.com/v1beta1";

/** First release whose operator serves v1beta1 of a DynamoGraphDeployment. */
const FIRST_V1BETA1 = "1.2.0";
/** First release whose vLLM worker takes `--disaggregation-mode`. */
const FIRST_DISAGGREGATION_MODE = "1.0.0";

/** What the written files are for. */
export interface ReleaseTarget {
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
 * Dynamo and engine version of the written files: the wish, else the default release.
 * @throws UserError `version` for an unknown Dynamo version
 */
export function resolveTarget(backend: Backend, wish: TargetWish = {}): ReleaseTarget {
  const { dynamoVersion = "", engineVersion = "" } = wish;
  const wanted = plainVersion(dynamoVersion);
  const known =
    wanted === ""
      ? DYNAMO_RELEASES.find((entry) => entry.dynamo === DEFAULT_RELEASE)
      : DYNAMO_RELEASES.find((entry) => entry.dynamo === wanted);
  if (known === undefined) {
    const names = DYNAMO_RELEASES.map((entry) => entry.dynamo);
    throw new UserError(
      "version",
      `unknown Dynamo version '${dynamoVersion}'${didYouMean(wanted, names, ";")} known: ${names.join(", ")}`,
    );
  }
  return {
    dynamo: known.dynamo,
    engine: plainVersion(engineVersion) || known.engines[backend],
    apiVersion:
      wish.apiVersion ??
      (isAtLeast(known.dynamo, FIRST_V1BETA1) ? "nvidia.com/v1beta1" : "nvidia.com/v1alpha1"),
  };
}

/** Whether vLLM workers of this target take `--disaggregation-mode`; older ones have `--is-prefill-worker`. */
export function hasDisaggregationMode(target: ReleaseTarget): boolean {
  return isAtLeast(target.dynamo, FIRST_DISAGGREGATION_MODE);
}
