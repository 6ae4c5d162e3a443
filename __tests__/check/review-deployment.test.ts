import { describe, expect, it } from "@jest/globals";
import { runCheck } from "../../src/check/run-check.js";
import type { ChangedFile } from "../../src/domain/change.js";
import { UserError } from "../../src/domain/errors.js";
import { gpusPerWorker, type Deployment } from "../../src/domain/deployment.js";
import type { DeploymentReview } from "../../src/domain/review.js";
import type { Workload } from "../../src/domain/workload.js";
import { loadPolicy } from "../../src/policy/index.js";
import { manifest } from "../manifest/support/build.js";
import { fakeDeps, fakeEvaluator, GOOD, pointOf, rowOf, searchOf } from "../support/fake-evaluator.js";
import type { FakeOptions } from "../support/fake-predictor.js";
import { agg } from "../support/reviews.js";

const LENGTHS = "workload: { isl: 4000, osl: 500 }";
const POLICY = `defaults: { system: h200_sxm, ${LENGTHS}, sla: { ttft-ms: 600, tpot-ms: 20 } }\n`;

const text = (tp: number, args = "", image = "registry.example/vllm-runtime:1.3.0"): string =>
  manifest([
    {
      gpu: `"${tp}"`,
      image,
      command: "[python3, -m, dynamo.vllm]",
      args: `- --model\n- org/m\n- -tp\n- "${tp}"${args}`,
    },
  ]);
const pools = (prefill: number): string =>
  manifest(
    ["prefill", "decode"].map((role) => ({
      name: role,
      subType: role,
      gpu: '"4"',
      replicas: role === "prefill" ? String(prefill) : "1",
      command: "[python3, -m, dynamo.vllm]",
      args: `- --model\n- org/m\n- -tp\n- "4"\n- --disaggregation-mode\n- ${role}`,
    })),
  );

interface Given {
  readonly head?: string;
  readonly base?: string;
  readonly policy?: string;
  readonly model?: FakeOptions;
}

async function review(
  evaluator: ReturnType<typeof fakeEvaluator>,
  { head = text(4), base, policy = POLICY, model }: Given = {},
): Promise<DeploymentReview> {
  const file = { path: "a.yaml", status: "modified" as const, headText: head };
  const { policy: loaded, findings } = await loadPolicy(policy, "p.yml");
  expect(findings).toEqual([]);
  const { deployments } = await runCheck(fakeDeps(evaluator, model), {
    files: [base === undefined ? file : { ...file, baseText: base }],
    policy: loaded,
  });
  return deployments[0]!;
}
const rules = ({ findings }: DeploymentReview): readonly string[] =>
  findings.map(({ rule }) => rule).filter((rule) => rule !== "deprecated-api-version");
const ROW = agg(1, { tp: 2 }, 8, { backend: "vllm", backendVersion: "fake-1", model: "org/m" });
const byTp = (rates: Readonly<Record<number, number>>) =>
  fakeEvaluator((deployment) => ({
    ...GOOD,
    rate: rates[gpusPerWorker(deployment.pools[0]!.parallelism)] ?? 1,
  }));

describe("the highest load of a deployment that misses its limits", () => {
  const stated = POLICY.replace("osl: 500", "osl: 500, concurrency: 512");
  const slow = { ...GOOD, ttft: 900 };
  const held = (_deployment: unknown, { concurrency }: Workload) => (concurrency === undefined ? GOOD : slow);

  it.each<readonly [string, Parameters<typeof fakeEvaluator>[0], string, number | undefined]>([
    ["is told where a stated load is too much", held, stated, GOOD.ttft],
    ["is not told where no load holds", slow, stated, undefined],
    ["is not told where no load was stated", slow, POLICY, undefined],
    ["is not told where the stated load is held", GOOD, stated, undefined],
  ])("%s", async (_what, figures, policy, ttftMs) => {
    const { capacity } = await review(fakeEvaluator(figures), { policy });
    expect(capacity?.prediction.ttftMs).toBe(ttftMs);
  });

  it.each([
    ["0.6", "pass", undefined],
    ["0.9", "too-close", GOOD.ttft],
  ])("a load that holds with 70 %% under a confidence of %s", async (confidence, verdict, ttftMs) => {
    const likely = (_deployment: unknown, { concurrency }: Workload) => ({
      ...GOOD,
      pSla: concurrency === undefined ? 0.95 : 0.7,
    });
    const policy = `${stated}confidence: ${confidence}\n`;
    const answer = await review(fakeEvaluator(likely), { policy });
    expect([answer.verdict, answer.capacity?.prediction.ttftMs]).toEqual([verdict, ttftMs]);
    expect(answer.confidence).toBe(Number(confidence));
  });
});

