import { describe, expect, it } from "@jest/globals";
import { runCli } from "../support/run-cli.js";

const BASE = "default --model Qwen/Qwen3-32B --system h200_sxm --profile reference";
const POINT = "estimate --model Qwen/Qwen3-32B --system h200_sxm --profile reference";

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
    new RegExp(`--total-gpus is '${value}'; a whole number of at least 0 is needed`),
  ]),
  [`${BASE} --total-gpus 8 --ttft -1`, /--ttft is '-1'; a number above 0 is needed/],
  [`${BASE} --total-gpus 8 --backend vlm`, /did you mean vllm\? Allowed: trtllm, vllm, sglang, auto/],
  [`${BASE} --total-gpus 8 --backend any`, /--backend is 'any': auto tries all\. Allowed/],
  [`${BASE} --total-gpus 8 --serving-mode afd`, /AFD.* not predicted\. Allowed: auto, all, agg, disagg/],
  [`${BASE} --total-gpus 8 --database-mode silcon`, /did you mean SILICON\?/],
  [`${BASE} --total-gpus 8 --transfer-policy constructor`, /unknown 'constructor'; use off/],
  [`${BASE} --total-gpus 8 --backend-version 9.9`, /version 9\.9 .* use 1\./],
  [`${BASE} --total-gpus 8 --gemm-quant-mode fp7`, /did you mean fp8\?; use one of bfloat16/],
  [`${BASE} --total-gpus 8 --decode-system h200`, /unknown system h200, did you mean h200_sxm\?/],
  [`${BASE} --total-gpus 8 --overwrite`, /--overwrite needs --save-dir/],
  [`${BASE} --total-gpus 8 --save-dir package.json/x`, /package\.json is a file; give a folder/],
  [`${BASE} --total-gpus 8 --systems-paths no-such`, /cannot read the data folder no-such/],
  [`${BASE} --total-gpus 8 --generator-set foo`, /KEY=VALUE is needed/],
  [`${BASE} --total-gpus 8 --image-height 5`, /--image-height is not taken by default: images/],
  [
    "default --model Qwen/Qwen3-33B --system h200_sxm --total-gpus 8",
    /did you mean Qwen\/Qwen3-32B\?; .*config\.json/,
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
