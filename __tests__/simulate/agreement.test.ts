import { describe, expect, it } from "@jest/globals";
import { agreementOf, agreementQuestions, agrees } from "../../scripts/calibrate/agreement.js";
import { selectProfile } from "../../src/perf/profile/select.js";
import { PERF_DB_ROOT, testPredictor } from "../support/perf.js";

// `npm run accuracy` walks all sixty searches; here one question of each engine and both kinds of model.

describe("the first rows of searches do what the scheduler says", () => {
  const questions = agreementQuestions();
  it.each([0, 9, 15, 22].map((i) => [questions[i]!.model, questions[i]!.backend, questions[i]!] as const))(
    "%s on %s: throughput within a quarter, mean TTFT in its band, aggregated and disaggregated",
    async (_model, _backend, question) => {
      const profile = selectProfile("calibrated", PERF_DB_ROOT);
      const found = await agreementOf(await testPredictor(), profile, question);
      expect(found.map(({ mode }) => mode)).toEqual(["agg", "disagg"]);
      expect(found.filter((one) => !agrees(one))).toEqual([]);
    },
  );
});
