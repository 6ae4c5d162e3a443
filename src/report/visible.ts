/** Escape sequences of terminals. Bounded, so that the cost stays linear. */
const ANSI = /\u001b(?:\[[0-9;:?]{0,40}[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
/** Control characters, marks that turn the direction of text, characters without width, and what is no character. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffc]|[\u{e0000}-\u{e0fff}]|\p{Cs}/gu;

/** Printable ASCII needs no mending; the expressions above cost 30 ms of start-up when they are first used. */
const PLAIN = /^[ -~]*$/;

/** A stranger's text on one line, with everything that is not plainly visible replaced by `�`. */
export function visible(value: string): string {
  if (PLAIN.test(value)) return value;
  return value
    .replace(/\r\n|[\n\r\t]/g, " ")
    .replace(ANSI, "\ufffd")
    .replace(INVISIBLE, "\ufffd");
}

/** The same for a line of a file: tabs and the leading blanks stay. */
export function visibleLine(value: string): string {
  return value
    .replace(ANSI, "\ufffd")
    .replace(INVISIBLE, "\ufffd")
    .replace(/[\n\r]/g, " ");
}

/** At most `max` characters; what is cut out of the middle becomes `…`. */
export function shorten(value: string, max: number): string {
  const characters =
    value.length > 4 * max + 400 ? [...value.slice(0, 2 * max), ...value.slice(-2 * max)] : [...value];
  if (characters.length <= max) return value;
  const head = Math.ceil((max - 1) / 2);
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (max - 1 - head)).join("")}`;
}

/** At most `max` characters of a sentence: up to the end of a clause where one fits, else to a word and `…`. */
export function clause(value: string, max: number): string {
  if (value.length <= max) return value;
  const room = value.slice(0, max + 1);
  const end = Math.max(...[": ", "; ", ", ", ". ", " ("].map((mark) => room.lastIndexOf(mark)));
  if (end > 0) return room.slice(0, end);
  const word = room.slice(0, max - 1).lastIndexOf(" ");
  return word > 0 ? `${room.slice(0, word)}…` : truncate(value, max);
}

/** At most `max` characters; the end is cut off and becomes `…`. */
export function truncate(value: string, max: number): string {
  if (value.length <= max) return value;
  const cut = value.slice(0, max - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/**
 * Printed text whose lines a runner does not take for commands: none begins with `::`, none has `##[`. What is put between
 * has no width.
 */
export function inertLines(value: string): string {
  const inert = (line: string): string =>
    line.trimStart().startsWith("::") ? line.replace("::", ":\u200b:") : line;
  return value.split("\n").map(inert).join("\n").replaceAll("##[", "##\u200b[");
}
