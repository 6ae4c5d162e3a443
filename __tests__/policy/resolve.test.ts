import { describe, expect, it } from "@jest/globals";
import type { FactSource } from "../../src/domain/review.js";
import type { Candidate } from "../../src/policy/resolve.js";
import { resolveSettings } from "../../src/policy/resolve.js";
import type { Policy } from "../../src/policy/types.js";
import { DEFAULT_POLICY } from "../../src/policy/types.js";

const policy: Policy = {
  ...DEFAULT_POLICY,
  defaults: { ttftMs: 800, system: "h200_sxm" },
  overrides: [
    { paths: ["deploy/**"], values: { ttftMs: 600, isl: 4000 } },
    { paths: ["deploy/prod/**"], values: { ttftMs: 500 } },
  ],
};

const from = (what: string): FactSource => ({ kind: "derived", what });
const candidate = (kind: Candidate["kind"], ttftMs: number): Candidate => ({
  kind,
  values: { ttftMs: { value: ttftMs, source: from(kind) } },
});

describe("resolveSettings", () => {
  it.each([
    ["other/a.yaml", [], 800, { kind: "policy", path: "defaults.sla.ttft-ms", what: "" }],
    ["other/a.yaml", [candidate("perf-job", 3)], 3, from("perf-job")],
    ["other/a.yaml", [candidate("perf-job", 3), candidate("planner", 2)], 2, from("planner")],
    ["other/a.yaml", [candidate("planner", 2), candidate("dgdr", 1)], 1, from("dgdr")],
    [
      "deploy/a.yaml",
      [candidate("dgdr", 1)],
      600,
      { kind: "policy", path: "overrides[0]", what: "deploy/**" },
    ],
    [
      "deploy/prod/a.yaml",
      [candidate("dgdr", 1)],
      500,
      { kind: "policy", path: "overrides[1]", what: "deploy/prod/**" },
    ],
    ["deploy/a.yaml", [candidate("annotation", 7)], 7, from("annotation")],
    ["deploy/a.yaml", [candidate("annotation", 7), candidate("input", 9)], 9, from("input")],
  ])("%s with %j", (path, candidates, value, source) => {
    const { values, sla } = resolveSettings(policy, path, candidates);
    expect(values.ttftMs).toEqual({ value, source });
    expect(sla).toEqual({ ttftMs: value });
  });

  it("takes each value on its own", () => {
    const { values, workload, assumed } = resolveSettings(policy, "deploy/a.yaml", [
      { kind: "annotation", values: { osl: { value: 200, source: from("annotation") } } },
    ]);
    expect(workload).toEqual({ isl: 4000, osl: 200, prefix: 0 });
    expect(values.prefix?.source).toEqual({ kind: "assumed", what: "" });
    expect(assumed).toEqual([]);
  });

  it("marks lengths that nobody stated", () => {
    expect(resolveSettings(DEFAULT_POLICY, "a.yaml", []).assumed).toEqual(["isl", "osl"]);
  });

  it("does not invent limits or a GPU type", () => {
    const { sla, values } = resolveSettings(DEFAULT_POLICY, "a.yaml", []);
    expect(sla).toEqual({});
    expect(values.system).toBeUndefined();
  });

  it("lets the stronger of two kinds of load silence the other", () => {
    const { workload } = resolveSettings({ ...DEFAULT_POLICY, defaults: { requestRate: 4 } }, "a.yaml", [
      { kind: "perf-job", values: { concurrency: { value: 64, source: from("perf-job") } } },
    ]);
    expect(workload).toEqual({ isl: 4000, osl: 1000, prefix: 0, concurrency: 64 });
  });

  it.each([
    ["dgdr", "dgdr"],
    ["planner", "planner"],
    ["perf-job", "perfJob"],
  ] as const)("switches %s off", (kind, key) => {
    const off = { ...policy, infer: { ...policy.infer, [key]: false } };
    expect(resolveSettings(off, "x.yaml", [candidate(kind, 1)]).values.ttftMs?.value).toBe(800);
  });
});
