const PATTERN = /^(\d+(?:\.\d+)*)(?:(a|b|rc)(\d+))?(?:\.post(\d+))?(?:\.dev(\d+))?$/;

/** Compares two versions in PEP 440 order (no epochs, no local parts). Throws on a text that is none. */
export function compareVersions(a: string, b: string): number {
  const left = sortKey(a);
  const right = sortKey(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const step = (left[i] ?? 0) - (right[i] ?? 0);
    if (step !== 0) return step;
  }
  return 0;
}

const RELEASE_PARTS = 4;

/** Release numbers, then pre-release, post-release and development numbers, so that plain comparison sorts them. */
function sortKey(version: string): number[] {
  const match = PATTERN.exec(version);
  if (match === null) throw new Error(`${version} is not a PEP 440 version`);
  const [, release = "", pre, preNumber, post, dev] = match;
  const numbers = release.split(".").map(Number);
  if (numbers.length > RELEASE_PARTS) throw new Error(`${version}: more than ${RELEASE_PARTS} release numbers`);
  while (numbers.length < RELEASE_PARTS) numbers.push(0);
  const onlyDev = pre === undefined && post === undefined && dev !== undefined;
  const stage = onlyDev ? -1 : pre === undefined ? 3 : ["a", "b", "rc"].indexOf(pre);
  return [...numbers, stage, Number(preNumber ?? 0), post === undefined ? -1 : Number(post), dev === undefined ? Infinity : Number(dev)];
}
