import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { PERF_DB_ROOT } from "../support/perf.js";
import { runCli } from "../support/run-cli.js";

const project = path.dirname(PERF_DB_ROOT);
const file = path.join(project, "README.md");

describe("the README", () => {
  it("shows what its first command prints in a terminal of 80 columns (UPDATE_GOLDEN=1 writes it)", async () => {
    const readme = readFileSync(file, "utf8");
    const block = /```sh\nnode dist\/cli\/index\.js (check [^\n]+)\n```\n\n```text\n([\s\S]*?)```/.exec(
      readme,
    );
    const [whole = "", command = "", shown = ""] = block ?? [];
    const { exitCode, out } = await runCli(command.split(" "), project, 80);
    const printed = `${out.trimEnd()}\n`;
    if (process.env["UPDATE_GOLDEN"] === "1")
      writeFileSync(
        file,
        readme.replace(whole, () => whole.replace(shown, () => printed)),
      );
    else expect(shown).toBe(printed);
    expect(exitCode).toBe(0);
  });
});
