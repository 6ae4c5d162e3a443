import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { runCli } from "../support/run-cli.js";

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-simulate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MODEL = ["--model", "Qwen/Qwen3-32B-FP8", "--system", "h200_sxm", "--tp-size", "2"];
const LENGTHS = ["--isl", "1000", "--osl", "100"];

interface Answer {
  readonly ttftMs: {
    readonly mean: number;
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
  };
  readonly tpotMs: { readonly mean: number };
  readonly requestLatencyMs: { readonly mean: number };
  readonly requestsPerSec: number;
  readonly goodputPerSec: number;
  readonly concurrency: number;
  readonly requests: number;
  readonly profile: string;
  readonly interval80?: { readonly ttftMs: readonly [number, number] };
  readonly notes: readonly string[];
}

async function simulate(...flags: string[]): Promise<Answer> {
  const { exitCode, out, err } = await runCli(["simulate", ...MODEL, ...flags, "--format", "json"]);
  expect([exitCode, err]).toEqual([0, ""]);
  return JSON.parse(out) as Answer;
}

describe("simulate", () => {
  it.each(["8", "64"])(
    "a closed loop of %s obeys Little's law and agrees with the calibrated estimate",
    async (load) => {
      const answer = await simulate(...LENGTHS, "--concurrency", load);
      const estimate = await runCli([
        ...["estimate", ...MODEL, ...LENGTHS, "--concurrency", load, "--profile", "calibrated"],
        ...["--format", "json"],
      ]);
      const expected = JSON.parse(estimate.out) as { readonly requestsPerSec: number };

      expect(answer.profile).toBe("calibrated");
      expect(answer.concurrency / Number(load)).toBeCloseTo(1, 1);
      expect(answer.ttftMs.mean).toBeGreaterThan(answer.interval80!.ttftMs[0]);
      expect(answer.ttftMs.mean).toBeLessThan(answer.interval80!.ttftMs[1]);
      const served = answer.requestsPerSec / expected.requestsPerSec;
      expect(served).toBeGreaterThan(0.8);
      expect(served).toBeLessThan(1.25);
    },
  );

  it("is the same for the same seed and differs for another", async () => {
    const at = (seed: string): Promise<Answer> =>
      simulate(...LENGTHS, "--request-rate", "6", "--requests", "300", "--seed", seed);
    const [first, again, other] = [await at("3"), await at("3"), await at("4")];

    expect(again).toEqual(first);
    expect(other.ttftMs).not.toEqual(first.ttftMs);
    expect(first.ttftMs.p99).toBeGreaterThan(first.ttftMs.p50);
  });

  it("goodput counts what keeps the limits, and more arrivals keep fewer", async () => {
    const at = (rate: string): Promise<Answer> =>
      simulate(...LENGTHS, "--request-rate", rate, "--ttft", "250", "--profile", "reference");
    const [calm, busy] = [await at("2"), await at("19")];

    expect(calm.goodputPerSec / calm.requestsPerSec).toBeGreaterThan(0.95);
    expect(busy.goodputPerSec / busy.requestsPerSec).toBeLessThan(0.9);
  });

  it("arrivals that outrun the service are told", async () => {
    const { notes } = await simulate(...LENGTHS, "--request-rate", "500", "--profile", "reference");
    expect(notes.join()).toContain("of 500 requests a second are served");
  });

  it("disaggregated pools take a trace", async () => {
    const file = path.join(folder, "trace.jsonl");
    const lines = Array.from({ length: 60 }, (_, i) =>
      JSON.stringify({ timestamp: i * 200, input_length: 500 + (i % 3) * 250, output_length: 40 }),
    );
    writeFileSync(file, lines.join("\n"));
    const answer = await simulate(
      ...["--mode", "disagg", "--prefill-num-workers", "2", "--decode-num-workers", "1", "--trace", file],
    );

    expect(answer.requests).toBe(54);
    expect(answer.requestsPerSec).toBeCloseTo(5, 0);
  });

  it.each([
    [["--isl", "1000"], "give exactly one load"],
    [["--concurrency", "4", "--request-rate", "2"], "give exactly one load"],
    [["--trace", "nowhere.csv"], "--trace nowhere.csv: no such file"],
  ])("%j is refused in one line", async (flags, message) => {
    const { exitCode, err } = await runCli(["simulate", ...MODEL, ...flags]);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  it("text and Markdown hold the four latencies", async () => {
    for (const format of ["text", "markdown"]) {
      const { out } = await runCli([
        ...["simulate", ...MODEL, ...LENGTHS, "--concurrency", "8", "--ttft", "500", "--format", format],
      ]);
      for (const word of ["TTFT, ms", "TPOT, ms", "Inter-token, ms", "Request latency, ms", "p99", "Goodput"])
        expect(out).toContain(word);
    }
  });
});
