import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { explorerHtml } from "../../src/explorer/html.js";
import type { ExplorerPayload } from "../../src/explorer/payload.js";
import { searchPayload } from "../../src/explorer/search-payload.js";
import { runDefault } from "../../src/search/run-default.js";
import { CHROMIUM, openFile, settled, startBrowser, violations } from "../support/browser.js";
import { fakePredictor } from "../support/fake-predictor.js";

const skip = CHROMIUM === undefined && process.env["CI"] !== "true";
if (skip) console.warn("skipped: chromium is not installed");
const suite = skip ? describe.skip : describe;

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

let folder: string;
let browser: Browser;
beforeAll(async () => {
  if (skip) return;
  folder = mkdtempSync(path.join(tmpdir(), "explorer-words-"));
  const built = template();
  const write = (name: string, payload: ExplorerPayload): void =>
    writeFileSync(path.join(folder, name), explorerHtml(built, payload));
  const search = async (unmeasured: boolean): Promise<ExplorerPayload> => {
    const request = {
      model: "fake/dense",
      totalGpus: 8,
      system: "h200_sxm",
      backend: "trtllm",
      lengths: { isl: 4000, osl: 500, prefix: 0 },
      sla: { ttftMs: 600, tpotMs: 16.67 },
    } as const;
    return searchPayload(await runDefault({ predictor: fakePredictor({ unmeasured }) }, request), {});
  };
  write("page.html", await search(false));
  write("empty.html", await search(true));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

suite("the words of a page", () => {
  const open = async (): Promise<Page> => (await openFile(browser, path.join(folder, "page.html"))).page;
  const heading = async (page: Page): Promise<string> => {
    await settled(page);
    return page.locator("section[aria-label=Table] h2").innerText();
  };

  it.each(["-1", "0", "-", "0.0"])("say that %s is no limit, and the last one holds", async (typed) => {
    const page = await open();
    const before = await heading(page);
    const field = page.getByLabel("TTFT at most, ms");
    await field.press("Control+A");
    await page.keyboard.type(typed);
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByRole("alert").innerText()).toContain("A number above 0");
    expect(await heading(page)).toBe(before);
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
    ["TPOT", "16.67", "TPOT 16.7 ms"],
  ])("show a limit of %s %s with its digits", async (limit, typed, label) => {
    const page = await open();
    const field = page.getByLabel(`${limit} at most, ms`);
    await field.press("Control+A");
    await page.keyboard.type(typed);
    expect(await field.inputValue()).toBe(typed);
    expect(await page.getByRole("slider", { name: `${limit} limit` }).innerText()).toBe(label);
    await page.context().close();
  });

  it("say that the filters leave nothing", async () => {
    const page = await open();
    await page.getByRole("button", { name: /^None/ }).first().click();
    expect(await heading(page)).toBe("No configuration is left: the filters leave all of them out");
    await page.context().close();
  });

  it("say that nothing was priced, and why", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    await page.goto(pathToFileURL(path.join(folder, "empty.html")).href);
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
