import { describe, expect, it } from "@jest/globals";
import { readInputs } from "../../src/action/inputs.js";
import type { RuleId } from "../../src/domain/rules.js";
import { openEngine } from "../../src/engine.js";
import type { CheckResult } from "../../src/domain/review.js";
import { loadPolicy } from "../../src/policy/index.js";
import { EXAMPLES, shows, wordsOf } from "./support/rule-examples.js";
import { SURROUNDED, type Surrounded } from "./support/rules-in-surroundings.js";

const engine = await openEngine(new URL("../../dist/index.js", import.meta.url).href);
const FILE = "agg.yaml";

/** The check of the action over a change, with the policy's own findings. */
async function check({ base, head, policy = "", beside = {}, calibration }: Surrounded) {
  const loaded = await loadPolicy(policy, ".github/dynamo-advisor.yml");
  const side = typeof head === "string" ? { headText: head } : head;
  const result: CheckResult = await engine.check(
    [
      {
        path: FILE,
        status: base === undefined ? "added" : "modified",
        ...(base !== undefined && { baseText: base }),
        ...side,
      },
    ],
    loaded.policy,
    {
      inputs: readInputs(
        () => "",
        () => [],
      ),
      siblings: async () => Object.entries(beside).map(([file, text]) => ({ file, text })),
      compared: base !== undefined,
      incomplete: false,
      ...(calibration !== undefined && { local: { file: "calibration.json", text: calibration } }),
    },
  );
  const deployments = result.deployments.flatMap(({ findings }) => findings);
  return [...loaded.findings, ...result.findings, ...deployments];
}

describe("the example of docs/rules.md raises its rule, with the base, policy and files that it speaks of", () => {
  it.each(Object.entries(SURROUNDED) as [RuleId, Surrounded][])("%s", async (rule, change) => {
    const { base = "", head, policy = "", beside = {} } = change;
    const texts = [FILE, base, head, policy, ...Object.entries(beside)].flat().join("\n");

    expect(wordsOf(EXAMPLES.get(rule)!).filter((word) => !shows(texts, word))).toEqual([]);
    expect((await check(change)).map((found) => found.rule)).toContain(rule);
  });
});
