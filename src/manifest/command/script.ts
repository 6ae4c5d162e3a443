import { concat, type MappedText, slice, trim } from "../text/mapped-text.js";
import type { Environment } from "./environment.js";
import {
  type Argument,
  expandOne,
  expandWords,
  lookUp,
  MAX_ARGUMENTS,
  type ShellScope,
  type Value,
} from "./expand.js";
import { type Program, findProgram } from "./program.js";
import { parseShell } from "./shell.js";
import type { ShellStep, ShellWord } from "./shell-steps.js";
import { outlasts, writtenBy, writtenByValue, type WrittenFile } from "./written-files.js";

export type { Argument } from "./expand.js";
export type { WrittenFile } from "./written-files.js";

/** What running a script would start last. */
export interface ScriptResult {
  readonly program: Program | undefined;
  readonly args: readonly Argument[];
  readonly files: readonly WrittenFile[];
  /** environment set by the script for the program */
  readonly assigned: ReadonlyMap<string, MappedText>;
  readonly form: "shell" | "array";
  /** it is started only where something else says so */
  readonly conditional: boolean;
  readonly start: number;
  readonly errors: readonly { readonly message: string; readonly pos: number }[];
  readonly usesArrays: boolean;
  /** the engine's words hang on another command (stray backslashes of a folded scalar) */
  readonly strayBackslashes: boolean;
  /** words of every benchmark command (`aiperf`, `genai-perf`) */
  readonly benchmarks: readonly (readonly Argument[])[];
}

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
  const scope: ShellScope = { script, variables: new Map(), environment, positional, ...shell };
  const outer: ReadonlyMap<string, Value>[] = [];
  let written: readonly WrittenFile[] = [];
  let files: readonly WrittenFile[] = [];
  let best:
    | {
        program: Program;
        args: readonly Argument[];
        step: Extract<ShellStep, { kind: "run" }>;
        words: readonly Argument[];
      }
    | undefined;
  const benchmarks: (readonly Argument[])[] = [];
  let isMoved = false;
  const others: ((file: string) => boolean)[] = [];
  for (const step of shell.steps) {
    if (step.kind === "assign") {
      assign(scope, step);
      written = writtenByValue(step, written);
    } else if (step.kind === "unset") scope.variables.set(step.name, { kind: "text", text: undefined });
    else if (step.kind === "shell") {
      if (!step.ends) outer.push(new Map(scope.variables));
      else restore(scope.variables, outer.pop());
    } else {
      const words = expandWords(scope, step.words);
      if (BENCHMARK.test(words[0]?.text.text ?? "") && benchmarks.length < 50) benchmarks.push(words);
      const texts = words.map((word) => word.text.text);
      const program = findProgram(texts);
      const isEngine = program?.kind === "engine" || program?.kind === "sidecar";
      if (!isEngine && !step.conditional && ENDS.test(texts.join(" "))) break;
      if (!isEngine) {
        written = writtenBy(step, words, scope, written);
        others.push(outlasts(step, words, scope));
      }
      const moves = MOVES.test(texts.join(" "));
      isMoved ||= moves;
      if (!program) continue;
      if (isEngine || best === undefined || (best.program.kind === "other" && !isQuiet(program.name))) {
        if (best && best.program.kind !== "other" && !isEngine) continue;
        best = { program, args: words.slice(program.firstArgument), step, words };
        // what is written later the program does not find
        const known = written.map((one) =>
          others.some((isOf) => isOf(one.path)) ? { ...one, body: undefined } : one,
        );
        files = isMoved ? [...known, ...unsettled(words, moves ? [] : known)] : known;
      }
      // the shell is gone, and what stands behind is never run
      if (!isEngine && !step.conditional && !step.lasting && texts[0] === "exec" && texts.length > 1) break;
    }
  }
  const first = best?.words[0]?.text.text ?? "";
  const stray =
    best !== undefined &&
    best.words.some(
      (word, i) =>
        word.text.text.startsWith(" ") &&
        (i < best.program.firstArgument || /^ +--?[A-Za-z]/.test(word.text.text)),
    );
  return {
    program: best?.program,
    args: stray ? (best?.args ?? []).map((arg) => ({ ...arg, text: trim(arg.text) })) : (best?.args ?? []),
    files,
    assigned: assignedText(scope, best?.step, best?.words ?? []),
    form:
      best &&
      best.step.words.some((word) =>
        word.parts.some((part) => part.kind === "variable" && part.all && part.name !== "@"),
      )
        ? "array"
        : "shell",
    conditional: best?.step.conditional ?? false,
    start: best?.step.start ?? 0,
    errors: shell.errors,
    usesArrays: shell.usesArrays,
    strayBackslashes: stray && first !== "",
    benchmarks,
  };
}

/** Variables as they were in front of another shell. */
function restore(variables: Map<string, Value>, before: ReadonlyMap<string, Value> | undefined): void {
  variables.clear();
  for (const [name, value] of before ?? []) variables.set(name, value);
}

/** Behind these nothing runs, or not before hours have passed. */
const ENDS = /^(?:exit|return)\b|^sleep (?:inf|\d{5}|\d+[hd]\b)|^tail (?:-\S+ )*(?:-\w*[fF]|--follow)/;
/** What changes the folder that names begin in. */
const MOVES = /^(?:cd|pushd|popd)\b|^(?:\S*\/)?env\b.* (?:-C|--chdir)/;

/** Names that begin in a folder which is not known, as files of which nothing is. */
function unsettled(words: readonly Argument[], written: readonly WrittenFile[]): readonly WrittenFile[] {
  return words
    .map(({ text }) => text.text.slice(text.text.indexOf("=") + 1))
    .filter((name) => !/^[-/]/.test(name) && written.every(({ path }) => path !== name))
    .map((path) => ({ path, body: undefined }));
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

function assign(scope: ShellScope, step: Extract<ShellStep, { kind: "assign" }>): void {
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

/** What may stand in front of `env`. */
const STARTERS = /^(?:exec|command|nohup|time|setsid)$/;

/** Variables that `env` sets for the program behind it. */
export function setByEnv(words: readonly MappedText[]): ReadonlyMap<string, MappedText> {
  const at = words.findIndex(({ text }) => !STARTERS.test(text));
  if (!/^(?:.*\/)?env$/.test(words[at]?.text ?? "")) return new Map();
  const end = words.findIndex(({ text }, i) => i > at && !/^-|=/.test(text));
  return new Map(
    words.slice(at + 1, Math.max(end, at + 1)).flatMap((word) => {
      const [whole = "", name = ""] = /^([A-Za-z_]\w*)=/.exec(word.text) ?? [];
      return whole === "" ? [] : [[name, slice(word, whole.length, word.text.length)] as const];
    }),
  );
}

function assignedText(
  scope: ShellScope,
  step: Extract<ShellStep, { kind: "run" }> | undefined,
  words: readonly Argument[],
): ReadonlyMap<string, MappedText> {
  const found = new Map<string, MappedText>();
  for (const [name, value] of scope.variables)
    if (value.kind === "text" && value.text) found.set(name, value.text);
  for (const { name, value } of step?.environment ?? []) {
    const expanded = expandOne(scope, value);
    if (!expanded.unresolved) found.set(name, expanded.text);
  }
  for (const [name, value] of setByEnv(words.map(({ text }) => text))) found.set(name, value);
  return found;
}
