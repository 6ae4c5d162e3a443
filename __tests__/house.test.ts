import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";

const src = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "src");

/** Which rooms a room may import from (itself always). `docs/adr/0001` draws the same picture. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  perf: ["domain"],
  manifest: ["domain"],
  policy: ["domain"],
  search: ["domain", "perf"],
  simulate: ["domain", "perf"],
  measured: ["domain", "perf", "policy"],
  generate: ["domain", "manifest"],
  review: ["domain", "perf", "manifest", "policy", "search"],
  report: ["domain", "perf", "policy", "search", "manifest", "review"],
  save: ["domain", "perf", "generate", "report", "search", "manifest", "explorer"],
  check: ["domain", "perf", "manifest", "policy", "search", "simulate", "measured", "review", "generate"],
  systems: ["domain", "perf", "policy"],
  hub: ["domain", "perf"],
  explorer: ["domain", "perf", "generate", "search", "report"],
  sweep: ["domain", "perf", "generate", "search", "report", "explorer"],
  forge: ["domain"],
  action: ["domain", "policy", "review", "report", "forge", "sweep", "check"],
  batch: ["domain", "perf"],
  cli: [
    ...["domain", "perf", "manifest", "policy", "search", "simulate", "measured", "generate"],
    ...["review", "report", "save", "check", "batch", "explorer", "hub", "systems"],
  ],
};
/** What the files above the rooms may take: the library is everything but the shells. */
const ROOT_FILES: Readonly<Record<string, RegExp>> = {
  "library.ts": /^(?!action|cli|forge)/,
  "engine.ts": /^(?!cli|forge)/,
  "data-root.ts": /^(?:domain\/|node:)/,
  "collect-garbage.ts": /^node:/,
  "process-end.ts": /^(node:|collect-garbage\.js$)/,
  "make-folders.ts": /^node:/,
};
const PURE = [
  "domain",
  "manifest",
  "search",
  "simulate",
  "measured",
  "review",
  "report",
  "generate",
  "batch",
];
const EDGE_MODULES = /^(?:node:fs|node:child_process|node:http|@actions\/|@octokit\/)/;

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(full) : /\.tsx?$/.test(entry.name) ? [full] : [];
  });
}

function importsOf(file: string): Import[] {
  const relative = path.relative(src, file);
  const room = relative.includes(path.sep) ? relative.split(path.sep)[0]! : ".";
  const text = readFileSync(file, "utf8");
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(?<type>type\s)?(?:[^;"'=]*?\sfrom\s+)?["'](?<from>[^"']+)["']|import\(\s*["'](?<lazy>[^"']+)["']\s*\)/g,
  );
  return [...found].map((match) => {
    const from = match.groups?.["from"] ?? match.groups?.["lazy"] ?? "";
    const target = from.startsWith(".") ? path.relative(src, path.resolve(path.dirname(file), from)) : from;
    return { file: relative, room, target, typeOnly: match.groups?.["type"] !== undefined };
  });
}

const all = sources(src).flatMap(importsOf);
const roomOf = (target: string): string => target.split(path.sep)[0]!;

describe("the house: imports go one way", () => {
  it.each(Object.entries(ARROWS))("%s imports only from its neighbours", (room, allowed) => {
    const forbidden = all
      .filter((entry) => entry.room === room && Object.keys(ARROWS).includes(roomOf(entry.target)))
      .filter((entry) => roomOf(entry.target) !== room && !allowed.includes(roomOf(entry.target)))
      .map((entry) => `${entry.file} -> ${entry.target}`);
    expect(forbidden).toEqual([]);
  });

  it.each(Object.entries(ROOT_FILES))("%s takes only what it may", (file, allowed) => {
    const taken = all.filter((entry) => entry.file === file).map(({ target }) => target);
    expect(taken.filter((target) => !allowed.test(target))).toEqual([]);
  });

  it("no file of the command line imports itself over others, for a type or when it runs", () => {
    const within = all.filter(({ room, target }) => room === "cli" && roomOf(target) === "cli");
    const next = (file: string): readonly string[] =>
      within.filter((entry) => entry.file === file).map(({ target }) => target.replace(/\.js$/, ".ts"));
    const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
      next(from).some(
        (file) =>
          file === goal || (!seen.has(file) && seen.add(file) !== undefined && reaches(file, goal, seen)),
      );
    const files = [...new Set(within.map(({ file }) => file))];
    expect(files.filter((file) => reaches(file, file))).toEqual([]);
  });

  it("pure rooms never touch disk, processes, network or the platform's packages", () => {
    const forbidden = all
      .filter((entry) => PURE.includes(entry.room) && EDGE_MODULES.test(entry.target))
      .map((entry) => `${entry.file} -> ${entry.target}`);
    expect(forbidden).toEqual([]);
  });

  it("nothing but the bundle of both imports main or cli, and only main imports the action", () => {
    const forbidden = all
      .filter((entry) => ![".", "cli", "bundle"].includes(entry.room))
      .filter(
        (entry) =>
          /^(?:main\.js|cli\/)/.test(entry.target) ||
          (roomOf(entry.target) === "action" && entry.room !== "action"),
      )
      .map((entry) => `${entry.file} -> ${entry.target}`);
    expect(forbidden).toEqual([]);
  });

  it.each([
    ["new Octokit", /\bnew [A-Za-z]*Octokit\b|getOctokit\(/, /^forge\/client\.ts$/],
    ["getInput", /\bgetInput\(|getMultilineInput\(|getBooleanInput\(/, /^action\/inputs\.ts$/],
    [
      "setOutput, setFailed, summary",
      /\bsetOutput\(|setFailed\(|\.summary\b\.(?:add|write)/,
      /^action\/outputs\.ts$/,
    ],
    ["process.env", /process\.env\b/, /^(?:action|cli|forge\/client\.ts|hub\/settings\.ts)/],
  ])("%s only where it belongs", (_name, pattern, home) => {
    const strangers = sources(src)
      .map((file) => ({
        file: path.relative(src, file),
        text: readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
      }))
      .filter(({ file, text }) => pattern.test(text) && !home.test(file))
      .map(({ file }) => file);
    expect(strangers).toEqual([]);
  });
});
