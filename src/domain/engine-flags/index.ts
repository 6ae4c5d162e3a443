import type { Backend } from "../deployment.js";
import { covers, type FlagHistory, type FlagSpan, spansOf } from "./history.js";
import { SGLANG_FLAG_HISTORY } from "./sglang.js";
import { TRTLLM_FLAG_HISTORY } from "./trtllm.js";
import { VLLM_FLAG_HISTORY, VLLM_SHORT_FLAGS } from "./vllm.js";

/** The newest Dynamo release whose argument lists were read, and the minor releases that were. */
export const FLAGS_OF_DYNAMO = "1.6.1";
const RELEASES = "0.6 0.7 0.8 0.9 1.0 1.1 1.2 1.3 1.4 1.5 1.6".split(" ");

const HISTORIES: Readonly<Record<Backend, FlagHistory>> = {
  vllm: VLLM_FLAG_HISTORY,
  sglang: SGLANG_FLAG_HISTORY,
  trtllm: TRTLLM_FLAG_HISTORY,
};

/** Flags of engines that Dynamo ran before 0.6 and that none has had since (vLLM 0.8.4 to 0.10.1, SGLang 0.4.9 to 0.5.2). */
const EARLIER: Readonly<Partial<Record<Backend, readonly string[]>>> = {
  vllm: (
    "device disable-async-output-proc enable-prompt-adapter enable-reasoning guided-decoding-backend " +
    "guided-decoding-disable-additional-properties guided-decoding-disable-any-whitespace " +
    "guided-decoding-disable-fallback long-lora-scaling-factors max-prompt-adapter-token max-prompt-adapters " +
    "max-seq-len-to-capture multi-step-stream-outputs num-scheduler-steps override-neuron-config preemption-mode " +
    "qlora-adapter-name-or-path scheduler-delay-factor tokenizer-pool-extra-config tokenizer-pool-size " +
    "tokenizer-pool-type use-v2-block-manager"
  ).split(" "),
  sglang: ["debug-tensor-dump-prefill-only", "max-micro-batch-size", "pdlb-url"],
};

const spans = new Map<Backend, ReadonlyMap<string, FlagSpan>>();
const sets = new Map<string, ReadonlySet<string>>();

/** Every long flag that a worker of an engine had in a release that was read, without its dashes, with the releases. */
export function flagSpans(backend: Backend): ReadonlyMap<string, FlagSpan> {
  let found = spans.get(backend);
  if (found === undefined) spans.set(backend, (found = spansOf(HISTORIES[backend])));
  return found;
}

/** Long flags of the worker of an engine in a Dynamo release; undefined where its lists were not read. */
export function engineFlags(backend: Backend, dynamo = FLAGS_OF_DYNAMO): ReadonlySet<string> | undefined {
  const release = /^v?(\d+\.\d+)\./.exec(dynamo)?.[1] ?? "";
  if (!RELEASES.includes(release)) return undefined;
  const key = `${backend} ${release}`;
  let found = sets.get(key);
  if (found === undefined) {
    const names = [...flagSpans(backend)].flatMap(([name, span]) => (covers(span, release) ? name : []));
    sets.set(key, (found = new Set(names)));
  }
  return found;
}

/** Whether a worker of an engine has or had a flag in some release. */
export function wasEngineFlag(backend: Backend, name: string): boolean {
  return flagSpans(backend).has(name) || EARLIER[backend]?.includes(name) === true;
}

/**
 * Whether a worker of an engine takes a flag (`--tp`, `--tensor-parallel-size=2`, `--no-enable-prefix-caching`) in a Dynamo
 * release whose lists were read. As their parsers do, underscores count as dashes and a beginning that fits one flag alone
 * stands for it; vLLM's settings with parts (`--compilation-config.level`) are known by their first.
 */
export function isEngineFlag(backend: Backend, word: string, dynamo = FLAGS_OF_DYNAMO): boolean {
  const [spelled = ""] = word.split("=");
  if (!spelled.startsWith("--"))
    return backend !== "vllm" || VLLM_SHORT_FLAGS.includes(spelled.split(".")[0]!);
  const [name = ""] = spelled.slice(2).replaceAll("_", "-").split(".");
  return takesFlag(engineFlags(backend, dynamo) ?? new Set(), name);
}

/** Whether a parser with these flags takes a name: one of them, its `no-` form, or a beginning that fits one alone. */
export function takesFlag(flags: ReadonlySet<string>, name: string): boolean {
  if (flags.has(name) || (name.startsWith("no-") && flags.has(name.slice(3)))) return true;
  const longer = [...flags].filter((flag) => flag.startsWith(name));
  return name !== "" && longer.length === 1;
}
