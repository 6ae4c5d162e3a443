import { describe, expect, it } from "@jest/globals";
import { UserError } from "../../src/domain/errors.js";
import { estimate } from "../../src/perf/estimate/estimate.js";
import { llama } from "../../src/perf/model/families/llama.js";
import { differences, readCases, requestOf, type OracleCase } from "../support/oracle-cases.js";
import { PERF_DB_ROOT, testPredictor } from "../support/perf.js";
import { openOwnFolder } from "../../src/perf/db/folder.js";
import path from "node:path";

/** perf-db rounds by up to 0.05 %; memory is exact but printed with few digits. */
const LIMIT = 1e-3;
const MEMORY_LIMIT = 5e-3;

const FIXTURES = path.resolve(PERF_DB_ROOT, "..", "__tests__", "fixtures", "oracle");
const { models } = openOwnFolder(PERF_DB_ROOT).index;

function denseCases(file: string): readonly OracleCase[] {
  return readCases(path.join(FIXTURES, file)).filter((found) =>
    llama.architectures.includes(models[String(found.in["model_path"])] ?? ""),
  );
}

describe.each(["estimate_cases.json", "family_cases.json"])("dense cases of %s", (file) => {
  const cases = denseCases(file);

  it("are answered within 0.1 % or refused where the reference refuses", async () => {
    const predictor = await testPredictor();
    const failures: string[] = [];
    const worst: Record<string, number> = {};
    let priced = 0;
    let refused = 0;
    for (const found of cases) {
      const name = JSON.stringify(found.in);
      try {
        const result = await estimate(predictor, requestOf(found));
        if (found.out === undefined) failures.push(`answered, but the reference refuses: ${name}`);
        else {
          priced++;
          for (const [figure, error] of Object.entries(differences(result, found.out))) {
            worst[figure] = Math.max(worst[figure] ?? 0, error);
            if (error > (figure === "memory" ? MEMORY_LIMIT : LIMIT))
              failures.push(`${figure} off by ${error}: ${name}`);
          }
          for (const kind of ["gemm", "moe", "kvcache", "fmha"] as const) {
            const expected = found.out[kind];
            if (typeof expected === "string" && result.quant[kind] !== expected)
              failures.push(`${kind} is ${result.quant[kind]}: ${name}`);
          }
          if (typeof found.out["kv_cache_oom"] === "boolean" && found.out["kv_cache_oom"] === result.fits) {
            failures.push(`fits is ${String(result.fits)}: ${name}`);
          }
        }
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        if (found.error === undefined) failures.push(`refused (${error.message}): ${name}`);
        else refused++;
      }
    }
    console.log(
      `${file}: ${priced} dense points compared, ${refused} refused by both; largest differences ${JSON.stringify(worst)}`,
    );

    expect(failures).toEqual([]);
    expect(priced).toBeGreaterThan(0);
  });
});
