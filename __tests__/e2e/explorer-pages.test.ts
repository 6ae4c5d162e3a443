import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import { openFile, settled, violations } from "../support/browser.js";
import { aggManifest, POLICY } from "../support/manifests.js";
import { heldCount, pageWorld, shownFigure } from "../support/page-suite.js";
import { runBundle } from "../support/run-bundle.js";

interface Figures {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly tokensPerSecPerGpu: number;
  readonly tokensPerSecPerGpuCluster?: number;
}
interface Answer {
  readonly best?: string;
  readonly experiments?: Readonly<Record<string, { readonly top: readonly Figures[] }>>;
  readonly files?: readonly {
    readonly deployments: readonly {
      readonly name: string;
      readonly proposed: Figures;
      readonly base: Figures;
    }[];
  }[];
}

/** How a page's commands start: as the program was. */
const PROGRAM = /^node \S+index\.js /;

const world = pageWorld({ bundle: true }, ({ folder }) => {
  for (const [at, name] of ["chat", "search", "batch"].entries()) {
    const file = (where: string): string => path.join(folder, where, `${name}.yaml`);
    for (const where of ["before/deploy", "deploy"]) mkdirSync(path.join(folder, where), { recursive: true });
    writeFileSync(file("before/deploy"), aggManifest({ name, maxBatchSize: 16 + 8 * at }));
    writeFileSync(file("deploy"), aggManifest({ name, maxBatchSize: 24 + 8 * at }));
  }
  writeFileSync(path.join(folder, "policy.yml"), POLICY.replace("profile: reference", "profile: calibrated"));
  writeFileSync(path.join(folder, "exp.yaml"), EXPERIMENTS);
});

const EXPERIMENTS = `trt:
  serving_mode: agg
  model_path: Qwen/Qwen3-32B-FP8
  total_gpus: 8
  system_name: h200_sxm
  backend_name: trtllm
  isl: 2000
  osl: 300
  ttft: 800.0
  tpot: 20.0
sgl:
  serving_mode: agg
  model_path: Qwen/Qwen3-32B-FP8
  total_gpus: 8
  system_name: h200_sxm
  backend_name: sglang
  isl: 2000
  osl: 300
  ttft: 500.0
  tpot: 20.0
`;

/** The figures of the chosen point as the page shows them. */
async function detailsOf(page: Page): Promise<string> {
  await settled(page);
  return page.locator(".details").innerText();
}

async function copied(page: Page, what: string): Promise<string> {
  await page.getByRole("button", { name: `Copy ${what}` }).click();
  await page.getByText(`Copied the ${what}`).waitFor();
  return page.evaluate("navigator.clipboard.readText()") as Promise<string>;
}

