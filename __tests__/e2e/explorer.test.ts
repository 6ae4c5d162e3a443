import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { CHROMIUM, openFile, settled, startBrowser, violations, type OpenPage } from "../support/browser.js";
import { bundlePath } from "../support/run-bundle.js";

const bundle = bundlePath();
const missing =
  CHROMIUM === undefined ? "chromium is not installed" : bundle === undefined ? "no bundle" : "";
// CI installs the browser (.ci/install-tools.sh), so its absence there is a failure
const skip = missing !== "" && process.env["CI"] !== "true";
if (skip) console.warn(`skipped: ${missing}`);
const suite = skip ? describe.skip : describe;

const SEARCH = [
  "default --model Qwen/Qwen3-32B-FP8 --system h200_sxm --total-gpus 32",
  "--isl 4000 --osl 500 --ttft 600 --tpot 10",
].join(" ");

interface Row {
  readonly tokensPerSecPerGpuCluster: number;
  readonly tokensPerSecPerUser: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly pSla: number;
  readonly totalGpusUsed: number;
}
interface SearchAnswer {
  readonly best: string;
  readonly experiments: Readonly<Record<string, { readonly top: readonly Row[] }>>;
}

let folder: string;
let file: string;
let answer: SearchAnswer;
let browser: Browser;
beforeAll(async () => {
  if (skip) return;
  folder = mkdtempSync(path.join(tmpdir(), "explorer-"));
  file = path.join(folder, "page.html");
  const run = spawnSync(
    process.execPath,
    [
      path.join(path.dirname(bundle!), "cli/index.js"),
      ...SEARCH.split(" "),
      "--format",
      "json",
      "--html",
      file,
    ],
    { encoding: "utf8" },
  );
  answer = JSON.parse(run.stdout) as SearchAnswer;
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** The page open, used, and closed; it must have complained of nothing. */
async function on(
  look: Parameters<typeof openFile>[2],
  use: (open: OpenPage) => Promise<void>,
): Promise<void> {
  const open = await openFile(browser, file, look);
  await use(open);
  expect(open.complaints).toEqual([]);
  await open.page.context().close();
}

const shown = (value: number, decimals = 2): string =>
  value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const held = (heading: string): number => Number(/^[\d,]+/.exec(heading)![0].replaceAll(",", ""));

suite("the explorer in a browser", () => {
  const heading = async ({ page }: OpenPage): Promise<string> => {
    await settled(page);
    return page.locator("section[aria-label=Table] h2").innerText();
  };

  it("shows the best found with the figures of the JSON, first in the table and in the details", async () => {
    const best = answer.experiments[answer.best]!.top[0]!;
    await on({}, async ({ page }) => {
      const row = page.locator("section[aria-label=Table] tbody tr").first();
      const cells = await row.locator("td").allInnerTexts();
      expect(cells.slice(0, 5)).toEqual([
        ...[best.tokensPerSecPerGpuCluster, best.tokensPerSecPerUser, best.ttftMs, best.tpotMs].map((value) =>
          shown(value),
        ),
        `${Math.round(best.pSla * 100)}%`,
      ]);
      const details = await page.locator(".details").innerText();
      for (const value of [best.tokensPerSecPerGpuCluster, best.ttftMs, best.tpotMs])
        expect(details).toContain(shown(value));
      expect(await page.locator(".marks button").first().innerText()).toContain("Best found");
    });
  });

  it("filters live while a limit is dragged, and goes back to what was asked", async () => {
    await on({}, async (open) => {
      const { page } = open;
      const before = held(await heading(open));
      const line = page.getByRole("slider", { name: "TTFT limit" });
      const box = (await line.boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + 100);
      await page.mouse.down();
      await page.mouse.move(box.x + 200, box.y + 100, { steps: 5 });
      await page.mouse.up();
      expect(held(await heading(open))).toBeGreaterThan(before);
      expect(Number(await page.getByLabel("TTFT at most, ms").inputValue())).toBeGreaterThan(600);
      await page.getByRole("button", { name: "As asked" }).click();
      expect(held(await heading(open))).toBe(before);
    });
  });

  it("draws a plane once to open, and at most once a frame while a limit is dragged", async () => {
    await on({}, async ({ page }) => {
      const draws = (): Promise<number> => page.evaluate("globalThis.draws");
      // each plane copies two pictures: the outlines and what holds
      expect(await draws()).toBe(4);
      await page.evaluate(`
        const line = document.querySelector('[aria-label="TTFT limit"]');
        const { x, y } = line.getBoundingClientRect();
        line.hasPointerCapture = () => true;
        for (let step = 0; step < 30; step++)
          line.dispatchEvent(new PointerEvent("pointermove", { clientX: x + 4 * step, clientY: y + 50 }));
      `);
      await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
      // two planes, one answer to thirty moves
      expect(await draws()).toBe(8);
    });
  });

  it("takes all named configurations as one stop of the tab key, and arrow keys from one to the next", async () => {
    await on({}, async ({ page }) => {
      const named = page.locator(".marks button");
      await named.first().focus();
      await page.keyboard.press("ArrowDown");
      expect(
        await page.evaluate("document.activeElement === document.querySelectorAll('.marks button')[1]"),
      ).toBe(true);
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.closest('.marks') === null")).toBe(true);
    });
  });

  it("leaves out what its filters name, and what a higher chance excludes", async () => {
    await on({}, async (open) => {
      const { page } = open;
      const all = held(await heading(open));
      await page.getByRole("checkbox", { name: "disagg" }).uncheck();
      await settled(page);
      const rows = await page.locator("section[aria-label=Table] tbody th").allInnerTexts();
      expect(rows.every((row) => row.trim().startsWith("agg"))).toBe(true);
      expect(held(await heading(open))).toBeLessThan(all);
      await page.getByRole("checkbox", { name: "disagg" }).check();
      await page.getByRole("slider", { name: /Chance to hold/ }).fill("95");
      expect(held(await heading(open))).toBeLessThan(all);
    });
  });

  it.each([
    ["manifest", /^# Qwen\/Qwen3-32B-FP8 on 32 GPUs[\s\S]*kind: DynamoGraphDeployment/],
    ["command", /^dynamo-advisor estimate --model Qwen\/Qwen3-32B-FP8 --system h200_sxm .*--tp-size \d/],
    ["row", /^\{"tokensPerSecPerGpuCluster":[\d.]+,.*"deployment":\{/],
  ])("copies the %s of a point", async (what, wanted) => {
    await on({}, async ({ page }) => {
      await page.getByRole("button", { name: `Copy ${what}` }).click();
      await page.getByText(`Copied the ${what}`).waitFor();
      expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(wanted);
    });
  });

  it("compares two points by keyboard alone, and tells a screen reader where the keys are", async () => {
    await on({}, async (open) => {
      const { page } = open;
      const keep = page.getByRole("button", { name: "Keep to compare" });
      await keep.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("application").first().focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      expect(await page.locator(".said").innerText()).toMatch(/^(?:agg|disagg): \d+ × TP\d/);
      await page.keyboard.press("Enter");
      expect(await page.locator(".details h2").innerText()).toBe("Two configurations side by side");
      expect(await page.locator(".details thead th").allInnerTexts()).toEqual(["Kept", "Chosen", "Change"]);
      const before = held(await heading(open));
      await page.getByRole("slider", { name: "TTFT limit" }).focus();
      for (let press = 0; press < 3; press++) await page.keyboard.press("PageUp");
      expect(held(await heading(open))).toBeGreaterThan(before);
    });
  });

  it.each([
    ["light", {}],
    ["dark", { scheme: "dark" }],
    ["phone", { width: 390 }],
    ["dark phone", { scheme: "dark", width: 390 }],
  ] as const)("breaks no rule of accessibility and is as wide as its window: %s", async (_name, look) => {
    await on(look, async ({ page }) => {
      await page.getByRole("button", { name: "Keep to compare" }).click();
      await page.locator("section[aria-label=Table] tbody button").nth(1).click();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    });
  });

  it("has its points on the screen before its script runs, in the place where the chart will draw them", async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 1280, height: 900 },
    });
    const still = await context.newPage();
    await still.goto(pathToFileURL(file).href);
    const first = await still.locator(".first").first().boundingBox();
    expect(await still.locator(".first path").count()).toBeGreaterThanOrEqual(4);
    await context.close();
    await on({}, async ({ page }) => {
      expect(await page.locator(".over").first().boundingBox()).toEqual(first);
      expect(await page.locator(".first").count()).toBe(0);
    });
  });

  it("is one file of less than 600 kB that nothing may be loaded into", () => {
    const html = readFileSync(file, "utf8");
    expect(Buffer.byteLength(html)).toBeLessThan(600_000);
    expect(html).toMatch(/Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[^"]*'/);
    expect(html).not.toMatch(/(?:src|href)="/);
  });
});
