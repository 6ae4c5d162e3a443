import { describe, expect, it } from "@jest/globals";
import { DEFAULT_POLICY, resolveSettings, tighten, type SettingValues } from "../../src/policy/index.js";

type Values = Partial<SettingValues>;
const resolved = (policy: Values, annotated: Values) =>
  resolveSettings({ ...DEFAULT_POLICY, defaults: policy }, "a.yaml", [
    {
      kind: "annotation",
      values: Object.fromEntries(
        Object.entries(annotated).map(([key, value]) => [
          key,
          { value, source: { kind: "file", file: "a.yaml", position: { line: 1, column: 1 }, what: key } },
        ]),
      ),
    },
  ]);

describe("a change may only tighten", () => {
  it.each<readonly [string, Values, Values, Values, Values, readonly string[]]>([
    ["a lower limit counts", { ttftMs: 600 }, {}, { ttftMs: 500 }, { ttftMs: 500 }, []],
    ["a higher one does not", { ttftMs: 600 }, {}, { ttftMs: 700 }, { ttftMs: 600 }, ["ttftMs"]],
    [
      "each limit on its own",
      { ttftMs: 600, tpotMs: 20 },
      {},
      { ttftMs: 700, tpotMs: 10 },
      { ttftMs: 600, tpotMs: 10 },
      ["ttftMs"],
    ],
    [
      "the request latency too",
      { requestLatencyMs: 9 },
      {},
      { requestLatencyMs: 10 },
      { requestLatencyMs: 9 },
      ["requestLatencyMs"],
    ],
    [
      "the base's own looser value holds",
      { ttftMs: 600 },
      { ttftMs: 900 },
      { ttftMs: 900 },
      { ttftMs: 900 },
      [],
    ],
    ["and may be tightened", { ttftMs: 600 }, { ttftMs: 900 }, { ttftMs: 700 }, { ttftMs: 700 }, []],
    ["a limit taken away holds on", {}, { tpotMs: 35 }, {}, { tpotMs: 35 }, ["tpotMs"]],
    ["a limit raised is judged by the old", {}, { tpotMs: 35 }, { tpotMs: 99 }, { tpotMs: 35 }, ["tpotMs"]],
    ["what nobody said may be said", {}, {}, { tpotMs: 35 }, { tpotMs: 35 }, []],
    [
      "a lighter load does not count",
      { concurrency: 64 },
      {},
      { concurrency: 1 },
      { concurrency: 64 },
      ["concurrency"],
    ],
    ["a heavier one does", { concurrency: 64 }, {}, { concurrency: 128 }, { concurrency: 128 }, []],
    [
      "a load of the other kind silences none",
      { concurrency: 64 },
      {},
      { requestRate: 0.1 },
      { concurrency: 64 },
      ["concurrency", "requestRate"],
    ],
    ["shorter prompts do not count", { isl: 4000 }, {}, { isl: 10 }, { isl: 4000 }, ["isl"]],
    ["assumed lengths are nobody's word", {}, {}, { isl: 10 }, { isl: 10 }, []],
    ["more cached tokens do not count", { prefix: 0 }, {}, { prefix: 3000 }, { prefix: 0 }, ["prefix"]],
    [
      "cached tokens of a prompt that is stated do not count",
      { isl: 4000 },
      {},
      { prefix: 3000 },
      { isl: 4000, prefix: 0 },
      ["prefix"],
    ],
    [
      "of one that nobody states they do",
      {},
      {},
      { isl: 5000, prefix: 3000 },
      { isl: 5000, prefix: 3000 },
      [],
    ],
    [
      "more accepted tokens do not count",
      { acceptLength: 1.5 },
      {},
      { acceptLength: 4 },
      { acceptLength: 1.5 },
      ["acceptLength"],
    ],
    [
      "a higher percentile counts",
      { percentile: "p90", ttftMs: 1 },
      {},
      { percentile: "p99" },
      { percentile: "p99" },
      [],
    ],
    [
      "the median for the mean does not",
      { percentile: "mean", ttftMs: 1 },
      {},
      { percentile: "p50" },
      { percentile: "mean" },
      ["percentile"],
    ],
    [
      "another GPU does not count",
      { system: "h200_sxm" },
      {},
      { system: "b200_sxm" },
      { system: "h200_sxm" },
      ["system"],
    ],
    [
      "the same in other letters does",
      { system: "h200_sxm" },
      {},
      { system: "H200_SXM" },
      { system: "H200_SXM" },
      [],
    ],
    ["another model does not count", { model: "a/b" }, {}, { model: "a/c" }, { model: "a/b" }, ["model"]],
  ])("%s", (_name, policy, before, after, expected, loosened) => {
    const answer = tighten(resolved(policy, before), resolved(policy, after));
    const values = Object.fromEntries(
      Object.keys(expected).map((key) => [key, answer.settings.values[key as keyof SettingValues]?.value]),
    );
    expect(values).toEqual(expected);
    expect(answer.loosened.map(({ key }) => key).sort()).toEqual([...loosened].sort());
  });

  it.each<readonly [string, Values, Values, Values | undefined]>([
    ["longer answers", { osl: 100, concurrency: 64 }, { osl: 500 }, { osl: 100, concurrency: 64 }],
    ["longer prompts", { isl: 4000 }, { isl: 30_000, tpotMs: 10 }, { isl: 4000, tpotMs: 10 }],
    ["less of a prompt in a cache", { isl: 4000, prefix: 3000 }, { prefix: 0 }, { prefix: 3000 }],
    ["fewer accepted tokens", { acceptLength: 2 }, { acceptLength: 1.5 }, { acceptLength: 2 }],
    ["a heavier load alone", { isl: 4000, concurrency: 64 }, { concurrency: 80 }, undefined],
    ["lighter requests, which do not count", { osl: 500 }, { osl: 100 }, undefined],
    ["lengths that nobody stated before", {}, { isl: 9000 }, undefined],
  ])("what is heavier has to hold as it was, too: %s", (_name, policy, after, former) => {
    const answer = tighten(resolved(policy, {}), resolved(policy, after));
    const values = Object.entries(former ?? {}).map(([key]) => [
      key,
      answer.former?.values[key as keyof SettingValues]?.value,
    ]);
    expect(answer.former === undefined ? undefined : Object.fromEntries(values)).toEqual(former);
  });

  it.each([
    ["model", "org/m", "org/tiny"],
    ["system", "h200_sxm", "b200_sxm"],
    ["backendVersion", "1.0", "2.0"],
  ] as const)(
    "%s: what the manifest proves is stronger than what a change says of it",
    (key, proven, claimed) => {
      const { settings, loosened } = tighten(resolved({}, {}), resolved({}, { [key]: claimed }), {
        [key]: proven,
      });
      expect(settings.values[key]).toBeUndefined();
      expect(loosened).toMatchObject([{ key }]);
      expect(tighten(resolved({}, {}), resolved({}, { [key]: proven }), { [key]: proven }).loosened).toEqual(
        [],
      );
    },
  );
});
