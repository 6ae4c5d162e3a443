import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { CHROMIUM, settled, startBrowser } from "./browser.js";
import { bundlePath } from "./run-bundle.js";

/** What tests that look at pages share: a folder and a browser, there while they run. */
export class PageWorld {
  folder = "";
  browser!: Browser;
  private readonly bundle: string | undefined;
  private readonly skipped: boolean;

  constructor(needs: { readonly bundle: boolean }) {
    this.bundle = needs.bundle ? bundlePath() : undefined;
    const noBundle = needs.bundle && this.bundle === undefined ? "no bundle" : "";
    const missing = CHROMIUM === undefined ? "chromium is not installed" : noBundle;
    // CI installs the browser (.ci/install-tools.sh), so its absence there is a failure
    this.skipped = missing !== "" && process.env["CI"] !== "true";
    if (this.skipped) console.warn(`skipped: ${missing}`);
  }

  /** `describe`, or a skipped one where something is missing. */
  get suite(): typeof describe | typeof describe.skip {
    return this.skipped ? describe.skip : describe;
  }

  /** Runs a command of the bundle in the folder and gives what it prints; an exit code but 0 is an error. */
  readonly run = (line: string): string => {
    const cli = path.join(path.dirname(this.bundle!), "cli/index.js");
    const ended = spawnSync(process.execPath, [cli, ...line.split(" ")], {
      encoding: "utf8",
      cwd: this.folder,
    });
    if (ended.status !== 0) throw new Error(`${line}: ${ended.stdout}${ended.stderr}`);
    return ended.stdout;
  };

  async open(prepare: () => void | Promise<void>): Promise<void> {
    if (this.skipped) return;
    this.folder = mkdtempSync(path.join(tmpdir(), "explorer-"));
    await prepare();
    this.browser = await startBrowser();
  }

  async close(): Promise<void> {
    if (this.skipped) return;
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A world for the tests of one file; `prepare` fills its folder once. */
export function pageWorld(
  needs: { readonly bundle: boolean },
  prepare: (world: PageWorld) => void | Promise<void>,
): PageWorld {
  const world = new PageWorld(needs);
  beforeAll(() => world.open(() => prepare(world)));
  afterAll(() => world.close());
  return world;
}

/** The line over the table, once it has followed the planes. */
export async function tableHeading(page: Page): Promise<string> {
  await settled(page);
  return page.locator("section[aria-label=Table] h2").innerText();
}

/** How many configurations hold, as the page says. */
export async function heldCount(page: Page): Promise<number> {
  return Number(/^[\d,]+/.exec(await tableHeading(page))![0].replaceAll(",", ""));
}

/** A figure as the page writes it. */
export function shownFigure(value: number, decimals = 2): string {
  // rounded as decimals are printed: the other way rounds 492.315 up, which is a little less
  return Number(value.toFixed(decimals)).toLocaleString("en", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}
