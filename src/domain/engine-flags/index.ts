import type { Backend } from "../deployment.js";
import { SGLANG_FLAG_NAMES } from "./sglang.js";
import { TRTLLM_FLAG_NAMES } from "./trtllm.js";
import { VLLM_FLAG_NAMES, VLLM_SHORT_FLAGS } from "./vllm.js";

/** The Dynamo release whose argument lists are known; others may lack some of these flags, or have more. */
export const FLAGS_OF_DYNAMO = "1.6.1";

const TEXTS: Readonly<Record<Backend, string>> = {
  vllm: VLLM_FLAG_NAMES,
  sglang: SGLANG_FLAG_NAMES,
  trtllm: TRTLLM_FLAG_NAMES,
};
const sets = new Map<Backend, ReadonlySet<string>>();

/** Long flags of the worker of an engine, without their dashes. */
export function engineFlags(backend: Backend): ReadonlySet<string> {
  let found = sets.get(backend);
  if (found === undefined)
    sets.set(backend, (found = new Set(TEXTS[backend].split(/\s/).filter((w) => w !== ""))));
  return found;
}

/**
 * Whether a worker of an engine takes a flag (`--tp`, `--tensor-parallel-size=2`, `--no-enable-prefix-caching`). As their
 * parsers do, underscores count as dashes and a beginning that fits one flag alone stands for it; vLLM's settings with
 * parts (`--compilation-config.level`) are known by their first.
 */
export function isEngineFlag(backend: Backend, word: string): boolean {
  const [spelled = ""] = word.split("=");
  if (!spelled.startsWith("--"))
    return backend !== "vllm" || VLLM_SHORT_FLAGS.includes(spelled.split(".")[0]!);
  const [name = ""] = spelled.slice(2).replaceAll("_", "-").split(".");
  const flags = engineFlags(backend);
  if (flags.has(name) || (name.startsWith("no-") && flags.has(name.slice(3)))) return true;
  const longer = [...flags].filter((flag) => flag.startsWith(name));
  return name !== "" && longer.length === 1;
}
