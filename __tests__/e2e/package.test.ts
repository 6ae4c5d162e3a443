import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

/** The npm package as a stranger gets it: packed, installed into an empty folder, imported, type-checked, run. */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TSC = path.join(ROOT, "node_modules/typescript/bin/tsc");
const online = spawnSync("npm", ["ping"], { timeout: 15_000 }).status === 0;
if (!online) console.log("skipped: the package installed from its tarball (npm's registry does not answer)");

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-package-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const consumer = path.join(folder, "consumer");
const installed = path.join(consumer, "node_modules/dynamo-advisor");
let packed: readonly string[] = [];

function run(command: string, args: readonly string[], cwd = consumer): string {
  const ended = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 1e8 });
  if (ended.status !== 0) throw new Error(`${command} ${args.join(" ")}:\n${ended.stdout}${ended.stderr}`);
  return ended.stdout;
}

/** Beside the tree, so that nothing is written into it; types are emitted unchecked, `tsc --noEmit` has checked them. */
function pack(): string {
  const stage = path.join(folder, "stage");
  mkdirSync(stage);
  for (const name of [
    "package.json",
    "README.md",
    "LICENSE",
    "NOTICE",
    "action.yml",
    "dist",
    "perf-db",
    "schemas",
    "docs",
  ])
    cpSync(path.join(ROOT, name), path.join(stage, name), { recursive: true });
  run(
    process.execPath,
    [TSC, "-p", "tsconfig.build.json", "--outDir", path.join(stage, "lib"), "--declaration", "--noCheck"],
    ROOT,
  );
  const [made] = JSON.parse(
    run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], stage),
  ) as { filename: string; files: { path: string }[] }[];
  packed = made!.files.map((file) => file.path);
  return path.join(folder, made!.filename);
}

/** The program of the documentation, word for word. */
const PROGRAM =
  /^```ts\n(?<code>.*?)^```$/ms.exec(readFileSync(path.join(ROOT, "docs/library.md"), "utf8"))?.groups?.[
    "code"
  ] ?? "";

(online ? describe : describe.skip)("the npm package", () => {
  beforeAll(() => {
    mkdirSync(consumer);
    writeFileSync(path.join(consumer, "package.json"), JSON.stringify({ private: true, type: "module" }));
    writeFileSync(path.join(consumer, "use.ts"), PROGRAM);
    run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts", pack()]);
  });

  it("holds the program, the data, the schemas and the notices, and nothing of the workshop", () => {
    const folders = new Set(packed.map((file) => file.split("/")[0]));
    expect([...folders].sort()).toEqual(
      [
        "LICENSE",
        "NOTICE",
        "README.md",
        "action.yml",
        "dist",
        "lib",
        "package.json",
        "perf-db",
        "schemas",
      ].sort(),
    );
    expect(packed.filter((file) => /\.map$|\.test\.|__tests__/.test(file))).toEqual([]);
  });

  it("has every file that its package.json names", () => {
    const manifest = JSON.parse(readFileSync(path.join(installed, "package.json"), "utf8")) as {
      bin: Record<string, string>;
      exports: Record<string, string | Record<string, string>>;
    };
    const named = [
      ...Object.values(manifest.bin),
      ...Object.values(manifest.exports).flatMap((to) => (typeof to === "string" ? [to] : Object.values(to))),
    ];
    for (const file of named) expect(packed).toContain(file.replace(/^\.\//, ""));
  });

  it.each([
    ["nodenext", "nodenext"],
    ["bundler", "esnext"],
  ])(
    "gives its types with moduleResolution %s",
    (resolution, module) => {
      const compilerOptions = {
        noEmit: true,
        strict: true,
        exactOptionalPropertyTypes: true,
        target: "es2022",
        lib: ["es2023", "dom"],
        types: [],
        module,
        moduleResolution: resolution,
      };
      writeFileSync(
        path.join(consumer, "tsconfig.json"),
        JSON.stringify({ compilerOptions, files: ["use.ts"] }),
      );
      run(process.execPath, [TSC, "-p", "."]);
    },
    60_000,
  );

  it("searches and checks as a library", () => {
    rmSync(path.join(consumer, "tsconfig.json"), { force: true });
    run(process.execPath, [TSC, "--module", "nodenext", "--target", "es2022", "--noCheck", "use.ts"]);
    expect(run(process.execPath, ["use.js"])).toMatch(
      /^disagg: 7\d\d(?:\.\d+)? tokens\/s per GPU\n.*Nothing to check/s,
    );
  });

  it("runs by the name of its command", () => {
    expect(readdirSync(path.join(consumer, "node_modules/.bin"))).toContain("dynamo-advisor");
    expect(run("npx", ["--no-install", "dynamo-advisor", "--version"])).toMatch(/^\d+\.\d+\.\d+/);
    const estimate = JSON.parse(
      run(process.execPath, [
        path.join(installed, "dist/cli/index.js"),
        ..."estimate --model QWEN3_32B --system h200_sxm --backend trtllm --tp-size 2 --batch-size 8 --isl 4000 --osl 500 --profile reference --format json".split(
          " ",
        ),
      ]),
    ) as { kind: string; fits: boolean };
    expect(estimate).toMatchObject({ kind: "estimate", fits: true });
  });

  it("gives its schemas to editors", () => {
    const source = `import schema from "dynamo-advisor/policy.schema.json" with { type: "json" }; console.log(schema.title)`;
    expect(run(process.execPath, ["--no-warnings", "--input-type=module", "--eval", source]).trim()).not.toBe(
      "",
    );
  });

  it("starts from a clone by npx in a clean folder, as the commands of comments start it", () => {
    const clone = path.join(folder, "clone");
    const clean = path.join(folder, "clean");
    mkdirSync(clean);
    run("git", ["clone", "--quiet", "--depth", "1", pathToFileURL(ROOT).href, clone], folder);
    // what npm makes of `github:owner/repository#ref`: the files of the commit, packed; `lib/` is not among them
    const [made] = JSON.parse(
      run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", clean], clone),
    ) as { filename: string; files: { path: string }[] }[];
    expect(made!.files.map((file) => file.path)).toContain("dist/cli/index.js");
    for (const file of ["base.yaml", "proposed.yaml"])
      cpSync(path.join(ROOT, "examples/qwen3-32b", file), path.join(clean, file));

    const words = ["check", "proposed.yaml", "--base", "base.yaml", "--format", "json"];
    const said = run("npx", ["--yes", `file:${path.join(clean, made!.filename)}`, ...words], clean);

    expect(JSON.parse(said)).toMatchObject({
      kind: "check",
      files: [{ deployments: [{ name: "qwen3-32b" }] }],
    });
  });
});
