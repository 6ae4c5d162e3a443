import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { UserError } from "../../src/domain/errors.js";
import { DRAFT_FLAGS } from "../../src/cli/flags/speculation.js";
import { estimate } from "../../src/perf/estimate/estimate.js";
import { speculationAsked, type SpecMethod, type DraftsAsked } from "../../src/domain/drafts-asked.js";
import { readCases, requestOf, type OracleCase } from "../support/oracle-cases.js";
import { relativeError, testPredictor } from "../support/perf.js";

const file = fileURLToPath(new URL("../fixtures/oracle/spec_cases.json", import.meta.url));
const cases = readCases(file);

function asked({ in: args }: OracleCase): DraftsAsked {
  const of = <T>(name: string): T | undefined => (args[name] ?? undefined) as T | undefined;
  const request = requestOf({ in: args });
  return {
    backend: request.context.backend,
    words: DRAFT_FLAGS,
    disagg: request.mode === "disagg",
    ...Object.fromEntries(
      Object.entries({
        method: of<SpecMethod>("spec_method"),
        draftModel: of<string>("spec_draft_model_path"),
        draftTokens: of<number>("spec_num_draft_tokens"),
        acceptedTokens: of<number>("spec_accepted_tokens"),
        nextn: request.context.speculation,
      }).filter(([, value]) => value !== undefined),
    ),
  };
}

/** Largest relative error of the figures that users read; undefined where one side refuses and the other answers. */
async function worst(one: OracleCase): Promise<number | undefined> {
  try {
    const speculation = speculationAsked(asked(one));
    const request = requestOf(one);
    const context = { ...request.context, ...(speculation === undefined ? {} : { speculation }) };
    const ours = await estimate(await testPredictor(), { ...request, context });
    const { out } = one;
    if (out === undefined) return undefined;
    return Math.max(
      relativeError(ours.ttftMs, Number(out["ttft"])),
      relativeError(ours.tpotMs, Number(out["tpot"])),
      relativeError(ours.tokensPerSecPerGpu, Number(out["tokens/s/gpu"])),
      relativeError(ours.memoryGib, Number(out["memory"])),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return one.error === undefined ? undefined : 0;
  }
}

describe("speculative methods", () => {
  it("have the published figures, and refuse what has none", async () => {
    const errors = await Promise.all(cases.map(worst));
    const far = cases.flatMap((one, index) => {
      const error = errors[index];
      return error !== undefined && error < 1e-3
        ? []
        : [`${JSON.stringify(one.in)}: ${error ?? one.error ?? "refused"}`];
    });

    expect(far).toEqual([]);
    expect(cases.length).toBeGreaterThan(50);
  });
});

const ngram: DraftsAsked = {
  method: "ngram",
  draftTokens: 4,
  acceptedTokens: 1.5,
  backend: "vllm",
  words: DRAFT_FLAGS,
  disagg: false,
};
const { method: _method, ...withoutMethod } = ngram;

describe("words for speculation", () => {
  it.each<[string, DraftsAsked, object | undefined]>([
    ["a lookup", ngram, { method: "ngram", nextn: 4, accepted: 1.5 }],
    ["no acceptance at all", { ...ngram, acceptedTokens: 0 }, { method: "ngram", nextn: 4, accepted: 0 }],
    ["own layers", { ...ngram, method: "mtp" }, { nextn: 4, accepted: 1.5 }],
    [
      "own layers by their older words",
      { words: DRAFT_FLAGS, disagg: false, backend: "vllm", method: "mtp", nextn: { nextn: 1, accepted: 1 } },
      { nextn: 1, accepted: 1 },
    ],
    ["nothing", { words: DRAFT_FLAGS, disagg: false, backend: "vllm" }, undefined],
    ["none", { words: DRAFT_FLAGS, disagg: false, backend: "vllm", method: "none" }, undefined],
    [
      "a smaller model",
      { ...ngram, method: "draft_model", draftModel: "a/b" },
      { method: "draft_model", draftModel: "a/b", nextn: 4, accepted: 1.5 },
    ],
    [
      "a trained network",
      { ...ngram, method: "eagle3", draftModel: "a/b", backend: "sglang" },
      { method: "eagle3", draftModel: "a/b", nextn: 4, accepted: 1.5 },
    ],
  ])("%s", (_name, words, expected) => {
    expect(speculationAsked(words)).toEqual(expected);
  });

  it.each<[string, DraftsAsked, string]>([
    ["flags without a method", withoutMethod, "--spec-num-draft-tokens needs --spec-method"],
    ["none with a number", { ...ngram, method: "none" }, "takes no --spec-num-draft-tokens"],
    ["two ways at once", { ...ngram, nextn: { nextn: 1, accepted: 0.5 } }, "--nextn is for mtp"],
    [
      "no number of drafts",
      { words: DRAFT_FLAGS, disagg: false, backend: "vllm", method: "ngram", acceptedTokens: 1 },
      "needs --spec-num-draft-tokens",
    ],
    [
      "no acceptance",
      { words: DRAFT_FLAGS, disagg: false, backend: "vllm", method: "ngram", draftTokens: 2 },
      "needs --spec-accepted-tokens",
    ],
    ["more accepted than drafted", { ...ngram, acceptedTokens: 4.5 }, "between 0 and 4"],
    ["an acceptance that is no number", { ...ngram, acceptedTokens: Number.NaN }, "between 0 and 4"],
    ["half a draft", { ...ngram, draftTokens: 1.5 }, "whole number"],
    ["a model where none drafts", { ...ngram, draftModel: "a/b" }, "takes no --spec-draft-model-path"],
    ["no model where one drafts", { ...ngram, method: "draft_model" }, "needs --spec-draft-model-path"],
    [
      "a smaller model on another engine",
      { ...ngram, method: "draft_model", draftModel: "a/b", backend: "sglang" },
      "vllm only",
    ],
    ["disaggregated serving", { ...ngram, disagg: true }, "not for disagg"],
    ["a trained network without its files", { ...ngram, method: "eagle3" }, "needs --spec-draft-model-path"],
    [
      "a trained network on an engine without it",
      { ...ngram, method: "dflash", draftModel: "a/b", backend: "sglang" },
      "dflash is predicted for vllm only, not for sglang",
    ],
    [
      "a trained network on no engine of it",
      { ...ngram, method: "dspark", draftModel: "a/b", backend: "trtllm" },
      "dspark is predicted for vllm and sglang, not for trtllm",
    ],
    [
      "numbers that contradict",
      { ...ngram, method: "mtp", nextn: { nextn: 1, accepted: 1.5 } },
      "contradict",
    ],
  ])("refuse %s", (_name, words, message) => {
    expect(() => speculationAsked(words)).toThrow(message);
  });
});
