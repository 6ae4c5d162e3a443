import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { UserError } from "../../../src/domain/errors.js";
import { openOwnFolder } from "../../../src/perf/db/folder.js";
import { estimate } from "../../../src/perf/estimate/estimate.js";
import { familyOf } from "../../../src/perf/model/registry.js";
import { differences, readCases, requestOf, type OracleCase } from "../../support/oracle-cases.js";
import { PERF_DB_ROOT, testPredictor } from "../../support/perf.js";

/** perf-db rounds by up to 0.05 %; memory is exact but printed with few digits. */
const LIMIT = 1e-3;
/** A difference of two rounded steps may exceed the limit by a little; such a case still counts against the share below. */
const ROUNDED_LIMIT = 1.2e-3;
const OUTER_LIMIT = 1e-2;
const MEMORY_LIMIT = 1e-6;
/** Share of priced cases that must lie within {@link LIMIT}; the others are explained in docs/model-notes.md. */
const WANTED_SHARE = 0.995;
/** The figures that are counted. */
const FIGURES = ["ttft", "tpot", "tokens/s/gpu"];

const FIXTURES = path.resolve(PERF_DB_ROOT, "..", "__tests__", "fixtures", "oracle");
const { models } = openOwnFolder(PERF_DB_ROOT).index;

async function casesByFamily(): Promise<readonly (readonly [string, readonly OracleCase[]])[]> {
  const groups = new Map<string, OracleCase[]>();
  for (const file of ["estimate_cases.json", "family_cases.json", "random_cases.json"]) {
    for (const found of readCases(path.join(FIXTURES, file))) {
      const family = await familyOf(models[String(found.in["model_path"])] ?? "");
      const name = family?.name ?? "unknown";
      groups.set(name, [...(groups.get(name) ?? []), found]);
    }
  }
  return [...groups].sort();
}

/** How the cases of one family and backend came out. */
interface Count {
  compared: number;
  tenth: number;
  hundredth: number;
  beyond: number;
  refusedByBoth: number;
  refusedByOne: number;
  /** answered by us alone, on a system without tables */
  scaledByUs: number;
  worst: number;
}

const NONE: Count = {
  compared: 0,
  tenth: 0,
  hundredth: 0,
  beyond: 0,
  refusedByBoth: 0,
  refusedByOne: 0,
  scaledByUs: 0,
  worst: 0,
};
const counts = new Map<string, Count>();

function countOf(family: string, backend: unknown): Count {
  const key = `${family.padEnd(12)} ${String(backend)}`;
  let count = counts.get(key);
  if (count === undefined) counts.set(key, (count = { ...NONE }));
  return count;
}

/** What is wrong with one case; empty when it agrees. */
async function compare(found: OracleCase, count: Count): Promise<readonly string[]> {
  const name = JSON.stringify(found.in);
  try {
    const result = await estimate(await testPredictor(), requestOf(found));
    // systems without tables are answered by us alone, scaled from one that has them, and say so
    if (found.out === undefined && result.perfDb.scaledFrom !== undefined) {
      count.scaledByUs++;
      return [];
    }
    if (found.out === undefined) {
      count.refusedByOne++;
      return [`answered, but the reference refuses: ${name}`];
    }
    count.compared++;
    const errors = differences(result, found.out);
    const worst = Math.max(...FIGURES.map((figure) => errors[figure] ?? 0));
    count.worst = Math.max(count.worst, worst);
    if (worst <= LIMIT) count.tenth++;
    else if (worst <= OUTER_LIMIT) count.hundredth++;
    else count.beyond++;
    const problems = Object.entries(errors)
      .filter(([figure, error]) => error > (figure === "memory" ? MEMORY_LIMIT : ROUNDED_LIMIT))
      .map(([figure, error]) => `${figure} off by ${error}: ${name}`);
    for (const kind of ["gemm", "moe", "kvcache", "fmha"] as const) {
      const expected = found.out[kind];
      if (typeof expected === "string" && result.quant[kind] !== expected)
        problems.push(`${kind} is ${result.quant[kind]}, not ${expected}: ${name}`);
    }
    if (typeof found.out["kv_cache_oom"] === "boolean" && found.out["kv_cache_oom"] === result.fits)
      problems.push(`fits is ${String(result.fits)}: ${name}`);
    return problems;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // a reason of our own: one line that names what is missing
    expect(error.message).toMatch(/^[^\n]{20,400}$/);
    if (found.error !== undefined) {
      count.refusedByBoth++;
      return [];
    }
    count.refusedByOne++;
    return [`refused (${error.message}): ${name}`];
  }
}

function table(): string {
  const cells = (name: string, count: Count): string =>
    [
      name.padEnd(22),
      ...[
        count.compared,
        count.tenth,
        count.hundredth,
        count.beyond,
        count.refusedByBoth,
        count.refusedByOne,
        count.scaledByUs,
      ].map((figure) => String(figure).padStart(8)),
      `${(count.worst * 100).toFixed(3)} %`.padStart(10),
    ].join("");
  const head = ["compared", "0.1 %", "1 %", "beyond", "both", "one", "scaled"]
    .map((word) => word.padStart(8))
    .join("");
  return [
    `${"family and backend".padEnd(22)}${head}${"worst".padStart(10)}   (both, one: refused by both, by one alone; scaled: no tables, answered by us)`,
    ...[...counts].sort().map(([name, count]) => cells(name, count)),
    cells("all", total()),
  ].join("\n");
}

function total(): Count {
  return [...counts.values()].reduce(
    (sum, count) => ({
      compared: sum.compared + count.compared,
      tenth: sum.tenth + count.tenth,
      hundredth: sum.hundredth + count.hundredth,
      beyond: sum.beyond + count.beyond,
      refusedByBoth: sum.refusedByBoth + count.refusedByBoth,
      refusedByOne: sum.refusedByOne + count.refusedByOne,
      scaledByUs: sum.scaledByUs + count.scaledByUs,
      worst: Math.max(sum.worst, count.worst),
    }),
    NONE,
  );
}

const groups = await casesByFamily();

describe("reference cases of every family", () => {
  afterAll(() => console.log(table()));

  it.each(groups)(
    "%s: within 0.1 %%, or refused where the reference refuses",
    async (family, cases) => {
      const problems: string[] = [];

      for (const found of cases)
        problems.push(...(await compare(found, countOf(family, found.in["backend_name"]))));

      expect(problems).toEqual([]);
    },
    120_000,
  );

  it("agree as a whole", () => {
    const { compared, tenth, beyond, refusedByBoth, refusedByOne, scaledByUs } = total();

    expect(compared + refusedByBoth + refusedByOne + scaledByUs).toBe(1140 + 775 + 214);
    expect(compared).toBeGreaterThan(1360);
    expect(tenth / compared).toBeGreaterThanOrEqual(WANTED_SHARE);
    expect(beyond).toBe(0);
    expect(refusedByOne).toBe(0);
  });
});
