import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../../src/domain/deployment.js";
import { UserError } from "../../../src/domain/errors.js";
import { testPredictor } from "../../support/perf.js";

/** Formats of the published method's searches: model → system → engine → gemm, experts, cache, collectives. */
type Formats = Readonly<Record<string, Readonly<Record<string, Readonly<Partial<Record<Backend, string>>>>>>>;

const fixture = new URL("../../fixtures/oracle/search_formats.json", import.meta.url);
const { formats } = JSON.parse(readFileSync(fixture, "utf8")) as { readonly formats: Formats };

describe("formats of the published method's searches", () => {
  it("are ours for every bundled model, system and engine", async () => {
    const predictor = await testPredictor();
    const differences: string[] = [];
    let compared = 0;
    for (const [model, systems] of Object.entries(formats)) {
      for (const [system, engines] of Object.entries(systems)) {
        for (const [backend, expected] of Object.entries(engines) as [Backend, string][]) {
          try {
            const { quant, moe } = await predictor.facts({ model, system, backend });
            const [gemm, experts, cache, comm] = expected.split(" ");
            const theirs = [gemm, moe ? experts : "-", cache, comm].join(" ");
            const ours = [quant.gemm, moe ? quant.moe : "-", quant.kvcache, quant.comm].join(" ");
            compared++;
            if (ours !== theirs)
              differences.push(`${model} ${system} ${backend}: ${ours}, published ${theirs}`);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
        }
      }
    }

    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(400);
  });
});
