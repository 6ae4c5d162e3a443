import type { MappedText } from "../text/mapped-text.js";
import { type Argument, expandWord, hereDocBody, joined, type ShellScope } from "./expand.js";
import type { ShellStep, ShellWord } from "./shell.js";

/** A file that the script writes with a here-document. */
export interface WrittenFile {
  readonly path: string;
  /** undefined where something else of the script may have changed it */
  readonly body: MappedText | undefined;
}

type Run = Extract<ShellStep, { kind: "run" }>;

/** Commands that look at files and leave them as they are. */
const LOOKING =
  /^(?:cat|echo|printf|ls|head|tail|less|more|grep|test|\[|\[\[|stat|wc|diff|md5sum|sha256sum|mkdir|chmod|chown|sync|export|cd)$/;

/** Commands that write to what they are given, whatever else they do. */
const WRITING =
  /^(?:sed|cp|mv|ln|install|dd|tee|truncate|rm|rsync|patch|yq|sponge|envsubst|mount|tar|unzip)$/;
/** What puts the words of another command in its place. */
const SUBSTITUTES = /[`(]/;
/** Commands that run a text, and with it anything. */
const RUNNING = /^(?:.*\/)?(?:python[\d.]*|perl|ruby|node|(?:ba|da|z|k)?sh)$/;

/** A word of which nothing is known but its variable. */
const UNKNOWN = /^"?\$\{?\w+\}?"?$/;

/**
 * Files that a script has written once a command ran. A here-document that replaces a file is what it holds; what is
 * added to one, depends on a condition, or is named by any other command that may write, is not known any more.
 */
export function writtenBy(
  step: Run,
  words: readonly Argument[],
  scope: ShellScope,
  before: readonly WrittenFile[],
): readonly WrittenFile[] {
  const [document] = step.hereDocs;
  const target = step.outputs[0] ?? teeTarget(step.words);
  const path = document && target && joined(expandWord(scope, target));
  const isWhole =
    !step.conditional && !step.appends && !step.words.some(({ text }) => /^(?:-a|--append)$/.test(text));
  const own: readonly WrittenFile[] =
    document === undefined || path === undefined
      ? []
      : [{ path, body: isWhole ? hereDocBody(scope, document) : undefined }];
  const texts = words.map(({ text }) => text.text);
  const outputs = step.outputs.map((one) => joined(expandWord(scope, one)));
  const looks = LOOKING.test(texts[0] ?? "");
  const [program = "", ...rest] = texts;
  const runsText =
    /^(?:xargs|parallel)$/.test(program) ||
    (RUNNING.test(program) && (document !== undefined || rest.includes("-c") || rest.includes("-")));
  const isMoved = /^(?:cd|pushd|popd)$/.test(program);
  const isTouched = (file: string): boolean =>
    runsText ||
    step.words.some((word) => substitutes(word, file)) ||
    (isMoved && !file.startsWith("/")) ||
    (WRITING.test(program) && words.some(({ text, unresolved }) => unresolved || UNKNOWN.test(text.text))) ||
    step.outputs.some(({ text }, i) => names(outputs[i] ?? text, file) || UNKNOWN.test(outputs[i] ?? text)) ||
    (!looks && texts.slice(1).some((one) => names(one, file)));
  return [...before.map((one) => (isTouched(one.path) ? { ...one, body: undefined } : one)), ...own];
}

/** Whether a word is what another command says that names a file, which it may write to as well. */
function substitutes({ text }: ShellWord, file: string): boolean {
  return SUBSTITUTES.test(text) && names(text, file);
}

/** Files that may be others once a variable is set, by the commands that its value comes from. */
export function writtenByValue(
  { value }: Extract<ShellStep, { kind: "assign" }>,
  before: readonly WrittenFile[],
): readonly WrittenFile[] {
  const words = [value].flat() as readonly ShellWord[];
  return before.map((one) =>
    words.some((word) => substitutes(word, one.path)) ? { ...one, body: undefined } : one,
  );
}

/** Whether a word names a file: whole, as a part of something else, by its last name after a `cd`, by its folder, or by a pattern. */
function names(word: string, file: string): boolean {
  const [folder, name] = [file.slice(0, file.lastIndexOf("/") + 1), file.slice(file.lastIndexOf("/") + 1)];
  if (word.includes(file) || word === name || word.endsWith(`/${name}`)) return true;
  const path = word.replace(/^-.*=/, "");
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (path.startsWith("/") && folder.startsWith(["", ...parts, ""].join("/"))) return true;
  return /[*?[{]/.test(word) && (word.startsWith(folder) || !word.includes("/"));
}

/** `tee FILE <<EOF` writes too. */
function teeTarget(words: readonly ShellWord[]): ShellWord | undefined {
  if (words[0]?.text !== "tee") return undefined;
  return words.slice(1).find((word) => !word.text.startsWith("-"));
}
