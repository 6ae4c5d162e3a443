import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "@jest/globals";
import { openFile, settled, violations, type OpenPage } from "../support/browser.js";
import { heldCount, pageWorld, shownFigure } from "../support/page-suite.js";

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

let file: string;
let answer: SearchAnswer;
const world = pageWorld({ bundle: true }, ({ folder, run }) => {
  file = path.join(folder, "page.html");
  answer = JSON.parse(run(`${SEARCH} --format json --html ${file}`)) as SearchAnswer;
});

/** The page open, used, and closed; it must have complained of nothing. */
async function on(
  look: Parameters<typeof openFile>[2],
  use: (open: OpenPage) => Promise<void>,
): Promise<void> {
  const open = await openFile(world.browser, file, look);
  await use(open);
  expect(open.complaints).toEqual([]);
  await open.page.context().close();
}

world.suite("the explorer in a browser", () => {
  it("shows the best found with the figures of the JSON, first in the table and in the details", async () => {
    const best = answer.experiments[answer.best]!.top[0]!;
    await on({}, async ({ page }) => {
      const row = page.locator("section[aria-label=Table] tbody tr").first();
      const cells = await row.locator("td").allInnerTexts();
      expect(cells.slice(0, 5)).toEqual([
        ...[best.tokensPerSecPerGpuCluster, best.tokensPerSecPerUser, best.ttftMs, best.tpotMs].map((value) =>
          shownFigure(value),
        ),
        `${Math.round(best.pSla * 100)}%`,
      ]);
      const details = await page.locator(".details").innerText();
      for (const value of [best.tokensPerSecPerGpuCluster, best.ttftMs, best.tpotMs])
        expect(details).toContain(shownFigure(value));
      expect(await page.locator(".marks button").first().innerText()).toContain("Best found");
    });
  });

  it("filters live while a limit is dragged, and goes back to what was asked", async () => {
    await on({}, async (open) => {
      const { page } = open;
      const before = await heldCount(open.page);
      const line = page.getByRole("slider", { name: "TTFT limit" });
      const box = (await line.boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + 100);
      await page.mouse.down();
      await page.mouse.move(box.x + 200, box.y + 100, { steps: 5 });
      await page.mouse.up();
      expect(await heldCount(open.page)).toBeGreaterThan(before);
      expect(Number(await page.getByLabel("TTFT at most, ms").inputValue())).toBeGreaterThan(600);
      await page.getByRole("button", { name: "As asked" }).click();
      expect(await heldCount(open.page)).toBe(before);
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
      const all = await heldCount(open.page);
      await page.getByRole("checkbox", { name: "disagg" }).uncheck();
      await settled(page);
      const rows = await page.locator("section[aria-label=Table] tbody th").allInnerTexts();
      expect(rows.every((row) => row.trim().startsWith("agg"))).toBe(true);
      expect(await heldCount(open.page)).toBeLessThan(all);
      await page.getByRole("checkbox", { name: "disagg" }).check();
      await page.getByRole("slider", { name: /Chance to hold/ }).fill("95");
      expect(await heldCount(open.page)).toBeLessThan(all);
    });
  });

  it.each([
    ["manifest", /^# Qwen\/Qwen3-32B-FP8 on 32 GPUs[\s\S]*kind: DynamoGraphDeployment/],
    ["command", /^node \S+index\.js estimate --model Qwen\/Qwen3-32B-FP8 --system h200_sxm .*--tp-size \d/],
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
      const before = await heldCount(open.page);
      await page.getByRole("slider", { name: "TTFT limit" }).focus();
      for (let press = 0; press < 3; press++) await page.keyboard.press("PageUp");
      expect(await heldCount(open.page)).toBeGreaterThan(before);
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
    const context = await world.browser.newContext({
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
