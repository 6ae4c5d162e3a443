import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { UserError } from "../../../src/domain/errors.js";
import { openOwnFolder } from "../../../src/perf/db/folder.js";
import { estimate } from "../../../src/perf/estimate/estimate.js";
import { familyOf } from "../../../src/perf/model/registry.js";
import { differences, readCases, requestOf, type OracleCase } from "../../support/oracle-cases.js";
import { PERF_DB_ROOT, testPredictor } from "../../support/perf.js";

/** perf-db rounds by up to 0.05 %; memory is exact but printed with few digits. */
const LIMIT = 1e-3;
const MEMORY_LIMIT = 1e-6;

const FIXTURES = path.resolve(PERF_DB_ROOT, "..", "__tests__", "fixtures", "oracle");
const { models } = openOwnFolder(PERF_DB_ROOT).index;

async function casesByFamily(): Promise<readonly (readonly [string, readonly OracleCase[]])[]> {
  const groups = new Map<string, OracleCase[]>();
  for (const file of ["estimate_cases.json", "family_cases.json"]) {
    for (const found of readCases(path.join(FIXTURES, file))) {
      const family = await familyOf(models[String(found.in["model_path"])] ?? "");
      const name = family?.name ?? "unknown";
      if (name !== "LLAMA") groups.set(name, [...(groups.get(name) ?? []), found]);
    }
  }
  return [...groups].sort();
}

interface Tally {
  priced: number;
  refused: number;
  worst: number;
}

/** What is wrong with one case; empty when it agrees. */
async function compare(found: OracleCase, tally: Tally): Promise<readonly string[]> {
  const name = JSON.stringify(found.in);
  try {
    const result = await estimate(await testPredictor(), requestOf(found));
    if (found.out === undefined) return [`answered, but the reference refuses: ${name}`];
    tally.priced++;
    const problems: string[] = [];
    for (const [figure, error] of Object.entries(differences(result, found.out))) {
      if (figure !== "memory") tally.worst = Math.max(tally.worst, error);
      if (error > (figure === "memory" ? MEMORY_LIMIT : LIMIT))
        problems.push(`${figure} off by ${error}: ${name}`);
    }
    for (const kind of ["gemm", "moe", "kvcache", "fmha"] as const) {
      const expected = found.out[kind];
      if (typeof expected === "string" && result.quant[kind] !== expected) {
        problems.push(`${kind} is ${result.quant[kind]}, not ${expected}: ${name}`);
      }
    }
    return problems;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tally.refused++;
    return found.error === undefined ? [`refused (${error.message}): ${name}`] : [];
  }
}

const groups = await casesByFamily();

describe("reference cases of every family beyond dense models", () => {
  it.each(groups)(
    "%s: within 0.1 %%, or refused where the reference refuses",
    async (name, cases) => {
      const tally: Tally = { priced: 0, refused: 0, worst: 0 };
      const problems: string[] = [];

      for (const found of cases) problems.push(...(await compare(found, tally)));

      console.log(
        `${name}: ${cases.length} cases, ${tally.priced} priced (worst ${(tally.worst * 100).toFixed(3)} %), ${tally.refused} refused by both`,
      );
      expect(problems).toEqual([]);
    },
    120_000,
  );
});
