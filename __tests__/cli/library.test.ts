import { describe, expect, it } from "@jest/globals";
import { estimate, openPerfDb, selectProfile, type EstimateRequest } from "../../src/library.js";
import { PERF_DB_ROOT } from "../support/perf.js";
import { runCli } from "../support/run-cli.js";

const { predictor } = await openPerfDb({ root: PERF_DB_ROOT });

/** What is asked, as a request of the library and as flags of the command. */
const CASES: readonly (readonly [string, EstimateRequest, string])[] = [
  [
    "a load that measurements cover",
    {
      context: { model: "Qwen/Qwen3-32B", system: "h200_sxm", backend: "trtllm" },
      parallelism: { tp: 2 },
      concurrency: 16,
    },
    "--model Qwen/Qwen3-32B --system h200_sxm --backend trtllm --tp-size 2 --concurrency 16",
  ],
  [
    "a format without tables, estimated where that is asked for",
    {
      context: { model: "Qwen/Qwen3-32B-FP8", system: "l40s", backend: "sglang", databaseMode: "HYBRID" },
      parallelism: { tp: 4 },
      concurrency: 4,
    },
    "--model Qwen/Qwen3-32B-FP8 --system l40s --backend sglang --tp-size 4 --concurrency 4 --database-mode HYBRID",
  ],
  [
    "a version that the calibration does not rest on",
    {
      context: { model: "Qwen/Qwen3-32B", system: "h200_sxm", backend: "trtllm", backendVersion: "previous" },
      parallelism: { tp: 2 },
      concurrency: 16,
    },
    "--model Qwen/Qwen3-32B --system h200_sxm --backend trtllm --backend-version previous --tp-size 2 --concurrency 16",
  ],
];

describe("the library's estimate is the command's", () => {
  it.each(CASES)("%s", async (_what, request, flags) => {
    const profile = selectProfile("calibrated", PERF_DB_ROOT);
    const own = await estimate(predictor, { ...request, profile, isl: 2000, osl: 200 });
    const { exitCode, out } = await runCli([
      "estimate",
      ...flags.split(" "),
      ..."--isl 2000 --osl 200 --calibration-file none --format json".split(" "),
    ]);
    expect(exitCode).toBe(0);
    const { ttftMs, tpotMs, tokensPerSec, quant, notes } = own;
    expect(JSON.parse(out)).toMatchObject({
      ttftMs,
      tpotMs,
      tokensPerSec,
      quant,
      notes,
      profile: "calibrated",
    });
  });

  it("a format without tables is refused by both, in the same words", async () => {
    const profile = selectProfile("calibrated", PERF_DB_ROOT);
    const context = { model: "Qwen/Qwen3-32B-FP8", system: "l40s", backend: "sglang" } as const;
    const request = { context, parallelism: { tp: 4 }, concurrency: 4, profile, isl: 2000, osl: 200 };
    const words = /no fp8_block matrix products were measured; try --database-mode HYBRID/;
    await expect(estimate(predictor, request)).rejects.toThrow(words);
    const line =
      "estimate --model Qwen/Qwen3-32B-FP8 --system l40s --backend sglang --tp-size 4 --concurrency 4 --isl 2000 --osl 200";
    const { exitCode, err } = await runCli(line.split(" "));
    expect(exitCode).toBe(2);
    expect(err).toMatch(words);
  });
});
