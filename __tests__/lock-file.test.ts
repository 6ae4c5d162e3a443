import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { bundledPackages, licencesText, noticeText } from "../scripts/licences.mjs";
import { PERF_DB_ROOT } from "./support/perf.js";

const root = path.join(PERF_DB_ROOT, "..");

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

it("the lock file names every optional dependency of its packages, without which npm ci refuses", () => {
  const text = readFileSync(path.join(root, "package-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> };
  const names = new Set(Object.keys(packages).map((key) => key.slice(key.lastIndexOf("node_modules/") + 13)));
  const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
});

describe("licences", () => {
  const committed = (file: string): string => readFileSync(path.join(root, file), "utf8");
  const { dependencies } = JSON.parse(committed("package.json")) as { readonly dependencies: object };

  it("are known for every package that the product needs, its own and theirs", () => {
    const names = bundledPackages(root).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    // needed by others only
    expect(names).toEqual(expect.arrayContaining(["undici", "fast-uri", "internmap", "tunnel"]));
    expect(bundledPackages(root).filter(({ license }) => typeof license !== "string")).toEqual([]);
  });

  it("W06: are all in dist/licenses.txt, with a text each", () => {
    expect(committed("dist/licenses.txt")).toBe(licencesText(root));
    const parts = licencesText(root).split(`\n\n${"-".repeat(80)}\n\n`);
    const headings = parts.map((part) => part.split("\n")[0]);
    for (const { name, version } of bundledPackages(root)) expect(headings).toContain(`${name} ${version}`);
    expect(parts.filter((part) => part.length < 300)).toEqual([]);
  });

  it("are named in NOTICE (node scripts/licences.mjs writes them)", () => {
    expect(committed("NOTICE")).toBe(noticeText(root));
  });
});
