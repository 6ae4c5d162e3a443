import { describe, expect, it } from "@jest/globals";
import { runCheck } from "../../src/check/run-check.js";
import type { DeploymentReview } from "../../src/domain/review.js";
import { loadPolicy } from "../../src/policy/index.js";
import { LOCAL_CONTEXT, renderCheckJson, renderCheckText, renderComment } from "../../src/report/index.js";
import { runDefault } from "../../src/search/run-default.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";
import { checkDeps } from "../support/check-manifest.js";

const MODEL = "meta-llama/Meta-Llama-3.1-70B";
const LIMITS = { ttftMs: 3000, tpotMs: 20 };
const POLICY = `
defaults:
  system: h200_sxm
  workload: { isl: 4600, osl: 500 }
  sla: { ttft-ms: ${LIMITS.ttftMs}, tpot-ms: ${LIMITS.tpotMs} }
`;

function worker(role: "agg" | "prefill" | "decode", tp: number, requests: number): WorkerParts {
  const mode =
    role === "agg"
      ? ""
      : `\n- --disaggregation-mode\n- ${role}\n- --kv-transfer-config\n- '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'`;
  return {
    name: role,
    ...(role === "agg" ? {} : { subType: role }),
    gpu: `"${tp}"`,
    command: "[python3, -m, dynamo.vllm]",
    args: `- --model\n- ${MODEL}\n- -tp\n- "${tp}"\n- --max-num-seqs\n- "${requests}"${mode}`,
  };
}

async function result(files: readonly { readonly path: string; readonly headText: string }[], text = POLICY) {
  const { policy } = await loadPolicy(text, "p.yml");
  return runCheck(await checkDeps(), {
    files: files.map((file) => ({ ...file, status: "added" as const })),
    policy,
  });
}
const check = async (workers: readonly WorkerParts[]) =>
  result([{ path: "a.yaml", headText: manifest(workers) }]);

/** The best found, and whether people are asked to take it. */
function chosen({ recommended, bestFound }: DeploymentReview): readonly [string | undefined, boolean] {
  return [(recommended?.evaluation ?? bestFound)?.deployment.mode, recommended !== undefined];
}

describe("modes too close to tell apart", () => {
  const search = async () =>
    runDefault(await checkDeps(), {
      model: MODEL,
      totalGpus: 8,
      system: "h200_sxm",
      backend: "vllm",
      lengths: { isl: 4600, osl: 500, prefix: 0 },
      sla: LIMITS,
    });

  it("the surer serves less, and a search takes it", async () => {
    const { best, tooClose } = await search();
    const [other] = tooClose!.others;
    expect([best, tooClose!.chosen.name]).toEqual(["agg", "agg"]);
    expect(other!.tokensPerSecPerGpu).toBeGreaterThan(1.05 * tooClose!.chosen.tokensPerSecPerGpu);
    expect(other!.chance).toBeLessThan(tooClose!.chosen.chance!);
  });

  it.each([
    ["the surer of the two is not advised against", [worker("agg", 8, 20)], "disagg", false],
    [
      "nor is one within whose error it lies",
      [{ ...worker("prefill", 2, 1), replicas: "2" }, worker("decode", 4, 21)],
      "disagg",
      false,
    ],
    [
      "one that both are far from is offered what serves most",
      [{ ...worker("agg", 4, 1), replicas: "2" }],
      "disagg",
      true,
    ],
  ] as const)("%s, and the words stand in text and JSON", async (_name, workers, mode, advised) => {
    const found = await check(workers);
    const [review] = found.deployments;

    expect(chosen(review!)).toEqual([mode, advised]);
    expect(review!.tooClose!.chosen.name).toBe("agg");
    expect(renderCheckText(found)).toContain("Too close to tell apart: aggregated and disaggregated");
    expect(renderComment(found, LOCAL_CONTEXT)).toContain("**Too close to tell apart:** aggregated and");
    expect(JSON.parse(renderCheckJson(found))).toMatchObject({
      files: [{ deployments: [{ closeToBest: ["disagg"] }] }],
    });
  });

  it("names no limits where none are set", async () => {
    const unlimited = POLICY.replace(/ {2}sla: .*\n/, "");
    const found = await result(
      [{ path: "a.yaml", headText: manifest([{ ...worker("agg", 2, 512), replicas: "4" }]) }],
      unlimited,
    );
    const [review] = found.deployments;

    expect(review!.sla).toEqual({});
    expect([review!.tooClose!.chosen, ...review!.tooClose!.others].map(({ chance }) => chance)).toEqual([
      undefined,
      undefined,
    ]);
    const json = renderCheckJson(found);
    for (const said of [renderCheckText(found), renderComment(found, LOCAL_CONTEXT), json]) {
      expect(said).not.toMatch(/holds? (?:the|its) limits|Chance to hold|pSla|equalThroughput/);
      expect(said).toMatch(/[Tt]oo close to tell apart|closeToBest/);
    }
  });

  it("says what the search says", async () => {
    const { tooClose } = await search();
    const [review] = (await check([worker("agg", 8, 20)])).deployments;
    const told = ({ name, tokensPerSecPerGpu, chance }: NonNullable<typeof tooClose>["chosen"]) => [
      name,
      tokensPerSecPerGpu.toFixed(1),
      chance!.toFixed(2),
    ];
    expect([review!.tooClose!.chosen, ...review!.tooClose!.others].map(told)).toEqual(
      [tooClose!.chosen, ...tooClose!.others].map(told),
    );
  });

  it("the surer of two experiments wins in a check as in exp", async () => {
    const limits = `total_gpus: 8, isl: 4600, osl: 500, ttft: ${LIMITS.ttftMs}, tpot: ${LIMITS.tpotMs}`;
    const of = (prefix: string): string =>
      `${prefix}model_path: ${MODEL}, ${prefix}system_name: h200_sxm, ${prefix}backend_name: vllm`;
    const headText = [
      "exps: [one, two]",
      `one: { serving_mode: disagg, ${of("prefill_")}, ${of("decode_")}, ${limits} }`,
      `two: { serving_mode: agg, ${of("")}, ${limits} }`,
    ].join("\n");
    const { experiments } = await result([{ path: "exp.yaml", headText }]);
    const [file] = experiments!;
    expect(file!.experiments.map(({ name, withinError }) => [name, withinError])).toEqual([
      ["two", undefined],
      ["one", true],
    ]);
    expect(file!.tooClose!.chosen.name).toBe("two");
  });
});
