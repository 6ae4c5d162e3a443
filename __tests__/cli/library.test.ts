import { describe, expect, it } from "@jest/globals";
import {
  estimate,
  openPerfDb,
  quantOfPrecision,
  selectProfile,
  usualProfile,
  type EstimateRequest,
} from "../../src/library.js";
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
    "a format without tables, refused else",
    {
      context: { model: "Qwen/Qwen3-32B-FP8", system: "l40s", backend: "sglang" },
      parallelism: { tp: 4 },
      concurrency: 4,
    },
    "--model Qwen/Qwen3-32B-FP8 --system l40s --backend sglang --tp-size 4 --concurrency 4",
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
  [
    "pools of which only the load is said",
    {
      mode: "disagg",
      context: { model: "Qwen/Qwen3-32B", system: "h200_sxm", backend: "trtllm" },
      prefill: { parallelism: { tp: 2 } },
      decode: { parallelism: { tp: 4 }, workers: 2 },
      concurrency: 24,
    },
    "--estimate-mode disagg --model Qwen/Qwen3-32B --system h200_sxm --prefill-tp-size 2 --decode-tp-size 4 --decode-num-workers 2 --concurrency 24",
  ],
  [
    "prompts split over GPUs in the prefill pool alone",
    {
      mode: "disagg",
      context: { model: "deepseek-ai/DeepSeek-V3.2", system: "h200_sxm", backend: "sglang" },
      prefill: { parallelism: { tp: 1, cp: 8, moeTp: 1, moeEp: 8 } },
      decode: { parallelism: { tp: 8, moeTp: 1, moeEp: 8 } },
      concurrency: 8,
    },
    "--estimate-mode disagg --model deepseek-ai/DeepSeek-V3.2 --system h200_sxm --backend sglang --prefill-tp-size 1 --prefill-cp-size 8 --prefill-moe-tp-size 1 --prefill-moe-ep-size 8 --decode-tp-size 8 --decode-moe-tp-size 1 --decode-moe-ep-size 8 --concurrency 8",
  ],
  [
    "a bare point of batch sizes",
    {
      context: { model: "Qwen/Qwen3-32B", system: "h200_sxm", backend: "sglang" },
      parallelism: { tp: 2 },
      batchSize: 8,
    },
    "--model Qwen/Qwen3-32B --system h200_sxm --backend sglang --tp-size 2 --batch-size 8",
  ],
  [
    "theory alone",
    {
      context: { model: "Qwen/Qwen3-32B", system: "h200_sxm", backend: "vllm", databaseMode: "SOL" },
      parallelism: { tp: 2 },
      concurrency: 8,
    },
    "--model Qwen/Qwen3-32B --system h200_sxm --backend vllm --tp-size 2 --concurrency 8 --database-mode SOL",
  ],
  [
    "weights as a benchmark names them",
    {
      context: {
        model: "Qwen/Qwen3-32B",
        system: "h200_sxm",
        backend: "trtllm",
        quant: quantOfPrecision({}, { precision: "FP8" }),
      },
      parallelism: { tp: 2 },
      concurrency: 8,
    },
    "--model Qwen/Qwen3-32B --system h200_sxm --tp-size 2 --concurrency 8 --precision fp8",
  ],
  [
    "experts without tables",
    {
      context: { model: "openai/gpt-oss-120b", system: "l40s", backend: "trtllm" },
      parallelism: { tp: 4, moeTp: 4 },
      concurrency: 8,
    },
    "--model openai/gpt-oss-120b --system l40s --tp-size 4 --moe-tp-size 4 --concurrency 8",
  ],
  [
    "sizes that cannot be",
    {
      context: { model: "Qwen/Qwen3-32B", system: "h200_sxm", backend: "trtllm" },
      mode: "disagg",
      prefill: { parallelism: { tp: 1 } },
      decode: { parallelism: { tp: 1 } },
    },
    "--estimate-mode disagg --model Qwen/Qwen3-32B --system h200_sxm --tp-size 1",
  ],
];

describe("the library's estimate is the command's", () => {
  it.each(CASES)("%s", async (_what, request, flags) => {
    const name = usualProfile([request.context.databaseMode], request.concurrency !== undefined);
    const profile = selectProfile(name, PERF_DB_ROOT);
    const own = await estimate(predictor, { ...request, profile, isl: 2000, osl: 200 }).then(
      ({ ttftMs, tpotMs, tokensPerSec, quant, notes }) => ({ ttftMs, tpotMs, tokensPerSec, quant, notes }),
      (error: Error) => error.message,
    );
    const { exitCode, out } = await runCli([
      "estimate",
      ...flags.split(" "),
      ..."--isl 2000 --osl 200 --calibration-file none --format json".split(" "),
    ]);
    if (typeof own === "string") {
      expect(exitCode).toBe(2);
      expect((JSON.parse(out) as { error: { message: string } }).error.message).toContain(own);
    } else expect(JSON.parse(out)).toMatchObject({ ...own, profile: name });
  });
});
