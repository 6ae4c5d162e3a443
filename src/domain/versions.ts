/** A version taken apart: release numbers, then pre-release (`rc`) and post marks (PEP 440, the part in use). */
interface ParsedVersion {
  readonly release: readonly number[];
  readonly rc: number;
  readonly post: number;
}

/**
 * Whether a label is a version at all. Development drops (`dev-1aa0e96…`) are neither older nor newer than anything,
 * so that they fill no gap of a version (`docs/method/performance.md` 8.3).
 */
export function isVersion(label: string): boolean {
  return /^[0-9]/.test(label);
}

/** Negative when `a` is older than `b`. A release candidate precedes its release, a post release follows it. */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a);
  const right = parseVersion(b);
  const parts = Math.max(left.release.length, right.release.length);
  for (let i = 0; i < parts; i++) {
    const step = (left.release[i] ?? 0) - (right.release[i] ?? 0);
    if (step !== 0) return step;
  }
  return left.rc - right.rc || left.post - right.post || (a < b ? -1 : a > b ? 1 : 0);
}

/** Whether `version` is `floor` or newer; a text that is no version is older than all. */
export function isAtLeast(version: string, floor: string): boolean {
  return compareVersions(plainVersion(version), floor) >= 0;
}

/** A version without the spaces around it and the `v` in front that people and tags write. */
export function plainVersion(text: string): string {
  return text.trim().replace(/^v/, "");
}

function parseVersion(text: string): ParsedVersion {
  const release = /^[0-9]+(?:\.[0-9]+)*/.exec(text)?.[0].split(".").map(Number) ?? [0];
  const rc = /rc([0-9]+)/.exec(text)?.[1];
  const post = /post([0-9]+)/.exec(text)?.[1];
  return {
    release,
    rc: rc === undefined ? Infinity : Number(rc),
    post: post === undefined ? -1 : Number(post),
  };
}
