import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { commandNames } from "../../src/cli/main.js";
import { aggManifest } from "../support/manifests.js";
import { runCli } from "../support/run-cli.js";

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-edges-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  return name;
};
const run = (line: string): ReturnType<typeof runCli> => runCli(line.split(" "), folder);

/** Fields that tell how long something took, or what was typed. */
const PASSING = /"(?:seconds|displayModel)":[^,}]*,?/g;

interface Names {
  readonly model: string;
  readonly system: string;
  readonly backend: string;
}
const LENGTHS = "--isl 2000 --osl 200";
const flags = ({ model, system, backend }: Names): string =>
  `--model ${model} --system ${system} --backend ${backend}`;
const batch = ({ model, system, backend }: Names): string =>
  file("batch.jsonl", JSON.stringify({ model, system, backend, isl: 2000, osl: 200, tp: 2, concurrency: 8 }));
const experiment = ({ model, system, backend }: Names): string =>
  file(
    "exp.yaml",
    `one:\n  serving_mode: agg\n  model_path: ${model}\n  system_name: ${system}\n  backend_name: ${backend}\n  total_gpus: 2\n  isl: 2000\n  osl: 200\n`,
  );

/** A line of each command that takes names, as JSON. `null`: it takes none. */
const LINES: Readonly<Record<string, null | ((names: Names) => string)>> = {
  check: ({ system }) =>
    `check ${file("agg.yaml", aggManifest({ maxBatchSize: 40 }))} --system ${system} ${LENGTHS} --concurrency 32 --ttft 2000 --tpot 30 --format json`,
  default: (names) => `default ${flags(names)} ${LENGTHS} --total-gpus 2 --format json`,
  recommend: (names) => `recommend ${flags(names)} ${LENGTHS} --target-concurrency 8 --format json`,
  exp: (names) => `exp ${experiment(names)} --format json`,
  estimate: (names) => `estimate ${flags(names)} ${LENGTHS} --tp-size 2 --concurrency 8 --format json`,
  "estimate --batch": (names) => `estimate --batch ${batch(names)}`,
  simulate: (names) =>
    `simulate ${flags(names)} ${LENGTHS} --tp-size 2 --concurrency 4 --requests 50 --format json`,
  generate: (names) => `generate ${flags(names)} ${LENGTHS} --total-gpus 2 --format json`,
  support: (names) => `support ${flags(names)} --format json`,
  system: null,
  parse: null,
  calibrate: null,
  completion: null,
};
const named = Object.entries(LINES).flatMap(([name, line]) => (line === null ? [] : [[name, line] as const]));

describe("a name is resolved once, for every command", () => {
  it("each command is here", () => {
    for (const name of commandNames()) expect(Object.keys(LINES)).toContain(name);
  });

  const own: Names = { model: "Qwen/Qwen3-32B", system: "gb200", backend: "trtllm" };
  it.each(named)("%s: another spelling of the system has the same answer", async (_name, line) => {
    const [first, second] = [await run(line(own)), await run(line({ ...own, system: "gb200_sxm" }))];
    expect(first.exitCode).toBeLessThan(2);
    expect(second.out.replace(PASSING, "").replaceAll(/gb200[_ ]sxm/gi, (alias) => alias.slice(0, 5))).toBe(
      first.out.replace(PASSING, ""),
    );
  });

  const withModel = named.filter(([name]) => name !== "check" && name !== "exp");
  it.each(withModel)("%s: a name of release 0.5.0 is its checkpoint", async (_name, line) => {
    const checkpoint = { ...own, system: "h200_sxm", model: "Qwen/Qwen3-32B-FP8" };
    const [first, second] = [
      await run(line(checkpoint)),
      await run(line({ ...checkpoint, model: "QWEN3_32B" })),
    ];
    expect(first.exitCode).toBeLessThan(2);
    // tables show what was typed
    const typed = second.out.replaceAll('"QWEN3_32B"', `"${checkpoint.model}"`);
    expect(typed.replace(PASSING, "")).toBe(first.out.replace(PASSING, ""));
  });

  it.each(named.filter(([name]) => name !== "check"))("%s: so is an engine", async (_name, line) => {
    const [first, second] = [await run(line(own)), await run(line({ ...own, backend: "trt-llm" }))];
    expect(first.exitCode).toBeLessThan(2);
    expect(second.out.replace(PASSING, "")).toBe(first.out.replace(PASSING, ""));
  });
});

