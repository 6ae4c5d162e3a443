import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { UserError } from "../../src/domain/errors.js";
import { estimate } from "../../src/perf/estimate/estimate.js";
import { differences, readCases, requestOf, type OracleCase } from "../support/oracle-cases.js";
import { testPredictor } from "../support/perf.js";

const file = fileURLToPath(new URL("../fixtures/oracle/dcp_cases.json", import.meta.url));
const cases = readCases(file);

/** What is beyond a thousandth of the reference, or answered by one side alone; nothing where both agree. */
async function unlike(one: OracleCase): Promise<string> {
  try {
    const ours = await estimate(await testPredictor(), requestOf(one));
    if (one.out === undefined) return `answered, but the reference says ${one.error ?? ""}`;
    const far = Object.entries(differences(ours, one.out)).filter(([, difference]) => difference > 1e-3);
    return far.map(([name, difference]) => `${name} ${(100 * difference).toFixed(3)} %`).join(", ");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return one.error === undefined ? error.message : "";
  }
}

describe("decode context parallelism", () => {
  it("has the figures and the refusals of the reference", async () => {
    const found: string[] = [];
    for (const one of cases) {
      const text = await unlike(one);
      if (text !== "") found.push(`${JSON.stringify(one.in)}: ${text}`);
    }

    expect(found).toEqual([]);
    expect(cases.filter(({ out }) => out !== undefined).length).toBeGreaterThanOrEqual(15);
  });
});
