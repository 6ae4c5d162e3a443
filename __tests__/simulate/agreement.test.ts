import { describe, expect, it } from "@jest/globals";
import {
  type Agreement,
  agreementOf,
  agreementQuestions,
  agrees,
  busyQuestions,
  THROUGHPUT_WITHIN,
} from "../../scripts/calibrate/agreement.js";
import { selectProfile } from "../../src/perf/profile/select.js";
import { PERF_DB_ROOT, testPredictor } from "../support/perf.js";

// All sixty rows agree but one; here one question of each engine and both kinds of model, and all of those that broke it once.

describe("the first rows of searches do what the scheduler says", () => {
  const questions = agreementQuestions();
  const all: Agreement[] = [];
  it.each(
    [...[0, 9, 15, 22, 27].map((i) => questions[i]!), ...busyQuestions()].map(
      (question) => [question.model, question.backend, question] as const,
    ),
  )(
    "%s on %s: throughput within a quarter, aggregated and disaggregated",
    async (_model, _backend, question) => {
      const profile = selectProfile("calibrated", PERF_DB_ROOT);
      const found = await agreementOf(await testPredictor(), profile, question);
      all.push(...found);
      expect(found.map(({ mode }) => mode)).toEqual(["agg", "disagg"]);
      const [least, most] = THROUGHPUT_WITHIN;
      expect(found.filter(({ throughput }) => throughput < least || throughput > most)).toEqual([]);
    },
  );

  // prompts of disaggregated rows may queue for longer than predicted while as many requests are served
  it("mean TTFT lies in its band in all rows but two at most", () => {
    expect(all).toHaveLength(28);
    expect(all.filter((one) => !agrees(one)).length).toBeLessThanOrEqual(2);
  });
});
