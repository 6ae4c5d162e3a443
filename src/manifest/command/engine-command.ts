import { type FindingList, reportOn } from "../rules.js";
import { concat, derive, type MappedText, offsetsAt, rangeOf, slice } from "../text/mapped-text.js";
import { child, type Cursor, isListCursor, items, offsetOf, textAt } from "../yaml/cursor.js";
import { type Environment, expandKubernetes } from "./environment.js";
import { findProgram, type Program } from "./program.js";
import { type Argument, readScript, setByEnv, type WrittenFile } from "./script.js";
import { MAX_SCRIPT_LENGTH, parseShell } from "./shell.js";

/** What a container runs, as far as its `command` and `args` tell. */
export interface ContainerCommand {
  readonly program: Program | undefined;
  /** arguments after the program's name */
  readonly args: readonly Argument[];
  readonly form: "list" | "shell" | "array";
  /** files that the script writes */
  readonly files: readonly WrittenFile[];
  /** variables that the script sets */
  readonly assigned: ReadonlyMap<string, MappedText>;
  /** offset of the command in the file */
  readonly offset: number;
  readonly benchmarks: readonly (readonly Argument[])[];
  /** whole text of the script, for a shell form */
  readonly script: MappedText | undefined;
  readonly editable: boolean;
  /** the script starts it only where something else says so */
  readonly conditional: boolean;
  /** words of a list that hold several and that no shell splits, as they are written */
  readonly unsplit: readonly MappedText[];
  /** something is written, though it may not be understood */
  readonly written: boolean;
}

const SHELL = /^(?:.*\/)?(?:ba|da|z|k|a)?sh$/;

/** Reads `command` and `args` of a container in any of their forms. Nothing is executed. */
export function readCommand(
  container: Cursor | undefined,
  environment: Environment,
  findings: FindingList,
): ContainerCommand {
  const command = argumentsOf(child(container, "command"), environment);
  const args = argumentsOf(child(container, "args"), environment);
  const key = child(container, "args") ?? child(container, "command");
  const offset = key ? offsetOf(key) : container ? offsetOf(container) : 0;
  const argv = [...command, ...args];
  const shell = shellParts(argv);
  if (shell)
    return readShell(shell.script, shell.positional, shell.executable, environment, offset, findings);
  const words = argv.flatMap((item, i) => (holdsSeveral(item, i) ? splitItem(item) : [item]));
  const program = findProgram(words.map((word) => word.text.text));
  const bare =
    command.length === 0 && program?.kind === "other" && words[0]?.text.text.startsWith("-") === true;
  return {
    program: bare ? undefined : program,
    args: bare ? words : words.slice(program?.firstArgument ?? 0),
    form: "list",
    files: [],
    assigned: setByEnv(words.map(({ text }) => text)),
    benchmarks: /^(?:.*\/)?(?:aiperf|genai-perf)$/.test(words[0]?.text.text ?? "") ? [words] : [],
    offset,
    script: undefined,
    editable: true,
    conditional: false,
    unsplit: argv.filter(holdsSeveral).map(({ text }) => text),
    written: argv.length > 0,
  };
}

