import { describe, expect, it } from "@jest/globals";
import { parallelKey, type Backend, type Role } from "../../src/domain/deployment.js";
import { listCandidates, type SpaceFacts, type SpaceRequest } from "../../src/search/candidates.js";

const dense: SpaceFacts = {
  isMoe: false,
  contextParallel: true,
  rackScale: false,
  largeEpSizes: [],
  largePipeline: false,
};
const moe: SpaceFacts = { ...dense, isMoe: true };
const covered: SpaceFacts = { ...moe, largeEpSizes: [2, 4, 8, 16, 32, 64] };

function request(
  backend: Backend,
  role: Role,
  totalGpus: number,
  facts: SpaceFacts,
  more: Partial<SpaceRequest> = {},
): SpaceRequest {
  return { backend, role, totalGpus, facts, lists: {}, ...more };
}

describe("number of parallel choices", () => {
  it.each([
    ["dense trtllm agg", request("trtllm", "agg", 16, dense), 4],
    ["dense trtllm, 4 GPUs", request("trtllm", "agg", 4, dense), 3],
    ["dense sglang agg", request("sglang", "agg", 16, dense), 10],
    ["dense sglang decode", request("sglang", "decode", 16, dense), 4],
    ["dense on a rack", request("trtllm", "agg", 64, { ...dense, rackScale: true }), 5],
    ["MoE trtllm", request("trtllm", "agg", 32, moe), 29],
    ["MoE trtllm, 8 GPUs", request("trtllm", "agg", 8, moe), 19],
    ["MoE vllm", request("vllm", "decode", 32, moe), 29],
    ["MoE vllm, 4 GPUs", request("vllm", "agg", 4, moe), 11],
    ["MoE sglang decode", request("sglang", "decode", 16, moe), 55],
    ["MoE sglang agg", request("sglang", "agg", 16, moe), 135],
    ["MoE sglang decode, 8 GPUs", request("sglang", "decode", 8, moe), 30],
    ["MoE sglang agg, 8 GPUs", request("sglang", "agg", 8, moe), 65],
    ["large EP trtllm agg, 64 GPUs", request("trtllm", "agg", 64, covered), 39],
    ["large EP trtllm prefill, 64 GPUs", request("trtllm", "prefill", 64, covered), 34],
    ["large EP trtllm agg, 32 GPUs", request("trtllm", "agg", 32, covered), 34],
    ["large EP vllm, 32 GPUs", request("vllm", "agg", 32, covered), 34],
  ])("%s", (_name, space, count) => {
    expect(listCandidates(space)).toHaveLength(count);
  });
});

describe("rules of the lists", () => {
  it("come in loop order", () => {
    expect(listCandidates(request("trtllm", "agg", 4, dense)).map(parallelKey)).toEqual([
      "tp1pp1dp1etp1ep1",
      "tp2pp1dp1etp1ep1",
      "tp4pp1dp1etp1ep1",
    ]);
  });

  it("give way to the user's lists", () => {
    const found = listCandidates(
      request("trtllm", "agg", 16, dense, { lists: { tp: [2], pp: [1, 2], gpus: [2, 4] } }),
    );

    expect(found.map(parallelKey)).toEqual(["tp2pp1dp1etp1ep1", "tp2pp2dp1etp1ep1"]);
  });

  it("refuse context parallelism for another engine", () => {
    const space = request("vllm", "agg", 8, dense, { lists: { cp: [2] } });

    expect(() => listCandidates(space)).toThrow("sglang only");
  });

  it("take decode workers whose sizes are those of split prompts, where somebody asks", () => {
    const asked = { lists: { cp: [2], tp: [1], gpus: [2] } };

    expect(listCandidates(request("sglang", "decode", 8, dense, asked)).map(({ cp }) => cp)).toEqual([2]);
    expect(new Set(listCandidates(request("sglang", "decode", 8, dense)).map(({ cp }) => cp))).toEqual(
      new Set([1]),
    );
  });
});
