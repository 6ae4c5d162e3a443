import { CONFIDENCE_RANGE, isConfidence } from "../../domain/confidence.js";
import { compact } from "../../domain/compact.js";
import { didYouMean } from "../../domain/nearest-name.js";
import { mapping, type Mapping } from "./flat.js";
import type { Problem } from "./validate.js";

/** Top-level key of a saved file: what answered it, so that running it again asks the same. It is no experiment. */
export const ANSWERED_BY = "answered_by";

/** What answered a saved search. A flag of the command that runs it again is stronger. */
export interface AnsweredBy {
  readonly profile?: "calibrated" | "reference";
  /** chance with which rows held their limits */
  readonly confidence?: number;
  /** release of the performance data and the calibration */
  readonly data?: string;
}

const PROFILES: readonly unknown[] = ["calibrated", "reference"];
const KEYS: Readonly<
  Record<keyof AnsweredBy, readonly [allowed: (value: unknown) => boolean, what: string]>
> = {
  profile: [(value) => PROFILES.includes(value), PROFILES.join(" or ")],
  confidence: [
    (value) => typeof value === "number" && isConfidence(value),
    `a number from ${CONFIDENCE_RANGE.least} to ${CONFIDENCE_RANGE.most}`,
  ],
  data: [(value) => typeof value === "string", "a text"],
};

/** The settings of a file, and what is wrong with them. A file without the key has none. */
export function readAnsweredBy(root: Mapping): {
  readonly answeredBy: AnsweredBy;
  readonly problems: readonly Problem[];
} {
  const given = root[ANSWERED_BY];
  if (given === undefined) return { answeredBy: {}, problems: [] };
  const bad = (key: readonly string[], onKey: boolean, message: string): Problem => ({
    path: [ANSWERED_BY, ...key],
    onKey,
    message,
  });
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return { answeredBy: {}, problems: [bad([], true, `${ANSWERED_BY} must be a mapping`)] };
  const values = mapping(given);
  const problems = Object.entries(values).flatMap(([key, value]) => {
    const rule = Object.hasOwn(KEYS, key) ? KEYS[key as keyof AnsweredBy] : undefined;
    if (rule === undefined)
      return [bad([key], true, `${ANSWERED_BY} has no ${key}${didYouMean(key, Object.keys(KEYS))}`)];
    return rule[0](value)
      ? []
      : [bad([key], false, `${ANSWERED_BY}.${key} is ${JSON.stringify(value)}; ${rule[1]} is needed`)];
  });
  const { profile, confidence, data } = values as AnsweredBy;
  return { answeredBy: problems.length > 0 ? {} : compact({ profile, confidence, data }), problems };
}
