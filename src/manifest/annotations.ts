import { compact } from "../domain/compact.js";
import { fieldSetting, toBoolean, toNumber } from "./origin.js";
import {
  above,
  MILLISECONDS,
  type FieldReading,
  REQUEST_RATE,
  REQUESTS,
  TEXT,
  TOKENS,
  unreadValue,
} from "./readings.js";
import { type FindingList, reportAt, reportOn } from "./rules.js";
import { ANNOTATION_PREFIX, type ManifestAnnotations, type Setting, type WorkloadFacts } from "./types.js";
import { at, child, type Cursor, nullKeys, offsetOf, textAt } from "./yaml/cursor.js";

/** A step gives at least the one token that is sure. */
const ACCEPTED: FieldReading<number> = {
  convert: (text) => {
    const value = toNumber(text);
    return value !== undefined && value >= 1 ? value : undefined;
  },
  allowed: "a number of tokens a step, 1 or more",
};

const NUMBERS = {
  isl: ["isl", TOKENS],
  osl: ["osl", TOKENS],
  prefixTokens: ["prefix-tokens", above(-1, true, "a whole number of tokens, 0 or more")],
  concurrency: ["concurrency", REQUESTS],
  requestRate: ["request-rate", REQUEST_RATE],
  ttftMs: ["ttft-ms", MILLISECONDS],
  tpotMs: ["tpot-ms", MILLISECONDS],
  e2eMs: ["e2e-ms", MILLISECONDS],
  acceptLength: ["accept-length", ACCEPTED],
} as const satisfies Partial<Record<keyof WorkloadFacts, readonly [string, FieldReading<number>]>>;

const TEXTS = {
  system: ["system", TEXT],
  decodeSystem: ["decode-system", TEXT],
  model: ["model", TEXT],
  backendVersion: ["backend-version", TEXT],
} as const satisfies Partial<Record<keyof WorkloadFacts, readonly [string, FieldReading<string>]>>;

const IGNORE: FieldReading<boolean> = { convert: toBoolean, allowed: "true or false" };

/** Names of our annotations after the prefix. */
export const ANNOTATION_KEYS: readonly string[] = [
  ...Object.values(NUMBERS).map(([name]) => name),
  ...Object.values(TEXTS).map(([name]) => name),
  "ignore",
];

/**
 * The annotations of a deployment that are ours. A value that cannot be read is an error at its line: a limit that
 * silently disappears lets a gate pass.
 */
export function readAnnotations(root: Cursor, findings: FindingList): ManifestAnnotations {
  const annotations = at(root, "metadata", "annotations");
  const empty = new Map(nullKeys(annotations));
  const read = <T>([name, reading]: readonly [string, FieldReading<T>]): Setting<T> | undefined => {
    const key = ANNOTATION_PREFIX + name;
    const cursor = child(annotations, key);
    if (cursor === undefined) {
      const place = empty.get(key);
      if (place !== undefined)
        reportOn(findings, "annotation-invalid", place, `${key} needs ${reading.allowed}, and has no value.`);
      return undefined;
    }
    const setting = fieldSetting(cursor, key, reading.convert, "annotation");
    if (setting === undefined) reportUnread(cursor, key, reading.allowed, findings);
    return setting;
  };
  const all = <T>(table: Readonly<Record<string, readonly [string, FieldReading<T>]>>): WorkloadFacts =>
    compact(Object.fromEntries(Object.entries(table).map(([key, row]) => [key, read(row)])));
  const ignore = read(["ignore", IGNORE]);
  return { ...all(NUMBERS), ...all(TEXTS), ...compact({ ignore }) };
}

function reportUnread(cursor: Cursor, key: string, allowed: string, findings: FindingList): void {
  const start = offsetOf(cursor);
  const message = unreadValue(key, allowed, textAt(cursor)?.text);
  reportAt(findings, "annotation-invalid", start, start + key.length, message);
}
