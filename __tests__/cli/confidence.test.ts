import { describe, expect, it } from "@jest/globals";
import { between, declareFlags } from "../../src/cli/flags/table.js";
import { realWithin } from "../../src/cli/flags/values.js";
import { Command } from "commander";
import { CONFIDENCE_FLAG, confidenceFlag } from "../../src/cli/flags/profile.js";

describe("--confidence", () => {
  const parsed = (...args: readonly string[]) => {
    const command = new Command().exitOverride();
    declareFlags(command, [CONFIDENCE_FLAG]);
    return confidenceFlag(command.parse([...args], { from: "user" }).opts());
  };

  it.each([
    [["--confidence", "0.5"], { confidence: 0.5 }],
    [["--confidence", "0.99"], { confidence: 0.99 }],
    [[], {}],
  ])("%j", (args, wanted) => expect(parsed(...args)).toEqual(wanted));

  it.each(["0.49", "1", "80%", "high", "-0.8", "NaN"])("refuses %s and says what may be given", (value) => {
    expect(() => parsed("--confidence", value)).toThrow(
      /--confidence is '.*'; a number from 0\.5 to 0\.99 is needed/,
    );
  });

  it("is a number between two others, both allowed", () => {
    expect(between(1, 2)).toEqual({ kind: "between", least: 1, most: 2 });
    expect([realWithin(1, 2)("1"), realWithin(1, 2)("2")]).toEqual([1, 2]);
  });
});
