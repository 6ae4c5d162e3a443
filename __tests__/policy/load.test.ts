import { describe, expect, it } from "@jest/globals";
import { loadPolicy } from "../../src/policy/load.js";
import { DEFAULT_POLICY } from "../../src/policy/types.js";

const FILE = ".github/dynamo-advisor.yml";

const FULL = `
defaults:
  system: h200_sxm
  workload: { isl: 4000, osl: 500 }
  sla: { ttft-ms: 600, tpot-ms: 16.67 }
  gpu-price-per-hour: 2.5
overrides:
  - paths: deploy/staging/**
    workload: { osl: 1000 }
  - paths: [deploy/prod/**, prod/*.yaml]
    sla: { ttft-ms: 300 }
    backends: [trtllm, vllm]
gate: advisory
too-close: fail
comment: { mode: on-change, footer: "Ask #serving." }
commit: on-label
rules: { deprecated-api-version: off }
waiver: { label: sla-waived }
infer: { perf-job: false }
statuses: [{ context: sla/prod, paths: deploy/prod/** }]
`;

describe("loadPolicy", () => {
  it("reads every part and fills in defaults", async () => {
    const { policy, findings } = await loadPolicy(FULL, FILE);
    expect(findings).toEqual([]);
    expect(policy).toMatchObject({
      file: FILE,
      defaults: { system: "h200_sxm", isl: 4000, osl: 500, ttftMs: 600, tpotMs: 16.67, gpuPricePerHour: 2.5 },
      overrides: [
        { paths: ["deploy/staging/**"], values: { osl: 1000 } },
        { paths: ["deploy/prod/**", "prod/*.yaml"], values: { ttftMs: 300, backends: ["trtllm", "vllm"] } },
      ],
      gate: "advisory",
      tooClose: "fail",
      notApplicable: "pass",
      comment: "on-change",
      footer: "Ask #serving.",
      commit: "on-label",
      commitLabel: "apply-advice",
      minGain: 0.05,
      rules: { "deprecated-api-version": "off" },
      commitBy: "write",
      waiver: { label: "sla-waived", by: "write", author: false, afterPush: true },
      infer: { dgdr: true, planner: true, perfJob: false },
      statuses: [{ context: "sla/prod", paths: ["deploy/prod/**"] }],
    });
  });

  it.each(["", "# nothing yet\n", "{}"])("takes the defaults for %j", async (text) => {
    const { policy, findings } = await loadPolicy(text, FILE);
    expect(findings).toEqual([]);
    expect(policy).toEqual({ ...DEFAULT_POLICY, file: FILE });
  });

  it.each([
    [
      "gate: enforced\n",
      1,
      7,
      '`gate` is `"enforced"`, did you mean `enforce`? Possible: enforce, advisory, off',
    ],
    ["gates: off\n", 1, 1, "unknown key `gates`, did you mean `gate`?"],
    [
      "defaults:\n  sla:\n    ttft: 600\n",
      3,
      5,
      "unknown key `ttft` in `defaults.sla`, did you mean `ttft-ms`?",
    ],
    ["defaults:\n  gpus: 0\n", 2, 9, "`defaults.gpus` is `0`, it must be >= 1"],
    ["defaults:\n  backends: [tensorrt]\n", 2, 14, "Possible: trtllm, vllm, sglang"],
    ["overrides:\n  - system: h200_sxm\n", 2, 5, "`paths` is missing in `overrides[0]`"],
    ["overrides:\n  - paths: '!deploy/**'\n", 2, 12, "globs cannot be negated"],
    ["commit: on_label\n", 1, 9, "did you mean `on-label`?"],
    ["comment:\n  mod: never\n", 2, 3, "unknown key `mod` in `comment`, did you mean `mode`?"],
    ["rules:\n  unknown-model: fatal\n", 2, 18, "Possible: error, warning, notice, off"],
    ["rules:\n  kv-conector-missing: error\n", 2, 3, "did you mean `kv-connector-missing`?"],
    [
      "rules:\n  something: error\n",
      2,
      3,
      "unknown key `something` in `rules`. Possible: the ids in docs/rules.md",
    ],
    ["rules:\n  constructor: off\n", 2, 3, "unknown key `constructor` in `rules`"],
    ["defaults: [\n", 2, 1, "not valid YAML"],
    ["- a\n", 1, 1, "must be an object"],
    ["budget: { increase: 10% }\n", 1, 21, '`budget.increase` is `"10%"`, it must be a number'],
    ["defaults:\n  workload: { concurrency: 8, request-rate: 2 }\n", 1, 1, "say one of them"],
    ["a: &a [x]\nb: *c\n", 1, 1, "not valid YAML"],
  ])("says where and what is wrong in %j", async (text, line, column, message) => {
    const { policy, findings } = await loadPolicy(text, FILE);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: "policy-invalid",
      severity: "error",
      file: FILE,
      position: { line, column },
    });
    expect(findings[0]?.message).toContain(message);
    expect(policy.gate).toBe(text.includes("concurrency") ? policy.gate : "enforce");
  });

  it("refuses alias bombs and huge files quickly", async () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) =>
        `x${n}: &x${n} [${Array(10)
          .fill(n === 0 ? "1" : `*x${n - 1}`)
          .join(", ")}]`,
    ).join("\n");
    expect((await loadPolicy(levels, FILE)).findings).toHaveLength(1);
    expect((await loadPolicy(`# ${"x".repeat(300_000)}`, FILE)).findings[0]?.message).toContain("at most");
  });

  it("does not let __proto__ through", async () => {
    const { findings } = await loadPolicy("__proto__:\n  gate: off\n", FILE);
    expect(findings).toHaveLength(1);
    expect(({} as { gate?: string }).gate).toBeUndefined();
  });
});
