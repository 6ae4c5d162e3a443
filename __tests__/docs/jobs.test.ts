import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { PERF_DB_ROOT } from "../support/perf.js";
import { runCli } from "../support/run-cli.js";

const project = path.dirname(PERF_DB_ROOT);
const cwd = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-jobs-"));
cpSync(path.join(project, "examples"), path.join(cwd, "examples"), { recursive: true });
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const PAGES = [
  ...["gate-a-repository", "choose-a-deployment", "explain-a-number", "bring-measurements", "bring-a-gpu"],
  "bring-a-model",
] as const;

interface Block {
  readonly language: string;
  /** the file that a line above the block names */
  readonly file: string | undefined;
  readonly text: string;
}

/** The fenced blocks of a page, without the indentation of a list. */
function blocksOf(page: string): Block[] {
  const blocks = page.matchAll(/(?:^ *`([^`\n]+)`:\n\s*\n)?^( *)```(\w+)\n([\s\S]*?)^\2```$/gm);
  return [...blocks].map(([, file, indent = "", language = "", text = ""]) => ({
    ...{ language, file },
    text: text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

describe("a page for a job", () => {
  const index = readFileSync(path.join(project, "docs", "index.md"), "utf8");

  it.each(PAGES)("%s has commands that work", async (name) => {
    const blocks = blocksOf(readFileSync(path.join(project, "docs", `${name}.md`), "utf8"));
    for (const { file, text } of blocks) {
      if (file === undefined) continue;
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), text);
    }
    const commands = blocks
      .filter(({ language }) => language === "sh")
      .flatMap(({ text }) => text.trimEnd().split("\n"));

    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const [program, ...argv] = command.split(" ");
      // a folder is looked for where the process stands
      const placed = argv.map((word) => (word.startsWith("./") ? path.join(cwd, word) : word));
      const { exitCode, out, err } = await runCli(placed, cwd);
      expect([command, program, exitCode, exitCode === 0 ? "" : err]).toEqual([
        command,
        "dynamo-advisor",
        0,
        "",
      ]);
      expect(out).not.toBe("");
    }
    expect(index).toContain(`(${name}.md)`);
  });
});
