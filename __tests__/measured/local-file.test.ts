import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Ajv } from "ajv";
import { UserError } from "../../src/domain/errors.js";
import {
  localFileText,
  parseLocalFile,
  toLocalPoint,
  withPoints,
  type StoredPoint,
} from "../../src/measured/local-file.js";
import { LOCAL_SCHEMA } from "../../src/measured/local-schema.js";

const schemaFile = new URL("../../schemas/local-calibration.schema.json", import.meta.url);

function storedPoint(changes: Partial<StoredPoint> = {}): StoredPoint {
  return {
    name: "qwen3-32b",
    group: "group:vllm/agg/h200_sxm/qwen3-32b/fp8",
    load: { isl: 1024, osl: 1024, gpus: 2, prefillLanes: 1, concurrency: 16 },
    deployment: {
      model: "Qwen/Qwen3-32B-FP8",
      backend: "vllm",
      backendVersion: "current",
      mode: "agg",
      replicas: 2,
      pools: [
        {
          role: "agg",
          system: "h200_sxm",
          parallelism: { tp: 2, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 },
          workers: 1,
          batchSize: 16,
          settings: { maxBatchSize: 64, chunkedPrefill: true },
        },
      ],
      quant: { gemm: "fp8" },
    },
    databaseMode: "SILICON",
    workload: { isl: 1024, osl: 1024, prefix: 0, concurrency: 32 },
    measured: { ttftMs: 300, tpotMs: 12, tokensPerSec: 2900 },
    predicted: { ttftMs: 200, tpotMs: 10 },
    source: { file: "results/run.json", line: 1, sha256: "a".repeat(64), tool: "aiperf", date: "2026-10-02" },
    ...changes,
  };
}

const text = (...points: readonly StoredPoint[]): string =>
  localFileText({ format: 1, base: "1.0.0 abc", points });

describe("the published schema of local calibrations", () => {
  it("is the one the code checks with (UPDATE_GOLDEN=1 writes it)", () => {
    const published = `${JSON.stringify(LOCAL_SCHEMA, null, 2)}\n`;
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(schemaFile, published);
    expect(JSON.parse(readFileSync(schemaFile, "utf8"))).toEqual(JSON.parse(published));
    expect(new Ajv({ strict: false }).validateSchema(LOCAL_SCHEMA)).toBe(true);
  });
});

describe("a local calibration", () => {
  it("reads back what was written", async () => {
    const file = { format: 1 as const, base: "1.0.0 abc", points: [storedPoint()] };
    expect(await parseLocalFile(localFileText(file), "c.json")).toEqual(file);
  });

  it("is written in one order, however points came", () => {
    const small = storedPoint({ load: { ...storedPoint().load, concurrency: 8 } });
    const large = storedPoint({ load: { ...storedPoint().load, concurrency: 100 } });
    expect(text(large, small)).toBe(text(small, large));
    expect(text(large, small).indexOf('"concurrency": 8\n')).toBeLessThan(
      text(small, large).indexOf('"concurrency": 100\n'),
    );
  });

  it("a run that is read again takes the place of its older reading; another deployment does not", () => {
    const old = withPoints(undefined, "1.0.0 abc", [storedPoint()]);
    const again = storedPoint({ predicted: { ttftMs: 250, tpotMs: 11 } });
    const other = storedPoint({ deployment: { ...storedPoint().deployment, replicas: 1 } });
    const next = withPoints(old, "1.1.0 def", [again, other]);
    expect(next.points).toEqual([again, other]);
    expect(next.base).toBe("1.1.0 def");
  });

  it.each([
    [
      "all figures",
      {},
      { ttft: Math.log(1.5), tpot: Math.log(1.2), latency: Math.log((300 + 12 * 1023) / (200 + 10 * 1023)) },
    ],
    [
      "no TTFT: nothing is said about it, nor about the whole request",
      { tpotMs: 12 },
      { tpot: Math.log(1.2) },
    ],
  ])("becomes logarithms of measured over predicted: %s", (_name, measured, residual) => {
    const point = storedPoint(Object.keys(measured).length === 0 ? {} : { measured });
    expect(toLocalPoint(point).residual).toEqual(residual);
  });

  it.each([
    ["not JSON", "{", /not valid JSON/],
    ["another format", text(storedPoint()).replace('"format": 1', '"format": 2'), /`format` is `2`/],
    [
      "an unknown key",
      text(storedPoint()).replace('"base"', '"spread": 1,\n  "base"'),
      /unknown key `spread`/,
    ],
    ["a missing key", text(storedPoint()).replace('"tpotMs": 10', '"x": 10'), /`points\[0\].predicted` /],
    [
      "a figure that is none",
      text(storedPoint()).replace('"ttftMs": 200', '"ttftMs": -200'),
      /`points\[0\].predicted.ttftMs` is `-200`, it must be > 0/,
    ],
    [
      "an unknown engine",
      text(storedPoint()).replace('"vllm"', '"tgi"'),
      /`points\[0\].deployment.backend` is `"tgi"`.*allowed: trtllm, vllm, sglang/,
    ],
    ["too much", " ".repeat(1024 * 1024 + 1), /at most 1048576 are read/],
  ])("that is broken is refused with the place and what is allowed: %s", async (_name, content, message) => {
    const failure: unknown = await parseLocalFile(content, "c.json").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).message).toMatch(message);
    expect((failure as UserError).file).toBe("c.json");
  });
});
