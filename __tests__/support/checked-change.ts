import { expect } from "@jest/globals";
import type { ChangedFile } from "../../src/domain/change.js";
import { runCheck } from "../../src/check/run-check.js";
import { concludeGate } from "../../src/review/gate.js";
import { loadPolicy } from "../../src/policy/index.js";
import { manifest } from "../manifest/support/build.js";
import { fakeDeps, fakeEvaluator, GOOD } from "./fake-evaluator.js";

export const VALUES =
  "system: h200_sxm, workload: { isl: 4000, osl: 500, concurrency: 64 }, sla: { ttft-ms: 600, tpot-ms: 20 }";
export const POLICY = `defaults: { ${VALUES} }\n`;
export const ENGINE = { gpu: '"4"', command: "[python3, -m, dynamo.vllm]" };
export const ARGS = '- --model\n- org/known\n- -tp\n- "4"\n- --max-num-seqs\n- "';
/** A deployment that keeps the limits. */
export const good = manifest([{ ...ENGINE, args: `${ARGS}64"` }]);
/** The same with a batch at which the fake engine misses its TPOT limit. */
export const bad = (annotations?: string): string =>
  manifest([{ ...ENGINE, args: `${ARGS}256"` }], annotations === undefined ? {} : { annotations });
/** The same as JSON. */
export const badJson = (kind: string): string =>
  `{"apiVersion": "nvidia.com/v1alpha1", "kind": "${kind}", "metadata": {"name": "demo"}, "spec": {"services": {"W": {"componentType": "worker", "resources": {"limits": {"gpu": "4"}}, "extraPodSpec": {"mainContainer": {"image": "r/vllm-runtime:1.3.0", "command": ["python3", "-m", "dynamo.vllm"], "args": ["--model", "org/known", "-tp", "4", "--max-num-seqs", "256"]}}}}}}`;

/** Misses the limits of the policy with large batches, unless load, model or GPU are made smaller than they are. */
const evaluator = () =>
  fakeEvaluator((deployment, workload) => {
    const eased =
      (workload.concurrency ?? 64) < 64 ||
      workload.isl < 4000 ||
      deployment.model !== "org/known" ||
      deployment.pools[0]!.system !== "h200_sxm";
    const slow = deployment.pools[0]!.settings.maxBatchSize === 256 && !eased;
    return slow ? { ...GOOD, tpot: 50 } : GOOD;
  });

/** What becomes of a change whose figures come from that engine, and what its gate says. */
export async function checkChange(
  files: readonly ChangedFile[],
  policyText = POLICY,
  siblings: Readonly<Record<string, readonly [base: string, head: string]>> = {},
) {
  const { policy, findings } = await loadPolicy(policyText, "p.yml");
  expect(findings).toEqual([]);
  const deps = { ...fakeDeps(evaluator()), knowsModel: (name: string) => name === "org/known" };
  const result = await runCheck(deps, {
    files,
    policy,
    compared: true,
    siblings: async (file, side) =>
      Object.entries(siblings)
        .filter(([name]) => name !== file)
        .map(([name, [base, head]]) => ({ file: name, text: side === "base" ? base : head })),
  });
  return { result, outcome: concludeGate(result, policy, { draft: false }) };
}
/** A file that was, with what it holds now. */
export const modified = (headText: string, baseText = good): ChangedFile => ({
  path: "deploy/chat.yaml",
  status: "modified",
  headText,
  baseText,
});
/** A file that is new. */
export const added = (headText: string, path = "deploy/new.yaml"): ChangedFile => ({
  path,
  status: "added",
  headText,
});
