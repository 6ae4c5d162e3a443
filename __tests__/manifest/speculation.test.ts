import { describe, expect, it } from "@jest/globals";
import type { Backend, Speculation } from "../../src/domain/deployment.js";
import type { MappingFacts } from "../../src/manifest/mapping-facts.js";
import { speculationOf } from "../../src/manifest/speculation.js";
import { deploymentOf, manifest } from "./support/build.js";

const FACTS: MappingFacts = { backendVersion: "1.0", acceptLength: 2.5 };

function read(
  backend: Backend,
  args: readonly string[],
  facts = FACTS,
): { readonly drafts: Speculation | undefined; readonly said: string } {
  const words = ["--model", "org/m", ...args].map((word) => `- '${word}'`).join("\n");
  const text = manifest([{ command: `[python3, -m, dynamo.${backend}]`, args: words }]);
  const assumptions: string[] = [];
  const drafts = speculationOf(deploymentOf(text).workers, backend, facts, assumptions);
  return { drafts, said: assumptions.join("; ") };
}

const vllm = (config: object): readonly string[] => ["--speculative-config", JSON.stringify(config)];
const sglang = (algorithm: string, flags: object): readonly string[] => [
  "--speculative-algorithm",
  algorithm,
  ...Object.entries(flags).flatMap(([name, value]) => [`--speculative-${name}`, String(value)]),
];
const chain = { "num-steps": 3, "eagle-topk": 1, "num-draft-tokens": 4, "draft-model-path": "org/d" };
const three = { num_speculative_tokens: 3 };

describe("drafts that a manifest switches on", () => {
  it.each<[string, Backend, readonly string[], Partial<Speculation>]>([
    [
      "a trained network on vLLM",
      "vllm",
      vllm({ method: "eagle3", model: "org/d", ...three }),
      { method: "eagle3", draftModel: "org/d" },
    ],
    [
      "a block of drafts on vLLM",
      "vllm",
      vllm({ method: "dflash", model: "org/d", ...three }),
      { method: "dflash", draftModel: "org/d" },
    ],
    [
      "a semi-autoregressive block on vLLM",
      "vllm",
      vllm({ method: "dspark", model: "org/d", ...three }),
      { method: "dspark", draftModel: "org/d" },
    ],
    [
      "a smaller model on vLLM",
      "vllm",
      vllm({ method: "draft_model", model: "org/d", ...three }),
      { method: "draft_model", draftModel: "org/d" },
    ],
    ["a lookup on vLLM", "vllm", vllm({ method: "ngram", ...three }), { method: "ngram" }],
    [
      "layers of the model, which SGLang calls EAGLE too",
      "sglang",
      sglang("EAGLE", { "num-steps": 3, "eagle-topk": 1, "num-draft-tokens": 4 }),
      {},
    ],
    ["a chain on SGLang", "sglang", sglang("EAGLE3", chain), { method: "eagle3", draftModel: "org/d" }],
    [
      "a chain by the tokens that are checked",
      "sglang",
      sglang("EAGLE3", { "num-steps": 3, "num-draft-tokens": 4, "draft-model-path": "org/d" }),
      { method: "eagle3", draftModel: "org/d" },
    ],
  ])("are known: %s", (_name, backend, args, expected) => {
    expect(read(backend, args)).toEqual({ drafts: { nextn: 3, accepted: 1.5, ...expected }, said: "" });
  });

  it.each<[string, Backend, readonly string[], string, MappingFacts?]>([
    [
      "no acceptance",
      "vllm",
      vllm({ method: "ngram", ...three }),
      "accept-length",
      { backendVersion: "1.0" },
    ],
    ["no number", "vllm", vllm({ method: "eagle3", model: "org/d" }), "whose number is said"],
    ["no name", "vllm", vllm({ method: "eagle3", ...three }), "without the name of the draft"],
    [
      "another network",
      "vllm",
      vllm({ method: "medusa", model: "org/d", ...three }),
      "(medusa) is not modelled",
    ],
    ["an older network", "sglang", sglang("EAGLE", chain), "(EAGLE) is not modelled"],
    ["a tree", "sglang", sglang("EAGLE3", { ...chain, "eagle-topk": 4 }), "a chain of drafts"],
    ["a pruned tree", "sglang", sglang("EAGLE3", { ...chain, "num-draft-tokens": 8 }), "a chain of drafts"],
    ["SGLang's own choice", "sglang", sglang("EAGLE3", { "draft-model-path": "org/d" }), "a chain of drafts"],
    ["a block on SGLang", "sglang", sglang("DFLASH", chain), "for vllm only, not for sglang"],
    ["a smaller model on SGLang", "sglang", sglang("STANDALONE", chain), "for vllm only, not for sglang"],
    [
      "files that are not known",
      "vllm",
      vllm({ method: "eagle3", model: "org/d", ...three }),
      "unknown org/d: predicted without",
      { ...FACTS, draftRefusal: "unknown org/d" },
    ],
  ])("are left out with the reason: %s", (_name, backend, args, reason, facts = FACTS) => {
    const { drafts, said } = read(backend, args, facts);

    expect(drafts).toBeUndefined();
    expect(said).toContain(reason);
    expect(said).toContain("predicted without");
  });
});
