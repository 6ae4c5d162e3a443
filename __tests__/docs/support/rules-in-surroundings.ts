import type { RuleId } from "../../../src/domain/rules.js";
import { manifest, type WorkerParts } from "../../manifest/support/build.js";

/** A change to one file and what lies round it. */
export interface Surrounded {
  /** text before; absent: the file is new */
  readonly base?: string;
  /** text of the change, or why it cannot be had */
  readonly head: string | { readonly unreadable: string };
  readonly policy?: string;
  /** files beside the manifest, by path */
  readonly beside?: Readonly<Record<string, string>>;
  /** the committed measurements */
  readonly calibration?: string;
}

const SYSTEM = "defaults: { system: h200_sxm, workload: { isl: 4000, osl: 500 } }\n";
const LIMITS =
  "defaults: { system: h200_sxm, workload: { isl: 4000, osl: 500 }, sla: { ttft-ms: 3000, tpot-ms: 60 } }\n";
const MODEL = "Qwen/Qwen3-32B-FP8";
const NIXL = `--kv-transfer-config {"kv_connector":"NixlConnector","kv_role":"kv_both"}`;

function worker(flags: string, parts: WorkerParts & { readonly model?: string } = {}): WorkerParts {
  const { model = MODEL, ...others } = parts;
  const words = [`--model ${model}`, ...flags.split(/ (?=--)/)].flatMap((one) => {
    const at = one.indexOf(" ");
    return at < 0 ? [one] : [one.slice(0, at), one.slice(at + 1)];
  });
  const args = words
    .filter((word) => word !== "")
    .map((word) => `- '${word}'`)
    .join("\n");
  return { gpu: '"2"', command: "[python3, -m, dynamo.vllm]", args, ...others };
}
type Parts = Parameters<typeof worker>[1];
const one = (flags: string, parts: Parts = {}, more: Parameters<typeof manifest>[1] = {}): string =>
  manifest([worker(flags, parts)], more);
const SGLANG: Parts = { command: "[python3, -m, dynamo.sglang]" };
const pools = (prefill: string, decode: string): string =>
  manifest([
    worker(`--disaggregation-mode prefill ${NIXL}`, { name: "P", subType: "prefill", replicas: prefill }),
    worker(`--disaggregation-mode decode ${NIXL}`, { name: "D", subType: "decode", replicas: decode }),
  ]);
const TP2 = one("--tensor-parallel-size 2");

/** Examples that need a base, a policy or other files, with real data: the texts that they speak of. */
export const SURROUNDED: Partial<Readonly<Record<RuleId, Surrounded>>> = {
  "file-unreadable": { head: { unreadable: "a symbolic link" }, policy: SYSTEM },
  "policy-invalid": { head: TP2, policy: "gate: maybe\n" },
  "calibration-invalid": { head: TP2, policy: SYSTEM, calibration: "measured yesterday" },
  "measurement-unreadable": {
    head: TP2,
    policy: SYSTEM,
    beside: { "agg.measured.json": "measured yesterday" },
  },
  "experts-not-divisible": {
    head: one("--tp 6 --dp 6 --enable-dp-attention --ep-size 6", {
      ...SGLANG,
      model: "Qwen/Qwen3-30B-A3B",
      gpu: '"6"',
    }),
    policy: SYSTEM,
  },
  "parallel-size-impossible": {
    head: one("--tp 2 --attn-cp-size 3 --enable-prefill-cp --cp-strategy zigzag", SGLANG),
    policy: SYSTEM,
  },
  "batch-exceeds-memory": {
    head: one("--max-num-seqs 64", { model: "Qwen/Qwen3-32B", gpu: '"1"' }),
    policy: SYSTEM,
  },
  "pool-imbalance": { head: pools("3", "1"), policy: LIMITS },
  "sla-unreachable": { head: TP2, policy: LIMITS.replace("ttft-ms: 3000", "ttft-ms: 5") },
  "gpu-budget-exceeded": {
    head: one("--tensor-parallel-size 2", { replicas: "8" }),
    policy: SYSTEM.replace("{", "{ gpus: 8,"),
  },
  "change-budget-exceeded": {
    base: one("--tensor-parallel-size 2", { replicas: "24" }),
    head: one("--tensor-parallel-size 2", { replicas: "30" }),
    policy: `${SYSTEM}budget: { gpus: 64, increase: 0.2 }\n`,
  },
  "setting-loosened": {
    base: TP2,
    head: one("--tensor-parallel-size 2", {}, { annotations: 'dynamo-advisor.dev/tpot-ms: "99"' }),
    policy: LIMITS.replace("tpot-ms: 60", "tpot-ms: 35"),
  },
  "no-longer-judged": {
    base: TP2,
    head: one("--tensor-parallel-size 2", { model: "${MODEL}" }),
    policy: LIMITS,
  },
  regression: {
    base: TP2,
    head: one("--tensor-parallel-size 8", { gpu: '"8"' }),
    policy: LIMITS,
  },
  "unknown-system": { head: TP2, policy: SYSTEM.replace("h200_sxm", "mi300x") },
  "data-missing": {
    head: one("--data-parallel-size 16 --enable-expert-parallel", {
      model: "Qwen/Qwen3-235B-A22B-FP8",
      gpu: '"8"',
      extra: "multinode: {nodeCount: 2}",
    }),
    policy: SYSTEM,
  },
};
