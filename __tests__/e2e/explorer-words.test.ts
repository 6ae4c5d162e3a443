import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import { explorerHtml } from "../../src/explorer/html.js";
import type { ExplorerPayload } from "../../src/explorer/payload.js";
import { searchPayload } from "../../src/explorer/search-payload.js";
import { runDefault, type DefaultRequest } from "../../src/search/run-default.js";
import { openFile, violations } from "../support/browser.js";
import { fakePredictor } from "../support/fake-predictor.js";
import { pageWorld, tableHeading } from "../support/page-suite.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The page without data, built from the sources. */
function template(): string {
  const script = `import { explorerPage } from "./scripts/explorer-page.mjs"; process.stdout.write(explorerPage(process.cwd()));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
    cwd: ROOT,
  });
  if (stdout === "") throw new Error(stderr);
  return stdout;
}

const REQUEST = {
  model: "fake/dense",
  totalGpus: 8,
  system: "h200_sxm",
  backend: "trtllm",
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  sla: { ttftMs: 600, tpotMs: 16.67 },
} as const;
const world = pageWorld({ bundle: false }, async ({ folder }) => {
  const built = template();
  const write = (name: string, payload: ExplorerPayload): void =>
    writeFileSync(path.join(folder, name), explorerHtml(built, payload));
  const search = async (unmeasured: boolean, request: DefaultRequest = REQUEST): Promise<ExplorerPayload> =>
    searchPayload(await runDefault({ predictor: fakePredictor({ unmeasured }) }, request), {});
  const page = await search(false);
  write("page.html", page);
  write("empty.html", await search(true));
  write("none.html", await search(false, { ...REQUEST, sla: { ttftMs: 0.1, tpotMs: 0.1 } }));
  const [first, ...others] = page.sets;
  const looser = { ...first!, task: { ...first!.task, sla: { ttftMs: 900, tpotMs: 30 } } };
  write("limits.html", { ...page, sets: [looser, ...others] });
  write("names.html", named(page, `${"x".repeat(300)} </script><b>&amp; \u202eesrever`));
});

/** A page whose every name is one that somebody chose. */
function named(page: ExplorerPayload, name: string): ExplorerPayload {
  return {
    ...page,
    title: name,
    facts: [`${name}: fail`],
    notes: [name],
    sets: page.sets.map((set, at) => ({ ...set, series: `${at} ${name}`, part: `${at} ${name}` })),
    marks: page.marks.map((mark, at) => ({ ...mark, name: `${at} ${name}` })),
  };
}

world.suite("the words of a page", () => {
  const open = async (): Promise<Page> =>
    (await openFile(world.browser, path.join(world.folder, "page.html"))).page;
  it.each(["-1", "0", "-", "0.0"])("say that %s is no limit, and the last one holds", async (typed) => {
    const page = await open();
    const before = await tableHeading(page);
    const field = page.getByLabel("TTFT at most, ms");
    await field.press("Control+A");
    await page.keyboard.type(typed);
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByRole("alert").innerText()).toContain("A number above 0");
    expect(await tableHeading(page)).toBe(before);
    expect(await violations(page)).toEqual([]);
    // what was typed stays to be mended, until a limit takes its place
    await field.press("Control+A");
    await page.keyboard.type("800");
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(await page.getByRole("slider", { name: "TTFT limit" }).innerText()).toBe("TTFT 800 ms");
    await field.fill("-5");
    await page.getByRole("button", { name: "As asked" }).click();
    expect(await field.inputValue()).toBe("600");
    await page.context().close();
  });

  it.each([
    ["TTFT", "0.001", "TTFT 0.001 ms"],
    ["TTFT", "1.05", "TTFT 1.05 ms"],
    ["TTFT", "1234.5", "TTFT 1,235 ms"],
    ["TPOT", "0.001", "TPOT 0.001 ms"],
    ["TPOT", "16.67", "TPOT 16.67 ms"],
  ])("show a limit of %s %s with its digits", async (limit, typed, label) => {
    const page = await open();
    const field = page.getByLabel(`${limit} at most, ms`);
    await field.press("Control+A");
    await page.keyboard.type(typed);
    expect(await field.inputValue()).toBe(typed);
    expect(await page.getByRole("slider", { name: `${limit} limit` }).innerText()).toBe(label);
    await page.context().close();
  });

  it.each([
    [360, true],
    [1280, false],
  ])("explain shapes by the planes where the filters are folded: %d", async (width, shown) => {
    const file = path.join(world.folder, "page.html");
    const { page } = await openFile(world.browser, file, { width });
    const legend = page.getByRole("list", { name: "Legend" });
    expect(await legend.isVisible()).toBe(shown);
    if (shown) expect(await legend.innerText()).toMatch(/^agg\s+disagg\s+best found/);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it("say that points have limits of their own, until one limit holds for all", async () => {
    const { page } = await openFile(world.browser, path.join(world.folder, "limits.html"));
    const said = page.getByText("Each point is judged by the limits of its own");
    expect(await said.count()).toBe(1);
    await page.getByLabel("TTFT at most, ms").fill("500");
    await page.getByLabel("TPOT at most, ms").fill("20");
    expect(await said.count()).toBe(0);
    await page.context().close();
    const same = await open();
    expect(await same.getByText("Each point is judged").count()).toBe(0);
    await same.context().close();
  });

  it("are whole in a comparison on a phone", async () => {
    const file = path.join(world.folder, "page.html");
    const { page } = await openFile(world.browser, file, { width: 360 });
    await page.getByRole("button", { name: "Keep to compare" }).click();
    await page.locator("section[aria-label=Table] tbody button").nth(1).click();
    const lines = await page.evaluate(`
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(".details tbody th"));
      range.getClientRects().length;
    `);
    expect(lines).toBe(1);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await page.context().close();
  });

  it("say that the filters leave nothing", async () => {
    const page = await open();
    await page.getByRole("button", { name: /^None/ }).first().click();
    expect(await tableHeading(page)).toBe("No configuration is left: the filters leave all of them out");
    await page.context().close();
  });

  it("are sorted by what is asked for, also where nothing holds", async () => {
    const { page } = await openFile(world.browser, path.join(world.folder, "none.html"));
    const column = async (place: number): Promise<readonly number[]> => {
      const cells = await page.locator(`section[aria-label=Table] td:nth-child(${place})`).allInnerTexts();
      return cells.map((cell) => Number(cell.replaceAll(",", "")));
    };
    expect(await tableHeading(page)).toMatch(/^0 of [\d,]+ configurations hold; here are all of them$/);
    await page.getByRole("button", { name: "TTFT ms" }).click();
    const waits = await column(4);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(new Set(waits).size).toBeGreaterThan(1);
    await page.context().close();
  });

  it.each([1280, 390])(
    "are as wide as the window whatever they are, and turn nothing around: %d",
    async (width) => {
      const { page, complaints } = await openFile(world.browser, path.join(world.folder, "names.html"), {
        width,
      });
      await page.getByRole("button", { name: "Keep to compare" }).click();
      await page.locator("section[aria-label=Table] tbody button").nth(1).click();
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      expect(await page.locator("h1").innerText()).toMatch(/^x{300} <\/script><b>&amp; \ufffdesrever$/);
      expect(await page.locator("main b").filter({ hasText: "esrever" }).count()).toBeGreaterThan(0);
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it("say that nothing was priced, and why", async () => {
    const page = await world.browser.newPage();
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    await page.goto(pathToFileURL(path.join(world.folder, "empty.html")).href);
    expect(await page.locator("main .empty").innerText()).toMatch(/^Nothing was priced/);
    expect(await page.getByRole("listitem").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining("no GEMM was measured")]),
    );
    expect(await page.locator("canvas, table, fieldset").count()).toBe(0);
    expect(complaints).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});
