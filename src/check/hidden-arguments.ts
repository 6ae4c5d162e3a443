import { finding, type FindingPlace } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import { unseenFiles } from "../manifest/engine-files.js";
import type { ManifestDeployment, WrittenCommand } from "../manifest/types.js";

/** What a shell or Kubernetes puts in the place of a word: nothing of it can be read in the manifest. */
const SUBSTITUTION = /\${1,2}\([^()]{0,200}\)?|`[^`\n]{0,200}`|\$\{?[A-Za-z_]\w{0,100}\}?|\$[@*]/g;
/** What runs text, or another program, in the place of the command that is read. */
const DETOUR =
  /(?:\b(?:eval|xargs|source|alias|trap|case|while|until|for|if)\s)|(?:^|[\s;])\.\s+\/|\|\s{0,4}(?:ba|da|z)?sh\b|<<-?\s{0,4}["']?\w+|\b[\w-]{1,60}\s{0,4}\(\)\s{0,4}[{(]|\bfunction\s+\w+|\benv\s+-S|\b(?:exec\s{1,4})?(?:python3?|(?:ba)?sh|node|perl)\s+[^\s;|&"']+|\bexec\s+[^\s;|&"']+|"@[^"\s]+"|--conf(?:ig?)?(?:[= ]|\s*$)/gm;
/** A loop that only waits for something to answer before the engine starts. */
const WAITS =
  /\b(?:while|until)\s+(?:!\s+)?(?:\[|test|nc|curl|wget|ping|getent|nslookup|host|pg_isready|redis-cli|etcdctl|nvidia-smi)\s[^;\n$`(){}]{0,200}[;\n]\s*do\s+(?:(?:sleep|echo|true|:)\b[^;\n$`(){}>]{0,200}[;\n]\s*){1,3}done\b/g;
/** In a script, a program that ends the engine in front of it, or another module around it. */
const AROUND = /(?:\btimeout|-m[ \t]+(?!dynamo\.)[\w.]+)(?=[ \t][^;&|\n]{0,200}-m[ \t]+dynamo\.)/g;
/** One engine is started by a command; which of two is, only the shell knows. */
const START = /\bvllm\s+serve\b|\bdynamo\.(?:vllm|sglang|trtllm)\b/g;
/** What the operator and its schedulers set in every pod of a worker that spans nodes. */
const INJECTED = /^(?:LWS|GROVE|DYN)_/;

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
  return [
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
  const settings = deployment.workers.flatMap(({ unresolved }) =>
    unresolved.filter(({ name }) => !IDENTITY.has(name)).map((one) => one.written ?? one.text),
  );
  const words = deployment.workers.flatMap(({ command }) =>
    (command?.args ?? []).filter(({ unresolved }) => unresolved).map((one) => one.text),
  );
  const detours = commandsOf(deployment).flatMap((command) => [
    ...replacedBy(command.words.join("\n")),
    ...otherPrograms(command),
  ]);
  const [first] = [...settings, ...words, ...detours, ...secondStarts(deployment), ...hooked(deployment)];
  return (
    first &&
    `cannot be judged whole: what ${quoted(first)} does to the engine's settings is not in the manifest`
  );
}

/** What cannot be predicted without it is said elsewhere, and what never matters to a figure. */
const IDENTITY: ReadonlySet<string> = new Set(["model", "image", "servedName"]);

/** Programs, functions and texts that run in the place of the engine that is read. */
const REPLACED =
  /\b(?:eval|source|alias|trap)\s|(?:^|[\s;])\.\s+\/|\|\s{0,4}(?:ba|da|z)?sh\b|\b(?:python3?|vllm|exec|command)\s{0,4}\(\)|\bfunction\s+(?:python3?|vllm|exec|command)\b|\benv\s+-S|--conf(?:ig?)?(?:[= ]|\s*$)|\$@/gm;

function replacedBy(code: string): readonly string[] {
  const starts = [...code.matchAll(START)].length > 1 ? ["a second start of the engine"] : [];
  const found = [REPLACED, AROUND].flatMap((pattern) => [...code.matchAll(pattern)]);
  return [...found.map(([word]) => word.trim()), ...starts];
}

function quoted(word: string): string {
  return `\`${word.replaceAll("`", "'").replaceAll(/\s+/g, " ").slice(0, 60)}\``;
}

/** How every engine is started. */
const ORDINARY = /^(?:exec )?(?:python3?|(?:ba)?sh)(?: -\w+)?$/;

