import type { TextRange } from "../../domain/location.js";
import { concat, derive, type MappedText, offsetsAt, slice, trim } from "../text/mapped-text.js";
import type { QuoteLayer } from "../types.js";
import type { Environment } from "./environment.js";
import { type Program, findProgram } from "./program.js";
import { parseShell, type ShellHereDoc, type ShellPart, type ShellStep, type ShellWord } from "./shell.js";

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

/** A file that the script writes with a here-document. */
export interface WrittenFile {
  readonly path: string;
  readonly body: MappedText;
}

/** What running a script would start last. */
export interface ScriptResult {
  readonly program: Program | undefined;
  readonly args: readonly Argument[];
  readonly files: readonly WrittenFile[];
  /** environment set by the script for the program */
  readonly assigned: ReadonlyMap<string, MappedText>;
  readonly form: "shell" | "array";
  readonly start: number;
  readonly errors: readonly { readonly message: string; readonly pos: number }[];
  readonly usesArrays: boolean;
  /** the engine's words hang on another command (stray backslashes of a folded scalar) */
  readonly strayBackslashes: boolean;
  /** how many commands run an engine */
  readonly engineCommands: number;
  /** words of every benchmark command (`aiperf`, `genai-perf`) */
  readonly benchmarks: readonly (readonly Argument[])[];
}

type Value =
  | { readonly kind: "text"; readonly text: MappedText | undefined }
  | { readonly kind: "list"; readonly items: readonly Argument[]; readonly uncertain: boolean };

interface Scope {
  readonly script: MappedText;
  readonly variables: Map<string, Value>;
  readonly environment: Environment;
  readonly positional: readonly Argument[];
}

/** Most arguments that expansion may give, whatever arrays contain. */
const MAX_ARGUMENTS = 4000;
/** Longest text that expansion may give: `A=$A$A` doubles with every line. */
const MAX_EXPANSION = 256 * 1024;

/**
 * Reads a script without running it: follows plain variables, arrays and here-documents, and takes the last command that
 * runs an engine (of none, the last program). Undefined when the script cannot be parsed.
 */
export function readScript(
  script: MappedText,
  environment: Environment,
  positional: readonly Argument[],
): ScriptResult | undefined {
  const shell = parseShell(script.text);
  if (!shell) return undefined;
  const scope: Scope = { script, variables: new Map(), environment, positional };
  const files: WrittenFile[] = [];
  let best:
    | {
        program: Program;
        args: readonly Argument[];
        step: Extract<ShellStep, { kind: "run" }>;
        words: readonly Argument[];
      }
    | undefined;
  let engines = 0;
  const benchmarks: (readonly Argument[])[] = [];
  for (const step of shell.steps) {
    if (step.kind === "assign") assign(scope, step);
    else if (step.kind === "unset") scope.variables.set(step.name, { kind: "text", text: undefined });
    else {
      for (const document of step.hereDocs) {
        const target = step.outputs[0] ?? teeTarget(step.words);
        const path = target && joined(expandWord(scope, target));
        if (path !== undefined) files.push({ path, body: hereDocBody(scope, document) });
      }
      const words = expandWords(scope, step.words);
      if (BENCHMARK.test(words[0]?.text.text ?? "") && benchmarks.length < 50) benchmarks.push(words);
      const program = findProgram(words.map((word) => word.text.text));
      if (!program) continue;
      const isEngine = program.kind === "engine" || program.kind === "sidecar";
      if (isEngine) engines++;
      if (isEngine || best === undefined || (best.program.kind === "other" && !isQuiet(program.name))) {
        if (best && best.program.kind !== "other" && !isEngine) continue;
        best = { program, args: words.slice(program.firstArgument), step, words };
      }
    }
  }
  const first = best?.words[0]?.text.text ?? "";
  const stray =
    best !== undefined &&
    best.words.some(
      (word, i) =>
        word.text.text.startsWith(" ") &&
        (i < (best?.program.firstArgument ?? 0) || /^ +--?[A-Za-z]/.test(word.text.text)),
    );
  return {
    program: best?.program,
    args: stray ? (best?.args ?? []).map((arg) => ({ ...arg, text: trim(arg.text) })) : (best?.args ?? []),
    files,
    assigned: assignedText(scope, best?.step),
    form:
      best &&
      best.step.words.some((word) =>
        word.parts.some((part) => part.kind === "variable" && part.all && part.name !== "@"),
      )
        ? "array"
        : "shell",
    start: best?.step.start ?? 0,
    errors: shell.errors,
    usesArrays: shell.usesArrays,
    strayBackslashes: stray && first !== "",
    engineCommands: engines,
    benchmarks,
  };
}

const BENCHMARK = /^(?:.*\/)?(?:aiperf|genai-perf)$/;

const QUIET = new Set([
  "set",
  "ulimit",
  "export",
  "cd",
  "mkdir",
  "echo",
  "printf",
  "source",
  ".",
  "unset",
  "sysctl",
  "sleep",
  "tee",
  "true",
  "cat",
  "exit",
  "test",
  "[",
]);

