import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { PERF_DB_ROOT } from "../support/perf.js";

const project = path.dirname(PERF_DB_ROOT);

function pagesBelow(folder: string): string[] {
  return readdirSync(path.join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const relative = path.join(folder, entry.name);
    if (entry.isDirectory()) return pagesBelow(relative);
    return entry.name.endsWith(".md") ? [relative] : [];
  });
}

const PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md", ...pagesBelow("docs")];

/** The text of a page without code, where brackets are no links. */
function proseOf(page: string): string {
  return readFileSync(path.join(project, page), "utf8")
    .replaceAll(/^ *```[\s\S]*?^ *```$/gm, "")
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, "."));
}

/** Anchors of a page as GitHub makes them from its headings. */
function anchorsOf(page: string): Set<string> {
  const text = readFileSync(path.join(project, page), "utf8").replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  const slug = (heading: string): string =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
  return new Set([...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => slug(heading.trim())));
}

describe("links of the documentation", () => {
  it.each(PAGES)("%s leads somewhere", (page) => {
    const broken = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) => {
      if (/^(?:https?:|mailto:)/.test(target)) return [];
      const [file = "", anchor] = target.split("#");
      const full = file === "" ? page : path.join(path.dirname(page), file);
      if (!existsSync(path.join(project, full))) return [target];
      return anchor === undefined || !full.endsWith(".md") || anchorsOf(full).has(anchor) ? [] : [target];
    });

    expect(broken).toEqual([]);
  });

  it("reach every page from the first one", () => {
    const seen = new Set<string>();
    const queue = ["docs/index.md"];
    for (let page = queue.pop(); page !== undefined; page = queue.pop()) {
      if (seen.has(page)) continue;
      seen.add(page);
      for (const [, target = ""] of proseOf(page).matchAll(/\]\(([^)\s#]+)/g)) {
        const full = path.join(path.dirname(page), target);
        if (full.endsWith(".md") && existsSync(path.join(project, full))) queue.push(full);
      }
    }
    const lost = readdirSync(path.join(project, "docs")).filter(
      (name) => name.endsWith(".md") && !seen.has(path.join("docs", name)),
    );

    expect(lost).toEqual([]);
  });
});
