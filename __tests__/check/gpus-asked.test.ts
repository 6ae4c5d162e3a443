import { describe, expect, it } from "@jest/globals";
import { runCheck } from "../../src/check/run-check.js";
import type { DeploymentReview } from "../../src/domain/review.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { loadPolicy } from "../../src/policy/index.js";
import { costPerMillionTokens } from "../../src/report/cost.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";
import { checkDeps } from "../support/check-manifest.js";

const MODEL = "- --model\n- meta-llama/Meta-Llama-3.1-8B";
const POLICY = `
defaults:
  system: h200_sxm
  workload: { isl: 2000, osl: 200 }
  sla: { ttft-ms: 2000, tpot-ms: 40 }
`;

function worker(gpu: string | undefined, args: string, parts: WorkerParts = {}): WorkerParts {
  const command = "[python3, -m, dynamo.vllm]";
  return { ...(gpu === undefined ? {} : { gpu: `"${gpu}"` }), command, args: `${MODEL}\n${args}`, ...parts };
}
const tp2 = "- -tp\n- '2'";
const pools = (decodeGpus: string): readonly WorkerParts[] =>
  ["prefill", "decode"].map((role) =>
    worker(role === "decode" ? decodeGpus : "2", `${tp2}\n- --disaggregation-mode\n- ${role}`, {
      name: role,
      subType: role,
    }),
  );
const requests = (gpus: number): string => `resources:\n  requests:\n    gpu: "${gpus}"`;

async function review(head: string, base?: string): Promise<DeploymentReview> {
  const { policy, findings } = await loadPolicy(POLICY, "p.yml");
  expect(findings).toEqual([]);
  const file = { path: "a.yaml", status: "modified" as const, headText: head };
  const files = [base === undefined ? file : { ...file, baseText: base }];
  const { deployments } = await runCheck(await checkDeps(), { files, policy });
  return deployments[0]!;
}
const severities = (of: DeploymentReview, rule: string): readonly string[] =>
  of.findings.filter((one) => one.rule === rule).map(({ severity }) => severity);

describe("figures per GPU count what a worker asks for", () => {
  it.each<readonly [string, readonly WorkerParts[], readonly WorkerParts[], number, number, string]>([
    ["limits", [worker("2", tp2)], [worker("4", tp2)], 2, 4, "warning"],
    [
      "limits of every replica",
      [worker("2", tp2, { replicas: "3" })],
      [worker("3", tp2, { replicas: "3" })],
      6,
      9,
      "warning",
    ],
    [
      "requests alone",
      [worker(undefined, tp2, { extra: requests(2) })],
      [worker(undefined, tp2, { extra: requests(8) })],
      2,
      8,
      "warning",
    ],
    [
      "nodes",
      [worker("2", tp2)],
      [worker("2", tp2, { extra: "multinode:\n  nodeCount: 3" })],
      2,
      6,
      "warning",
    ],
    [
      "copies of the model in a pod",
      [worker("3", "- -dp\n- '3'")],
      [worker("8", "- -dp\n- '3'")],
      3,
      8,
      "warning",
    ],
    ["one pool of two", pools("2"), pools("6"), 4, 8, "warning"],
  ])("%s", async (_what, exact, idle, needed, asked, severity) => {
    const [was, is] = [await review(manifest(exact)), await review(manifest(idle))];
    const [before, after] = [was.proposed!.prediction, is.proposed!.prediction];

    expect([before.totalGpus, after.totalGpus, is.gpuBudget]).toEqual([needed, asked, asked]);
    expect([severities(was, "gpus-unused"), severities(is, "gpus-unused")]).toEqual([[], [severity]]);
    expect(after.tokensPerSecPerGpu * asked).toBeCloseTo(before.tokensPerSecPerGpu * needed, 6);
    for (const end of [0, 1] as const)
      expect(after.bands!.tokensPerSecPerGpu[end] * asked).toBeCloseTo(
        before.bands!.tokensPerSecPerGpu[end] * needed,
        6,
      );
    const cost = ({ proposed }: DeploymentReview): number =>
      costPerMillionTokens(proposed!, { h200_sxm: 3 })!;
    expect(cost(is) * needed).toBeCloseTo(cost(was) * asked, 6);
    const served = ({ ttftMs, tpotMs, tokensPerSec, concurrency, pSla }: typeof before) =>
      [ttftMs, tpotMs, tokensPerSec, concurrency, pSla!] as const;
    expect(served(after)).toEqual(served(before));
  });

  it("more GPUs that nothing uses are a regression, traced to their line, and the edit takes them away", async () => {
    const text = manifest([worker("4", tp2)]);
    const answer = await review(text, manifest([worker("2", tp2)]));

    expect(severities(answer, "regression")).toEqual(["warning"]);
    expect(answer.movements.map(({ label }) => label)).toEqual(["GPUs a worker 2 → 4"]);
    expect(text.split("\n")[answer.movements[0]!.line - 1]).toContain('gpu: "4"');
    const best = answer.recommended!;
    expect(best.evaluation.prediction.totalGpus).toBeLessThanOrEqual(4);
    const after = await review(best.newText!);
    expect(severities(after, "gpus-unused")).toEqual([]);
    expect(after.proposed!.prediction.tokensPerSecPerGpu).toBeCloseTo(
      best.evaluation.prediction.tokensPerSecPerGpu,
      6,
    );
  });

  it("GPUs that later ranks may take are told as well, and are no warning", () => {
    const { findings } = parseManifest(manifest([worker("4", `${tp2}\n- --enable-elastic-ep`)]), {
      file: "a",
    });
    expect(findings.filter(({ rule }) => rule === "gpus-unused")).toMatchObject([{ severity: "notice" }]);
  });

  it("a change that gives its idle GPUs work is none", async () => {
    const answer = await review(manifest([worker("4", "- -tp\n- '4'")]), manifest([worker("4", tp2)]));
    expect(severities(answer, "regression")).toEqual([]);
    expect(answer.movements.map(({ label }) => label)).toEqual(["TP 2 → 4"]);
  });
});
