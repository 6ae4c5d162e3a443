import { describe, expect, it } from "@jest/globals";
import { compact } from "../../src/domain/compact.js";
import { imbalanceFinding } from "../../src/review/findings/balance.js";
import { applyLevels } from "../../src/review/findings/levels.js";
import { budgetFinding, contextFinding } from "../../src/review/findings/limits.js";
import { memoryFinding } from "../../src/review/findings/memory.js";
import { missingGpuType, unknownModel, unknownSystem } from "../../src/review/findings/names.js";
import { divisibilityFindings } from "../../src/review/findings/parallelism.js";
import { loadPolicy } from "../../src/policy/load.js";
import { finding, FILE, parallel } from "../support/reviews.js";

const place = { file: FILE, position: { line: 7, column: 3 } };
const GIB = 1024 ** 3;
const use = {
  weights: 0,
  activations: 0,
  kvCache: 0,
  nccl: 0,
  other: 0,
  total: 160 * GIB,
  capacity: 141 * GIB,
};

const MANY_SYSTEMS = ["h200_sxm", ...Array.from({ length: 30 }, (_, at) => `rtx_${at}000_server`)];

describe("findings", () => {
  it.each([
    [
      { heads: 64 },
      { tp: 3 },
      [
        "tensor parallel size 3 does not divide 64 attention heads. Nearest: 2 or 4. Possible: 1, 2, 4, 8, 16, 32, 64",
      ],
    ],
    [
      { heads: 64, experts: 128 },
      { tp: 4, moeEp: 3 },
      [
        "expert parallel size 3 does not divide 128 experts. Nearest: 2 or 4. Possible: 1, 2, 4, 8, 16, 32, 64",
      ],
    ],
    [{ heads: 64, experts: 128 }, { tp: 4, moeEp: 4 }, []],
  ])("%j with %j", (sizes, shape, messages) => {
    const found = divisibilityFindings(sizes, parallel(shape), "sglang", () => place);
    expect(found.map(({ message }) => message)).toEqual(messages);
  });

  it.each([
    ["vllm", "Qwen3MoeForCausalLM", "warning"],
    ["vllm", "DeepseekV4ForCausalLM", "error"],
    ["sglang", "Qwen3MoeForCausalLM", "error"],
    ["trtllm", "Qwen3MoeForCausalLM", "error"],
  ] as const)("experts that ranks of %s share unevenly: %s", (backend, architecture, severity) => {
    const sizes = { heads: 64, experts: 128, architecture };
    const [found] = divisibilityFindings(sizes, parallel({ tp: 4, moeEp: 3 }), backend, () => place);
    expect(found?.severity).toBe(severity);
  });

  it.each([
    [{ maxBatchSize: 64, largestFit: 40 }, "batch-exceeds-memory", "the largest batch that fits is 40"],
    [{ maxBatchSize: 64, largestFit: 0 }, "memory-exceeded", "needs 160 GiB on each GPU for one request ("],
    [{ maxBatchSize: 64, largestFit: 64 }, undefined, ""],
    [{ largestFit: 12 }, undefined, ""],
  ])("memory %j", (room, rule, words) => {
    const found = memoryFinding({ role: "decode", use, verdict: "oom", ...room }, place);
    expect(found?.rule).toBe(rule);
    expect(found?.message ?? "").toContain(words);
  });

  it.each([
    // 16 GPUs; workers, GPUs of one, requests a second of all
    [
      [10, 1, 90],
      [3, 2, 30],
      "warning",
      "6 prefill workers and 5 decode workers on the same GPUs would carry 1.7 times as many inside the limits",
    ],
    [
      [10, 1, 90],
      [3, 2, 30],
      "notice",
      "inside the limits 6 prefill workers and 5 decode workers on the same GPUs serve no more",
      1.05,
    ],
    [
      [10, 1, 90],
      [3, 2, 30],
      "warning",
      "6 prefill workers and 5 decode workers on the same GPUs would keep the limits, which it does not",
      Infinity,
    ],
    [[3, 1, 60], [1, 4, 10], "notice", "1 of 3 prefill workers would do"],
    [
      [1, 1, 10],
      [1, 1, 30],
      "notice",
      "one more prefill worker would carry 1.7 times as many inside the limits",
    ],
    [[1, 1, 10], [1, 1, 30], undefined, undefined, 1.05],
    [[3, 1, 60], [1, 4, 10], undefined, undefined, 0.9],
    [[1, 1, 30], [1, 1, 25], undefined, undefined],
    [[1, 1, 30], [1, 1, 0], undefined, undefined],
  ] as const)(
    "balance of prefill %j and decode %j: a %s: %s",
    async (prefill, decode, severity, words, gain = 1.7) => {
      const found = await imbalanceFinding(
        {
          ...{ prefillWorkers: prefill[0], prefillGpus: prefill[1], prefillRequestsPerSec: prefill[2] },
          ...{ decodeWorkers: decode[0], decodeGpus: decode[1], decodeRequestsPerSec: decode[2] },
        },
        place,
        async () => gain,
      );

      expect(found?.severity).toBe(severity);
      expect(found?.message.split(": ")[1]).toBe(words);
    },
  );

  it.each([
    [{ 2: 1, 3: 1 }, "2 of 4 prefill workers would do"],
    [{ 2: 0.9, 3: 1 }, "3 of 4 prefill workers would do"],
    [{ 2: 0.9, 3: 0.97 }, "one more decode worker would carry 1.2 times as many inside the limits"],
  ] as const)("workers are spared only where those that stay carry as much: %j", async (gains, words) => {
    const rates = {
      ...{ prefillWorkers: 4, prefillGpus: 1, prefillRequestsPerSec: 40 },
      ...{ decodeWorkers: 1, decodeGpus: 8, decodeRequestsPerSec: 20 },
    };
    const found = await imbalanceFinding(rates, place, async (prefill, decode) =>
      decode > 1 ? 1.2 : (gains[prefill as 2 | 3] ?? 0),
    );

    expect(found?.message.split(": ")[1]).toBe(words);
  });

  it("offers near models and a policy that is valid", async () => {
    const { finding: found, notChecked } = unknownModel(
      { model: "Qwen/Qwen4", near: ["Qwen/Qwen3-32B", "Qwen/Qwen3-8B"] },
      place,
    );
    expect(found.message).toBe(
      "the model `Qwen/Qwen4` is not in the performance data. Near: `Qwen/Qwen3-32B`, `Qwen/Qwen3-8B`. Put its config.json beside the manifest, or allow fetching it (`models: { fetch: true }`, `--fetch-config`)",
    );
    expect((await loadPolicy(notChecked.policyYaml ?? "?", "p.yml")).findings).toEqual([]);
  });

  it.each([
    ["h300", "the GPU system `h300` is not in the performance data. Possible: h200_sxm"],
    [
      "gpus/own.yml",
      "the system is `gpus/own.yml`, and no file is read here: list it under `systems` of the policy",
    ],
  ])("says of the system %s what could stand there", (system, message) => {
    expect(unknownSystem({ system, known: ["h200_sxm"] }, place).finding.message).toContain(message);
  });

  it.each([
    ["h200sxm", "policy", "policy-invalid"],
    ["H200-SXN", "annotation", "annotation-invalid"],
    ["h200sxm", undefined, "unknown-system"],
    ["h300_sxm", "policy", "unknown-system"],
    ["mi400x", "policy", "unknown-system"],
  ] as const)("%s named by %s is told as %s: a slip fails, an unknown GPU does not", (system, said, rule) => {
    const found = unknownSystem(
      { system, known: ["h200_sxm", "b200_sxm"], ...compact({ said }) },
      place,
    ).finding;
    expect(found.rule).toBe(rule);
    expect(found.severity).toBe(rule === "unknown-system" ? "notice" : "error");
  });

  it.each([
    [{ known: ["h200_sxm", "b200_sxm"] }, { system: "h200_sxm" }, undefined],
    [{ known: ["h200_sxm"], suggested: "b200_sxm" }, { system: "b200_sxm" }, undefined],
    [{ known: ["h200_sxm"], glob: "deploy/**" }, undefined, { system: "h200_sxm" }],
    [{ known: MANY_SYSTEMS }, { system: "h200_sxm" }, undefined],
    [{ known: MANY_SYSTEMS, glob: "deploy/**" }, undefined, { system: "h200_sxm" }],
  ])("gives policy lines that load and that a phone shows: %j", async (missing, defaults, override) => {
    const text = missingGpuType(missing, place).notChecked.policyYaml ?? "?";
    const { policy, findings } = await loadPolicy(text, "p.yml");
    const lines = text.split("\n");
    if (missing.known.length > 4)
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
    for (const name of "suggested" in missing ? [] : missing.known) expect(text).toContain(name);
    expect(findings).toEqual([]);
    expect(policy.defaults).toEqual(defaults ?? {});
    expect(policy.overrides[0]?.values).toEqual(override);
  });

  it("budget and context", () => {
    expect(budgetFinding(16, 16, place)).toBeUndefined();
    expect(budgetFinding(32, 16, place)?.message).toBe("uses 32 GPUs, the policy's budget is 16");
    expect(contextFinding({ needed: 5000, allowed: 4096 }, place)?.rule).toBe("context-exceeds-model");
    expect(contextFinding({ needed: 4096, allowed: 4096 }, place)).toBeUndefined();
    expect(contextFinding({ needed: 4096, allowed: 4096, by: "x", below: true }, place)?.message).toContain(
      "4096 tokens, and x allows fewer than 4096: the engine refuses such requests. Raise it to 4097 or more",
    );
    expect(contextFinding({ needed: 4096, allowed: 4097, by: "x", below: true }, place)).toBeUndefined();
  });

  it("levels of the policy", () => {
    const all = [
      finding({ rule: "backend-mismatch" }),
      finding({ rule: "regression" }),
      finding({ rule: "queue-grows" }),
    ];
    expect(
      applyLevels(all, {
        rules: { "backend-mismatch": "notice", regression: "off" },
        failLevel: "error",
      }).map(({ rule, severity }) => `${rule} ${severity}`),
    ).toEqual(["backend-mismatch notice", "queue-grows error"]);
  });

  it("what is as severe as the policy's fail-level is an error", () => {
    const all = (["notice", "warning", "error"] as const).map((severity) =>
      finding({ rule: "regression", severity }),
    );
    const levels = (["error", "warning", "notice"] as const).map((failLevel) =>
      applyLevels(all, { rules: {}, failLevel }).map(({ severity }) => severity),
    );
    expect(levels).toEqual([
      ["notice", "warning", "error"],
      ["notice", "error", "error"],
      ["error", "error", "error"],
    ]);
  });
});