/** What every page must do: filters that leave points out, rules of accessibility, a phone's width, no complaint. */
async function isSound(file: string, filter: string): Promise<void> {
  for (const look of [{}, { width: 390, scheme: "dark" }] as const) {
    const { page, complaints } = await openFile(world.browser, file, look);
    const all = await heldCount(page);
    if ("width" in look) await page.getByText("Limits and filters").click();
    await page.getByRole("checkbox", { name: filter }).uncheck();
    expect(await heldCount(page)).toBeLessThan(all);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
}

world.suite("the page of each command", () => {
  it.each([
    ["exp", "exp --yaml-path exp.yaml", "TP2", "sgl"],
    [
      "recommend",
      "recommend --model Qwen/Qwen3-32B-FP8 --system h200_sxm --isl 2000 --osl 300 --ttft 800 --tpot 20 --target-concurrency 40",
      "TP2",
      "agg",
    ],
  ])(
    "%s: the figures are those of its JSON, and the copied command gives them again",
    async (name, line, filter) => {
      const file = path.join(world.folder, `${name}.html`);
      const answer = JSON.parse(world.run(`${line} --format json --html ${file}`)) as Answer;
      const best = answer.experiments![answer.best!]!.top[0]!;
      const { page, complaints } = await openFile(world.browser, file);
      const details = await detailsOf(page);
      for (const value of [best.tokensPerSecPerGpuCluster!, best.ttftMs, best.tpotMs])
        expect(details).toContain(shownFigure(value));
      const command = await copied(page, "command");
      const again = JSON.parse(world.run(`${command.replace(PROGRAM, "")} --format json`)) as Figures;
      expect(again.ttftMs / best.ttftMs).toBeCloseTo(1, 3);
      expect(again.tpotMs / best.tpotMs).toBeCloseTo(1, 3);
      expect(JSON.parse(await copied(page, "row"))).toMatchObject({ ttftMs: best.ttftMs });
      expect(complaints).toEqual([]);
      await page.context().close();
      await isSound(file, filter);
    },
  );

  it("check of three manifests: before and after of each are marked, with the figures of its JSON", async () => {
    const file = path.join(world.folder, "check.html");
    const line = `check deploy --base before --config-file policy.yml --html ${file} --format json`;
    const deployments = (JSON.parse(world.run(line)) as Answer).files!.flatMap((one) => one.deployments);
    expect(deployments).toHaveLength(3);
    const { page, complaints } = await openFile(world.browser, file);
    for (const { name, proposed, base } of deployments)
      for (const [mark, { tokensPerSecPerGpu, ttftMs, tpotMs }] of [
        [`This change, ${name}`, proposed],
        [`Before, ${name}`, base],
      ] as const) {
        await page.locator(".marks button", { hasText: mark }).click();
        const details = await detailsOf(page);
        for (const value of [tokensPerSecPerGpu, ttftMs, tpotMs])
          expect(details).toContain(shownFigure(value));
      }
    const command = await copied(page, "command");
    expect(command).toMatch(PROGRAM);
    expect(command.replace(PROGRAM, "")).toBe("check deploy --base before --config-file policy.yml");
    expect(world.run(command.replace(PROGRAM, ""))).toMatch(/pass|fail/i);
    expect(complaints).toEqual([]);
    await page.context().close();
    await isSound(file, "chat");
  });
});

world.suite("the page of a sweep", () => {
  const GRID = {
    mode: "sweep",
    "github-token": "none",
    "sweep-models": "Qwen/Qwen3-32B-FP8",
    "sweep-gpus": "8, 16, 32, 64",
    "sweep-ttft-ms": "300, 1000",
    "sweep-tpot-ms": "20",
    "sweep-shards": "2",
    "html-file": "sweep.html",
  };
  const sweep = (inputs: Readonly<Record<string, string>>) =>
    runBundle({
      event: "workflow_dispatch",
      payload: {},
      apiUrl: "http://127.0.0.1:9",
      workspace: world.folder,
      inputs: { ...GRID, ...inputs },
    });

  it("merges its shards into one, named in the summary, whose limits differ and can be dragged", async () => {
    for (const shard of ["0", "1"])
      expect((await sweep({ sweep: "run", "sweep-shard": shard })).exitCode).toBe(0);
    const ended = await sweep({ sweep: "collect" });
    expect(ended.summary).toContain("`sweep.html`");
    const { page, complaints } = await openFile(world.browser, ended.outputs["html-path"]!);
    const line = page.getByRole("slider", { name: "TTFT limit" });
    const before = await heldCount(page);
    // the limit of the chosen point: those of the others differ
    for (const [mark, limit] of [
      ["TTFT limit 300", "TTFT 300 ms"],
      ["TTFT limit 1,000", "TTFT 1,000 ms"],
    ] as const) {
      await page.locator(".marks button", { hasText: mark }).first().click();
      await settled(page);
      expect(await line.getAttribute("aria-valuetext")).toBe(limit);
    }
    await line.focus();
    await page.keyboard.press("PageUp");
    expect(await heldCount(page)).toBeGreaterThan(before);
    expect(complaints).toEqual([]);
    await page.context().close();
    await isSound(ended.outputs["html-path"]!, "GPUs 8 · TTFT limit 1,000");
  });

  it("is not written for more points than a page shows, and the summary says so", async () => {
    const limits = Array.from({ length: 63 }, (_, at) => 300 + at).join(",");
    const ended = await sweep({ sweep: "collect", "sweep-ttft-ms": limits, "sweep-tpot-ms": "20, 21" });
    expect(ended.summary).toContain("No page was written: it shows a sweep of at most 250 points.");
    expect(ended.outputs["html-path"]).toBeUndefined();
  });
});
