import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "@jest/globals";
import { PERF_DB_ROOT } from "../support/perf.js";

const project = path.dirname(PERF_DB_ROOT);

it("the comment that docs/gates.md shows is one that the program writes", () => {
  const shown = readFileSync(path.join(project, "docs", "gates.md"), "utf8")
    .split("\n")
    .flatMap((line) => /^ +> (.+)$/.exec(line)?.[1] ?? []);
  const written = readFileSync(path.join(project, "__tests__", "golden", "stated-load-open.md"), "utf8");

  expect(shown.length).toBeGreaterThan(2);
  for (const line of shown) expect(plain(written)).toContain(plain(line));
});

/** Spaces that do not break read like others. */
function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}
