import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "@jest/globals";
import { PERF_DB_ROOT } from "../support/perf.js";
import { runCli } from "../support/run-cli.js";

const project = path.dirname(PERF_DB_ROOT);
const COMMAND = "check examples/qwen3-32b/proposed.yaml --concurrency 160 --format markdown";

it("the comment that docs/gates.md shows is one that the program writes", async () => {
  const shown = readFileSync(path.join(project, "docs", "gates.md"), "utf8")
    .split("\n")
    .flatMap((line) => /^ +> (?:#+ )?(.+)$/.exec(line)?.[1] ?? []);
  const { out } = await runCli(COMMAND.split(" "), project);

  expect(shown.length).toBeGreaterThan(2);
  for (const line of shown) expect(plain(out)).toContain(plain(line));
});

/** Spaces that do not break read like others. */
function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}