function isQuiet(name: string): boolean {
  return QUIET.has(name);
}

/** `tee FILE <<EOF` writes too. */
function teeTarget(words: readonly ShellWord[]): ShellWord | undefined {
  if (words[0]?.text !== "tee") return undefined;
  return words.slice(1).find((word) => !word.text.startsWith("-"));
}

function assign(scope: Scope, step: Extract<ShellStep, { kind: "assign" }>): void {
  const before = scope.variables.get(step.name);
  if (isWordList(step.value)) {
    const added = expandWords(scope, step.value).map((item) =>
      step.conditional ? { ...item, conditional: true } : item,
    );
    const kept = step.append && before?.kind === "list" ? before.items : [];
    const items = [...kept, ...added].slice(0, MAX_ARGUMENTS);
    scope.variables.set(step.name, { kind: "list", items, uncertain: step.conditional && !step.append });
    return;
  }
  if (step.conditional) {
    scope.variables.set(step.name, { kind: "text", text: undefined });
    return;
  }
  const expanded = expandOne(scope, step.value);
  const text = expanded.unresolved ? undefined : expanded.text;
  const old = lookUp(scope, step.name);
  if (!step.append) scope.variables.set(step.name, { kind: "text", text });
  else if (before?.kind !== "list")
    scope.variables.set(step.name, { kind: "text", text: text && old ? concat([old, text]) : undefined });
}

function isWordList(value: ShellWord | readonly ShellWord[]): value is readonly ShellWord[] {
  return Array.isArray(value);
}

/** Text of a variable: what the script set, else the container's environment. */
function lookUp(scope: Scope, name: string): MappedText | undefined {
  const value = scope.variables.get(name);
  if (value) return value.kind === "text" ? value.text : value.items[0]?.text;
  if (/^\d+$/.test(name)) return Number(name) > 0 ? scope.positional[Number(name) - 1]?.text : undefined;
  return scope.environment.get(name)?.text;
}

function expandWords(scope: Scope, words: readonly ShellWord[]): readonly Argument[] {
  const found: Argument[] = [];
  for (const word of words) {
    for (const argument of expandWord(scope, word)) found.push(argument);
    if (found.length >= MAX_ARGUMENTS) break;
  }
  return found;
}

/** A word as the shell would pass it: none, one or several arguments. */
function expandWord(scope: Scope, word: ShellWord): readonly Argument[] {
  const [only] = word.parts;
  if (word.parts.length === 1 && only?.kind === "variable") {
    if (only.all) return expandAll(scope, only.name, word);
    const text = lookUp(scope, only.name);
    if (!only.quoted && text && /\s|^$/.test(text.text)) return splitBlanks(text);
  }
  return [expandOne(scope, word)];
}

function expandAll(scope: Scope, name: string, word: ShellWord): readonly Argument[] {
  if (name === "@" || name === "*") return scope.positional;
  const value = scope.variables.get(name);
  if (value?.kind === "list")
    return value.uncertain ? value.items.map((item) => ({ ...item, conditional: true })) : value.items;
  if (value?.kind === "text" && value.text)
    return [{ text: value.text, unresolved: false, conditional: false }];
  return [{ text: slice(scope.script, word.start, word.end), unresolved: true, conditional: false }];
}

/** A word as one argument, variables expanded in place. */
function expandOne(scope: Scope, word: ShellWord): Argument {
  const expanded = expandParts(scope, word.parts);
  const begin = offsetsAt(scope.script, word.start);
  const stop = offsetsAt(scope.script, word.end - 1);
  const whole = begin && stop && stop.end >= begin.start ? { start: begin.start, end: stop.end } : undefined;
  return { ...expanded, conditional: false, ...(whole && { whole }) };
}

function expandParts(
  scope: Scope,
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
function isDefinedElsewhere(scope: Scope, name: string): boolean {
  const value = scope.variables.get(name);
  return (
    (value?.kind === "text" && value.text === undefined) ||
    (value === undefined && scope.environment.get(name)?.reason !== undefined)
  );
}

function layerOf(quote: "none" | "single" | "double"): QuoteLayer {
  return { kind: quote === "none" ? "shell-plain" : quote === "single" ? "shell-single" : "shell-double" };
}

function joined(args: readonly Argument[]): string | undefined {
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

function hereDocBody(scope: Scope, document: ShellHereDoc): MappedText {
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

function assignedText(
  scope: Scope,
  step: Extract<ShellStep, { kind: "run" }> | undefined,
): ReadonlyMap<string, MappedText> {
  const found = new Map<string, MappedText>();
  for (const [name, value] of scope.variables)
    if (value.kind === "text" && value.text) found.set(name, value.text);
  for (const { name, value } of step?.environment ?? []) {
    const expanded = expandOne(scope, value);
    if (!expanded.unresolved) found.set(name, expanded.text);
  }
  return found;
}
