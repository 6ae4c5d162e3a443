import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "@jest/globals";
import { PERF_DB_ROOT } from "./support/perf.js";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

it("the lock file names every optional dependency of its packages, without which npm ci refuses", () => {
  const text = readFileSync(path.join(PERF_DB_ROOT, "..", "package-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> };
  const names = new Set(Object.keys(packages).map((key) => key.slice(key.lastIndexOf("node_modules/") + 13)));
  const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
});