describe("--nextn auto is the checkpoint's own number of drafts", () => {
  const point = "--system h200_sxm --backend trtllm --isl 2000 --osl 200 --nextn-accepted 0.8 --format json";
  const sizes = "--tp-size 8 --moe-ep-size 8";
  it.each([
    `estimate --model deepseek-ai/DeepSeek-V3 ${point} ${sizes} --batch-size 8`,
    `simulate --model deepseek-ai/DeepSeek-V3 ${point} ${sizes} --concurrency 4 --requests 40`,
    `default --model deepseek-ai/DeepSeek-V3 ${point} --total-gpus 8 --serving-mode agg`,
    `recommend --model deepseek-ai/DeepSeek-V3 ${point} --target-concurrency 8 --serving-mode agg`,
  ])("%s", async (line) => {
    const figures = async (nextn: string): Promise<unknown> => {
      const { exitCode, out } = await run(`${line} --nextn ${nextn}`);
      expect(exitCode).toBe(0);
      return JSON.parse(out.replaceAll(/"notes":\[[^\]]*\]/g, '"notes":[]').replace(PASSING, ""));
    };
    expect(await figures("auto")).toEqual(await figures("1"));
  });

  it("is off for a checkpoint without draft layers, and a note says so", async () => {
    const line = "estimate --model Qwen/Qwen3-32B --system h200_sxm --batch-size 4 --format json";
    const [auto, none] = [await run(`${line} --nextn auto`), await run(line)];
    const { notes, ...figures } = JSON.parse(auto.out) as { readonly notes: readonly string[] };
    expect(notes.join()).toMatch(/no layers for drafts/);
    expect(figures).toEqual({ ...JSON.parse(none.out), notes: undefined });
  });

  it("needs the accepted drafts where there are layers", async () => {
    const { exitCode, err } = await run(
      "estimate --model deepseek-ai/DeepSeek-V3 --system h200_sxm --tp-size 8 --moe-ep-size 8 --nextn auto",
    );
    expect([exitCode, err.split("\n").length]).toEqual([2, 1]);
    expect(err).toMatch(/accepted/);
  });
});

describe("what cannot be meant is refused in one line", () => {
  const point = "--model Qwen/Qwen3-32B --system h200_sxm";
  it.each([
    [`estimate ${point} --kvcache-quant-mode float16`, /float16 is no kvcache quantization mode/],
    [`default ${point} --total-gpus 2 --gemm-quant-mode nothing`, /nothing is no gemm quantization mode/],
    [`default ${point} --total-gpus 0`, /at least 1/],
    [`estimate ${point} --nextn 1e0 --nextn-accepted 0`, /--nextn is '1e0'/],
    [`estimate ${point} --nextn NaN --nextn-accepted 0`, /--nextn is 'NaN'/],
  ])("%s", async (line, message) => {
    const { exitCode, out, err } = await run(line);
    expect([exitCode, out, err.split("\n").length]).toEqual([2, "", 1]);
    expect(err).toMatch(message);
  });

  it("an unknown key of a batch line", async () => {
    const { out } = await run(
      `estimate --batch ${file("rows", '{"model":"Qwen/Qwen3-32B","system":"h200_sxm","cluster":"east"}')}`,
    );
    expect(JSON.parse(out)).toMatchObject({ error: { code: "usage", message: /unknown key 'cluster'/ } });
  });

  it("the system of decode workers that there are none of is said to be ignored", async () => {
    const { err } = await run(`estimate ${point} --batch-size 4 --decode-system b200_sxm`);
    expect(err).toMatch(/--decode-system has no effect/);
  });

  it.each([
    ["--ttft 0.6", /--ttft 0.6 is 0.6 ms.* 0.6 seconds are --ttft 600/],
    ["--tpot 0.02", /--tpot 0.02 is 0.02 ms.* 0.02 seconds are --tpot 20$/],
    ["--request-latency 8", /8 seconds are --request-latency 8000/],
    ["--ttft 600 --tpot 20", /^$/],
  ])("limits that were most likely meant in seconds are told so: %s", async (limits, said) => {
    const { err } = await run(`default ${point} --total-gpus 2 --isl 1000 --osl 100 ${limits}`);
    expect(err.trim()).toMatch(said);
  });
});