describe("feasible", () => {
  it("a deployment whose weights do not fit is neither predicted nor searched for", async () => {
    const evaluator = fakeEvaluator();
    const answer = await review(evaluator, { model: { weightGib: 4000 } });
    expect([answer.verdict, answer.proposed]).toEqual(["fail", undefined]);
    expect([evaluator.asked.evaluate, evaluator.asked.search]).toEqual([[], []]);
  });

  it("sizes that cannot be end it before memory is asked", async () => {
    const evaluator = fakeEvaluator();
    const answer = await review(evaluator, { head: text(6), model: { weightGib: 4000 } });
    expect(rules(answer)).toEqual(["heads-not-divisible"]);
    expect(evaluator.asked.evaluate).toEqual([]);
  });

  it("a batch limit beyond memory is a warning and goes on", async () => {
    const answer = await review(fakeEvaluator(), { head: text(4, "\n- --max-num-seqs\n- '4000'") });
    expect([rules(answer), answer.verdict]).toEqual([["batch-exceeds-memory"], "pass"]);
  });

  it("what is an error before there are figures is shown with them, and no other setting is looked for", async () => {
    const evaluator = fakeEvaluator({ ...GOOD, ttft: 900 });
    const answer = await review(evaluator, {
      head: text(4, "\n- --max-num-seqs\n- '4000'"),
      policy: `${POLICY}rules: { batch-exceeds-memory: error }\n`,
    });
    expect([answer.verdict, answer.proposed?.prediction.ttftMs]).toEqual(["fail", 900]);
    expect([evaluator.asked.search, evaluator.asked.smallestFix]).toEqual([[], []]);
  });
});

