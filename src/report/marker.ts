import type { VerdictKind } from "../domain/review.js";

/** The hidden first line of a comment: whose it is and what it was made from. */
export interface Marker {
  readonly v: 1;
  readonly head: string;
  readonly run: number;
  readonly attempt: number;
  readonly verdict: VerdictKind | "none" | "error";
  readonly hashes?: Readonly<Record<string, string>>;
}

const PREFIX = "dynamo-advisor:";
const MAX_LENGTH = 4096;
const KEY = /^[a-z0-9](?:[a-z0-9._/]|-(?!-)){0,59}$/i;

/** Whether a comment key can stand in the hidden header. */
export function isCommentKey(key: string): boolean {
  return KEY.test(key) && !key.endsWith("-");
}

/** The header as one line. Nothing in it can end the HTML comment. */
export function encodeMarker(key: string, marker: Marker): string {
  const json = JSON.stringify(marker)
    .replace(/[<>]/g, (mark) => (mark === "<" ? "\\u003c" : "\\u003e"))
    .replace(/-(?=-)|(?<=-)-/g, "\\u002d");
  return `<!-- ${PREFIX}${isCommentKey(key) ? key : "default"} ${json} -->`;
}

/** Whether a comment body begins with our header for this key, whatever it holds. */
export function hasMarker(body: string, key: string): boolean {
  return body.startsWith(`<!-- ${PREFIX}${key} {`);
}

/**
 * The header of a comment body. Anyone who can comment can forge one: check the author first, and let it decide nothing
 * but "same or newer". Undefined when it is absent, for another key, too long or not of this shape.
 */
export function decodeMarker(body: string, key: string): Marker | undefined {
  if (!hasMarker(body, key)) return undefined;
  const end = body.indexOf("\n");
  const line = (end < 0 ? body : body.slice(0, end)).trimEnd();
  if (line.length > MAX_LENGTH || !line.endsWith("} -->")) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(line.slice(`<!-- ${PREFIX}${key} `.length, -" -->".length));
  } catch {
    return undefined;
  }
  return isMarker(data) ? data : undefined;
}

function isMarker(data: unknown): data is Marker {
  if (typeof data !== "object" || data === null) return false;
  const { v, head, run, attempt, verdict, hashes } = data as Record<string, unknown>;
  return (
    v === 1 &&
    typeof head === "string" &&
    head.length <= 64 &&
    Number.isSafeInteger(run) &&
    Number.isSafeInteger(attempt) &&
    typeof verdict === "string" &&
    (hashes === undefined ||
      (typeof hashes === "object" &&
        hashes !== null &&
        Object.values(hashes).every((hash) => typeof hash === "string")))
  );
}
