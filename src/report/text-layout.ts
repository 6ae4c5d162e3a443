import { textWidth } from "./text-width.js";
import { visible } from "./visible.js";

/** Looks of a terminal that we use. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow";

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

/** A function that styles text, or leaves it alone. */
export function styler(color: boolean): (style: Style, text: string) => string {
  return (style, text) => (color ? `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m` : text);
}

/** Markdown that we made ourselves as plain text: no emphasis, no spans, no marks that a terminal draws two cells wide. */
export function plainText(markdown: string): string {
  return visible(markdown.replaceAll("\u200b", ""))
    .replace(/<\/?code>/g, "")
    .replace(/&#(?<mark>\d{1,5});/g, (_all, mark: string) => String.fromCodePoint(Number(mark)))
    .replace(/\*\*/g, "")
    .replace(/\\(?<mark>[\\`*_{}[\]<>&|~$!])/g, (_all, mark: string) => mark)
    .replaceAll("`", "")
    .replace(/^(?:✅|⚪|❌|⚠️) (?=[A-Z])/u, "")
    .replaceAll("❌ ", "✗ ")
    .replaceAll("⚠️ ", "! ")
    .replaceAll("\u00a0", " ");
}

/** Words in lines of at most `columns`; lines after the first are indented, all by `indent`. */
export function wrap(text: string, columns: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const next = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(indent + next) > columns - (lines.length > 0 ? 2 : 0)) {
      lines.push(line);
      line = word;
    } else line = next;
  }
  lines.push(line);
  return lines.map((each, index) => `${indent}${index > 0 ? "  " : ""}${each}`);
}
