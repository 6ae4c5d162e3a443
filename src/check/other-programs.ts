import type { WrittenCommand } from "../manifest/types.js";
import { gpuStates, wordsLike } from "./code-words.js";
import { OWN_WORDS, START } from "./command-words.js";

/** Programs that start the one behind them as it is written. */
const STARTERS =
  /^(?:exec|env|tini|dumb-init|catatonit|gosu|su-exec|setpriv|setsid|nohup|nice|ionice|chrt|prlimit|numactl|taskset|stdbuf|time|mpirun|mpiexec|srun|ddtrace-run|opentelemetry-instrument|newrelic-admin|trtllm-llmapi-launch|python[\d.]*|uv|poetry|conda|(?:ba|da|z)?sh|vllm)$/;

/** Starters whose next word, after options, is a program as well. */
const NEXT_STARTS = /^(?:exec|env|tini|dumb-init|catatonit|setsid|nohup|time|command)$/;
/** What ends a command of a script. */
const ENDS = /[;&|(){}\n]|\b(?:then|do|else)\b/;
/** The interpreter with the engine's module, without the folder that it lies in. */
const ENGINE = /\bpython[\d.]*[ \t]+(?:-\w+[ \t]+)*-m[ \t]+dynamo\./;

const MODULE = /-m[ \t]+dynamo\.(?:vllm|sglang|trtllm)\b/;

/** Programs of a script that the engine is a word of and that may do something else with it: all but those known to start it. */
export function inFront(code: string): readonly string[] {
  return code
    .replaceAll("\\\n", " ")
    .split(ENDS)
    .flatMap((command) => firstProgram(command.slice(0, Math.max(0, startOf(command)))) ?? []);
}

/** Where the interpreter stands that starts the engine, or its module where another program is told of it. */
function startOf(command: string): number {
  const at = command.search(ENGINE);
  return at >= 0 ? at : command.search(MODULE);
}

/** The first of the programs in front of an engine that is not known to start what is behind it. */
function firstProgram(front: string): string | undefined {
  // the last word is the folder of the interpreter, or nothing
  for (const word of front.split(/\s+/).slice(0, -1)) {
    if (/^$|^\w+\+?=|^-|^!$|^(?:echo|printf)$|^['"$]/.test(word)) continue;
    const program = word.slice(word.lastIndexOf("/") + 1);
    if (!NEXT_STARTS.test(program)) return STARTERS.test(program) ? undefined : program;
  }
  return undefined;
}

const INTERPRETER = /(?:^|\/)python[\d.]*$/;

/** Programs that may do something else with the words of the engine, and hooks that start an engine of their own. */
export function otherPrograms({ words, hooks }: WrittenCommand): readonly string[] {
  const [first = "", second = ""] = words;
  const program = first.slice(first.lastIndexOf("/") + 1);
  const starts = words.slice(1).join("\n").search(START) >= 0;
  const plain = !/[\s$]/.test(first) && !first.startsWith("-");
  // programs in front of the interpreter have an -m of their own
  const interpreter = Math.max(
    0,
    words.findIndex((word) => INTERPRETER.test(word)),
  );
  const module = words[words.indexOf("-m", interpreter) + 1] ?? "";
  return [
    ...(starts && plain && !STARTERS.test(program) ? [first] : []),
    ...(starts && words.includes("-m") && !module.startsWith("dynamo.") ? [`-m ${module}`] : []),
    ...(/^python[\d.]*$/.test(program) && second === "-c" ? [`${first} -c`] : []),
    ...runsNothing(words),
    ...[...hooks.join("\n").matchAll(START)].map(([word]) => `${word} in a hook`),
    ...[words, hooks].flatMap(gpuStates),
    ...words.flatMap(endings),
    ...[...words.join("\n").matchAll(COMPLETES_NOTHING)].map(([word]) => word),
    ...wordsLike([COPIES, BROUGHT], words.join(" ").replaceAll("\\\n", " ")),
  ];
}

/** Flags with which an engine says something and ends, or waits for another node to serve; not those of other programs. */
function endings(word: string): readonly string[] {
  const start = word.search(START);
  if (start < 0) return SERVES_NOTHING.test(word) ? [word] : [];
  const [command = ""] = OWN_WORDS.exec(word.slice(start)) ?? [];
  return command.split(/\s+/).filter((one) => SERVES_NOTHING.test(one));
}

const SERVES_NOTHING = /^(?:--(?:help|version|headless|is-embedding)(?:=.*)?|-h)$/;
/** With these it answers, and completes no text. */
const COMPLETES_NOTHING =
  /--(?:runner[=\s]+pooling|convert[=\s]+(?:embed|classify|reward)|task[=\s]+(?:embed\w*|classify|score|reward))\b/g;

/** A launcher that starts several of an engine, each for itself: nothing gathers them as ranks of one. */
const COPIES =
  /\b(?:mpirun|mpiexec|srun)[ \t](?:[^\n;&|]{0,200}[ \t])?(?:-np?|-c|--np?|--ntasks)[= \t](?!1[ \t])\d+[ \t](?:(?!trtllm-llmapi-launch)[^\n;&|]){0,300}?\bdynamo\.(?:vllm|sglang|trtllm)\b/g;
/** Packages that a program in front of an engine brings for it. */
const BROUGHT = /\b(?:uv|uvx|pipx)[ \t](?:[^\n;&|]{0,200}[ \t])?--with(?:-\w+)?[= \t]\S+/g;

/** Options with which a shell reads its script and runs none of it, or its first command alone. */
function runsNothing(words: readonly string[]): readonly string[] {
  if (!/(?:^|\/)(?:ba|da|k|z)?sh$/.test(words[0] ?? "")) return [];
  const end = words.findIndex((word) => /^-[A-Za-z]+$/.test(word) && word.includes("c"));
  const options = words.slice(1, end + 1);
  return options.filter(
    (word, at) =>
      /^-[A-Za-z]*[nDt]|^--(?:dump|help|version)/.test(word) ||
      (/^(?:noexec|onecmd)$/.test(word) && /^-[A-Za-z]*o$/.test(options[at - 1] ?? "")),
  );
}
