// npm run systems:build: puts the files of perf-db/systems/ into perf-db/systems.json, which is what programs read.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { DESCRIBED_FILE } from "../../src/perf/db/index-format.js";

const root = path.join(process.env["REPO_ROOT"] ?? ".", "perf-db");
const all: Record<string, unknown> = {};
for (const file of readdirSync(path.join(root, "systems")).sort()) {
  const description = parse(readFileSync(path.join(root, "systems", file), "utf8")) as { name: string };
  all[description.name] = description;
}
writeFileSync(path.join(root, DESCRIBED_FILE), `${JSON.stringify(all)}\n`);
