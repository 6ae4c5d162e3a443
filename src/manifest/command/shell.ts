import {
  type Assignment,
  type Command,
  forEachChild,
  type ParameterExpansionPart,
  parse,
  type Redirection,
  type SyntaxNode,
  type Word,
  type WordPart,
} from "unbash";
import { setAside, setByCommand } from "./loose-variables.js";
import type { ShellPart, ShellWord, ShellHereDoc, ShellStep, ShellScript } from "./shell-steps.js";

/** Longest script that is parsed, in UTF-16 units; the kernel allows 128 KiB for one argument. */
export const MAX_SCRIPT_LENGTH = 64 * 1024;

const DECLARING = new Set(["export", "declare", "local", "readonly", "typeset"]);

/**
 * Parses a script as bash 5.3 does and flattens it. Nothing runs. Words are not entered deeper than their own parts:
 * the library re-parses each level of nested substitutions. Undefined when the script is too long or too deep to parse.
 */
export function parseShell(script: string): ShellScript | undefined {
  if (script.length > MAX_SCRIPT_LENGTH) return undefined;
  const steps: ShellStep[] = [];
  const state: State = { usesArrays: false, loose: new Set(setAside(script)) };
  try {
    const tree = parse(script);
    visit(tree, { conditional: false, lasting: false }, steps, state, script, 0);
    return {
      steps,
      errors: (tree.errors ?? []).map(({ message, pos }) => ({ message, pos })),
      usesArrays: state.usesArrays,
      loose: state.loose,
      splits:
        !state.loose.has(SPLITS) && steps.every((step) => step.kind !== "assign" || step.name !== SPLITS),
    };
  } catch {
    // A few thousand nested constructs exhaust the stack.
    return undefined;
  }
}

/** The variable that says where a shell splits the words of another one. */
const SPLITS = "IFS";

/** What is gathered from all of a script. */
interface State {
  usesArrays: boolean;
  readonly loose: Set<string>;
}

const CONDITIONAL = new Set(["If", "For", "While", "Case", "Select", "ArithmeticFor", "Elif", "Function"]);
const GROUPS = new Set(["TestCommand", "ArithmeticCommand", "Subshell", "BraceGroup"]);

