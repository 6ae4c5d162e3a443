/** True when a version (`1.3.0`, `v0.8.1-efa`) is at least `major.minor`. False when it is no version. */
export function versionAtLeast(version: string, major: number, minor: number): boolean {
  const match = /^v?(\d{1,6})\.(\d{1,6})/.exec(version);
  if (!match) return false;
  const [have, haveMinor] = [Number(match[1]), Number(match[2])];
  return have > major || (have === major && haveMinor >= minor);
}
