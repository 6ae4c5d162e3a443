import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { compact } from "../../src/domain/compact.js";
import { isTrained } from "../../src/domain/draft-methods.js";
import { UserError } from "../../src/domain/errors.js";
import { DRAFT_FLAGS } from "../../src/cli/flags/speculation.js";
import { estimate } from "../../src/perf/estimate/estimate.js";
import { speculationAsked, type SpecMethod } from "../../src/domain/drafts-asked.js";
import { differences, readCases, requestOf, type OracleCase } from "../support/oracle-cases.js";
import { testPredictor } from "../support/perf.js";

const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
const cases = readCases(path.join(fixtures, "oracle", "trained_draft_cases.json"));
const answered = cases.filter(({ out }) => out !== undefined);
const refused = cases.filter(({ error }) => error !== undefined);

/** The draft as the case names it: a folder of the fixtures, or a bundled model. */
function draftOf({ in: args }: OracleCase): string | undefined {
  const name = args["spec_draft_model_path"];
  if (typeof name !== "string") return undefined;
  return name.startsWith("drafts/") ? path.join(fixtures, name) : name;
}

async function answer(one: OracleCase): Promise<Record<string, number>> {
  const request = requestOf(one);
  const { context, mode = "agg" } = request;
  const predictor = await testPredictor();
  const method = one.in["spec_method"] as SpecMethod;
  const draftModel = draftOf(one);
  const given = one.in["spec_num_draft_tokens"] as number | undefined;
  const draftTokens =
    given === undefined && isTrained(method) && draftModel !== undefined
      ? (await predictor.draftTokens(context, { method, draftModel })).tokens
      : given;
  const acceptedTokens = one.in["spec_accepted_tokens"] as number | undefined;
  const { backend } = context;
  const speculation = speculationAsked({
    ...{ words: DRAFT_FLAGS, method, backend, disagg: mode === "disagg" },
    ...compact({ draftModel, draftTokens, acceptedTokens }),
  });
  const ours = await estimate(predictor, {
    ...request,
    context: { ...context, ...compact({ speculation }) },
  });
  return differences(ours, one.out ?? {});
}

const named = (list: readonly OracleCase[]): readonly (readonly [string, OracleCase])[] =>
  list.map((one, index) => {
    const { spec_method: method, mode, backend_name: engine, spec_draft_model_path: draft } = one.in;
    return [`${index}: ${method} ${mode} on ${engine} with ${draft}`, one];
  });

describe("networks trained for their target", () => {
  it.each(named(answered))("have the published figures, %s", async (_name, one) => {
    for (const [figure, error] of Object.entries(await answer(one)))
      expect([figure, error < 1e-3]).toEqual([figure, true]);
  });

  it.each(named(refused))(
    "are refused in one line where the published method refuses, %s",
    async (_name, one) => {
      const error = await answer(one).catch((cause: unknown) => cause);

      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).message).not.toContain("\n");
    },
  );
});
