import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../src/domain/deployment.js";
import { engineFlags, isEngineFlag } from "../../src/domain/engine-flags/index.js";

describe("flags of an engine", () => {
  it.each<[Backend, string, boolean]>([
    ["vllm", "--max-num-seqs", true],
    ["vllm", "--max_num_seqs=64", true],
    ["vllm", "--no-enable-prefix-caching", true],
    ["vllm", "--compilation-config.level", true],
    ["vllm", "-tp", true],
    ["vllm", "--max-running-requests", false],
    ["sglang", "--max-running-requests", true],
    ["sglang", "--cp-strategy", true],
    ["sglang", "--max-num-seqs", false],
    ["trtllm", "--extra-engine-args", true],
    ["trtllm", "--tensor-parallel-sizes", false],
    ["vllm", "--tensor-parallel-siz", true],
    ["vllm", "--", false],
  ])("%s %s: %s", (backend, word, known) => {
    expect(isEngineFlag(backend, word)).toBe(known);
  });

  it.each<Backend>(["vllm", "sglang", "trtllm"])("are plain names, each once (%s)", (backend) => {
    const names = [...(engineFlags(backend) ?? [])];

    expect(names.length).toBeGreaterThan(80);
    expect(names.filter((name) => !/^[a-z0-9][a-z0-9-]*$/.test(name))).toEqual([]);
  });
});
