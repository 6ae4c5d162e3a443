import { describe, expect, it } from "@jest/globals";
import { declareFlags } from "../../src/cli/flags/table.js";
import { betweenFlag } from "../../src/cli/flags/types.js";
import { Command } from "commander";
import { CONFIDENCE_FLAG, confidenceFlag } from "../../src/cli/flags/profile.js";

describe("--confidence", () => {
  const parsed = (...args: readonly string[]) => {
    const command = new Command().exitOverride();
    declareFlags(command, CONFIDENCE_FLAG);
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
    const { parse } = betweenFlag("", 1, 2);
    expect([parse("1"), parse("2")]).toEqual([1, 2]);
    expect(() => parse("2.01")).toThrow("; a number from 1 to 2 is needed");
  });
});
