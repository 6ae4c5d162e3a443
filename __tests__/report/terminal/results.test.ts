import { stripVTControlCharacters } from "node:util";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { openPerfDb } from "../../../src/perf/open.js";
import { readExperimentFile } from "../../../src/manifest/experiment/read-file.js";
import { searchJson } from "../../../src/report/search-json.js";
import { coloured } from "../../../src/report/terminal/paint.js";
import { renderResults } from "../../../src/report/terminal/results.js";
import { dataNames } from "../../../src/search/data-versions.js";
import { recommend } from "../../../src/search/load-target.js";
import type { SearchResult } from "../../../src/search/result.js";
import { runDefault, type DefaultRequest } from "../../../src/search/run-default.js";
import { runSearch } from "../../../src/search/run-search.js";
import { fakePredictor } from "../../support/fake-predictor.js";
import { PERF_DB_ROOT } from "../../support/perf.js";
import { selectProfile } from "../../../src/perf/profile/select.js";
import { expectGolden } from "../../support/golden.js";

const walkthrough: DefaultRequest = {
  model: "Qwen/Qwen3-32B-FP8",
  displayModel: "QWEN3_32B",
  totalGpus: 16,
  system: "h200_sxm",
  backend: "trtllm",
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  sla: { ttftMs: 600, tpotMs: 16.67 },
};
const db = await openPerfDb({ root: fileURLToPath(new URL("../../../perf-db", import.meta.url)) });
const deps = { predictor: db.predictor, now: () => 0 };
const WIDTHS = [60, 80, 100, 120, 160, 200];

/** Every line that is not prose keeps within the terminal; prose is folded. */
function expectFits(text: string, columns: number): void {
  const widest = Math.max(...text.split("\n").map((line) => [...stripVTControlCharacters(line)].length));
  expect(widest).toBeLessThanOrEqual(columns);
}

describe("the walkthrough's search", () => {
  let result: SearchResult;
  beforeAll(async () => {
    result = await runDefault(deps, walkthrough);
  });

  it.each([60, 80, 120, 200])("is printed at %i columns", (columns) => {
    expectGolden(`results-walkthrough-${columns}.txt`, renderResults(result, { columns }));
  });

  it.each(WIDTHS)("never wraps at %i columns", (columns) => {
    expectFits(renderResults(result, { columns }), columns);
  });

  it("with bands: each figure's, the chance of the best and of every row, within the terminal", async () => {
    const banded = await runDefault(
      { ...deps, profile: selectProfile("calibrated", PERF_DB_ROOT) },
      walkthrough,
    );
    const text = renderResults(banded, { columns: 120 });

    expect(text).toMatch(/- TTFT: [\d.]+ms \(80% band \d+ to \d+\)/);
    expect(text).toMatch(/- Chance to Hold the SLA: \d+%/);
    const [row] = searchJson(banded).experiments["agg"]!.top;
    expect(text).toContain(`|  ${Math.round(row!.pSla! * 100)}%   |`);
    expect(renderResults(result, { columns: 200 })).not.toContain("chance");
    for (const columns of WIDTHS) expectFits(renderResults(banded, { columns }), columns);
  });

  it("says the same with colour", () => {
    const colour = renderResults(result, { columns: 120, paint: coloured });

    expect(colour).toContain("\u001b[");
    expect(stripVTControlCharacters(colour)).toBe(renderResults(result, { columns: 120 }));
  });

  it("shows the figures that the reference has", () => {
    const text = renderResults(result, { columns: 120 });

    expect(text).toContain("disagg at 762.98 tokens/s/gpu (disagg 1.54x better than agg)");
    expect(text).toContain("4x1+1x4");
    expect(text).toContain("TTFT: 530.8");
  });

  it("as JSON has the agreed fields", () => {
    const json = JSON.parse(JSON.stringify(searchJson(result))) as ReturnType<typeof searchJson>;

    expect(json).toMatchObject({ kind: "search", best: "disagg", profile: "reference" });
    expect(json.bestOverNext).toBeCloseTo(1.537, 2);
    expect(json.experiments["disagg"]?.top[0]).toMatchObject({
      rank: 1,
      concurrency: 124,
      replicas: 2,
      gpusPerReplica: 8,
      totalGpusUsed: 16,
      meetsSla: true,
      prefill: { workers: 4, tp: 1, pp: 1, dp: 1, moeTp: 1, moeEp: 1, batchSize: 1, system: "h200_sxm" },
      decode: { workers: 1, tp: 4, pp: 1, dp: 1, moeTp: 1, moeEp: 1, batchSize: 124, system: "h200_sxm" },
    });
    expect(json.experiments["agg"]?.top[1]).toMatchObject({
      rank: 2,
      worker: { tp: 4, batchSize: 32 },
    });
  });
});

