import type { ManifestBackend } from "../types.js";

/** What a command line runs: where its own arguments begin, and what it is. */
export interface Program {
  /** module or executable, e.g. `dynamo.vllm`, `vllm serve`, `dynamo.frontend`, `python3` */
  readonly name: string;
  readonly kind: "engine" | "dynamo" | "sidecar" | "other";
  readonly backend: ManifestBackend | null;
  /** index of the first argument after the program's name */
  readonly firstArgument: number;
  /** the first argument is the model (`vllm serve MODEL`) */
  readonly modelFirst: boolean;
}

const ENGINE_MODULES: readonly (readonly [RegExp, ManifestBackend])[] = [
  // modules below `utils` prepare something and end; `omni` serves other models by another engine
  [/^dynamo\.vllm(?!\.(?:utils|omni)\b)(?:\.\w+)*$/, "vllm"],
  [/^dynamo\.sglang(?!\.utils\b)(?:\.\w+)*$/, "sglang"],
  [/^dynamo\.trtllm(?!\.utils\b)(?:\.\w+)*$/, "trtllm"],
  [/^dynamo\.mocker(?:\.\w+)*$/, "mocker"],
  [/^sglang\.launch_server$/, "sglang"],
  [/^vllm\.entrypoints\.[\w.]+$/, "vllm"],
  [/^tensorrt_llm\.commands\.serve$/, "trtllm"],
];

const SILENT = new Set(["echo", "printf", ":", "true", "test", "["]);

/**
 * Finds the program in the words of one command, looking through `exec`, `env`, launchers and the like:
 * an engine module anywhere wins, else the word after `-m`, else the executable.
 */
export function findProgram(words: readonly string[]): Program | undefined {
  const first = words[0];
  if (first === undefined) return undefined;
  if (!SILENT.has(first)) {
    for (let i = 0; i < words.length; i++) {
      const found = engineAt(words, i);
      if (found) return found;
    }
  }
  const module = words.indexOf("-m");
  if (
    module > 0 &&
    /^(?:.*\/)?python[\d.]*$/.test(words[module - 1]?.trim() ?? "") &&
    words[module + 1] !== undefined
  ) {
    const name = words[module + 1] ?? "";
    return {
      name,
      kind: /^dynamo\.(?!\w+\.utils\b)/.test(name) ? "dynamo" : "other",
      backend: null,
      firstArgument: module + 2,
      modelFirst: false,
    };
  }
  return executable(words);
}

function engineAt(words: readonly string[], i: number): Program | undefined {
  const word = (words[i] ?? "").trim();
  const next = (words[i + 1] ?? "").trim();
  if (word === "-m") {
    const backend = ENGINE_MODULES.find(([pattern]) => pattern.test(next))?.[1];
    return backend
      ? { name: next, kind: "engine", backend, firstArgument: i + 2, modelFirst: false }
      : undefined;
  }
  const base = word.slice(word.lastIndexOf("/") + 1);
  if (next === "serve" && /vllm/i.test(base)) return engine("vllm serve", "vllm", i + 2, true);
  if (next === "serve" && base === "sglang") return engine("sglang serve", "sglang", i + 2, false);
  if (base === "trtllm-serve")
    return engine("trtllm-serve", "trtllm", next === "serve" ? i + 2 : i + 1, true);
  const sidecar = /^dynamo-(vllm|sglang|trtllm)-sidecar$/.exec(base);
  if (sidecar)
    return {
      name: base,
      kind: "sidecar",
      backend: sidecar[1] as ManifestBackend,
      firstArgument: i + 1,
      modelFirst: false,
    };
  return undefined;
}

function engine(name: string, backend: ManifestBackend, firstArgument: number, modelFirst: boolean): Program {
  return { name, kind: "engine", backend, firstArgument, modelFirst };
}

const WRAPPERS = new Set(["exec", "env", "nohup", "time", "command", "sudo"]);

function executable(words: readonly string[]): Program | undefined {
  let i = 0;
  while (i < words.length && (WRAPPERS.has(words[i] ?? "") || /^\w+=/.test(words[i] ?? ""))) i++;
  const word = words[i];
  if (word === undefined) return undefined;
  const base = word.slice(word.lastIndexOf("/") + 1);
  const script = /^python[\d.]*$/.test(base)
    ? words.slice(i + 1).find((next) => !next.startsWith("-"))
    : undefined;
  return { name: script ?? base, kind: "other", backend: null, firstArgument: i + 1, modelFirst: false };
}
