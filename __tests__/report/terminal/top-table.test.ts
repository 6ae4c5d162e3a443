import { beforeAll, describe, expect, it } from "@jest/globals";
import { layoutText, renderTopTable } from "../../../src/report/terminal/top-table.js";
import type { SearchResult } from "../../../src/search/result.js";
import { runDefault } from "../../../src/search/run-default.js";
import type { SearchRow } from "../../../src/search/rows.js";
import { fakePredictor } from "../../support/fake-predictor.js";

describe("a table of the best rows", () => {
  let result: SearchResult;
  beforeAll(async () => {
    result = await runDefault(
      { predictor: fakePredictor({ moe: true }), now: () => 0 },
      {
        ...{ model: "m", system: "h200_sxm", backend: "auto", totalGpus: 64 },
        lengths: { isl: 4000, osl: 500, prefix: 0 },
        sla: { ttftMs: 2000, tpotMs: 50 },
      },
    );
  });

  it.each([60, 80, 100, 120, 160, 200])(
    "at %i columns names engine, layout, batch, load and chance",
    (columns) => {
      const shown = new Set<string>();
      for (const { top, mode, task } of result.experiments) {
        const rows = top.map((row): SearchRow => ({ ...row, chance: 0.42 }));
        if (rows.length === 0) continue;
        shown.add(mode);
        // two engines in one table make it name them
        const mixed = rows.map((row, i): SearchRow =>
          i === 0 ? { ...row, deployment: { ...row.deployment, backend: "vllm" } } : row,
        );
        const lines = renderTopTable(mixed, { columns, totalGpus: task.totalGpus });
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
        const words = lines.join(" ").replaceAll(/[|\s]+/g, " ");
        expect(words).toContain("42%");
        for (const row of mixed) {
          expect(words).toContain(row.deployment.backend);
          expect(words).toContain(String(row.figures.concurrency * row.replicas));
          const inWords = words.includes(layoutText(row));
          for (const { parallelism, batchSize } of row.deployment.pools)
            expect(
              inWords || (words.includes(`tp${parallelism.tp}`) && words.includes(` ${batchSize} `)),
            ).toBe(true);
        }
      }
      expect([...shown].sort()).toEqual(["agg", "disagg"]);
    },
  );
});
