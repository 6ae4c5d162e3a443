import type { MappedText } from "../text/mapped-text.js";
import { type Argument, expandWord, hereDocBody, joined, type ShellScope } from "./expand.js";
import type { ShellStep, ShellWord } from "./shell-steps.js";

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
  const isTouched = touches(step, words, scope);
  return [...before.map((one) => (isTouched(one.path) ? { ...one, body: undefined } : one)), ...own];
}

/** Whether a command may change a file of a name. */
function touches(step: Run, words: readonly Argument[], scope: ShellScope): (file: string) => boolean {
  const texts = words.map(({ text }) => text.text);
  const outputs = step.outputs.map((one) => joined(expandWord(scope, one)));
  const [program = "", ...rest] = texts;
  const looks = LOOKING.test(program);
  const runsText =
    /^(?:xargs|parallel)$/.test(program) ||
    (RUNNING.test(program) && (step.hereDocs.length > 0 || rest.includes("-c") || rest.includes("-")));
  const isMoved = /^(?:cd|pushd|popd)$/.test(program);
  return (file) =>
    runsText ||
    step.words.some((word) => substitutes(word, file)) ||
    (isMoved && !file.startsWith("/")) ||
    (WRITING.test(program) && words.some(({ text, unresolved }) => unresolved || UNKNOWN.test(text.text))) ||
    step.outputs.some(({ text }, i) => names(outputs[i] ?? text, file) || UNKNOWN.test(outputs[i] ?? text)) ||
    (!looks && rest.some((one) => names(one, file)));
}

/** Makes room for a file, or takes it away: what is written afterwards is what it holds. */
const CLEARING = /^(?:rm|touch|mktemp|tee)$/;

/**
 * Whether a command in front of the writing of a file decides what is in it afterwards: what runs beside or keeps the file
 * open, and what has put another one in its place (a link, a mount).
 */
export function outlasts(
  step: Run,
  words: readonly Argument[],
  scope: ShellScope,
): (file: string) => boolean {
  const isTouched = touches(step, words, scope);
  const [program = "", ...rest] = words.map(({ text }) => text.text);
  return (file) =>
    step.lasting
      ? isTouched(file)
      : !LOOKING.test(program) && !CLEARING.test(program) && rest.some((one) => names(one, file));
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
