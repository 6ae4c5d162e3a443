// Builds dist/ from src/: tsc, then one ncc bundle for the action, one for the command line, one for the library.
// `--out DIR` writes elsewhere (the check that dist/ is up to date uses it).
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const outArgument = process.argv.indexOf("--out");
const out = path.resolve(root, outArgument > 0 ? process.argv[outArgument + 1] : "dist");
const lib = path.join(root, "build", "lib");
const bundles = [
  { entry: "index.js", folder: "." },
  { entry: "cli/index.js", folder: "cli" },
  { entry: "library.js", folder: "library" },
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
copyAssets(path.join(root, "src"), lib);
rmSync(out, { recursive: true, force: true });
for (const bundle of bundles) {
  const entry = path.join(lib, bundle.entry);
  if (!existsSync(entry)) continue;
  const folder = path.join(out, bundle.folder);
  mkdirSync(folder, { recursive: true });
  run("@vercel/ncc/dist/ncc/cli.js", [
    "build", entry, "-o", folder, "-m", "-q", "--no-cache", "--target", "es2022", "--license", "licenses.txt",
  ]);
}
// A bundle that swallowed the performance data would be 17 MB heavier and read the wrong copy.
for (const file of readdirSync(out, { recursive: true })) {
  if (String(file).endsWith(".parquet")) throw new Error(`dist holds performance data: ${file}`);
}
console.log(`built ${path.relative(root, out)}: ${JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).version}`);

/** Files beside the sources that the bundler picks up by `new URL("./x", import.meta.url)`. */
function copyAssets(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    if (entry.isDirectory()) copyAssets(source, path.join(to, entry.name));
    else if (/\.(?:ttf|wasm|json)$/.test(entry.name)) {
      mkdirSync(to, { recursive: true });
      writeFileSync(path.join(to, entry.name), readFileSync(source));
    }
  }
}
