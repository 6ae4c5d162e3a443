import { fieldSetting, toBoolean, toNumber, toText } from "./origin.js";
import { ANNOTATION_PREFIX, type ManifestAnnotations, type WorkloadFacts } from "./types.js";
import { at, child, type Cursor } from "./yaml/cursor.js";

const NUMBERS = {
  isl: "isl",
  osl: "osl",
  prefixTokens: "prefix-tokens",
  concurrency: "concurrency",
  requestRate: "request-rate",
  ttftMs: "ttft-ms",
  tpotMs: "tpot-ms",
  e2eMs: "e2e-ms",
  acceptLength: "accept-length",
} as const satisfies Partial<Record<keyof WorkloadFacts, string>>;

const TEXTS = {
  system: "system",
  decodeSystem: "decode-system",
  model: "model",
  backendVersion: "backend-version",
} as const satisfies Partial<Record<keyof WorkloadFacts, string>>;

/** Names of our annotations after the prefix. */
export const ANNOTATION_KEYS: readonly string[] = [
  ...Object.values(NUMBERS),
  ...Object.values(TEXTS),
  "ignore",
];

/** The annotations of a deployment that are ours. Values that do not convert are left out. */
export function readAnnotations(root: Cursor): ManifestAnnotations {
  const annotations = at(root, "metadata", "annotations");
  const read = (name: string): Cursor | undefined => child(annotations, ANNOTATION_PREFIX + name);
  const found: Record<string, unknown> = {};
  for (const [key, name] of Object.entries(NUMBERS)) {
    const setting = fieldSetting(read(name), ANNOTATION_PREFIX + name, positive, "annotation");
    if (setting) found[key] = setting;
  }
  for (const [key, name] of Object.entries(TEXTS)) {
    const setting = fieldSetting(read(name), ANNOTATION_PREFIX + name, toText, "annotation");
    if (setting) found[key] = setting;
  }
  const ignore = fieldSetting(read("ignore"), `${ANNOTATION_PREFIX}ignore`, toBoolean, "annotation");
  return { ...(found as WorkloadFacts), ...(ignore && { ignore }) };
}

function positive(text: string): number | undefined {
  const value = toNumber(text);
  return value !== undefined && value >= 0 ? value : undefined;
}
