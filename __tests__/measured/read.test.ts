import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { UserError } from "../../src/domain/errors.js";
import { readMeasured } from "../../src/measured/read.js";

const folder = new URL("../fixtures/measured/", import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, folder), "utf8");

describe("results of benchmark programs", () => {
  it.each([
    [
      "aiperf.json",
      {
        tool: "aiperf",
        model: "Qwen/Qwen3-32B-FP8",
        date: "2026-10-02T08:11:30Z",
        isl: 1024,
        osl: 1024,
        concurrency: 32,
        concurrencyFrom: "stated",
        requests: 640,
        ttftMs: { mean: 310.4, p50: 268, p90: 512.5, p99: 1104 },
        tpotMs: { mean: 10.3, p50: 10.28, p90: 10.61, p99: 10.9 },
        requestLatencyMs: { mean: 10840, p50: 10790.5, p90: 11102, p99: 11390.25 },
        requestsPerSec: 2.95,
        tokensPerSec: 3020.8,
        doubts: [],
      },
    ],
    [
      "aiperf-loadgen.json",
      {
        tool: "aiperf",
        model: "served-alias",
        date: "2025-11-03T14:05:10.250000",
        isl: 1000,
        osl: 1024,
        concurrency: 16,
        doubts: ["3 requests failed"],
      },
    ],
    ["genai-perf.json", { tool: "genai-perf", model: "Qwen/Qwen3-32B-FP8", isl: 2048, concurrency: 8 }],
    [
      "concurrency_16/profile_export_aiperf.csv",
      {
        tool: "aiperf",
        isl: 1024,
        osl: 1024,
        concurrency: 16,
        concurrencyFrom: "folder",
        ttftMs: { mean: 212.75, p50: 199.5, p90: 310.25, p99: 655 },
        requests: 320,
        tokensPerSec: 1688.4,
      },
    ],
    [
      "profile_export_genai_perf.csv",
      {
        tool: "genai-perf",
        isl: 512,
        ttftMs: { mean: 1250.5, p50: 1201.75, p90: 1700.25, p99: 2010.4 },
        tokensPerSec: 4702.2,
        // 4.59 requests a second of 13.9357 s each
        concurrency: 64,
        concurrencyFrom: "little",
      },
    ],
    [
      "vllm.json",
      {
        tool: "vllm",
        model: "Qwen/Qwen3-32B-FP8",
        date: "2026-09-14T09:30:00",
        isl: 1024,
        osl: 1024,
        concurrency: 32,
        ttftMs: { mean: 402.1, p50: 310, p99: 1502.3 },
        tpotMs: { mean: 10.25, p50: 10.24, p99: 10.8 },
        requestLatencyMs: {},
        tokensPerSec: 2991.8,
      },
    ],
  ])("%s", (name, expected) => {
    const [result, ...others] = readMeasured(text(name), name);
    expect(others).toEqual([]);
    expect(result).toMatchObject(expected);
  });

  it("sglang's lines: one run each, closed and open", () => {
    const [closed, open, ...others] = readMeasured(text("sglang.jsonl"), "sglang.jsonl");
    expect(others).toEqual([]);
    expect(closed).toMatchObject({ tool: "sglang", line: 1, concurrency: 8, isl: 1024, osl: 512 });
    expect(closed).not.toHaveProperty("requestRate");
    // the ceiling of 64 was never reached: what was in flight counts
    expect(open).toMatchObject({ line: 2, concurrency: 13, requestRate: 2 });
    expect(open?.tpotMs).toEqual({ mean: 11.92, p50: 11.9, p99: 12.8 });
  });

  it("a list of objects, and CSV with Windows line ends", () => {
    const list = `[${text("vllm.json").trim()},${text("vllm.json").trim()}]`;
    expect(readMeasured(list, "x.json")).toHaveLength(2);
    const csv = text("profile_export_genai_perf.csv").replaceAll("\n", "\r\n");
    expect(readMeasured(csv, "x.csv")[0]?.isl).toBe(512);
  });

  it("units other than milliseconds count as they say", () => {
    const seconds = text("aiperf.json").replace(
      '"time_to_first_token": { "unit": "ms", "avg": 310.4, "p50": 268.0',
      '"time_to_first_token": { "unit": "s", "avg": 0.3104, "p50": 0.268',
    );
    expect(readMeasured(seconds, "x.json")[0]?.ttftMs.mean).toBeCloseTo(310.4, 9);
  });
});

describe("files that cannot be used", () => {
  const edit = (name: string, from: string, to: string): string => text(name).replace(from, to);
  it.each([
    ["an empty file", "", /empty; readable are/, 1],
    ["a manifest", "apiVersion: v1\n", /neither JSON nor a table of metrics begins with/, 1],
    ["other JSON", '{"hello": 1}', /no benchmark result: the object has the fields `"hello"`/, 1],
    ["a list of numbers", "[1]", /`1` is no object/, 1],
    ["cut JSON", '{\n "mean_ttft_ms": 1,\n}', /not valid JSON/, 3],
    ["a bad line of many", `${text("vllm.json").trim()}\n{"mean_ttft_ms": }\n`, /not valid JSON/, 2],
    [
      "a text for a number",
      edit("aiperf.json", '"avg": 10.3', '"avg": "10.3"'),
      /`inter_token_latency.avg` is `"10.3"`; a positive number is needed/,
      12,
    ],
    [
      "a negative latency",
      edit("vllm.json", '"mean_tpot_ms": 10.25', '"mean_tpot_ms": -1'),
      /`mean_tpot_ms` is `-1`/,
      1,
    ],
    [
      "an unknown unit",
      edit(
        "aiperf.json",
        '"inter_token_latency": { "unit": "ms"',
        '"inter_token_latency": { "unit": "ticks"',
      ),
      /`inter_token_latency` has the unit `"ticks"`; allowed: ms/,
      12,
    ],
    [
      "no lengths",
      edit("vllm.json", '"total_input_tokens": 327680, ', ""),
      /this vllm result has no input length/,
      1,
    ],
    [
      "no streaming",
      '{"request_latency": {"unit": "ms", "avg": 900}, "input_sequence_length": {"unit":"tokens","avg": 10}, "output_sequence_length": {"unit":"tokens","avg": 10}}',
      /no time to first token and no inter-token latency; measure with streaming on/,
      1,
    ],
    [
      "no load",
      edit("vllm.json", '"max_concurrency": 32', '"max_concurrency": null'),
      /this vllm result has no concurrency/,
      1,
    ],
    [
      "a broken cell",
      text("profile_export_genai_perf.csv").replace("12.40,11.90", "12.40,fast"),
      /`Inter Token Latency \(ms\)` has min `"fast"`; a number is needed/,
      3,
    ],
  ])("%s: one message with file and line", (_name, content, message, line) => {
    let thrown: unknown;
    try {
      readMeasured(content, "results/run.json");
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UserError);
    const { file, position, code } = thrown as UserError;
    expect((thrown as UserError).message).toMatch(message);
    expect([code, file]).toEqual(["input", "results/run.json"]);
    expect(position?.line).toBe(line);
  });
});
