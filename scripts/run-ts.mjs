// Runs a TypeScript script of this repository on Node 20 and later: `node scripts/run-ts.mjs scripts/x.ts args…`.
// swc strips the types file by file into build/run-ts (mirrored layout); nothing is bundled and nothing is type-checked here.
import { transformFile } from "@swc/core";
import { mkdir, readdir, stat, writeFile, symlink, rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const outRoot = path.join(root, "build", `run-ts-${process.pid}`);
const [script, ...args] = process.argv.slice(2);
if (!script) {
  console.error("usage: node scripts/run-ts.mjs <script.ts> [arguments]");
  process.exit(2);
}

async function compileTree(folder) {
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    const relative = path.join(folder, entry.name);
    if (entry.isDirectory()) await compileTree(relative);
    else if (entry.name.endsWith(".ts")) {
      const { code } = await transformFile(path.join(root, relative), {
        swcrc: false,
        jsc: { target: "es2022", parser: { syntax: "typescript" } },
        module: { type: "es6" },
      });
      const target = path.join(outRoot, relative.replace(/\.ts$/, ".js"));
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, code);
    }
  }
}

await rm(outRoot, { recursive: true, force: true });
await compileTree("src");
await compileTree("scripts");
if (await stat(path.join(root, "__tests__", "support")).catch(() => undefined))
  await compileTree("__tests__/support");
await writeFile(path.join(outRoot, "package.json"), '{"type":"module"}\n');
await symlink(path.join(root, "node_modules"), path.join(outRoot, "node_modules")).catch(() => undefined);
const target = path.join(outRoot, path.relative(root, path.resolve(script)).replace(/\.ts$/, ".js"));
process.argv = [process.argv[0], target, ...args];
process.env.REPO_ROOT = root;
try {
  await import(pathToFileURL(target).href);
} finally {
  process.on("exit", () =>
    import("node:fs").then((fs) => fs.rmSync(outRoot, { recursive: true, force: true })),
  );
}
