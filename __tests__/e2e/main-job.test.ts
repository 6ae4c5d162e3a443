import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import { bundlePath } from "../support/run-bundle.js";
import { readSources } from "../support/source-graph.js";

/** What nobody asked for costs nothing: neither code nor a file of the explorer is loaded by a job without a page. */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-main-job-"));
afterAll(() => rmSync(folder, { recursive: true }));

const CHECK = ["check", "examples/qwen3-32b/proposed.yaml", "--base", "examples/qwen3-32b/base.yaml"];
const DEFAULT =
  "default --model Qwen/Qwen3-32B-FP8 --system h200_sxm --backend trtllm --total-gpus 8 --isl 4000 --osl 500".split(
    " ",
  );

/** Files of the bundle that a command ran, by what the engine's coverage says. */
function loadedBy(name: string, args: readonly string[]): ReadonlySet<string> {
  const coverage = path.join(folder, name);
  const ended = spawnSync(process.execPath, [path.join(ROOT, "dist/cli/index.js"), ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NODE_V8_COVERAGE: coverage },
  });
  expect(ended.stderr).not.toMatch(/error/i);
  const loaded = readdirSync(coverage).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(path.join(coverage, file), "utf8")) as {
      result: readonly { readonly url: string }[];
    };
    return result.map(({ url }) => url).filter((url) => url.includes("/dist/bundle/"));
  });
  return new Set(loaded.map((url) => path.basename(url)));
}

(bundlePath() === undefined ? describe.skip : describe)("a command without a page", () => {
  const bundle = path.join(ROOT, "dist/bundle");
  /** chunks that hold the code that fills the page */
  const explorer = readdirSync(bundle).filter(
    (file) =>
      file.endsWith(".js") && readFileSync(path.join(bundle, file), "utf8").includes("explorer.html.br"),
  );

  it.each([
    ["check", CHECK],
    ["default", DEFAULT],
  ])("%s loads nothing of the explorer, and with one it does", (name, args) => {
    const plain = loadedBy(name, args);
    const asked = loadedBy(`${name}-html`, [...args, "--html", path.join(folder, `${name}.html`)]);
    const of = (loaded: ReadonlySet<string>): readonly string[] =>
      explorer.filter((file) => loaded.has(file));

    expect(plain.size).toBeGreaterThan(3);
    expect(of(plain)).toEqual([]);
    expect(of(asked)).not.toEqual([]);
    expect([...plain].filter((file) => !asked.has(file))).toEqual([]);
  });

  it("downloads a page of less than a hundredth of what it downloads", () => {
    const page = statSync(path.join(bundle, "explorer.html.br")).size;
    expect(page).toBeLessThan(100_000);
  });
});

describe("the sources of the main job", () => {
  const sources = new Map(readSources().map((source) => [source.file, source]));
  const reach = (start: string): ReadonlySet<string> => {
    const seen = new Set([start]);
    for (const file of seen)
      for (const { kind, target } of sources.get(file)?.imports ?? []) if (kind === "load") seen.add(target);
    return seen;
  };

  it.each(["engine.ts", "action/run.ts", "cli/commands/check/index.ts", "cli/commands/default/index.ts"])(
    "%s loads no file of the explorer before it is asked for a page",
    (start) => {
      const loaded = [...reach(start)];
      expect(loaded.length).toBeGreaterThan(20);
      expect(loaded.filter((file) => file.startsWith("explorer/") || file === "cli/search/html.ts")).toEqual(
        [],
      );
    },
  );
});