describe("predict", () => {
  it.each(["infeasible", "data"] as const)(
    "a proposal that cannot be priced (%s) is not searched for",
    async (code) => {
      const evaluator = fakeEvaluator(GOOD, {
        evaluate: async () => {
          throw new UserError(code, "no rows");
        },
      });
      const answer = await review(evaluator);
      expect([answer.verdict, rules(answer)]).toEqual(
        code === "data" ? ["not-applicable", ["data-missing"]] : ["fail", ["parallel-size-impossible"]],
      );
      expect(evaluator.asked.search).toEqual([]);
      if (code === "data")
        expect(answer.findings.at(-1)?.message).toBe("no rows. Nothing else would answer.");
    },
  );

  it("a defect is thrown, not reported as the user's", async () => {
    const evaluate = (): Promise<never> => Promise.reject(new TypeError("x"));
    await expect(review(fakeEvaluator(GOOD, { evaluate }))).rejects.toThrow("x");
  });

  it.each([
    ["a loss within the tolerance", 570, "0.06", []],
    ["a loss beyond it", 560, "0.06", ["regression"]],
    ["the tolerance of the policy counts", 450, "0.3", []],
    ["a gain is none", 700, "0", []],
  ])("%s", async (_name, rate, tolerance, expected) => {
    const policy = `${POLICY}regression: { tolerance: ${tolerance} }\n`;
    const answer = await review(byTp({ 4: rate, 8: 600 }), { base: text(8), policy });
    expect(rules(answer)).toEqual(expected);
    expect(answer.base?.prediction.tokensPerSecPerGpu).toBe(600);
  });

  it("without a base there is neither regression nor movement", async () => {
    const answer = await review(byTp({ 4: 1 }));
    expect([rules(answer), answer.base, answer.movements]).toEqual([[], undefined, []]);
  });

  it("a base that cannot be priced is left out", async () => {
    const answer = await review(byTp({ 4: 1 }), { base: text(4).replace("dynamo.vllm", "other") });
    expect([rules(answer), answer.base, answer.movements]).toEqual([[], undefined, []]);
  });

  it("a base is priced by the values that hold for it, not by those of the change", async () => {
    const evaluator = fakeEvaluator();
    const base = manifest(
      [{ gpu: '"8"', command: "[python3, -m, dynamo.vllm]", args: '- --model\n- org/m\n- -tp\n- "8"' }],
      { annotations: 'dynamo-advisor.dev/isl: "2000"' },
    );
    await review(evaluator, { base });
    const asked = evaluator.asked.evaluate as [Deployment, Workload][];
    const lengths = asked.map(
      ([
        {
          pools: [pool],
        },
        { isl },
      ]) => [gpusPerWorker(pool!.parallelism), isl],
    );
    expect(lengths.slice(0, 2)).toEqual([
      [4, 4000],
      [8, 2000],
    ]);
  });

  it("what moved adds up from the base to the proposal", async () => {
    const answer = await review(byTp({ 4: 630, 8: 600 }), { base: text(8) });
    expect(answer.movements.map((one) => one.deltaTokensPerSecPerGpu).reduce((a, b) => a + b, 0)).toBe(30);
    expect(answer.movements.map(({ label }) => label).join("; ")).toContain("8 → 4");
  });

  it.each([
    [3, ["gpu-budget-exceeded"]],
    [4, []],
    [5, []],
  ])("4 GPUs under a budget of %d", async (gpus, expected) => {
    const evaluator = fakeEvaluator();
    const answer = await review(evaluator, { policy: POLICY.replace("system:", `gpus: ${gpus}, system:`) });
    expect([rules(answer), answer.gpuBudget]).toEqual([expected, gpus]);
    expect(evaluator.asked.search[0]?.[0]).toMatchObject({ totalGpus: gpus });
  });

  it.each([
    [40, 4, "the prefill pool can serve 10.0 times as many requests as the decode pool", "replicas: 1"],
    [4, 40, "the decode pool can serve 10.0 times as many requests as the prefill pool", "replicas: 2"],
    [4, 4, undefined, undefined],
    [5.9, 4, undefined, undefined],
  ])("pools of %d and %d requests a second", async (prefill, decode, message, marked) => {
    const evaluator = fakeEvaluator(GOOD, {
      poolRates: async () => ({
        prefillWorkers: 2,
        decodeWorkers: 1,
        prefillGpus: 2,
        decodeGpus: 2,
        prefillRequestsPerSec: prefill,
        decodeRequestsPerSec: decode,
      }),
    });
    const answer = await review(evaluator, { head: pools(2) });
    const found = answer.findings.find(({ rule }) => rule === "pool-imbalance");
    expect(found?.message.split(":")[0]).toBe(message);
    // what is marked is the pool that the other one waits for
    expect(found && pools(2).split("\n")[found.position.line - 1]?.trim()).toBe(marked);
  });

  it.each([
    // a prompt alone takes 63 steps of 10 ms
    ["that cannot keep the limit of TTFT", "64", "", ["prompt-exceeds-budget"]],
    ["that can", "1024", "", []],
    ["that takes a prompt", "8192", "", []],
    // 4,500 tokens of each of 64 requests in steps of 512 are 62 beyond those of an answer
    ["that cannot at the stated load", "512", "64", ["prompt-exceeds-budget"]],
    ["that can at the stated load", "4096", "64", []],
  ])("a budget of tokens %s", async (_name, budget, load, expected) => {
    const policy = load === "" ? POLICY : POLICY.replace("osl: 500", `osl: 500, concurrency: ${load}`);
    const head = text(4, `\n- --max-num-batched-tokens\n- "${budget}"`);
    expect(rules(await review(fakeEvaluator(), { head, policy }))).toEqual(expected);
  });

  it("a load that nobody states is no more than the budget of tokens bears", async () => {
    const evaluator = fakeEvaluator((_deployment, { concurrency = 200 }) => ({
      ...GOOD,
      atOnce: concurrency,
    }));
    const carried = async (budget: string) =>
      (await review(evaluator, { head: text(4, `\n- --max-num-batched-tokens\n- "${budget}"`) })).proposed
        ?.prediction.concurrency;
    // 512 tokens x (500 + 600 ms / 10 ms) steps over 4,500 tokens of a request
    expect([await carried("512"), await carried("4096")]).toEqual([63, 200]);
  });

  it("aggregated workers have no second pool to compare with", async () => {
    const evaluator = fakeEvaluator();
    await review(evaluator);
    expect(evaluator.asked.poolRates).toEqual([]);
  });
});

