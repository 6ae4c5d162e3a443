import { shorten, truncate, visible, visibleLine } from "./visible.js";

/**
 * Markdown as GitHub reads it. Every text that is not ours passes through {@link text}, {@link code} or {@link fence};
 * links are built from our own parts alone. Functions return single lines unless they say otherwise.
 */

/** No-break space, between a number and its unit. */
export const NBSP = "\u00a0";
/** Breaks names, numbers and addresses that GitHub would link, without being seen. */
const BREAK = "\u200b";
/** Longest text of a stranger anywhere. */
const MAX_TEXT = 200;
/** Longest line in a fence. */
const MAX_LINE = 400;

/** A stranger's words as plain text: no markup, no mention, no reference, no address becomes active. */
export function text(value: string, max = MAX_TEXT): string {
  return guardStart(escape(shorten(visible(value), max)));
}

function escape(value: string): string {
  return value
    .replace(/[\\`*_{}[\]<>&|~$!]/g, (mark) => `\\${mark}`)
    .replace(/[@#]/g, (mark) => `${mark}${BREAK}`)
    .replace(/:(?=[a-z/])/gi, `:${BREAK}`)
    .replace(/(?:www\.|gh-)/gi, (start) => `${start.slice(0, -1)}${BREAK}${start.slice(-1)}`);
}

/** At the start of a line blanks, list marks, quotes and headings mean something. */
function guardStart(markdown: string): string {
  return /^(?:[\s\-+=>#]|\d{1,9}[.)](?:\s|$))/.test(markdown) ? `${BREAK}${markdown}` : markdown;
}

/** A name, path or setting as a code span. What a span cannot hold inside a table becomes `<code>` with entities. */
export function code(value: string, max = MAX_TEXT): string {
  const shown = shorten(visible(value), max);
  return shown.trim() === "" || /[`|\\]/.test(shown) ? `<code>${entities(shown)}</code>` : `\`${shown}\``;
}

/** The same inside a block of HTML (`<summary>`), where Markdown is not read. */
export function codeHtml(value: string, max = MAX_TEXT): string {
  const shown = shorten(visible(value), max);
  return `<code>${shown.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)}</code>`;
}

/** Every ASCII mark as a numeric entity: neutral in HTML and in Markdown. Addresses are looked for after decoding. */
function entities(value: string): string {
  return value.replace(/[!-/:-@[-`{-~]/g, (mark) => `&#${mark.charCodeAt(0)};${mark === "@" ? BREAK : ""}`);
}

/** Our own sentence that carries names in backticks: the names become code spans, the rest is plain text. */
export function prose(value: string, max = 600): string {
  const parts = shorten(visible(value), max).split("`");
  // an unpaired backtick opens nothing
  const paired = parts.length % 2 === 1 ? parts : [...parts.slice(0, -2), `${parts.at(-2)}\`${parts.at(-1)}`];
  return guardStart(
    paired
      .map((part, index) => (index % 2 === 1 ? (part === "" ? "" : code(part, max)) : escape(part)))
      .join(""),
  );
}

/** A link; `label` is Markdown already, `url` one of `links.ts`. Without an address just the label. */
export function link(label: string, url: string | undefined): string {
  return url === undefined ? label : `[${label}](${url})`;
}

export function bold(markdown: string): string {
  return `**${markdown}**`;
}

/** Lines of a file in a fence that none of them can close. Several lines. */
export function fence(language: string, lines: readonly string[]): string {
  const shown = lines.map((line) => truncate(visibleLine(line), MAX_LINE));
  let ticks = 3;
  for (const line of shown)
    for (const run of line.matchAll(/`{3,}/g)) ticks = Math.max(ticks, run[0].length + 1);
  const mark = "`".repeat(ticks);
  return [`${mark}${language}`, ...shown, mark].join("\n");
}

/** A table; cells are Markdown already. `align`: one letter a column, `l` or `r`. Several lines. */
export function table(
  header: readonly string[],
  align: string,
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const delimiter = `|${[...align].map((side) => (side === "r" ? "--:" : ":--")).join("|")}|`;
  return [line(header), delimiter, ...rows.map(line)].join("\n");
}

/** A fold; `summary` is HTML already. Several lines. */
export function fold(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** Small print. */
export function small(markdown: string): string {
  return `<sub>${markdown}</sub>`;
}
