import { describe, expect, it } from "@jest/globals";
import { raisedBy } from "../../src/check/raised.js";
import { runCheck } from "../../src/check/run-check.js";
import { loadPolicy } from "../../src/policy/index.js";
import { LOCAL_CONTEXT, renderCheckText, renderComment } from "../../src/report/index.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";
import { GOOD } from "../support/fake-evaluator.js";
import { agg, evaluation } from "../support/reviews.js";
import { checkDeps } from "../support/check-manifest.js";

const SMALL = "meta-llama/Meta-Llama-3.1-8B";
const NIXL = '{"kv_connector":"NixlConnector","kv_role":"kv_both"}';
const LARGE = "meta-llama/Meta-Llama-3.1-70B";

const worker = (model: string, gpu: number, tp: number, more = "", parts: WorkerParts = {}): WorkerParts => ({
  gpu: `"${gpu}"`,
  command: "[python3, -m, dynamo.vllm]",
  args: `- --model\n- ${model}\n- -tp\n- "${tp}"${more}`,
  ...parts,
});

/** Checks a change of one manifest under policy lines and limits. */
async function check(
  head: WorkerParts | readonly WorkerParts[],
  { policy = "", defaults = "", gpus, base }: Told,
) {
  const searched = gpus === undefined ? "" : `, gpus: ${gpus}`;
  const text = `${policy}\ndefaults: { system: h100_sxm${searched}, workload: { isl: 2000, osl: 200${defaults} }, sla: { ttft-ms: 1500, tpot-ms: 40 } }\n`;
  const loaded = await loadPolicy(text, "p.yml");
  expect(loaded.findings).toEqual([]);
  const file = { path: "a.yaml", status: "modified" as const, headText: manifest([head].flat()) };
  const files = [base === undefined ? file : { ...file, baseText: manifest([base]) }];
  const result = await runCheck(await checkDeps(), { files, policy: loaded.policy });
  const fix = result.deployments[0]!.smallestFix;
  const edits = (fix?.edits ?? []).map((edit) => edit.text.trim());
  return { result, fix, edits };
}
interface Told {
  readonly policy?: string;
  readonly defaults?: string;
  readonly gpus?: number;
  readonly base?: WorkerParts;
}

describe("a smallest fix prefers what raises nothing else", () => {
  it.each([
    ["as many GPUs as the sizes need", "", undefined, ['gpu: "4"'], undefined],
    ["smaller sizes where those exceed the budget", "budget: { gpus: 2 }", undefined, ['- "2"'], undefined],
    [
      "smaller sizes where those grow the change too much",
      "budget: { increase: 0.5 }",
      worker(SMALL, 2, 2),
      ['- "2"'],
      undefined,
    ],
  ] as const)("%s", async (_name, policy, base, expected, raises) => {
    const { edits, fix } = await check(worker(SMALL, 2, 4), { policy, ...(base && { base }) });
    expect([edits, fix?.raises]).toEqual([expected, raises]);
  });

  it("joins the mends of several errors in every way, not the first of each with the first", async () => {
    const pool = (role: string, gpu: number, tp: number): WorkerParts =>
      worker(SMALL, gpu, tp, `\n- --disaggregation-mode\n- ${role}\n- --kv-transfer-config\n- '${NIXL}'`, {
        name: role,
        subType: role,
      });
    // the size that heads allow leaves a GPU idle beside as many as the old size needs
    const { edits, fix } = await check([pool("prefill", 2, 3), pool("decode", 1, 4)], {});
    expect([edits, fix?.raises]).toEqual([['- "2"', 'gpu: "4"'], undefined]);
  });

  it("says what the fix raises where each raises something", async () => {
    const { result, edits, fix } = await check(worker(LARGE, 2, 4), { policy: "budget: { gpus: 2 }" });
    const told = "the manifests of this change use 4 GPUs, the budget is 2";
    expect([edits, fix?.raises]).toEqual([['gpu: "4"'], [told]]);
    for (const text of [renderCheckText(result, { columns: 1000 }), renderComment(result, LOCAL_CONTEXT)])
      expect(text).toContain(`Each fix found raises something else; this one: ${told}.`);
  });

  const limited = worker(SMALL, 1, 1, "\n- --max-num-seqs\n- '24'", { replicas: "4" });

  it.each([
    ["the GPUs that are there, where they do", 200, "", 4, undefined],
    ["more, where nothing else helps", 1500, "", 16, undefined],
    ["more, and says that they exceed the budget", 1500, "budget: { gpus: 8 }", 16, 1],
  ])("a limit that is missed is mended with %s", async (_name, requests, policy, gpus, raises) => {
    const more = { policy, defaults: `, concurrency: ${requests}`, gpus: 16 };
    const { fix } = await check(limited, more);
    expect([fix?.evaluation.prediction.totalGpus, fix?.raises?.length]).toEqual([gpus, raises]);
  });
});

describe("a loss against the base", () => {
  const served = (rate: number) => evaluation(agg(1, { tp: 2 }, 8), { ...GOOD, rate }, {});

  it.each([
    [
      "that the fix brings is new",
      600,
      500,
      ["serves 17% less per GPU than before: 500 tokens/s instead of 600"],
    ],
    ["that the proposal had is not", 520, 500, []],
    ["inside the tolerance is none", 600, 590, []],
  ])("%s", (_name, proposed, fix, raises) => {
    const guard = {
      base: served(600),
      proposed: served(proposed),
      regression: { tolerance: 0.05, paired: undefined },
      asked: { after: { gpus: 2 } },
      budget: {},
    };
    expect(raisedBy(guard, served(fix))).toEqual(raises);
  });
});