describe("advise", () => {
  const better = {
    rate: 900,
    evaluator: {
      search: async () =>
        searchOf({
          top: [rowOf(agg(1, { tp: 2 }, 8, { backend: "vllm", backendVersion: "fake-1", model: "org/m" }))],
        }),
    },
  };
  const offered = (rate: number, mine: Partial<typeof GOOD> = {}) =>
    fakeEvaluator(
      (deployment) => (deployment.pools[0]!.parallelism.tp === 2 ? { ...GOOD, rate } : { ...GOOD, ...mine }),
      better.evaluator,
    );

  it("offers what gains, with the edit that leads there", async () => {
    const answer = await review(offered(900));
    expect(answer.recommended?.evaluation.prediction.tokensPerSecPerGpu).toBe(900);
    expect(answer.recommended?.newText).toContain('- "2"');
    expect(answer.alternatives).toHaveLength(1);
  });

  it.each([
    ["0.4", true],
    ["0.6", false],
  ])("a gain of a half under min-gain %s", async (least, wanted) => {
    const answer = await review(offered(900), { policy: `${POLICY}advice: { min-gain: ${least} }\n` });
    expect(answer.recommended !== undefined).toBe(wanted);
  });

  it.each([
    ["a proposal that holds", {}, 0],
    ["one that misses a limit", { ttft: 900 }, 1],
  ])("%s asks for the smallest fix %#", async (_name, mine, times) => {
    const evaluator = offered(900, mine);
    await review(evaluator);
    expect(evaluator.asked.smallestFix).toHaveLength(times);
  });

  it.each([
    ["a fix that serves more is the best found", 900, 2000, 2000],
    ["a fix that serves less stands beside it", 900, 500, 900],
    ["a fix alone is a setting that holds", undefined, 500, 500],
  ])("%s", async (_name, row, fixed, best) => {
    const fixDeployment = { ...ROW, replicas: 3 };
    const rate = ({ replicas, pools: [pool] }: Deployment): number =>
      replicas === 3 ? fixed : pool!.parallelism.tp === 2 ? (row ?? 0) : 10;
    const figures = (deployment: Deployment) => ({
      ...GOOD,
      rate: rate(deployment),
      ttft: rate(deployment) === 10 ? 900 : 300,
    });
    const evaluator = fakeEvaluator(figures, {
      search: async () => searchOf({ top: row === undefined ? [] : [rowOf(ROW)] }),
      smallestFix: async (_deployment, _workload, sla) => ({
        deployment: fixDeployment,
        point: pointOf(fixDeployment, figures(fixDeployment), sla),
        changedValues: 1,
      }),
    });
    const answer = await review(evaluator);
    expect(answer.recommended?.evaluation.prediction.tokensPerSecPerGpu).toBe(best);
    expect(answer.smallestFix?.evaluation.prediction.tokensPerSecPerGpu).toBe(fixed);
    expect(rules(answer)).toEqual([]);
  });

  it("a finding that the policy calls an error asks for no fix of limits that hold", async () => {
    const evaluator = byTp({ 4: 500, 8: 600 });
    const answer = await review(evaluator, {
      base: text(8),
      policy: `${POLICY}rules: { regression: error }\n`,
    });
    expect([answer.verdict, evaluator.asked.smallestFix.length]).toEqual(["fail", 0]);
  });

  it("limits that some setting holds are not out of reach, whatever misses them", async () => {
    const row = (tp: number) =>
      rowOf(agg(1, { tp }, 8, { backend: "vllm", backendVersion: "fake-1", model: "org/m" }));
    const found = async (top: readonly number[]): Promise<readonly string[]> => {
      const evaluator = fakeEvaluator(
        ({ pools: [pool] }) => (pool!.parallelism.tp === 2 ? GOOD : { ...GOOD, ttft: 900 }),
        { search: async () => searchOf({ top: top.map(row) }) },
      );
      return rules(await review(evaluator));
    };
    expect([await found([2, 8]), await found([8])]).toEqual([[], ["sla-unreachable"]]);
  });

  it("the price of the policy is told with the figures", async () => {
    const policy = POLICY.replace("system:", "gpu-price-per-hour: 2.5, system:");
    expect((await review(fakeEvaluator(), { policy })).gpuPricePerHour).toBe(2.5);
  });

  it("the limits of the policy reach the search, and none is made up", async () => {
    const evaluator = fakeEvaluator();
    await review(evaluator, { policy: `defaults: { system: h200_sxm, ${LENGTHS}, sla: { tpot-ms: 20 } }\n` });
    expect(evaluator.asked.search[0]?.[0]).toMatchObject({ sla: { ttftMs: Infinity, tpotMs: 20 } });
  });

  it("the engines of the policy are searched, each once", async () => {
    const evaluator = fakeEvaluator();
    await review(evaluator, { policy: POLICY.replace("system:", "backends: [vllm, sglang], system:") });
    expect(evaluator.asked.search.map(([request]) => (request as { backend: string }).backend)).toEqual([
      "vllm",
      "sglang",
    ]);
  });
});

