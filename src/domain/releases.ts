import type { Backend } from "./deployment.js";
import { compareVersions } from "./versions.js";

/** A Dynamo release and the engine versions in its runtime images. */
export interface DynamoRelease {
  readonly dynamo: string;
  readonly engines: Readonly<Record<Backend, string>>;
}

/**
 * Known releases, newest first: the compatibility pages of the releases, and for 1.3.0 and older the published method's
 * own table, which they agree with but for 1.3.0.
 */
export const DYNAMO_RELEASES: readonly DynamoRelease[] = [
  ...released("1.6.1 1.6.0", "0.31.0", "0.5.21", "1.3.0rc29"),
  ...released("1.5.1 1.5.0", "0.28.0", "0.5.18", "1.3.0rc25"),
  ...released("1.4.2 1.4.1 1.4.0", "0.26.0", "0.5.16", "1.3.0rc22"),
  ...released("1.3.1 1.3.0.post1 1.3.0", "0.24.0", "0.5.16", "1.3.0rc23"),
  ...released("1.2.1 1.2.0.post1 1.2.0", "0.20.1", "0.5.11", "1.3.0rc14"),
  ...released("1.1.1 1.1.0", "0.19.0", "0.5.10.post1", "1.3.0rc11"),
  ...released("1.0.2 1.0.1 1.0.0", "0.16.0", "0.5.9", "1.3.0rc5.post1"),
  ...released("0.9.1 0.9.0", "0.14.1", "0.5.8", "1.3.0rc1"),
  ...released("0.8.1.post3", "0.12.0", "0.5.6.post2", "1.2.0rc6.post3"),
  ...released("0.8.1.post2", "0.12.0", "0.5.6.post2", "1.2.0rc6.post2"),
  ...released("0.8.1.post1 0.8.1 0.8.0", "0.12.0", "0.5.6.post2", "1.2.0rc6.post1"),
  ...released("0.7.1 0.7.0.post1", "0.11.0", "0.5.4.post3", "1.2.0rc3"),
  ...released("0.7.0", "0.11.0", "0.5.4.post3", "1.2.0rc2"),
  ...released("0.6.1.post1 0.6.1 0.6.0", "0.11.0", "0.5.3.post2", "1.1.0rc5"),
];

/** Releases before 0.6, whose engines no performance data know. */
const OLDER_RELEASES =
  "0.5.1 0.5.0 0.4.1 0.4.0.post0 0.4.0 0.3.2 0.3.1 0.3.0 0.2.1 0.2.0 0.1.1.post1 0.1.1 0.1.0".split(" ");

/** Release that files are written for unless another is wished: the published method's. */
export const DEFAULT_RELEASE = "1.3.0";

function released(names: string, vllm: string, sglang: string, trtllm: string): readonly DynamoRelease[] {
  return names.split(" ").map((dynamo) => ({ dynamo, engines: { vllm, sglang, trtllm } }));
}

/** Engine version of a Dynamo version (`1.3.0`, `v0.8.1`); an unknown patch takes its minor's newest. Undefined when not known. */
export function engineVersionOf(dynamo: string, backend: Backend): string | undefined {
  const [, text = "", minor = ""] = /^v?((\d{1,6}\.\d{1,6}\.)\d{1,6}(?:\.post\d{1,6})?)/.exec(dynamo) ?? [];
  if (text === "") return undefined;
  const found =
    DYNAMO_RELEASES.find((one) => one.dynamo === text) ??
    DYNAMO_RELEASES.find((one) => one.dynamo.startsWith(minor));
  return found?.engines[backend];
}

/** Whether a version is a release of Dynamo; undefined for versions newer than all that are known here. */
export function isReleased(version: string): boolean | undefined {
  const newest = DYNAMO_RELEASES[0]?.dynamo ?? "0";
  if (compareVersions(version, newest) > 0) return undefined;
  return OLDER_RELEASES.includes(version) || DYNAMO_RELEASES.some(({ dynamo }) => dynamo === version);
}