describe("nothing meets the SLA", () => {
  it("names the nearest misses and no winner", async () => {
    const result = await runDefault(deps, { ...walkthrough, sla: { ttftMs: 2000, tpotMs: 2.5 } });
    const text = renderResults(result, { columns: 120 });
    const json = searchJson(result);

    expectGolden("results-no-fit-120.txt", text);
    expect(json.best).toBeNull();
    expect(json.experiments["agg"]?.top.every((row) => !row.meetsSla)).toBe(true);
  });
});

describe("several experiments", () => {
  it("share one chart and have a table each", async () => {
    const one = (backend: string): string =>
      `${backend}_disagg:\n  mode: patch\n  serving_mode: disagg\n  model_name: QWEN3_32B\n  total_gpus: 16\n  system_name: h200_sxm\n  backend_name: ${backend}\n  isl: 4000\n  osl: 500\n  ttft: 600.0\n  tpot: 16.67\n`;
    const file = readExperimentFile(
      ["trtllm", "vllm", "sglang"].map(one).join(""),
      "exp.yaml",
      dataNames(db.folders),
    );
    const result = await runSearch(
      deps,
      file.experiments.flatMap((experiment) => (experiment.task === undefined ? [] : [experiment.task])),
    );

    expectGolden("results-frameworks-120.txt", renderResults(result, { columns: 120, showRatio: false }));
    expect(result.best).toBe("vllm_disagg");
  });

  it("a failed one says why, the others are printed", async () => {
    const result = await runDefault(
      { predictor: fakePredictor({ weightGib: 5000 }), now: () => 0 },
      walkthrough,
    );
    const text = renderResults(result, { columns: 80 });

    expect(text.replaceAll(/\s+/g, " ")).toContain("weights and activations do not fit");
    expectFits(text, 80);
  });

  it("stay on the screen with hostile names", async () => {
    const result = await runDefault(
      { predictor: fakePredictor(), now: () => 0 },
      { ...walkthrough, displayModel: `a\u001b[31mb\u202e${"x".repeat(300)}` },
    );
    const text = renderResults(result, { columns: 80 });

    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\u202e");
  });
});

describe("a load", () => {
  it("is answered in GPUs", async () => {
    const { totalGpus: _totalGpus, ...request } = walkthrough;
    const result = await recommend(deps, { ...request, load: { requestRate: 20 } });

    expectGolden("results-load-120.txt", renderResults(result, { columns: 120, showRatio: false }));
    // 32 is where the search stopped: nobody gave that budget
    for (const columns of WIDTHS)
      expect(renderResults(result, { columns })).not.toMatch(/\d+ \(\d+=\d+x\d+\)/);
  });
});

describe("the request-latency mode and large models", () => {
  it.each(WIDTHS)("fits %i columns", async (columns) => {
    const latency = await runDefault(deps, { ...walkthrough, sla: { ttftMs: 2000, requestLatencyMs: 8000 } });
    const experts = await runDefault(
      { predictor: fakePredictor({ moe: true }), now: () => 0 },
      { ...walkthrough, backend: "auto", totalGpus: 64 },
    );

    expectFits(renderResults(latency, { columns }), columns);
    expectFits(renderResults(experts, { columns }), columns);
  });
});
