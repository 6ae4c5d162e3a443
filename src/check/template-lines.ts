import { hidesLines } from "../manifest/yaml/two-readers.js";

/** The header of a block scalar at the end of a line. */
const BLOCK_SCALAR = /(?:^|[\s:-])[|>][-+\d]{0,2}\s*(?:#.*)?$/;
/** A comment that no engine of templates fills in, and that is none of its own words. */
const PLAIN_COMMENT = /^\s*#(?!jinja)[^{}$%<>`\\]*$/;
/** Texts in which a line may end elsewhere, or that other engines than Go's fill in. */
const OTHER_ENGINE = /\{%|\{#|%\{|\bdefine\b|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]/;

/**
 * Whether two templates differ in comments and empty lines between keys alone. They are no YAML before they are filled in, so that they
 * are compared by lines, and a line counts as a comment only where nothing can make another thing of it: not in a block
 * scalar, in an action or between quotes, and no action beside it eats the end of its line.
 */
export function isSameTemplate(head: string, base: string): boolean {
  const [now, before] = [head, base].map(withoutComments);
  return now !== undefined && now === before;
}

/** A text that is no YAML without its comments; undefined where they cannot be told. */
export function withoutComments(text: string): string | undefined {
  if (OTHER_ENGINE.test(text) || hidesLines(text)) return undefined;
  const lines = text.split(/\r?\n/);
  const kept: string[] = [];
  /** indentation of the key whose text goes on over lines */
  let block: number | undefined;
  for (const [index, line] of lines.entries()) {
    const indent = line.length - line.trimStart().length;
    const isBlank = line.trim() === "";
    const isInside = block !== undefined && (isBlank || indent > block || line.startsWith("{{"));
    if (!isInside) block = undefined;
    const isEaten = /-\}\}\s*$/.test(kept.at(-1) ?? "") || /^\s*\{\{-/.test(lines[index + 1] ?? "");
    const isNothing = isBlank ? isBetweenKeys(lines, index) : PLAIN_COMMENT.test(line);
    if (!isInside && !isEaten && isNothing) continue;
    if (!isInside && (isUneven(line) || isOpen(line))) return undefined;
    if (!isInside && BLOCK_SCALAR.test(line)) block = indent;
    kept.push(line);
  }
  return kept.join("\n");
}

/** Whether an empty line stands in front of a key, a comment or the end: elsewhere it may be one of a text over lines. */
function isBetweenKeys(lines: readonly string[], at: number): boolean {
  const next = lines[at + 1];
  return next === undefined || /^\s*(?:#|[\w./-]+:(?:\s|$))/.test(next);
}

/** Whether a quote may go on in the next line. */
function isUneven(line: string): boolean {
  return ['"', "'"].some((quote) => line.split(quote).length % 2 === 0);
}

/** Whether an action goes on in the next line. */
function isOpen(line: string): boolean {
  return line.split("{{").length !== line.split("}}").length;
}
