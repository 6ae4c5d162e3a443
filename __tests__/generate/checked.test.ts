import { expect, it } from "@jest/globals";
import type { Backend } from "../../src/domain/deployment.js";
import type { Finding } from "../../src/domain/review.js";
import type { CommandEnvironment } from "../../src/cli/command.js";
import { COMMAND as GENERATE } from "../../src/cli/commands/generate/index.js";
import { DEFAULT_OPTIONS } from "../../src/generate/options/types.js";
import { planTree } from "../../src/save/plan.js";
import { runDefault } from "../../src/search/run-default.js";
import { checkDeps, checkManifest } from "../support/check-manifest.js";

/** What a prediction rests on, and the balance of pools, which the search has weighed: figures, not starts. */
const ABOUT_FIGURES: readonly string[] = ["data-version-nearest", "pool-imbalance"];
/** At the level of a notice: a better split of the same GPUs is what the search would have written. */
const aboutFigures = ({ rule, severity }: Finding): boolean =>
  severity === "notice" && ABOUT_FIGURES.includes(rule);

/** Model, system, prompt and limits; prompts and limits of the last two let caches fill up. */
const CASES = [
  ["Qwen/Qwen3-30B-A3B-FP8", "b200_sxm", 4000, { ttftMs: 5000, tpotMs: 50 }],
  ["Qwen/Qwen3-32B-FP8", "h100_sxm", 16000, { ttftMs: 5000, tpotMs: 50 }],
  ["Qwen/Qwen3-30B-A3B", "l40s", 8000, { ttftMs: 60_000, tpotMs: 500 }],
] as const;

const ENGINES: readonly Backend[] = ["trtllm", "vllm", "sglang"];

it.each(
  CASES.flatMap(([model, system, isl, sla], row) =>
    ENGINES.map((backend, column) => {
      const dynamo = (row + column) % 2 === 0 ? "1.6.1" : "1.3.0";
      return { backend, dynamo, model, system, isl, sla };
    }),
  ),
)("what a search of $backend writes for Dynamo $dynamo has no finding: $model on $system", async (one) => {
  const { backend, dynamo, system, isl, sla } = one;
  const deps = await checkDeps();
  const result = await runDefault(
    { ...deps, confidence: 0.8 },
    {
      ...{ model: one.model, system, totalGpus: 8, backend, topN: 2 },
      lengths: { isl, osl: 500, prefix: 0 },
      sla,
    },
  );
  const generate = { ...DEFAULT_OPTIONS, dynamoVersion: dynamo };
  const files = [...planTree(result, { generate }).files].filter(([name]) =>
    name.endsWith("k8s_deploy.yaml"),
  );
  expect(files.map(([name]) => name.split("/")[0])).toEqual(expect.arrayContaining(["agg", "disagg"]));
  for (const [name, text] of files) {
    const { findings, proposed } = await checkManifest(String(text), { system, isl, osl: 500, ...sla }, deps);
    const said = findings.filter((found) => !aboutFigures(found));
    expect([name, said.map(({ rule, message }) => `${rule}: ${message}`)]).toEqual([name, []]);
    expect(proposed).toBeDefined();
    if (backend === "vllm") expect(String(text)).toContain("--max-model-len");
  }
});

/** What `generate` writes, and the check of it. */
async function generated(flags: Readonly<Record<string, unknown>>): Promise<string> {
  const said: string[] = [];
  const terminal = { cwd: ".", out: (line: string) => void said.push(line), err: () => undefined };
  await GENERATE.run([], { ...flags, totalGpus: 8, format: "json" }, {
    terminal,
    moduleUrl: import.meta.url,
  } as unknown as CommandEnvironment);
  const { files } = JSON.parse(said.join("")) as { files: Record<string, string> };
  return files["k8s_deploy.yaml"] ?? "";
}

/** FP8 in blocks, static, experts, latent attention, and a plain checkpoint. */
const FORMATS = [
  "Qwen/Qwen3-32B-FP8",
  "nvidia/Llama-3.1-70B-Instruct-FP8",
  "Qwen/Qwen3-30B-A3B-FP8",
  "deepseek-ai/DeepSeek-V3",
  "Qwen/Qwen3-235B-A22B-FP8",
  "Qwen/Qwen3-32B",
];

it.each(FORMATS.flatMap((model) => ENGINES.map((backend) => [model, backend] as const)))(
  "what generate writes for %s on %s leaves no number format to the engine",
  async (model, backend) => {
    const told = { system: "h200_sxm", isl: 1000, osl: 200 };
    const text = await generated({ ...told, model, backend });
    const review = await checkManifest(text, told, await checkDeps());

    expect(review.proposed).toBeDefined();
    expect(JSON.stringify(review)).not.toMatch(/cache is priced with 8 bits/);
  },
);

it.each(ENGINES.flatMap((backend) => (["agg", "disagg"] as const).map((mode) => [backend, mode] as const)))(
  "what generate writes for %s %s has no finding, whatever memory holds",
  async (backend, mode) => {
    const told = { system: "h100_sxm", isl: 32_000, osl: 500 };
    const text = await generated({ ...told, model: "Qwen/Qwen3-32B", backend, servingMode: mode });
    const { findings } = await checkManifest(text, told, await checkDeps());
    // without a search nothing weighs the pools: a better split may exist, and the check says so
    expect(findings.filter(({ rule }) => !ABOUT_FIGURES.includes(rule))).toEqual([]);
  },
);