function readShell(
  script: MappedText,
  positional: readonly Argument[],
  executable: string,
  environment: Environment,
  offset: number,
  findings: FindingList,
): ContainerCommand {
  const result = readScript(script, environment, positional);
  const shared = { offset, script, unsplit: [], written: true };
  if (!result) {
    const tooLong = script.text.length > MAX_SCRIPT_LENGTH;
    const why = tooLong ? `longer than ${MAX_SCRIPT_LENGTH} characters` : "nested too deeply to read";
    reportOn(
      findings,
      tooLong ? "shell-too-long" : "shell-syntax",
      slice(script, 0, 1),
      `This script is ${why}. It is not read.`,
    );
    return {
      ...shared,
      program: undefined,
      args: [],
      form: "shell",
      files: [],
      assigned: new Map(),
      benchmarks: [],
      editable: false,
      conditional: false,
    };
  }
  const isEngine = result.program?.kind === "engine";
  for (const { message, pos } of isEngine ? result.errors.slice(0, 3) : [])
    reportOn(
      findings,
      "shell-syntax",
      slice(script, pos, pos + 1),
      `Shell syntax: ${message}. The settings are read as well as they can be; this script is never rewritten.`,
    );
  if (isEngine && result.strayBackslashes) {
    reportOn(
      findings,
      "shell-stray-backslash",
      slice(script, result.start, result.start + 6),
      "A backslash before a blank is not a line continuation: the engine's words become arguments of the command before them and the engine never starts. Use a literal block (|) instead of a folded one (>).",
    );
  }
  if (isEngine && result.usesArrays && !/bash$|zsh$|ksh$/.test(executable))
    reportOn(
      findings,
      "shell-array-under-sh",
      slice(script, result.start, result.start + 6),
      `Arrays need bash, but the command names ${executable}.`,
    );
  return {
    ...shared,
    program: result.program,
    args: result.args,
    form: result.form,
    files: result.files,
    assigned: result.assigned,
    benchmarks: result.benchmarks,
    editable: result.errors.length === 0 && !result.strayBackslashes,
    conditional: result.conditional,
  };
}

/** The script and its positional parameters, when the command is a shell with `-c`. */
function shellParts(
  argv: readonly Argument[],
):
  | { readonly script: MappedText; readonly positional: readonly Argument[]; readonly executable: string }
  | undefined {
  const executable = argv[0]?.text.text ?? "";
  if (!SHELL.test(executable)) return undefined;
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i]?.text.text ?? "";
    if (!word.startsWith("-") && !word.startsWith("+")) return undefined;
    if (/^-[A-Za-z]*c$/.test(word)) {
      const script = argv[i + 1];
      // The argument after the script is `$0`.
      return script && { script: script.text, positional: argv.slice(i + 3), executable };
    }
    // `-o pipefail`, `-euo pipefail`
    if (/^[-+][A-Za-z]*[oO]$/.test(word)) i++;
  }
  return undefined;
}

/** Items of `command` or `args`; a bare string stands for a list of one. */
function argumentsOf(list: Cursor | undefined, environment: Environment): readonly Argument[] {
  const cursors = list === undefined ? [] : isListCursor(list) ? items(list) : [list];
  return cursors.flatMap((cursor): readonly Argument[] => {
    const written = textAt(cursor);
    if (!written) return [];
    const { text, missing } = expandKubernetes(written, environment);
    const range = cursor.node.range;
    const begin = range ? offsetsAt(cursor.context.text, range[0])?.start : undefined;
    const stop = range ? offsetsAt(cursor.context.text, range[1] - 1)?.end : undefined;
    const whole =
      begin !== undefined && stop !== undefined && stop >= begin ? { start: begin, end: stop } : undefined;
    return [{ text, unresolved: missing.length > 0, conditional: false, ...(whole && { whole }) }];
  });
}

/** An item that is `--flag value` or a whole command line; JSON values stay whole. */
function holdsSeveral({ text: { text } }: Argument, i: number): boolean {
  return (
    /^\s*(?:--?[A-Za-z][\w.-]*\s|(?:exec\s+)?(?:\S*\/)?python[\d.]*\s)/.test(text) &&
    (i === 0 || text.trimStart().startsWith("-"))
  );
}

/** What such an item means, as the profiler of Dynamo takes it: an engine gets it as one word. */
function splitItem(item: Argument): readonly Argument[] {
  const words = parseShell(item.text.text)?.steps.flatMap((step) => (step.kind === "run" ? step.words : []));
  if (!words) return [item];
  return words.map((word) => {
    const parts = word.parts.map((part) =>
      part.kind === "text" && part.starts.length === part.value.length
        ? derive(item.text, part.value, part.starts, part.ends)
        : { text: part.kind === "text" ? part.value : part.text, pieces: [] },
    );
    const whole = rangeOf(slice(item.text, word.start, word.end));
    return {
      text: concat(parts.filter((part) => part.text !== "")),
      unresolved: item.unresolved || word.parts.some((part) => part.kind !== "text"),
      conditional: false,
      ...(whole && { whole }),
    };
  });
}
