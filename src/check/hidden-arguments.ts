import { finding, type FindingPlace } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import { unseenFiles } from "../manifest/engine-files.js";
import type { ManifestDeployment, WrittenCommand } from "../manifest/types.js";
import { ELSE_RUN, REPLACED, wordsLike } from "./code-words.js";
import { assigns, FALLBACK, INJECTED, START } from "./command-words.js";
import { inFront, otherPrograms } from "./other-programs.js";
import { leftOpen, ownCode } from "./own-code.js";

/** What a shell or Kubernetes puts in the place of a word, and variables among it by their names. */
const SUBSTITUTION = /\${1,2}\([^()]{0,200}\)?|`[^`\n]{0,200}`|\$\{?[A-Za-z_]\w{0,100}\}?|\$[@*]/g;
/** A variable that engines read by themselves, or that leaves GPUs out, as a script sets it. */
const ENGINES_OWN = /\b(?:DYN|CUDA|NVIDIA)_\w+=[^\n;&|]*|\bexport[ \t]+["']?[$`][^\n;&|]*/g;
/** What runs text, or another program, in the place of the command that is read. */
const DETOUR =
  /(?:\b(?:eval|xargs|source|alias|trap|while|until)\s)|\$[@*]|(?:^|[\s;])\.\s+\/|\|\s{0,4}(?:ba|da|z)?sh\b|(?<!<)<<(?!<)-?\s{0,4}["']?\w+|\b[\w-]{1,60}\s{0,4}\(\)\s{0,4}[{(]|\bfunction\s+\w+|\benv\s+-S|\b(?:exec\s{1,4})?(?:python3?|(?:ba)?sh|node|perl)\s+[^\s;|&"']+|\bexec\s+(?![^\n;|&]{0,300}-m[ \t]+dynamo\.)[^\s;|&"']+|"@[^"\s]+"|--conf(?:ig?)?(?:[= ]|\s*$)/gm;
/** A loop that only waits for something to answer before the engine starts. */
const WAITS =
  /\b(?:while|until)\s+(?:!\s+)?(?:\[|test|nc|curl|wget|ping|getent|nslookup|host|pg_isready|redis-cli|etcdctl|nvidia-smi)\s[^;\n$`(){}]{0,200}[;\n]\s*do\s+(?:(?:sleep|echo|true|:)\b[^;\n$`(){}>]{0,200}[;\n]\s*){1,3}done\b/g;
/** What a script does once its pod is told to end. */
const AT_THE_END =
  /\btrap[ \t]+(?:'(?:kill|wait|exit|echo)\b[^'`\n()]{0,200}'|"(?:kill|wait|exit|echo)\b[^"`\n()]{0,200}")[ \t]+(?:SIG)?(?:TERM|INT|QUIT|HUP)(?:[ \t]+(?:SIG)?(?:TERM|INT|QUIT|HUP)){0,3}[ \t]*$/gm;
/** What every container has, one word each. */
const GIVEN = /^(?:HOSTNAME|HOME|PWD|KUBERNETES_\w+)$/;

/**
 * A change that makes the engine's command less readable than it was: words that something else fills in, or another
 * program in between. What they hide would be judged by nobody, so that it is an error; what the base already hid is not.
 * Counted by words, so that an edit beside one is none.
 */
export function hiddenArguments(
  head: ManifestDeployment,
  base: ManifestDeployment,
  place: FindingPlace,
): readonly Finding[] {
  const before = countsOf(base);
  const added = [...countsOf(head)].filter(([word, count]) => count > (before.get(word) ?? 0));
  const known = new Set(openSettings(base).map(({ name }) => name));
  const left = openSettings(head).filter(({ name }) => !known.has(name));
  return [
    ...hidden(
      left.map(({ text, written = text }) => written),
      "is not settled by the manifest any more",
      place,
    ),
    ...hidden(
      added.map(([word]) => word),
      "cannot be read from the manifest, and was not there before",
      place,
    ),
    ...hidden(
      filesOutOfSight(head, base),
      "cannot be read any more: the file is not beside the manifest",
      place,
    ),
  ];
}

function hidden(words: readonly string[], what: string, place: FindingPlace): readonly Finding[] {
  if (words.length === 0) return [];
  const named = words.slice(0, 3).map(quoted).join(", ");
  return [finding("no-longer-judged", place, `what ${named} does to the engine's settings ${what}`)];
}

