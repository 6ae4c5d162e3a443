import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { runCli } from "../support/run-cli.js";

const BASE = "default --model Qwen/Qwen3-32B --system h200_sxm --profile reference";
const POINT = "estimate --model Qwen/Qwen3-32B --system h200_sxm --profile reference";

/** FP8 blocks were not measured on this system; every command says so and names the flag that estimates. */
const UNMEASURED =
  "--model Qwen/Qwen3-32B-FP8 --backend vllm --system rtx_pro_6000_server --isl 2000 --osl 500";
const TELLS_UNMEASURED = /--database-mode HYBRID/;

/** A command line, and what its message must say. */
const CASES: readonly (readonly [string, RegExp])[] = [
  ["defualt", /unknown command 'defualt', did you mean default\? Allowed: check/],
  ["--foo", /unknown flag '--foo' before the command; .* --help/],
  ["default --frob", /unknown flag '--frob' of default; .* --help/],
  ["default --total-gpu 8", /did you mean --total-gpus\?/],
  ["default --model --system h200_sxm", /--model needs a value; the flag --system follows/],
  [`${BASE} --total-gpus`, /--total-gpus needs a value/],
  [BASE, /--total-gpus is missing; give/],
  [`${BASE} extra`, /takes flags only, found 'extra'/],
  ...["abc", "-4", "NaN", "1.5", "99999999999999999999"].map((value): readonly [string, RegExp] => [
    `${BASE} --total-gpus ${value}`,
    new RegExp(`--total-gpus is '${value}'; a whole number of at least 1 is needed`),
  ]),
  [`${BASE} --total-gpus 8 --ttft -1`, /--ttft is '-1'; a number above 0 is needed/],
  [`${BASE} --total-gpus 8 --backend vlm`, /did you mean vllm\? Allowed: trtllm, vllm, sglang, auto/],
  [`${BASE} --total-gpus 8 --backend any`, /--backend is 'any': auto tries all\. Allowed/],
  [`${BASE} --total-gpus 8 --serving-mode afd`, /AFD.* not predicted\. Allowed: auto, all, agg, disagg/],
  [`${BASE} --total-gpus 8 --database-mode silcon`, /did you mean SILICON\?/],
  [`${BASE} --total-gpus 8 --transfer-policy constructor`, /unknown 'constructor'; use off/],
  [`${BASE} --total-gpus 8 --backend-version 9.9`, /version 9\.9 .* use 1\./],
  [`${BASE} --total-gpus 8 --gemm-quant-mode fp7`, /did you mean fp8\? use one of bfloat16/],
  [`${BASE} --total-gpus 8 --decode-system h200`, /unknown system h200, did you mean h200_sxm\?/],
  [`${BASE} --total-gpus 8 --overwrite`, /--overwrite needs --save-dir/],
  [`${BASE} --total-gpus 8 --png`, /--png needs --save-dir/],
  [`estimate ${UNMEASURED} --tp-size 4 --concurrency 4`, TELLS_UNMEASURED],
  [`estimate ${UNMEASURED} --tp-size 4 --batch-size 4`, TELLS_UNMEASURED],
  [`default ${UNMEASURED} --total-gpus 4`, TELLS_UNMEASURED],
  ["simulate --batch-size 4", /unknown flag '--batch-size' of simulate, did you mean --max-batch-size\?/],
  ["check package.json --isl 4000 --prefix 4000", /--prefix 4000 must be below the 4000 tokens of --isl/],
  ["check --request-latancy 4", /did you mean --request-latency\?/],
  ["default --gpus 8", /did you mean --total-gpus\?/],
  [`${BASE} --total-gpus 8 --save-dir /proc/no/folder`, /cannot be written: a folder of its path does not/],
  [`${BASE} --total-gpus 8 --html /proc/no/page.html`, /cannot be written: a folder of its path does not/],
  [`${BASE} --total-gpus 8 --html package.json/page.html`, /cannot be written: a part of its path is a file/],
  [`${BASE} --total-gpus 8 --save-dir package.json/x`, /package\.json is a file; give a folder/],
  [`${BASE} --total-gpus 8 --systems-paths no-such`, /cannot read the data folder no-such/],
  [`${BASE} --total-gpus 8 --generator-set foo`, /KEY=VALUE is needed/],
  [`${BASE} --total-gpus 8 --image-height 5`, /--image-height is not taken by default: images/],
  [
    "default --model Qwen/Qwen3-33B --system h200_sxm --total-gpus 8",
    /did you mean Qwen\/Qwen3-32B\? For another model .*config\.json/,
  ],
  // a name of 0.5.0 whose checkpoint is not in the data is no help
  [
    "default --model Qwen/Qwen2.5-72B --system h200_sxm --total-gpus 8",
    /unknown model Qwen\/Qwen2\.5-72B; for/,
  ],
  [
    "default --model meta-llama/Llama-3.3-70B --system h200_sxm --total-gpus 8",
    /did you mean meta-llama\/Llama-3\.3-70B-Instruct\?/,
  ],
  ["default --model constructor --system h200_sxm --total-gpus 8", /unknown model constructor/],
  ["default --model ./src --system h200_sxm --total-gpus 8", /the folder \.\/src has no config\.json/],
  [
    "default --model deepseek-ai/DeepSeek-V3 --system h100_sxm --total-gpus 2",
    /do not fit .* give more GPUs/,
  ],
  [`${POINT} --tp-size 3`, /tp 3 does not divide the 64 attention heads/],
  [`${POINT} --batch-size 5 --concurrency 6`, /contradict each other/],
  [`${POINT} --precision constructor`, /precision 'constructor' is unknown; use fp8/],
  ["recommend --model Qwen/Qwen3-32B --system h200_sxm", /give exactly one of --target-request-rate/],
  ["generate --model Qwen/Qwen3-32B --system h200_sxm", /--total-gpus is missing/],
  ["support --backend foo", /--backend is 'foo'\. Allowed: trtllm/],
  ["simulate", /give exactly one load/],
  ["check --config-file src", /--config-file src: it is a folder; a file is needed/],
  ["check --config-file no-such.yml", /--config-file no-such\.yml: no such file/],
  ["parse src", /src: it is a folder; a file is needed/],
  ["parse no-such.yaml", /no-such\.yaml: no such file$/],
  ["exp src", /src: it is a folder; a file is needed/],
  ["exp no-such.yaml", /no-such\.yaml: no such file$/],
  ["exp perf-db/support.json.br", /binary file|not UTF-8/],
  [
    "simulate --model Qwen/Qwen3-32B --system h200_sxm --profile reference --tp-size 2 --trace src",
    /--trace src: it is a folder; a file is needed/,
  ],
  [`${POINT} --profile calibrated --calibration-file src`, /--calibration-file src: it is a folder/],
  [
    `${POINT} --concurrency 1000000000000`,
    /--concurrency is '1000000000000'; a whole number from 1 to 10000000/,
  ],
  [`${POINT} --isl 99999999`, /--isl is '99999999'; a whole number from 1 to 10000000 is needed/],
  [
    `${POINT} --detail memory,colour`,
    /--detail is 'memory,colour'\. Allowed: summary, memory, time, source, all/,
  ],
  [`${POINT} --detail energy`, /energy is not predicted\. Allowed: summary/],
  [
    `${POINT} --moe-backend megamoe`,
    /megamoe.*limits what a search tries; default, exp and recommend take it/,
  ],
  [`${BASE} --total-gpus 8 --moe-backend megamoe`, /--backend sglang on Blackwell only, not with trtllm/],
  [
    `${BASE} --total-gpus 8 --backend sglang --moe-backend megamoe`,
    /DeepSeek-V4-Pro on Blackwell only, not for Qwen\/Qwen3-32B on h200_sxm; leave it out/,
  ],
  [
    "generate --model Qwen/Qwen3-32B --system h200_sxm --total-gpus 9 --tp-size 3",
    /use 1, 2, 4, 8, 16, 32, 64/,
  ],
  ["estimate --batch src", /--batch src: it is a folder; a file is needed/],
  ["estimate --batch no-such.jsonl", /--batch no-such\.jsonl: no such file$/],
  ["check --measured no-such.json package.json", /no-such\.json: no such file, and no file matches it/],
  ["calibrate no-such.csv", /no-such\.csv: no such file, and no file matches it/],
  ["completion tcsh", /allowed: bash, zsh, fish/],
];

