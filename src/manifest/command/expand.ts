import type { TextRange } from "../../domain/location.js";
import { concat, derive, type MappedText, offsetsAt, slice } from "../text/mapped-text.js";
import type { QuoteLayer } from "../types.js";
import type { Environment } from "./environment.js";
import type { ShellHereDoc, ShellPart, ShellWord } from "./shell-steps.js";

/** One expanded argument. */
export interface Argument {
  readonly text: MappedText;
  /** a variable or substitution in it is not known */
  readonly unresolved: boolean;
  /** the word or list item with its quotes */
  readonly whole?: TextRange;
  /** it may or may not be there: it is added in a branch or a loop */
  readonly conditional: boolean;
}

/** What a variable of the script holds. */
export type Value =
  | { readonly kind: "text"; readonly text: MappedText | undefined }
  | { readonly kind: "list"; readonly items: readonly Argument[]; readonly uncertain: boolean };

/** What words are expanded with. */
export interface ShellScope {
  readonly script: MappedText;
  readonly variables: Map<string, Value>;
  readonly environment: Environment;
  readonly positional: readonly Argument[];
  /** variables that something else than a plain assignment sets: nothing is known of them */
  readonly loose: ReadonlySet<string>;
  /** words are split at blanks */
  readonly splits: boolean;
}

/** Most arguments that expansion may give, whatever arrays contain. */
export const MAX_ARGUMENTS = 4000;
/** Longest text that expansion may give: `A=$A$A` doubles with every line. */
const MAX_EXPANSION = 256 * 1024;

/** Text of a variable: what the script set, else the container's environment. */
export function lookUp(scope: ShellScope, name: string): MappedText | undefined {
  if (scope.loose.has(name)) return undefined;
  const value = scope.variables.get(name);
  if (value) return value.kind === "text" ? value.text : value.items[0]?.text;
  if (/^\d+$/.test(name)) return Number(name) > 0 ? scope.positional[Number(name) - 1]?.text : undefined;
  return scope.environment.get(name)?.text;
}

export function expandWords(scope: ShellScope, words: readonly ShellWord[]): readonly Argument[] {
  const found: Argument[] = [];
  for (const word of words) {
    for (const argument of expandWord(scope, word)) found.push(argument);
    if (found.length >= MAX_ARGUMENTS) break;
  }
  return found;
}

/** A word as the shell would pass it: none, one or several arguments. */
export function expandWord(scope: ShellScope, word: ShellWord): readonly Argument[] {
  const [only] = word.parts;
  if (!scope.splits && word.parts.some((part) => part.kind === "variable" && !part.quoted))
    return [{ ...expandOne(scope, word), unresolved: true }];
  if (word.parts.length === 1 && only?.kind === "variable") {
    if (only.all) return expandAll(scope, only.name, word);
    const text = lookUp(scope, only.name);
    if (!only.quoted && text && /\s|^$/.test(text.text)) return splitBlanks(text);
  }
  return [expandOne(scope, word)];
}

function expandAll(scope: ShellScope, name: string, word: ShellWord): readonly Argument[] {
  if (name === "@" || name === "*") return scope.positional;
  const value = scope.loose.has(name) ? undefined : scope.variables.get(name);
  if (value?.kind === "list")
    return value.uncertain ? value.items.map((item) => ({ ...item, conditional: true })) : value.items;
  if (value?.kind === "text" && value.text)
    return [{ text: value.text, unresolved: false, conditional: false }];
  return [{ text: slice(scope.script, word.start, word.end), unresolved: true, conditional: false }];
}

/** A word as one argument, variables expanded in place. */
export function expandOne(scope: ShellScope, word: ShellWord): Argument {
  const expanded = expandParts(scope, word.parts);
  const begin = offsetsAt(scope.script, word.start);
  const stop = offsetsAt(scope.script, word.end - 1);
  const whole = begin && stop && stop.end >= begin.start ? { start: begin.start, end: stop.end } : undefined;
  return { ...expanded, conditional: false, ...(whole && { whole }) };
}

function expandParts(
  scope: ShellScope,
  parts: readonly ShellPart[],
): { readonly text: MappedText; readonly unresolved: boolean } {
  let unresolved = false;
  const texts = parts.map((part): MappedText => {
    if (part.kind === "text")
      return derive(scope.script, part.value, part.starts, part.ends, layerOf(part.quote));
    if (part.kind === "variable" && !part.all) {
      const text = lookUp(scope, part.name);
      const known = text !== undefined && !(text.text === "" && part.fallback);
      if (known) return text;
      if (part.fallback && !isDefinedElsewhere(scope, part.name)) {
        const fallback = expandParts(scope, part.fallback.parts);
        unresolved ||= fallback.unresolved;
        return fallback.text;
      }
    }
    unresolved = true;
    return { text: part.text, pieces: [] };
  });
  if (texts.reduce((sum, text) => sum + text.text.length, 0) > MAX_EXPANSION)
    return { text: { text: "", pieces: [] }, unresolved: true };
  return { text: concat(texts.filter((text) => text.text !== "")), unresolved };
}

/** Set, but to something that the file does not tell: a fallback would be a guess. */
function isDefinedElsewhere(scope: ShellScope, name: string): boolean {
  const value = scope.variables.get(name);
  return (
    scope.loose.has(name) ||
    (value?.kind === "text" && value.text === undefined) ||
    (value === undefined && scope.environment.get(name)?.reason !== undefined)
  );
}

function layerOf(quote: "none" | "single" | "double"): QuoteLayer {
  return { kind: quote === "none" ? "shell-plain" : quote === "single" ? "shell-single" : "shell-double" };
}

export function joined(args: readonly Argument[]): string | undefined {
  return args.some((arg) => arg.unresolved) ? undefined : args.map((arg) => arg.text.text).join(" ");
}

/** Splits at blanks, as the shell does with an unquoted variable. */
function splitBlanks(text: MappedText): readonly Argument[] {
  return [...text.text.matchAll(/\S+/g)].map((match) => ({
    text: slice(text, match.index, match.index + match[0].length),
    unresolved: false,
    conditional: false,
  }));
}

export function hereDocBody(scope: ShellScope, document: ShellHereDoc): MappedText {
  const layer: QuoteLayer = { kind: "here-doc", expands: !document.quoted };
  if (document.parts) {
    return concat(
      document.parts
        .map((part) =>
          part.kind === "text"
            ? derive(scope.script, part.value, part.starts, part.ends, layer)
            : expandParts(scope, [part]).text,
        )
        .filter((text) => text.text !== ""),
    );
  }
  const starts: number[] = [];
  let value = "";
  let lineStart = true;
  for (let at = document.start; at < document.end; at++) {
    const letter = scope.script.text.charAt(at);
    if (document.stripTabs && lineStart && letter === "\t") continue;
    lineStart = letter === "\n";
    value += letter;
    starts.push(at);
  }
  return derive(
    scope.script,
    value,
    starts,
    starts.map((start) => start + 1),
    layer,
  );
}
