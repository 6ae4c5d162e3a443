import type { MappedText } from "../text/mapped-text.js";
import type { Entry } from "./entries.js";
import type { ValueType } from "./spec.js";

const BOOLEANS = new Map([
  ...["yes", "on", "y"].map((word) => [word, "true"] as const),
  ...["no", "off", "n"].map((word) => [word, "false"] as const),
]);
const FILES: readonly Entry["how"][] = ["config-map", "here-doc"];

/**
 * The text of a value as the engine's loader reads it. Engines read their files by YAML 1.1, where more words than two are
 * booleans and whole numbers have more forms; on a command line they are words, and so are texts in quotes.
 */
export function asLoaded({ how }: Entry, type: ValueType, value: MappedText): string {
  const text = value.text.trim();
  const switches = type === "on" || type === "off" || type === "bool";
  if (how !== "flag" && switches) return BOOLEANS.get(text.toLowerCase()) ?? text;
  const isPlain = value.pieces[0]?.source.layers.at(-1)?.kind === "yaml-plain";
  return FILES.includes(how) && isPlain ? String(wholeNumber(text) ?? text) : text;
}

/** A whole number that is not written as a decimal one: `0x40`, `0100` and `1:4` are 64, `0b100` is 4. */
function wholeNumber(text: string): number | undefined {
  const [, sign = "", digits = ""] = /^([+-]?)([\dA-Fa-fx_:]{2,40})$/.exec(text) ?? [];
  const plain = digits.replaceAll("_", "");
  const value = /^0(?:x[\da-f]+|b[01]+)$/i.test(plain)
    ? Number(plain)
    : /^0[0-7]+$/.test(plain)
      ? parseInt(plain, 8)
      : /^[1-9]\d*(?::[0-5]?\d)+$/.test(plain)
        ? plain.split(":").reduce((sum, part) => sum * 60 + Number(part), 0)
        : undefined;
  return value !== undefined && Number.isSafeInteger(value) ? (sign === "-" ? -value : value) : undefined;
}
