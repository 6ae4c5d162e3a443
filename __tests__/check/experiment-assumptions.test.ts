import { describe, expect, it } from "@jest/globals";
import type { DisaggSearchTask, DisaggTuning, SearchTask } from "../../src/domain/search-task.js";
import { withFormerAssumptions } from "../../src/check/experiment-assumptions.js";

const role = { system: "h200_sxm", backend: "vllm" } as const;
const common = {
  ...{ name: "one", model: "m", totalGpus: 8, sla: {} },
  lengths: { isl: 4000, osl: 500, prefix: 0 },
};
const agg = (more: Partial<SearchTask> = {}): SearchTask =>
  ({ ...common, mode: "agg", worker: role, ...more }) as SearchTask;
const disagg = (tuning?: DisaggTuning): DisaggSearchTask => ({
  ...common,
  ...{ mode: "disagg", prefill: role, decode: role },
  ...(tuning && { tuning }),
});
const drafts = (accepted: number): Partial<SearchTask> => ({ speculation: { nextn: 3, accepted } });

describe("what an experiment's figures rest on is no kinder than before", () => {
  it.each<[string, SearchTask, readonly SearchTask[], readonly unknown[]]>([
    ["nothing before", agg({ databaseMode: "SOL" }), [], []],
    [
      "the roofline",
      agg({ databaseMode: "SOL" }),
      [agg({ databaseMode: "HYBRID" })],
      [["database_mode", "HYBRID", "SOL"]],
    ],
    [
      "estimates alone",
      agg({ databaseMode: "EMPIRICAL" }),
      [agg()],
      [["database_mode", "SILICON", "EMPIRICAL"]],
    ],
    ["estimates where nothing was measured", agg({ databaseMode: "HYBRID" }), [agg()], []],
    ["the roofline, as before", agg({ databaseMode: "SOL" }), [agg({ databaseMode: "SOL" })], []],
    ["more drafts accepted", agg(drafts(2.5)), [agg(drafts(1.5))], [["nextn_accepted", 1.5, 2.5]]],
    [
      "more drafts accepted, as many as the checkpoint has layers for",
      agg({ autoDrafts: { accepted: 0.9 } }),
      [agg({ autoDrafts: { accepted: 0.7 } })],
      [["nextn_accepted", 0.7, 0.9]],
    ],
    [
      "more drafts of a lookup accepted",
      agg({ speculation: { method: "ngram", nextn: 4, accepted: 3 } }),
      [agg({ speculation: { method: "ngram", nextn: 4, accepted: 1 } })],
      [["accepted_tokens", 1, 3]],
    ],
    [
      "a trained network where nothing drafted",
      agg({ autoDrafts: { accepted: 2, trained: { method: "eagle3", draftModel: "d" } } }),
      [agg()],
      [["accepted_tokens", 0, 2]],
    ],
    ["fewer drafts accepted", agg(drafts(1)), [agg(drafts(1.5))], []],
    ["drafts where there were none", agg(drafts(2)), [agg()], [["nextn_accepted", 0, 2]]],
    ["drafts of what is new", agg(drafts(2)), [], []],
    [
      "a latency correction below the default",
      disagg({ prefillLatencyCorrection: 0.5 }),
      [disagg()],
      [["prefill_latency_correction", 1.1, 0.5]],
    ],
    [
      "a rate share above the one before",
      disagg({ decodeDegradation: 1 }),
      [disagg({ decodeDegradation: 0.8 })],
      [["rate_match_decode_degradation", 0.8, 1]],
    ],
    [
      "a correction that is gone",
      disagg(),
      [disagg({ ttftCorrection: 3 })],
      [["autoscale_ttft_correction_factor", 3, 1.8]],
    ],
    [
      "of several before, the strictest decides",
      disagg({ prefillLatencyCorrection: 1, decodeDegradation: 0.95 }),
      [1.2, 1.4].map((latency, at) =>
        disagg({ prefillLatencyCorrection: latency, decodeDegradation: at === 0 ? 0.9 : 0.8 }),
      ),
      [
        ["prefill_latency_correction", 1.4, 1],
        ["rate_match_decode_degradation", 0.8, 0.95],
      ],
    ],
    ["stricter corrections", disagg({ ttftCorrection: 3, prefillDegradation: 0.5 }), [disagg()], []],
  ])("%s", (_, task, before, expected) => {
    const { task: held, eased } = withFormerAssumptions(task, before);

    expect(eased).toEqual(expected);
    // what is held needs no holding again
    expect(withFormerAssumptions(held, before).eased).toEqual([]);
  });
});
