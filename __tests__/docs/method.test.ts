import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const method = path.join(root, "docs", "method");
const pages = readdirSync(method).filter((name) => name.endsWith(".md"));
const read = (file: string): string => readFileSync(file, "utf8");

/** Numbers of the headings of each page. */
const headings = new Map(
  pages.map((page) => [
    page,
    [...read(path.join(method, page)).matchAll(/^#{2,4} (\d+(?:\.\d+)*)\.? /gm)].map(([, number]) => number!),
  ]),
);

/** Files of ours, without what is generated or only data. */
const sources = ["src", "scripts", "__tests__", "docs"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|mjs|md)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/fixtures|golden/.test(file) && file !== fileURLToPath(import.meta.url)),
);

/** A page and the numbers that follow it: `docs/method/search.md` 4.5 and 5.3. Comments may break the line between. */
const CITATION =
  /docs\/method\/([a-z-]+\.md)`?(?:[\s*/]+(\d+(?:\.\d+)*))?(?:(?:,| and| to)[\s*/]+(\d+(?:\.\d+)*))?/g;

const citations = sources.flatMap((file) =>
  [...read(file).matchAll(CITATION)].flatMap(([, page = "", ...numbers]) =>
    [undefined, ...numbers.filter((number) => number !== undefined)].map((number) => ({
      file: path.relative(root, file),
      page,
      number,
    })),
  ),
);

describe("the method's pages", () => {
  it("number their headings once, in order", () => {
    for (const [page, numbers] of headings) {
      const key = (number: string): string =>
        number
          .split(".")
          .map((part) => part.padStart(3, "0"))
          .join(".");
      expect([page, ...numbers]).toEqual([
        page,
        ...[...new Set(numbers)].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
      ]);
    }
  });

  it("are all named on the first one", () => {
    const first = read(path.join(method, "README.md"));
    expect(pages.filter((page) => page !== "README.md" && !first.includes(`(${page})`))).toEqual([]);
  });

  it("are where comments say, every page and every number", () => {
    const lost = citations.filter(
      ({ page, number }) =>
        !headings.has(page) || (number !== undefined && !headings.get(page)!.includes(number)),
    );
    expect(lost).toEqual([]);
  });

  it("are the only ones that comments cite", () => {
    // `spec/…`, `docs/method/operators.md` 3.4, `docs/method/comment.md` 11: files of another place
    const elsewhere =
      /`spec\/[a-z-]+\.md`|`spec`[\s*/]+(?:operators|memory|perf-model|search|delta|\d)|`(?:dgd|design|comment|search|memory|operators)(?:\.md)?`[\s*/]+\d/g;
    const strangers = sources.flatMap((file) =>
      [...read(file).matchAll(elsewhere)].map(([text]) => `${path.relative(root, file)}: ${text}`),
    );
    expect(strangers).toEqual([]);
  });

  it("link to files that exist", () => {
    const lost = pages.flatMap((page) =>
      [...read(path.join(method, page)).matchAll(/\]\(([^)#]+)\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !target.startsWith("http") && !existsSync(path.join(method, target)))
        .map((target) => `${page} -> ${target}`),
    );
    expect(lost).toEqual([]);
  });
});
