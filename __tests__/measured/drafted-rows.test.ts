import { describe, expect, it } from "@jest/globals";
import type { PricedRow } from "../../scripts/calibrate/price.js";
import { draftedRows } from "../../scripts/calibrate/twins.js";
import { groupKeys } from "../../src/perf/profile/groups.js";

interface Sketch {
  readonly tpotMs: number;
  /** its engine drafted that day on other rows */
  readonly day?: boolean;
  readonly isl?: number;
  readonly requests?: number;
  readonly gpus?: number;
  readonly model?: string;
}

function rowOf({
  tpotMs,
  day = false,
  isl = 8192,
  requests = 8,
  gpus = 8,
  model = "deepseek-v3",
}: Sketch): PricedRow {
  return {
    row: { tpotMs, maybeSpeculative: day, isl, osl: 1024 },
    physics: { gpus },
    concurrency: requests,
    keys: groupKeys({ backend: "sglang", mode: "agg", system: "h200_sxm", model, precision: "fp8" }),
  } as unknown as PricedRow;
}

describe("a row that drafted tokens unlabelled", () => {
  it.each<[string, Sketch, Sketch, boolean]>([
    [
      "is faster than its twin by a fifth, on a day with drafts",
      { tpotMs: 12, day: true },
      { tpotMs: 18 },
      true,
    ],
    ["is none where runs differ as much", { tpotMs: 15, day: true }, { tpotMs: 18 }, false],
    ["is none on a day without drafts", { tpotMs: 12 }, { tpotMs: 18 }, false],
    ["is none of another length", { tpotMs: 12, day: true }, { tpotMs: 18, isl: 1024 }, false],
    ["is none at another load", { tpotMs: 12, day: true }, { tpotMs: 18, requests: 32 }, false],
    ["is none on more GPUs", { tpotMs: 12, day: true, gpus: 16 }, { tpotMs: 18 }, false],
    ["is none of another model", { tpotMs: 12, day: true }, { tpotMs: 18, model: "qwen3-32b" }, false],
    ["has twins that drafted, too", { tpotMs: 12, day: true }, { tpotMs: 18, day: true }, true],
  ])("%s", (_rule, one, twin, drafted) => {
    const row = rowOf(one);
    expect([...draftedRows([rowOf(twin), row])]).toEqual(drafted ? [row] : []);
  });
});
