// Builds dist/ from src/: tsc, then one ncc bundle and the two small files that start it: the action and the command line.
// `--out DIR` writes elsewhere (the check that dist/ is up to date uses it); `--readable` keeps names, for a CPU profile.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { minifySync, parseSync, printSync } from "@swc/core";
import { explorerPage } from "./explorer-page.mjs";
import { licencesText } from "./licences.mjs";
import { SOURCES_HASH_FILE, sourcesHash } from "./sources-hash.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const outArgument = process.argv.indexOf("--out");
const out = path.resolve(root, outArgument > 0 ? process.argv[outArgument + 1] : "dist");
const readable = process.argv.includes("--readable");
const lib = path.join(root, "build", "lib");
const bundle = path.join(out, "bundle");
/** What the runner and the shell start; they load the bundle beside them. */
const doors = ["index.js", "cli/index.js"];

function run(file, args) {
  const result = spawnSync(process.execPath, [path.join(root, "node_modules", file), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (result.status !== 0) {
    process.stderr.write(result.stdout);
    process.exit(result.status ?? 1);
  }
}

rmSync(lib, { recursive: true, force: true });
run("typescript/bin/tsc", ["-p", "tsconfig.build.json", "--outDir", lib]);
writeFileSync(path.join(lib, "package.json"), '{"type":"module"}\n');
rmSync(out, { recursive: true, force: true });
const entry = path.join(lib, "bundle", "index.js");
run("@vercel/ncc/dist/ncc/cli.js", [
  "build",
  entry,
  "-o",
  bundle,
  ...(readable ? [] : ["-m"]),
  "-q",
  "--no-cache",
  "--target",
  "es2022",
]);
// The bundler shortens the entry alone; its chunks hold nearly all of the code.
for (const file of readable ? [] : readdirSync(bundle).filter((name) => name.endsWith(".index.js"))) {
  const chunk = path.join(bundle, file);
  const options = {
    module: true,
    compress: { ecma: 2020, passes: 2 },
    mangle: true,
    format: { comments: false },
  };
  writeFileSync(chunk, modulesInBrackets(minifySync(readFileSync(chunk, "utf8"), options).code));
}
for (const door of doors) {
  mkdirSync(path.dirname(path.join(out, door)), { recursive: true });
  copyFileSync(path.join(lib, door), path.join(out, door));
}
writeFileSync(path.join(out, "package.json"), '{"type":"module"}\n');
// Binary files are copied by us: the bundler passes assets through text and damages them.
writeFileSync(path.join(bundle, "index_bg.wasm.br"), compressedRasteriser());
writeFileSync(path.join(bundle, "explorer.html.br"), compressed(Buffer.from(explorerPage(root))));
copyFileSync(path.join(root, "src", "save", "fonts", "inter.ttf"), path.join(bundle, "inter.ttf"));
writeFileSync(path.join(out, "licenses.txt"), licencesText(root));
writeFileSync(path.join(out, SOURCES_HASH_FILE), sourcesHash(root));
// A bundle that swallowed the performance data would be much heavier and read the wrong copy.
for (const file of readdirSync(out, { recursive: true })) {
  if (String(file).endsWith(".tbl")) throw new Error(`dist holds performance data: ${file}`);
}
console.log(
  `built ${path.relative(root, out)}: ${JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).version}`,
);

/**
 * A chunk whose modules are functions in brackets. V8 compiles those while it reads the file; any other function it reads to find
 * its end, and again when it is called, which nearly all modules are at once.
 */
function modulesInBrackets(code) {
  const tree = parseSync(code, { syntax: "ecmascript", target: "es2022" });
  const modules = tree.body
    .flatMap(({ declaration }) => declaration?.declarations ?? [])
    .find(({ id }) => id.value === "modules");
  if (modules === undefined) throw new Error("the bundler writes chunks in a way that is not known here");
  for (const property of modules.init.properties) {
    const { value } = property;
    // a module of one expression is too short to matter
    if (value.type !== "ArrowFunctionExpression" || value.body.type.endsWith("Expression")) continue;
    const { span, ctxt, body } = value;
    const params = value.params.map((pat) => ({ type: "Parameter", span, decorators: [], pat }));
    const whole = { type: "FunctionExpression", span, ctxt, params, body, decorators: [], identifier: null };
    property.value = {
      type: "ParenthesisExpression",
      span,
      expression: { ...whole, generator: false, async: false, typeParameters: null, returnType: null },
    };
  }
  return printSync(tree, { minify: true }).code;
}

/** The rasteriser of PNG charts. */
function compressedRasteriser() {
  return compressed(readFileSync(path.join(root, "node_modules", "@resvg", "resvg-wasm", "index_bg.wasm")));
}

/** What is rarely asked for, compressed: two thirds smaller to download, a few milliseconds to unpack. */
function compressed(bytes) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(bytes, {
    params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}
