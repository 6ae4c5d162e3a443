import { describe, expect, it } from "@jest/globals";
import { runCli } from "../support/run-cli.js";

const COLUMNS = 80;
const COMMANDS = [
  "check",
  "parse",
  "default",
  "exp",
  "estimate",
  "simulate",
  "calibrate",
  "recommend",
  "generate",
  "support",
  "completion",
];

describe("help", () => {
  it("lists every command", async () => {
    const { exitCode, out } = await runCli(["--help"], undefined, COLUMNS);
    expect(exitCode).toBe(0);
    for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command} `, "m"));
  });

  it.each(COMMANDS)("of %s fits a terminal of 80 columns", async (command) => {
    const { exitCode, out } = await runCli([command, "--help"], undefined, COLUMNS);
    expect(exitCode).toBe(0);
    expect(out.length).toBeGreaterThan(100);
    expect(out.split("\n").filter((line) => line.length > COLUMNS)).toEqual([]);
  });

  it("says what a flag takes", async () => {
    const { out } = await runCli(["default", "--help"], undefined, COLUMNS);
    expect(out.replace(/\s+/g, " ")).toContain(
      "inference engine (default trtllm); auto tries all; one of trtllm, vllm, sglang, auto",
    );
  });
});