describe("what the change did around a deployment", () => {
  const checked = async (files: readonly ChangedFile[], evaluator = fakeEvaluator()) => {
    const { policy } = await loadPolicy(POLICY, "p.yml");
    return runCheck(fakeDeps(evaluator), { files, policy, compared: true });
  };

  it("what was judged before and is not now is an error", async () => {
    const evaluator = fakeEvaluator(GOOD, {
      evaluate: async (deployment, _workload, sla) => {
        if (gpusPerWorker(deployment.pools[0]!.parallelism) === 8) return pointOf(deployment, GOOD, sla);
        throw new UserError("data", "no rows");
      },
    });
    const answer = await review(evaluator, { base: text(8) });
    expect([answer.verdict, rules(answer)]).toEqual(["fail", ["data-missing", "no-longer-judged"]]);
  });

  it("a new deployment of which a setting is not in the file cannot pass", async () => {
    const headText = text(4, "\n- --max-num-seqs\n- $(SEQS)");
    const { deployments } = await checked([{ path: "a.yaml", status: "added", headText }]);
    expect(deployments[0]).toMatchObject({
      verdict: "not-applicable",
      notChecked: { phrase: expect.stringContaining("cannot be judged whole") },
    });
  });

  it.each([
    ["DynamoGraphDeploymentRequest", "v1beta1", "holds a request: the cluster finds its deployment"],
    ["DynamoComponentDeployment", "v1alpha1", "is of a kind or version that is not read"],
  ])("a file with nothing but a %s of %s says what it holds", async (kind, version, phrase) => {
    const headText = `apiVersion: nvidia.com/${version}\nkind: ${kind}\nmetadata:\n  name: r\nspec:\n  model: org/m\n`;
    const { deployments } = await checked([{ path: "a.yaml", status: "added", headText }]);
    expect(deployments).toMatchObject([{ verdict: "not-applicable", notChecked: { phrase } }]);
  });

  it("a deployment whose file was removed and added elsewhere is the same one", async () => {
    const { deployments, removed } = await checked([
      { path: "a.yaml", status: "removed", baseText: text(8) },
      { path: "b.yaml", status: "added", headText: text(4) },
    ]);
    expect([deployments.map(({ previousFile }) => previousFile), removed]).toEqual([["a.yaml"], undefined]);
    expect(deployments[0]?.base).toBeDefined();
  });
});

describe("levels and verdicts", () => {
  it.each([
    ["off", [], "pass"],
    ["notice", ["regression"], "pass"],
    ["error", ["regression"], "fail"],
  ])("regression at %s", async (level, expected, verdict) => {
    const policy = `${POLICY}rules: { regression: "${level}" }\n`;
    const answer = await review(byTp({ 4: 500, 8: 600 }), { base: text(8), policy });
    expect([rules(answer), answer.verdict]).toEqual([expected, verdict]);
  });

  it("the level of a rule of the parser counts too", async () => {
    const answer = await review(fakeEvaluator(), {
      policy: `${POLICY}rules: { deprecated-api-version: error }\n`,
    });
    expect(answer.verdict).toBe("fail");
  });

  it("a limit that breaks under assumed lengths does not fail", async () => {
    const policy = "defaults: { system: h200_sxm, sla: { ttft-ms: 600 } }\n";
    const evaluator = fakeEvaluator({ ...GOOD, ttft: 900 });
    expect((await review(evaluator, { policy })).verdict).toBe("not-applicable");
    expect((await review(evaluator)).verdict).toBe("fail");
  });

  it("an engine version that the policy asks for is never replaced, one of the image is", async () => {
    const evaluator = fakeEvaluator();
    const deps = fakeDeps(evaluator);
    const { facts } = deps.predictor;
    const predictor = {
      ...deps.predictor,
      facts: (context: Parameters<typeof facts>[0]) =>
        context.backendVersion === undefined
          ? facts(context)
          : Promise.reject(new UserError("version", "no data of it")),
    };
    const found = async (extra: string): Promise<readonly string[]> => {
      const { policy } = await loadPolicy(POLICY.replace("system:", `${extra}system:`), "p.yml");
      const files = [{ path: "a.yaml", status: "modified" as const, headText: text(4) }];
      return rules((await runCheck({ ...deps, predictor }, { files, policy })).deployments[0]!);
    };
    expect(await found("")).toEqual(["data-version-nearest"]);
    expect(await found("backend-version: '9.9', ")).toEqual(["data-missing"]);
  });
});
