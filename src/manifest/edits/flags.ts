import type { TextRange } from "../../domain/location.js";
import { flagsOf } from "../flags/index.js";
import type { EngineSettingKey } from "../flags/spec.js";
import type { CommandArgument, EngineCommand, ManifestBackend, ManifestWorker } from "../types.js";
import { addEdit, type EditList } from "./edit-list.js";
import { encode } from "./quote.js";

/** Flags that a new setting is written as. */
const NEW_FLAGS: Readonly<
  Record<"vllm" | "sglang" | "trtllm", Readonly<Partial<Record<EngineSettingKey, string>>>>
> = {
  vllm: {
    tp: "--tensor-parallel-size",
    pp: "--pipeline-parallel-size",
    dp: "--data-parallel-size",
    dcp: "--decode-context-parallel-size",
    expertParallel: "--enable-expert-parallel",
    maxBatch: "--max-num-seqs",
    maxTokens: "--max-num-batched-tokens",
    maxSeqLen: "--max-model-len",
    memFraction: "--gpu-memory-utilization",
    kvDtype: "--kv-cache-dtype",
    role: "--disaggregation-mode",
  },
  sglang: {
    tp: "--tp-size",
    pp: "--pp-size",
    dp: "--dp-size",
    dcp: "--dcp-size",
    ep: "--ep-size",
    attentionDp: "--enable-dp-attention",
    maxBatch: "--max-running-requests",
    maxTokens: "--max-prefill-tokens",
    chunkedPrefillSize: "--chunked-prefill-size",
    maxSeqLen: "--context-length",
    memFraction: "--mem-fraction-static",
    kvDtype: "--kv-cache-dtype",
    role: "--disaggregation-mode",
  },
  trtllm: {
    tp: "--tensor-parallel-size",
    pp: "--pipeline-parallel-size",
    ep: "--expert-parallel-size",
    attentionDp: "--enable-attention-dp",
    maxBatch: "--max-batch-size",
    maxTokens: "--max-num-tokens",
    maxSeqLen: "--max-seq-len",
    memFraction: "--free-gpu-memory-fraction",
    role: "--disaggregation-mode",
  },
};

/** The flag that writes a setting, when the engine has one. */
export function newFlag(backend: ManifestBackend | null, setting: EngineSettingKey): string | undefined {
  return backend === null || backend === "mocker" ? undefined : NEW_FLAGS[backend][setting];
}

/**
 * Adds flags after the last argument of the command, in the style of its neighbours: one list item each, or words with the
 * same continuation. False when there is no place for them.
 */
export function insertFlags(
  text: string,
  command: EngineCommand,
  words: readonly string[],
  list: EditList,
  what: string,
): boolean {
  if (!command.editable || words.length === 0) return command.editable;

  const own = command.args.filter(
    (arg) => arg.wholeRange !== undefined && arg.via === undefined && !arg.aliased,
  );
  const last = own.at(-1);
  if (!last?.wholeRange || command.args.at(-1) !== last) return false;
  if (!isShellWord(last)) return insertItems(text, own, last.wholeRange, words, list, what);
  const flag = own.filter((arg) => /^--?[A-Za-z]/.test(arg.text)).at(-1);
  const before = flag && command.args[command.args.indexOf(flag) - 1];
  const gap =
    flag?.wholeRange && before?.wholeRange ? text.slice(before.wholeRange.end, flag.wholeRange.start) : " ";
  const separator = /^(?:\s|\\|\\n|n)+$/.test(gap) && /\s/.test(gap) ? gap : " ";
  const at = last.wholeRange.end;
  const around = last.layers.slice(
    0,
    last.layers.findIndex((layer) => layer.kind.startsWith("shell")),
  );
  const spelled = words.map((word) => encode(/^[\w./=:,-]+$/.test(word) ? word : `'${word}'`, around));
  if (!spelled.every((word) => word !== undefined)) return false;
  addEdit(
    list,
    { start: at, end: at },
    groupFlags(spelled)
      .map((group) => separator + group.join(" "))
      .join(""),
    what,
  );
  return true;
}

/** A word of a script; arguments that reach a script as `"$@"` are list items. */
function isShellWord({ layers }: CommandArgument): boolean {
  return layers.some((layer) => layer.kind.startsWith("shell"));
}

/** `--a 1 --b` as groups of a flag and its values. */
function groupFlags(words: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (const word of words) {
    if (word.startsWith("--") || groups.length === 0) groups.push([word]);
    else groups.at(-1)?.push(word);
  }
  return groups;
}