/** Programs that start the one behind them as it is written. */
const STARTERS =
  /^(?:exec|env|tini|dumb-init|catatonit|gosu|su-exec|setpriv|setsid|nohup|nice|ionice|chrt|prlimit|numactl|taskset|stdbuf|time|mpirun|mpiexec|srun|nsys|ncu|ddtrace-run|opentelemetry-instrument|newrelic-admin|trtllm-llmapi-launch|python[\d.]*|uv|poetry|conda|(?:ba|da|z)?sh|vllm)$/;

/** Programs that may do something else with the words of the engine, and hooks that start an engine of their own. */
function otherPrograms({ words, hooks }: WrittenCommand): readonly string[] {
  const [first = "", second = ""] = words;
  const program = first.slice(first.lastIndexOf("/") + 1);
  const starts = words.slice(1).join("\n").search(START) >= 0;
  const plain = !/[\s$]/.test(first) && !first.startsWith("-");
  const module = words[words.indexOf("-m") + 1] ?? "";
  return [
    ...(starts && plain && !STARTERS.test(program) ? [first] : []),
    ...(starts && words.includes("-m") && !module.startsWith("dynamo.") ? [`-m ${module}`] : []),
    ...(/^python[\d.]*$/.test(program) && second === "-c" ? [`${first} -c`] : []),
    ...[...hooks.join("\n").matchAll(START)].map(([word]) => `${word} in a hook`),
    ...words.flatMap(endings),
  ];
}

/** Flags with which an engine says something and ends, or waits for another node to serve; not those of other programs. */
function endings(word: string): readonly string[] {
  const start = word.search(START);
  if (start < 0) return SERVES_NOTHING.test(word) ? [word] : [];
  const [command = ""] = OWN_WORDS.exec(word.slice(start)) ?? [];
  return command.split(/\s+/).filter((one) => SERVES_NOTHING.test(one));
}

const SERVES_NOTHING = /^(?:--(?:help|version|headless)(?:=.*)?|-h)$/;
/** The words of a command of a shell, up to what ends it. */
const OWN_WORDS = /^(?:[^;&|\n\\]|\\[\s\S])*/;

/** Variables by which another program runs than the one that is named, or with other code, as a container and a script set them. */
const LOADERS: ReadonlySet<string> = new Set(["PATH", "PYTHONPATH", "PYTHONHOME", "BASH_ENV", "LD_PRELOAD"]);
const LOADS = new RegExp(`\\b(?:${[...LOADERS].join("|")})=\\S+`, "g");
const WRITES = /(?:>|\btee(?: -a)?)[ \t]*["']?(\/[^\s"';|&]+)/g;

/** Code that the manifest itself brings and has loaded: out of a ConfigMap or a file of its script. An image's is its own. */
function loaded({ workers }: ManifestDeployment): readonly string[] {
  return workers.flatMap(({ env, written: { commands, ownFolders } }) => {
    const code = commands.flatMap(({ words }) => words).join("\n");
    const own = [...ownFolders, ...[...code.matchAll(WRITES)].map(([, file = ""]) => file)];
    const isOwn = (name: string): boolean =>
      name.startsWith("/") &&
      own.some((one) => `${one}/`.startsWith(`${name}/`) || name.startsWith(`${one}/`));
    const set = env.filter(([name]) => LOADERS.has(name)).map((one) => one.join("="));
    return [...set, ...[...code.matchAll(LOADS)].map(([one]) => one)].filter((one) =>
      one.split(/[=:"';]/).some((name) => isOwn(name.replace(/\/$/, ""))),
    );
  });
}

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
  for (const word of [...secondStarts(deployment), ...hooked(deployment), ...loaded(deployment)])
    counts.set(word, (counts.get(word) ?? 0) + 1);
  const literals = deployment.workers.flatMap(({ env }) => env.map(([name]) => name));
  for (const command of commandsOf(deployment)) {
    const known = new Set([...literals, ...command.podFacts]);
    const code = command.words.join("\n").replace(WAITS, "");
    for (const word of otherPrograms(command)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const starts = [...code.matchAll(START)].slice(1).map(() => ["a second start of the engine"]);
    const found = [SUBSTITUTION, DETOUR, AROUND].flatMap((pattern) => [...code.matchAll(pattern)]);
    for (const [word] of [...found, ...starts]) {
      const name = /^\$[({]?([A-Za-z_]\w*)\)?$/.exec(word!.trim())?.[1];
      if (name !== undefined && (known.has(name) || INJECTED.test(name) || assigns(code, name))) continue;
      const key = word!.trim().replaceAll(/\s+/g, " ");
      if (!ORDINARY.test(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** Whether a script sets a variable once, to a word that can be read. */
function assigns(code: string, name: string): boolean {
  const set = code.split(`${name}=`);
  return set.length === 2 && /^["']?[\w./:@-]/.test(set[1] ?? "");
}
