import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { PERF_DB_ROOT } from "../support/perf.js";
import { runCli } from "../support/run-cli.js";

const project = path.dirname(PERF_DB_ROOT);
const cwd = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-commands-"));
const git = (...args: string[]): unknown => execFileSync("git", args, { cwd, stdio: "ignore" });
beforeAll(() => {
  cpSync(path.join(project, "examples"), path.join(cwd, "examples"), { recursive: true });
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  git("init", "-q", "-b", "main");
  git("add", ".");
  git(...who, "commit", "-q", "-m", "a clone");
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...docsOf("docs"),
  ...docsOf("docs/method"),
].filter((page) => blocksOf(page).some(({ language }) => language === "sh"));

/** What a command of another program needs; CI runs those of npm. */
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/^npm (?:ci|install) /, "the network"],
  [/^npm run perf-db:(?:build|verify)/, "the network, or a package that was fetched before"],
  [/^npm run (?:typecheck|lint|format:check|build) /, "minutes: each is a job of CI"],
  [/^kubectl /, "a cluster"],
];

const STARTED = "node dist/cli/index.js ";

interface Block {
  readonly language: string;
  /** the file that a line above the block names */
  readonly file: string | undefined;
  readonly text: string;
}

describe("commands of the documents, copied literally", () => {
  it.each(PAGES)("%s: each works in a clean clone", async (page) => {
    const blocks = blocksOf(page);
    for (const { file, text } of blocks) {
      if (file === undefined) continue;
      mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
      writeFileSync(path.join(cwd, file), text);
    }
    for (const command of blocks.filter(({ language }) => language === "sh").flatMap(commandsOf)) {
      if (NOT_RUN.some(([what]) => what.test(command))) expect(filesOf(command)).toEqual([]);
      else if (command.startsWith("find ")) expect(wordsOf(`$(${command})`).length).toBeGreaterThan(1);
      else {
        expect(command).toMatch(new RegExp(`^${STARTED}`));
        const { exitCode, out, err } = await runCli(wordsOf(command.slice(STARTED.length)), cwd);
        expect([command, exitCode, exitCode === 0 ? "" : err]).toEqual([command, 0, ""]);
        expect(out).not.toBe("");
      }
    }
  });

  it("none is told by a bare name, which no registry has", () => {
    const commands = readdirSync(path.join(project, "src/cli/commands"));
    const bare = new RegExp(
      `dynamo-advisor(?:@\\S+)? (?:${commands.join("|")})\\b|unpkg|npx (?:--yes )?dynamo-advisor`,
    );
    const told = [
      ...PAGES,
      ...docsOf("docs"),
      ...readdirSync(path.join(project, "schemas")).map((name) => `schemas/${name}`),
      ...readdirSync(path.join(project, "src"), { recursive: true, encoding: "utf8" })
        // a shell completes a program that is installed
        .filter((name) => name.endsWith(".ts") && !name.includes("commands/completion/"))
        .map((name) => `src/${name}`),
    ];
    const lines = told.flatMap((name) => {
      const text = readFileSync(path.join(project, name), "utf8").replaceAll(
        /^ *(?:\/\*\*|\*|\/\/).*$/gm,
        "",
      );
      return text.split("\n").flatMap((line) => (bare.test(line) ? [`${name}: ${line.trim()}`] : []));
    });
    expect(lines).toEqual([]);
  });

  it("every page for a job is in the index", () => {
    const index = readFileSync(path.join(project, "docs", "index.md"), "utf8");
    for (const page of PAGES.filter((name) => /^docs\/[^/]+$/.test(name)))
      expect(index).toContain(`(${page.slice(5)})`);
  });
});

function docsOf(folder: string): readonly string[] {
  return readdirSync(path.join(project, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);
}

/** The fenced blocks of a page, without the indentation of a list. */
function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(path.join(project, page), "utf8");
  const blocks = text.matchAll(/(?:^ *`([^`\n]+)`:\n\s*\n)?^( *)```(\w+)\n([\s\S]*?)^\2```$/gm);
  return [...blocks].map(([, file, indent = "", language = "", body = ""]) => ({
    ...{ language, file },
    text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

/** The commands of a block: a backslash at the end of a line goes on with the next. */
function commandsOf({ text }: Block): readonly string[] {
  return text
    .replaceAll(/\\\n\s*/g, "")
    .trimEnd()
    .split("\n");
}

/** The words of a command as a shell splits them. */
function wordsOf(command: string): readonly string[] {
  const said = execFileSync("sh", ["-c", `for word in ${command}; do printf '%s\\0' "$word"; done`], { cwd });
  const words = said.toString().split("\0").slice(0, -1);
  // a model's folder is looked for where the process stands
  return words.map((word) =>
    word.startsWith("./") && existsSync(path.join(cwd, word)) ? path.join(cwd, word) : word,
  );
}

/** Files that a command names and that are not there. */
function filesOf(command: string): readonly string[] {
  return wordsOf(command.replaceAll(/#.*|&&/g, "")).filter(
    (word) => word.endsWith(".yaml") && !existsSync(path.join(cwd, word)),
  );
}
