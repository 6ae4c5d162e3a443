import type { ManifestDeployment, WrittenCommand } from "../manifest/types.js";
import { assigns, FALLBACK, INJECTED, OWN_WORDS, START } from "./command-words.js";

/** Variables by which another program runs than the one that is named, or with other code, as a container and a script set them. */
const LOADER = "(?:PYTHON\\w+|LD_\\w+|PATH|BASH_ENV|ENV|PERL5\\w+|VLLM_CONFIG_ROOT|XDG_CONFIG_\\w+)";
const IS_LOADER = new RegExp(`^${LOADER}$`);
const LOADS = new RegExp(`\\b${LOADER}=\\S+`, "g");
/** Functions that bash takes out of its environment, in the place of programs, and options by which it runs nothing. */
const SHELLS = /^(?:BASH_FUNC_|SHELLOPTS=(?:.*:)?(?:noexec|onecmd)(?::|$))/;
/** Python looks for its modules in the folder that it is started in before all others. */
const ENTERS = /\b(?:cd|pushd)[ \t]+["']?(\/[^\s"';|&]+)/g;
const WRITES = /(?:>|\btee(?: -a)?)[ \t]*["']?(\/[^\s"';|&]+)/g;

/** Places from which programs and libraries are taken, without being named. */
const CODE =
  /\/etc\/ld\.so\.|\/(?:site|dist)-packages(?:\/|$)|\/s?bin(?:\/|$)|\/lib(?:64)?(?:\/|$)|\/workspace\/(?:dynamo|vllm|sglang|tensorrt_llm|torch)(?:\/|$)|\/etc\/(?:profile|bash\.bashrc|environment)|\/\.(?:bash\w*|profile)$|\.(?:pth|so)$/;
/** A program by its path, and one that another one runs. */
const RUNS =
  /(?:^|[;&|(]|\b(?:exec|(?:ba|da|z|k)?sh|python[\d.]*|perl|node))[ \t]*(?:-\w+[ \t]+)*(\/[^\s;|&"'()]+)/gm;

/** Code that the manifest itself brings and has loaded or run: out of a ConfigMap or a file of its script. An image's is its own. */
export function ownCode({ workers }: ManifestDeployment): readonly string[] {
  return workers.flatMap(({ env, written: { commands, ownFolders } }) => {
    const scripts = commands.flatMap(({ words }) => words.filter((word) => /\s/.test(word)));
    const code = commands.flatMap(({ words }) => words).join("\n");
    const own = [...ownFolders, ...[...code.matchAll(WRITES)].map(([, file = ""]) => file)];
    const isOwn = (name: string): boolean =>
      name.startsWith("/") &&
      own.some((one) => `${one}/`.startsWith(`${name}/`) || name.startsWith(`${one}/`));
    const set = env.filter(([name]) => IS_LOADER.test(name)).map((one) => one.join("="));
    const found = [...set, ...[...code.matchAll(LOADS)].map(([one]) => one)].filter((one) =>
      one.split(/[=:"';]/).some((name) => isOwn(name.replace(/\/$/, ""))),
    );
    const run = [...scripts.join("\n").replaceAll("\\\n", " ").matchAll(RUNS)].map(([, file = ""]) => file);
    const entered = [
      ...commands.flatMap(({ folder }) => folder ?? []),
      ...[...code.matchAll(ENTERS)].map(([, name = ""]) => name),
      // where images of Dynamo start
      "/workspace",
    ].filter(
      (name) =>
        ownFolders.some((one) => `${name}/`.startsWith(`${one}/`)) ||
        holdsModule(name, own) ||
        shadows(name, own),
    );
    const started = [...run, ...commands.flatMap(programs)].filter(isOwn);
    const shells = env.flatMap(([name, value]) => (SHELLS.test(`${name}=${value}`) ? name : []));
    return [...shells, ...found, ...entered, ...own.filter((one) => CODE.test(one)), ...started];
  });
}

/** Packages that an engine is made of: Python takes them out of the folder that it is started in before all others. */
const ENGINES_PACKAGE = /^(?:dynamo|vllm|sglang|tensorrt_llm|torch|transformers)(?:\/|$)|^[A-Za-z_]\w*\.py$/;

/** Whether something of the manifest's own lies in a folder under the name of a module. */
function shadows(folder: string, own: readonly string[]): boolean {
  const start = `${folder.replace(/\/$/, "")}/`;
  return own.some((one) => one.startsWith(start) && ENGINES_PACKAGE.test(one.slice(start.length)));
}

/** Programs by their paths, in the words up to the engine's module. */
function programs({ words }: WrittenCommand): readonly string[] {
  const at = words.findIndex((word) => /^dynamo\.\w+$/.test(word));
  return words.slice(0, at < 0 ? 1 : at).filter((word) => /^\/\S+$/.test(word));
}

/** Whether a script writes a module of Python into a folder. */
function holdsModule(folder: string, written: readonly string[]): boolean {
  return written.some((one) => one.startsWith(`${folder.replace(/\/$/, "")}/`) && one.endsWith(".py"));
}

/** A document of a script in which variables are filled in. */
const DOCUMENT = /<<-?[ \t]*(\w+)\b[^\n]*\n([\s\S]*?)^[ \t]*\1$/gm;

/** Variables in the engine's words that the manifest does not set and for which it has another value: the image may set them. */
export function leftOpen({ workers }: ManifestDeployment): readonly string[] {
  return workers.flatMap(({ env, written: { commands } }) =>
    commands.flatMap(({ words, podFacts }) => {
      const code = words.join("\n");
      const start = code.search(START);
      const [engine = ""] = start < 0 ? [] : (OWN_WORDS.exec(code.slice(start)) ?? []);
      const known = new Set([...env.map(([name]) => name), ...podFacts]);
      const values = [...code.matchAll(/\b([A-Za-z_]\w{0,100})=("[^"\n]*"|[^\s;]*)/g)]
        .filter(([, name = ""]) => new RegExp(`\\$\\{?${name}\\b`).test(engine))
        .map(([, , value = ""]) => value);
      const documents = [...code.matchAll(DOCUMENT)].map(([, , body = ""]) => body);
      return [engine, ...values, ...documents]
        .flatMap((text) => [...text.matchAll(FALLBACK)])
        .filter(([, name = ""]) => !known.has(name) && !INJECTED.test(name) && !assigns(code, name))
        .map(([word]) => word);
    }),
  );
}