/** Engine files that cannot be read where the base had fewer such files; which of them the base named is nothing. */
function filesOutOfSight(head: ManifestDeployment, base: ManifestDeployment): readonly string[] {
  const before = unseenFiles(base);
  const now = unseenFiles(head);
  return now.length > before.length ? now : [];
}

/**
 * What keeps the engine's settings of a new deployment from being read, in words that follow its name; undefined where
 * all of them can be. Its commands are ordinary ones of its author, so that only what may change a figure counts: words
 * that nothing in the file settles, files that are not here, and programs in the place of the one that is read.
 */
export function unreadSettings(deployment: ManifestDeployment): string | undefined {
  const settings = openSettings(deployment).map(({ text, written = text }) => written);
  const words = deployment.workers.flatMap(({ command }) =>
    (command?.args ?? []).filter(({ unresolved }) => unresolved).map((one) => one.text),
  );
  const detours = commandsOf(deployment).flatMap((command) => [
    ...replacedBy(withoutComments(command.words.join("\n"))),
    ...otherPrograms(command),
  ]);
  const [first] = [
    ...[...settings, ...words, ...detours, ...secondStarts(deployment), ...hooked(deployment)],
    ...[...ownCode(deployment), ...leftOpen(deployment)],
  ];
  return (
    first &&
    `cannot be judged whole: what ${quoted(first)} does to the engine's settings is not in the manifest`
  );
}

/** What cannot be predicted without it is said elsewhere, and what never matters to a figure. */
const IDENTITY: ReadonlySet<string> = new Set(["model", "image", "servedName"]);

/** Settings of the engine whose values something else fills in. */
function openSettings({ workers }: ManifestDeployment): ManifestDeployment["workers"][number]["unresolved"] {
  return workers.flatMap(({ unresolved }) => unresolved.filter(({ name }) => !IDENTITY.has(name)));
}

function replacedBy(code: string): readonly string[] {
  const starts = [...code.matchAll(START)].length > 1 ? ["a second start of the engine"] : [];
  return [
    ...wordsLike([REPLACED, ...ELSE_RUN], code).map((word) => word.trim()),
    ...starts,
    ...inFront(code),
  ];
}

function quoted(word: string): string {
  return `\`${word.replaceAll("`", "'").replaceAll(/\s+/g, " ").slice(0, 60)}\``;
}

/** How every engine is started. */
const ORDINARY = /^(?:exec )?(?:python3?|(?:ba)?sh)(?: -\w+)?$/;

/** Engine files that a hook names, which runs while the engine reads them. */
function hooked({ workers }: ManifestDeployment): readonly string[] {
  return workers.flatMap(({ engineFiles, written: { commands } }) => {
    const code = commands.flatMap(({ hooks }) => hooks).join("\n");
    return engineFiles.flatMap(({ path }) => (code.includes(path) ? [`${path} in a hook`] : []));
  });
}

/**
 * Containers that start an engine beside the one that does: those of its pod share its GPUs, or are the one that serves, and
 * a component that says to be a frontend or a planner may serve as well.
 */
function secondStarts({ workers, others }: ManifestDeployment): readonly string[] {
  const elsewhere = others.filter(({ startsEngine }) => startsEngine === true);
  return [
    ...secondContainers(workers),
    ...elsewhere.map(({ component }) => `the engine that ${component} starts`),
  ];
}

function secondContainers(workers: ManifestDeployment["workers"]): readonly string[] {
  return workers.flatMap(({ written }) =>
    written.commands
      .filter(({ words }) => words.join("\n").search(START) >= 0)
      .slice(1)
      .map(() => "a second container with an engine"),
  );
}

function commandsOf({ workers }: ManifestDeployment): readonly WrittenCommand[] {
  return workers.flatMap(({ written }) => written.commands);
}

