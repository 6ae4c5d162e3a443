// Builds dist/ from src/: tsc, then one ncc bundle for the action and one for the command line.
// `--out DIR` writes elsewhere (the check that dist/ is up to date uses it).
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { licencesText } from "./licences.mjs";
import { SOURCES_HASH_FILE, sourcesHash } from "./sources-hash.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const outArgument = process.argv.indexOf("--out");
const out = path.resolve(root, outArgument > 0 ? process.argv[outArgument + 1] : "dist");
const lib = path.join(root, "build", "lib");
const bundles = [
  { entry: "index.js", folder: "." },
  { entry: "cli/index.js", folder: "cli" },
];

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
for (const bundle of bundles) {
  const entry = path.join(lib, bundle.entry);
  if (!existsSync(entry)) continue;
  const folder = path.join(out, bundle.folder);
  mkdirSync(folder, { recursive: true });
  run("@vercel/ncc/dist/ncc/cli.js", [
    "build",
    entry,
    "-o",
    folder,
    "-m",
    "-q",
    "--no-cache",
    "--target",
    "es2022",
  ]);
}
// Binary files are copied by us: the bundler passes assets through text and damages them.
writeFileSync(path.join(out, "cli", "index_bg.wasm.br"), compressedRasteriser());
copyFileSync(path.join(root, "src", "save", "fonts", "inter.ttf"), path.join(out, "cli", "inter.ttf"));
writeFileSync(path.join(out, "licenses.txt"), licencesText(root));
writeFileSync(path.join(out, SOURCES_HASH_FILE), sourcesHash(root));
// A bundle that swallowed the performance data would be 17 MB heavier and read the wrong copy.
for (const file of readdirSync(out, { recursive: true })) {
  if (String(file).endsWith(".parquet")) throw new Error(`dist holds performance data: ${file}`);
}
console.log(
  `built ${path.relative(root, out)}: ${JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).version}`,
);

/** The rasteriser of PNG charts, compressed: two thirds smaller to download, a few milliseconds to unpack. */
function compressedRasteriser() {
  const wasm = readFileSync(path.join(root, "node_modules", "@resvg", "resvg-wasm", "index_bg.wasm"));
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(wasm, {
    params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: wasm.length },
  });
}