describe("figures between tokens are left out where there is one token", () => {
  it.each([
    "estimate --batch-size 4 --osl 1",
    "estimate --concurrency 4 --osl 1",
    "estimate --batch-size 4 --osl 1 --estimate-mode static",
    "estimate --batch-size 4 --osl 100 --estimate-mode static_ctx",
    "simulate --concurrency 4 --osl 1",
  ])("%s", async (asked) => {
    const { out } = await run(`${asked} --model Qwen/Qwen3-32B --system h200_sxm --tp 2`);
    expect(out).toMatch(/TTFT/);
    expect(out).not.toMatch(/TPOT|per user|Inter-token/);
  });

  it.each([
    ["estimate --batch-size 4 --osl 2", /TPOT[^]*per user/],
    ["estimate --batch-size 4 --osl 2 --estimate-mode static", /TPOT[^]*per user/],
    ["simulate --concurrency 4 --osl 2", /TPOT[^]*Inter-token/],
  ])("%s has them", async (asked, said) => {
    const { out } = await run(`${asked} --model Qwen/Qwen3-32B --system h200_sxm --tp 2`);
    expect(out).toMatch(said);
  });
});

it("every place that answers passes its figures through the guard", () => {
  const answers = [
    // under `estimate`, whichever way it goes
    "perf/estimate/as-asked.ts",
    "check/run-check.ts",
    "cli/search/answer.ts",
    "cli/commands/simulate/index.ts",
  ];
  const src = new URL("../../src/", import.meta.url);
  for (const answer of answers) expect(readFileSync(new URL(answer, src), "utf8")).toMatch(/finiteAnswer\(/);
});

it.each([
  [
    "exp on a manifest",
    () => `exp ${file("m.yaml", aggManifest({ maxBatchSize: 40 }))}`,
    /m\.yaml.*use check/,
  ],
  [
    "a model whose configuration may not be fetched",
    () => `estimate --model acme/x-1 --fetch-config --system h200_sxm --batch-size 1 ${LENGTHS}`,
    /unknown model acme\/x-1.*not fetched: HF_HUB_OFFLINE/,
  ],
])("says what to do: %s", async (_name, line, words) => {
  process.env["HF_HUB_OFFLINE"] = "1";
  const { exitCode, err } = await run(line());
  delete process.env["HF_HUB_OFFLINE"];

  expect(exitCode).toBe(2);
  expect(err.replaceAll(/\s+/g, " ")).toMatch(words);
});

/** A folder beside the one that commands run in. */
const beside = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-beside-"));
afterAll(() => rmSync(beside, { recursive: true, force: true }));
const near = `../${path.basename(beside)}`;
const SEARCH = `default --model Qwen/Qwen3-32B-FP8 --system h200_sxm --backend vllm ${LENGTHS} --total-gpus 2`;
const GENERATE = "generate --model Qwen/Qwen3-32B-FP8 --system h200_sxm --backend vllm --total-gpus 2";

it.each([
  ["--html from the root", SEARCH, "--html", `${beside}/new/page.html`, "browser: "],
  ["--html from here", SEARCH, "--html", "new/page.html", "browser: "],
  ["--html beside", SEARCH, "--html", `${near}/page.html`, "browser: "],
  ["--save-dir from the root", SEARCH, "--save-dir", `${beside}/new`, "Saved to "],
  ["--save-dir from the root, kubectl", SEARCH, "--save-dir", `${beside}/newer`, "apply -f "],
  ["--save-dir from here", SEARCH, "--save-dir", "out", "Saved to "],
  ["--save-dir beside", SEARCH, "--save-dir", near, "Saved to "],
  ["generate from the root", GENERATE, "--save-dir", `${beside}/made`, "Saved to "],
  ["generate from here", GENERATE, "--save-dir", "made", "Saved to "],
])("makes folders and names the place as it was given: %s", async (_name, command, flag, place, words) => {
  const { exitCode, out } = await run(`${command} ${flag} ${place}`);

  expect(exitCode).toBe(0);
  expect(out).toContain(`${words}${place}`);
});

it.each([
  [
    "a batch size alone",
    "--batch-size 4",
    /^Profile +reference: the published method, as a batch size alone/,
  ],
  [
    "neither load nor batch size",
    "--isl 1000",
    /^Profile +reference: the published method, as a batch size alone/,
  ],
  ["theory", "--concurrency 4 --database-mode SOL", /^Profile +reference: the published method, as SOL is/],
  ["a load", "--concurrency 4", /^TTFT/],
  ["a profile by name", "--batch-size 4 --profile reference", /^TTFT/],
])(
  "an estimate says in its first line that the published method answers unasked: %s",
  async (_n, more, first) => {
    const { out } = await run(`estimate --model Qwen/Qwen3-32B --system h200_sxm ${more}`);
    expect(out.split("\n")[0]).toMatch(first);
  },
);