function insertItems(
  text: string,
  own: readonly CommandArgument[],
  last: TextRange,
  words: readonly string[],
  list: EditList,
  what: string,
): boolean {
  const lineStart = text.lastIndexOf("\n", last.start - 1) + 1;
  const prefix = text.slice(lineStart, last.start);
  const quote = numberQuote(text, own);
  const items = words.map((word) =>
    /^[\d.]+$/.test(word)
      ? quote + word + quote
      : /^[\w./-]+$/.test(word)
        ? word
        : `'${word.replaceAll("'", "''")}'`,
  );
  if (/^\s*- $/.test(prefix)) {
    const newline = text[last.start - 1] !== undefined && text.includes("\r\n") ? "\r\n" : "\n";
    addEdit(
      list,
      { start: last.end, end: last.end },
      items.map((item) => newline + prefix + item).join(""),
      what,
    );
    return true;
  }
  // A flow list: [python3, -m, dynamo.vllm, --model, x]
  const after = /^\s*(?:,|\])/.test(text.slice(last.end, last.end + 200));
  if (!after) return false;
  addEdit(list, { start: last.end, end: last.end }, items.map((item) => `, ${item}`).join(""), what);
  return true;
}

/** Quotes that the list uses around numbers; Kubernetes wants text in a list of arguments. */
function numberQuote(text: string, own: readonly CommandArgument[]): string {
  const number = own.find((arg) => /^[\d.]+$/.test(arg.text) && arg.wholeRange);
  const first = number?.wholeRange ? text.charAt(number.wholeRange.start) : '"';
  return first === "'" || first === '"' ? first : '"';
}

/** Removes a flag and its values. False when it does not stand in the command as plain words. */
export function removeFlag(
  text: string,
  worker: ManifestWorker,
  setting: EngineSettingKey,
  list: EditList,
  what: string,
): boolean {
  const { command, backend } = worker;
  if (!command?.editable || backend === null) return false;
  const table = flagsOf(backend).flags;
  const positions = command.args.flatMap((arg, i) => {
    const name = /^--?([A-Za-z][\w-]*)/.exec(arg.text)?.[1]?.replaceAll("_", "-");
    return name !== undefined && table.get(name)?.setting === setting ? [i] : [];
  });
  if (positions.length === 0) return false;
  return positions.every((index) =>
    removeAt(text, command, index, table.get(flagName(command.args[index]))?.type === "on", list, what),
  );
}

function flagName(arg: CommandArgument | undefined): string {
  return /^--?([A-Za-z][\w-]*)/.exec(arg?.text ?? "")?.[1]?.replaceAll("_", "-") ?? "";
}

function removeAt(
  text: string,
  command: EngineCommand,
  index: number,
  isSwitch: boolean,
  list: EditList,
  what: string,
): boolean {
  const flag = command.args[index];
  if (!flag) return false;
  const items = !isShellWord(flag);
  const value = isSwitch || flag.text.includes("=") ? undefined : command.args[index + 1];
  const end = (value ?? flag).wholeRange?.end;
  const start = flag.wholeRange?.start;
  if (start === undefined || end === undefined || flag.aliased || (value?.via !== undefined && items))
    return false;
  if (items) return removeItems(text, { start, end }, list, what);
  // Take the blanks (or the continuation) before the flag along.
  const from = gapStart(text, start);
  if (from === start) return false;
  addEdit(list, { start: from, end }, "", what);
  return true;
}

/** Where the blanks, line breaks and continuations before an offset begin. */
export function gapStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0) {
    const letter = text[at - 1] ?? "";
    const continues = letter === "\\" && (text[at] === "\n" || text[at] === "\r");
    if (letter !== " " && letter !== "\t" && letter !== "\n" && letter !== "\r" && !continues) break;
    at--;
  }
  return at;
}

/** Removes list items that follow each other. False when they do not stand there as items alone. */
export function removeItems(text: string, { start, end }: TextRange, list: EditList, what: string): boolean {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  if (
    !/^\s*- $/.test(text.slice(lineStart, start)) ||
    lineEnd === -1 ||
    text.slice(end, lineEnd).trim() !== ""
  )
    return removeFlowItems(text, { start, end }, list, what);
  addEdit(list, { start: lineStart, end: lineEnd + 1 }, "", what);
  return true;
}

/** Items of `[a, b, c]`: they go with the comma before them, the first ones with the comma after. */
function removeFlowItems(text: string, { start, end }: TextRange, list: EditList, what: string): boolean {
  const after = /^\s{0,80}([,\]])[^\S\n]{0,80}/.exec(text.slice(end, end + 200));
  const before = gapStart(text, start);
  if (!after) return false;
  if (text[before - 1] === ",") addEdit(list, { start: before - 1, end }, "", what);
  else if (text[before - 1] === "[")
    addEdit(list, { start, end: after[1] === "," ? end + after[0].length : end }, "", what);
  else return false;
  return true;
}