function countsOf(deployment: ManifestDeployment): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of [...secondStarts(deployment), ...hooked(deployment), ...ownCode(deployment)])
    counts.set(word, (counts.get(word) ?? 0) + 1);
  const literals = deployment.workers.flatMap(({ env }) => env.map(([name]) => name));
  const filledIn = deployment.workers.flatMap(({ written }) => written.filledIn);
  for (const word of [...overwritten(deployment), ...leftOpen(deployment)]) counts.set(word, 1);
  const besideEngines = new Set(deployment.workers.flatMap(({ written }) => withoutEngine(written.commands)));
  for (const word of unsettled(deployment)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const command of commandsOf(deployment)) {
    const isOther = besideEngines.has(command);
    const known = new Set([...literals, ...command.podFacts]);
    const code = withoutComments(withoutNames(command.words).join("\n"))
      .replace(WAITS, "")
      .replaceAll(AT_THE_END, "");
    // what has a value of its own is another thing once something else may fill it in
    for (const [, name = ""] of code.matchAll(FALLBACK))
      for (const one of filledIn.filter((each) => each === name || each.startsWith("*")))
        counts.set(`\${${name}} of ${one}`, 1);
    for (const word of otherPrograms(command)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const starts = [...code.matchAll(START)].slice(1).map(() => "a second start of the engine");
    for (const program of inFront(code)) counts.set(program, (counts.get(program) ?? 0) + 1);
    const own = [...code.matchAll(ENGINES_OWN)].flatMap(([word]) => wordsLike([SUBSTITUTION], word));
    const detours = wordsLike([DETOUR, ...ELSE_RUN], code);
    for (const word of [...own, ...detours, ...starts]) {
      // a file of settings is another program's where that is no engine
      if (isOther && word.trim().startsWith("--conf")) continue;
      const name = variableOf(word.trim());
      if (name !== undefined && (known.has(name) || isGiven(word, name) || assigns(code, name))) continue;
      const key = word.trim().replaceAll(/\s+/g, " ");
      if (!ORDINARY.test(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** Commands of a worker's containers that start no engine, where another one does. */
function withoutEngine(commands: readonly WrittenCommand[]): readonly WrittenCommand[] {
  const starts = ({ words }: WrittenCommand): boolean => words.join("\n").search(START) >= 0;
  return commands.some(starts) ? commands.filter((one) => !starts(one)) : [];
}

/** Words of an engine that the manifest does not settle, and a branch in which it may not be started as it is written. */
function unsettled({ workers }: ManifestDeployment): readonly string[] {
  return workers.flatMap(({ command, written: { commands } }) => {
    const facts = new Set(commands.flatMap(({ podFacts }) => podFacts));
    const args = (command?.args ?? []).filter(
      ({ text, unresolved }, at, all) => unresolved && !isServedName(text, all[at - 1]?.text),
    );
    const isOpen = (text: string): boolean => {
      const words = text.match(SUBSTITUTION) ?? [];
      return (
        words.length === 0 ||
        words.some((word) => {
          const name = variableOf(word);
          return name === undefined || !(facts.has(name) || isGiven(word, name));
        })
      );
    };
    const branch = command?.conditional === true ? ["a branch around the engine"] : [];
    return [...branch, ...args.flatMap(({ text }) => (isOpen(text) ? [text] : []))];
  });
}

function variableOf(word: string): string | undefined {
  return /^\$[({]?([A-Za-z_]\w*)\)?\}?$/.exec(word)?.[1];
}

/** Variables in the words of a worker that come out of a ConfigMap, with each object that may hold them as well and counts before it. */
function overwritten({ workers }: ManifestDeployment): readonly string[] {
  return workers.flatMap(({ env, written: { commands, named, laterSources } }) => {
    const code = commands.flatMap(({ words }) => words).join("\n");
    const known = new Set(env.map(([name]) => name).filter((name) => !named.includes(name)));
    const used = [...code.matchAll(/\$[({]?([A-Za-z_]\w*)/g)].flatMap(([, name = ""]) =>
      known.has(name) ? [name] : [],
    );
    return used.flatMap((name) => laterSources.map((source) => `$${name} of ${source}`));
  });
}

/** A script without its lines of comments; one with quotes may end a text that began in front of it. */
function withoutComments(code: string): string {
  return code.replaceAll(/(?<!\\\n)^[ \t]*#[^"'`\\\n]*$/gm, "");
}

/** The words of a command without those that only name what is served: each is one word, whatever is put in its place. */
function withoutNames(words: readonly string[]): readonly string[] {
  return words.filter((word, at) => !isServedName(word, words[at - 1]));
}

function isServedName(word: string, before: string | undefined): boolean {
  return !/\s/.test(word) && (before === SERVED_NAME || word.startsWith(`${SERVED_NAME}=`));
}

const SERVED_NAME = "--served-model-name";

/** Whether a variable is one that the cluster sets; `$(HOME)` is none of a shell. */
function isGiven(word: string, name: string): boolean {
  return INJECTED.test(name) || (GIVEN.test(name) && !word.includes("("));
}