describe("a mistake on the command line", () => {
  it.each(CASES)("%s is one line with what is allowed", async (line, message) => {
    const { exitCode, out, err } = await runCli(line.split(" "));
    expect([exitCode, out, err.includes("\n")]).toEqual([2, "", false]);
    expect(err).toMatch(message);
  });

  it("shows hostile letters harmlessly", async () => {
    const { exitCode, err } = await runCli([...BASE.split(" "), "--total-gpus", "\u001b[31m8\n\u202e"]);
    expect(exitCode).toBe(2);
    expect(err).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-messages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = "exps: [one]\none:\n  serving_mode: agg\n  model_path: Qwen/Qwen3-32B\n";
const REST = "  system_name: h200_sxm\n  backend_name: trtllm\n  total_gpus: 8\n";

/** The text of a file, the command that reads it, and the line that it answers with. */
const FILES: readonly (readonly [string, string, string, string])[] = [
  [
    "an unknown key",
    `${HEAD}${REST}  isll: 4000\n`,
    "exp f.yaml",
    "f.yaml:8:3: one: unknown key isll, did you mean isl?",
  ],
  [
    "a wrong type",
    `${HEAD}${REST}  isl: many\n`,
    "exp f.yaml",
    'f.yaml:8:8: one: isl is "many"; a whole number is needed',
  ],
  [
    "a slip in a value",
    HEAD.replace("agg", "ag") + REST,
    "exp f.yaml",
    'f.yaml:3:17: one: serving_mode is "ag", did you mean agg? allowed: agg, disagg, afd',
  ],
  [
    "a size below zero",
    HEAD + REST.replace("total_gpus: 8", "total_gpus: -8"),
    "exp f.yaml",
    "f.yaml:7:15: one: total_gpus is -8; it must be >= 0",
  ],
  [
    "the beginning of a name",
    HEAD + REST.replace("h200_sxm", "h200"),
    "exp f.yaml",
    'f.yaml:5:16: one: unknown system "h200", did you mean h200_sxm? known systems: a100_sxm',
  ],
  ["broken YAML", "exps: [one\none: 1\n", "exp f.yaml", "f.yaml:2:1: not valid YAML"],
  [
    "an empty file",
    "",
    "exp f.yaml",
    "f.yaml:1:1: the root of an experiment file must be a mapping of experiments",
  ],
  [
    "a list",
    "- one\n",
    "exp f.yaml",
    "f.yaml:1:1: the root of an experiment file must be a mapping of experiments",
  ],
  [
    "a broken config.json",
    "{\n",
    `estimate --model ${path.join(folder, "model")} --system h200_sxm`,
    "model/config.json:2:1: not valid JSON; copy the checkpoint's own file",
  ],
  [
    "a slip in a policy",
    "advce: 5\n",
    "check --config-file f.yaml x.yaml",
    "f.yaml:1:1: unknown key `advce`, did you mean `advice`? Possible: defaults",
  ],
];

describe("a mistake in a file", () => {
  it.each(FILES)("%s is one line with its place", async (_name, content, line, message) => {
    writeFileSync(path.join(folder, "f.yaml"), content);
    mkdirSync(path.join(folder, "model"), { recursive: true });
    writeFileSync(path.join(folder, "model", "config.json"), content);
    const { exitCode, out, err } = await runCli(line.split(" "), folder);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err.split("\n")).toEqual([expect.stringContaining(message)]);
  });
});
