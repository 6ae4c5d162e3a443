import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { findTool } from "./tools.js";

/** Debian's browser, or undefined where it is not installed. */
export const CHROMIUM = findTool("chromium");

/** Starts the browser without a window. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM!, args: ["--no-sandbox"] });
}

/** How a page is looked at. */
export interface Look {
  readonly scheme?: "light" | "dark";
  readonly width?: number;
}

/** A page that is open, and everything that it should not have done. */
export interface OpenPage {
  readonly page: Page;
  /** console errors, exceptions, and requests beyond the file itself */
  readonly complaints: string[];
}

/** Counts the pictures that the page copies onto its planes, as `globalThis.draws`. */
const COUNT_DRAWS = `
  globalThis.draws = 0;
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...image) {
    globalThis.draws++;
    return draw.apply(this, image);
  };`;

/** Opens a file that was written, and waits until its table is there. */
export async function openFile(browser: Browser, file: string, look: Look = {}): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: 900 },
    colorScheme: look.scheme ?? "light",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const own = pathToFileURL(file).href;
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== own) complaints.push(`request: ${request.url()}`);
  });
  await page.addInitScript(COUNT_DRAWS);
  await page.goto(own);
  await page.waitForSelector("section[aria-label=Table] tbody tr");
  return { page, complaints };
}

/** Waits for what the page shows a few frames after an input: the table and the chances follow the planes. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(`new Promise((done) => {
    let frames = 6;
    const next = () => (frames-- > 0 ? requestAnimationFrame(() => setTimeout(next)) : done());
    next();
  })`);
}

/** Rules of accessibility that a page breaks, by axe. */
export async function violations(page: Page): Promise<readonly string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const result = await engine.run();
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}