/** Whether a command does nothing but answer: what stands behind `&&` hangs on it. */
function isQuestion(node: SyntaxNode | undefined): boolean {
  if (node?.type === "Pipeline" && node.commands.length === 1) return isQuestion(node.commands[0]);
  if (node?.type !== "Command") return node !== undefined && GROUPS.has(node.type);
  return /^(?:\[|test|false|grep|command|which)$/.test(node.name?.value ?? "");
}

/** Whether a command does not fail, so that what stands behind `&&` runs. */
function isSure(node: SyntaxNode): boolean {
  if (node.type === "Pipeline")
    return (
      node.commands.length === 1 &&
      node.prefixes.every(({ type }) => type !== "Negation") &&
      node.commands.every(isSure)
    );
  if (node.type !== "Command") return false;
  return /^(?:true|:|echo|printf|export|set|unset|umask|declare|typeset|local)$/.test(
    node.name?.value ?? ":",
  );
}

/** What holds for all that stands inside of a construct. */
interface Inside {
  readonly conditional: boolean;
  readonly lasting: boolean;
}

function visit(
  node: SyntaxNode,
  around: Inside,
  steps: ShellStep[],
  state: State,
  script: string,
  depth: number,
): void {
  if (depth > 200 || steps.length > 5000) return;
  if (node.type === "Command") return visitCommand(node, around, steps, state, script);
  if (node.type === "Assignment" || node.type === "Word") return;
  if (node.type === "For" || node.type === "Select") state.loose.add(node.name.value);
  if (node.type === "Coproc") state.loose.add(node.name?.value ?? "COPROC");
  if (node.type === "Redirected") {
    const outputs = outputsOf(node.redirects, script);
    steps.push({ ...NO_WORDS, outputs, ...around, start: node.pos, end: node.end });
  }
  if (node.type === "AndOr") {
    let { conditional } = around;
    let unsureFrom: number | undefined;
    node.commands.forEach((command, i) => {
      conditional ||= node.operators[i - 1] === "||" || isQuestion(node.commands[i - 1]);
      visit(command, { ...around, conditional }, steps, state, script, depth + 1);
      if (unsureFrom === undefined && !isSure(command)) unsureFrom = steps.length;
    });
    // behind a command that failed nothing was set, which the commands of the chain itself never see
    for (const step of steps.slice(unsureFrom ?? steps.length))
      if (step.kind === "assign" && !step.conditional) steps.push({ kind: "unset", name: step.name });
    return;
  }
  const isBeside = node.type === "Statement" && node.background === true;
  const inside = {
    conditional: around.conditional || CONDITIONAL.has(node.type),
    lasting: around.lasting || isBeside || node.type === "Function" || node.type === "Coproc",
  };
  const isPiped = node.type === "Pipeline" && node.commands.length > 1;
  const isApart = isBeside || node.type === "Subshell" || node.type === "Coproc";
  if (isApart) steps.push({ kind: "shell", ends: false });
  forEachChild(node, (next) => {
    if (isPiped) steps.push({ kind: "shell", ends: false });
    visit(next, inside, steps, state, script, depth + 1);
    if (isPiped) steps.push({ kind: "shell", ends: true });
  });
  if (isApart) steps.push({ kind: "shell", ends: true });
}

function visitCommand(
  command: Command,
  { conditional, lasting }: Inside,
  steps: ShellStep[],
  state: State,
  script: string,
): void {
  const name = command.name?.value;
  const prefix = command.prefix.filter((entry): entry is Assignment => entry.type === "Assignment");
  const declared = command.args.filter((entry): entry is Assignment => entry.type === "Assignment");
  const words = command.args.filter((entry): entry is Word => entry.type === "Word");
  const assign = (entry: Assignment): void => {
    if (entry.value.type === "ArrayValue") state.usesArrays = true;
    steps.push({
      kind: "assign",
      name: entry.name,
      append: entry.append === true,
      value:
        entry.value.type === "ArrayValue"
          ? entry.value.elements.map((word) => shellWord(word, script))
          : shellWord(entry.value, script),
      conditional: conditional || entry.index !== undefined,
      start: entry.pos,
    });
  };
  if (!command.name) {
    prefix.forEach(assign);
    const outputs = outputsOf(command.redirects, script);
    steps.push({ ...NO_WORDS, outputs, conditional, lasting, start: command.pos, end: command.end });
    return;
  }
  for (const one of setByCommand([name ?? "", ...command.args.map(({ text }) => text)])) state.loose.add(one);
  if (name === "unset") for (const word of words) steps.push({ kind: "unset", name: word.value });
  if (name !== undefined && DECLARING.has(name)) declared.forEach(assign);
  steps.push({
    kind: "run",
    words: [command.name, ...words].map((word) => shellWord(word, script)),
    environment: prefix.flatMap((entry) =>
      entry.value.type === "Word" ? [{ name: entry.name, value: shellWord(entry.value, script) }] : [],
    ),
    outputs: outputsOf(command.redirects, script),
    appends: command.redirects.some(({ operator }) => operator === ">>"),
    hereDocs: hereDocsOf(command.redirects, script),
    conditional,
    // a descriptor that is opened stays open
    lasting: lasting || (name === "exec" && command.redirects.length > 0),
    start: command.pos,
    end: command.end,
  });
}

/** A group, a branch or nothing at all, which writes as a command does. */
const NO_WORDS = { kind: "run", words: [], environment: [], appends: true, hereDocs: [] } as const;
const OUTPUTS: ReadonlySet<string> = new Set([">", ">>", ">|", "&>", "&>>", "<>", ">&"]);

function outputsOf(redirects: readonly Redirection[], script: string): readonly ShellWord[] {
  return redirects.flatMap((entry) =>
    entry.type === "Redirect" && OUTPUTS.has(entry.operator) && entry.target
      ? [shellWord(entry.target, script)]
      : [],
  );
}

function hereDocsOf(redirects: readonly Redirection[], script: string): readonly ShellHereDoc[] {
  return redirects.flatMap((entry) => {
    if (entry.type !== "HereDoc") return [];
    const quoted = entry.delimiter?.quoted === true;
    const parts = quoted || !entry.body.parts ? undefined : partsOf(entry.body.parts, true, script);
    return [
      { start: entry.body.pos, end: entry.body.end, parts, quoted, stripTabs: entry.operator === "<<-" },
    ];
  });
}

function shellWord(word: Word, script: string): ShellWord {
  // A line continuation glued to the word belongs to its text; its value is right without it.
  let { end } = word;
  while (script.startsWith("\\\n", end - 2) && end - 2 >= word.pos) end -= 2;
  const parts = word.parts
    ? partsOf(word.parts, false, script)
    : [literal(script, word.pos, word.end, "none")];
  return { parts, start: word.pos, end, text: script.slice(word.pos, end) };
}

function partsOf(parts: readonly WordPart[], quoted: boolean, script: string): readonly ShellPart[] {
  return parts.flatMap((part): readonly ShellPart[] => {
    switch (part.type) {
      case "Literal":
      case "Glob":
      case "ExtendedGlob":
        return [literal(script, part.pos, part.end, quoted ? "double" : "none")];
      case "SingleQuoted":
        return [plain(part.value, part.pos + 1, "single")];
      case "AnsiCQuoted":
        return [{ kind: "text", value: part.value, starts: [], ends: [], quote: "single" }];
      case "DoubleQuoted":
        // An empty pair of quotes still makes a word.
        return part.parts.length === 0
          ? [plain("", part.pos + 1, "double")]
          : partsOf(part.parts, true, script);
      case "LocaleString":
        return partsOf(part.parts, true, script);
      case "SimpleExpansion":
        return [variable(part.text.slice(1), quoted, part.text)];
      case "ParameterExpansion":
        return [parameter(part, quoted, script)];
      default:
        return [{ kind: "dynamic", text: part.text }];
    }
  });
}

function variable(name: string, quoted: boolean, text: string): ShellPart {
  return { kind: "variable", name, all: name === "@" || name === "*", fallback: undefined, quoted, text };
}

function parameter(part: ParameterExpansionPart, quoted: boolean, script: string): ShellPart {
  const { operation, index, prefix, parameter: name, text } = part;
  if (prefix !== undefined) return { kind: "dynamic", text };
  const all = name === "@" || name === "*" || index?.value === "@" || index?.value === "*";
  if ((index && !all) || (operation && operation.type !== "Default")) return { kind: "dynamic", text };
  if (!operation) return { kind: "variable", name, all, fallback: undefined, quoted, text };
  if (operation.operator.includes("+")) return { kind: "dynamic", text };
  const fallback = operation.operator.includes("?") ? undefined : shellWord(operation.operand, script);
  return { kind: "variable", name, all, fallback, quoted, text };
}

function plain(value: string, offset: number, quote: "single" | "double"): ShellPart {
  const starts = Array.from({ length: value.length }, (_, i) => offset + i);
  return { kind: "text", value, starts, ends: starts.map((start) => start + 1), quote };
}

/** Undoes the backslashes of an unquoted or double-quoted stretch. */
function literal(script: string, from: number, to: number, quote: "none" | "double"): ShellPart {
  let value = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = from; at < to;) {
    const escaped =
      script[at] === "\\" && at + 1 < to && (quote === "none" || '"\\$`\n'.includes(script[at + 1] ?? ""));
    const next = escaped ? (script[at + 1] ?? "") : (script[at] ?? "");
    const length = escaped ? 2 : 1;
    if (!(escaped && next === "\n")) {
      value += next;
      starts.push(at);
      ends.push(at + length);
    }
    at += length;
  }
  return { kind: "text", value, starts, ends, quote };
}
