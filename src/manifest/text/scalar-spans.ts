import type { Scalar } from "yaml";
import type { QuoteLayer } from "../types.js";

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  v: "\v",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

/** Where each unit of a string scalar's value starts and ends in the text that was parsed; blanks are −1. */
export interface ScalarSpans {
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/**
 * Maps the value of a string scalar of any style to the text it was parsed from. Folding and indentation touch blanks only,
 * so the n-th other character of the value is the n-th of the source, after undoing the escapes of the two quoted styles.
 * Needs `keepSourceTokens`. Undefined when the two do not agree.
 */
export function scalarSpans(text: string, node: Scalar<string>): ScalarSpans | undefined {
  const begin = contentRange(node);
  if (!begin) return undefined;
  const { value } = node;
  const start = new Int32Array(value.length).fill(-1);
  const end = start.slice();
  let [at] = begin;
  const stop = begin[1];
  for (let k = 0; k < value.length; k++) {
    if (isBlank(value.charCodeAt(k))) continue;
    const unit = nextUnit(text, at, stop, node.type ?? "PLAIN");
    if (!unit || !value.startsWith(unit.text, k)) return undefined;
    for (const last = k + unit.text.length - 1; ; k++) {
      start[k] = unit.from;
      end[k] = unit.to;
      if (k === last) break;
    }
    at = unit.to;
  }
  return { start, end };
}

/** The quoting that a scalar's style puts around its value. */
export function scalarLayer(text: string, node: Scalar): QuoteLayer {
  switch (node.type) {
    case "QUOTE_DOUBLE":
      return { kind: "yaml-double" };
    case "QUOTE_SINGLE":
      return { kind: "yaml-single" };
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED":
      return { kind: "yaml-block", indent: blockIndent(text, node), folded: node.type === "BLOCK_FOLDED" };
    default:
      return { kind: "yaml-plain" };
  }
}

/** First and last offset of a scalar's own characters, quotes left out. */
function contentRange(node: Scalar): [number, number] | undefined {
  const token = node.srcToken;
  if (!token || !node.range) return undefined;
  const [from, to] = node.range;
  if (token.type === "block-scalar") {
    const header = token.props.reduce(
      (sum, prop) => sum + ("source" in prop ? prop.source.length : 0),
      token.offset,
    );
    return [header, to];
  }
  return node.type === "PLAIN" || node.type === undefined ? [from, to] : [from + 1, to - 1];
}

interface Unit {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function nextUnit(text: string, from: number, stop: number, style: string): Unit | undefined {
  let at = from;
  while (at < stop) {
    const code = text.charCodeAt(at);
    if (style === "QUOTE_DOUBLE" && code === 0x5c) {
      const unit = escapeUnit(text, at);
      if (unit.text !== "" && !isBlank(unit.text.charCodeAt(0))) return unit;
      at = unit.to;
    } else if (isBlank(code)) at++;
    else
      return {
        text: text.charAt(at),
        from: at,
        to: at + (style === "QUOTE_SINGLE" && code === 0x27 ? 2 : 1),
      };
  }
  return undefined;
}

function escapeUnit(text: string, from: number): Unit {
  const letter = text.charAt(from + 1);
  const digits = letter === "x" ? 2 : letter === "u" ? 4 : letter === "U" ? 8 : 0;
  if (digits === 0) return { text: ESCAPES[letter] ?? letter, from, to: from + 2 };
  const code = Number.parseInt(text.slice(from + 2, from + 2 + digits), 16);
  const valid = Number.isFinite(code) && code <= 0x10ffff;
  return { text: valid ? String.fromCodePoint(code) : "", from, to: from + 2 + digits };
}

/** The blanks of `\s`. */
function isBlank(code: number): boolean {
  return (
    (code >= 9 && code <= 13) ||
    code === 0x20 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

function blockIndent(text: string, node: Scalar): number {
  const range = contentRange(node);
  if (!range) return 0;
  for (let at = range[0]; at < range[1];) {
    const lineEnd = text.indexOf("\n", at);
    const stop = lineEnd === -1 ? range[1] : lineEnd;
    let first = at;
    while (first < stop && text[first] === " ") first++;
    if (first < stop && text[first] !== "\r") return first - at;
    at = stop + 1;
  }
  return 0;
}
