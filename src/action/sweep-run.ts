import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { compact } from "../domain/compact.js";
import { UserError } from "../domain/errors.js";
import { collectShards, parseShardFile, type Collected, type ShardFile } from "../sweep/collect.js";
import { sweepCsv } from "../sweep/csv.js";
import { sweptDimensions } from "../sweep/dimensions.js";
import { expandGrid, parseGrid } from "../sweep/grid.js";
import { bestMatrix } from "../sweep/matrix.js";
import { sweepPicture } from "../sweep/picture.js";
import { MAX_SHARDS, planSweep, pointsOfShard, shardNumbers, type SweepPlan } from "../sweep/plan.js";
import { renderSweepSummary } from "../sweep/summary.js";
import type { Conclusion } from "./conclude.js";
import { pageLine } from "./report-files.js";
import { rawInput } from "./inputs.js";
import type { RunContext } from "./run-context.js";
import type { SystemFile } from "../domain/system-file.js";
import { describedGrid } from "./sweep-systems.js";
import { writeBelow } from "./workspace-files.js";

const STEPS = ["plan", "run", "collect", "all"] as const;
/** Runners that are used unless said otherwise: the number that a free plan runs at once. */
const DEFAULT_SHARDS = 20;
/** Most points of a sweep that one page shows, and the configurations that it holds of all of them together. */
const MAX_PAGE_POINTS = 250;
const PAGE_CONFIGURATIONS = 5000;
const MAX_SHARD_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Mode `sweep`, a step at a time: `plan` says which shards there are, `run` does one of them, `collect` merges what all
 * of them left. Every step makes the plan anew from the same inputs, so nothing but results passes between jobs.
 * `all`, the default, does everything in one job.
 */
export async function runSweep(
  run: RunContext,
  read: (name: string) => string = rawInput,
): Promise<Conclusion> {
  const step = STEPS.find((each) => each === (read("sweep").trim().toLowerCase() || "all"));
  if (step === undefined)
    throw new UserError("usage", `input sweep is '${read("sweep")}'; allowed: ${STEPS.join(", ")}`);
  const shards = count("sweep-shards", read("sweep-shards"), MAX_SHARDS) ?? DEFAULT_SHARDS;
  const { grid, files } = await describedGrid(parseGrid(read), run.environment.workspace, run.engine);
  const own = files.length > 0 ? ` ${JSON.stringify(files)}` : "";
  const plan = planSweep(
    expandGrid(grid),
    step === "all" ? 1 : shards,
    `${run.engine.version} ${run.inputs.profile ?? ""} ${run.inputs.confidence ?? ""}${own}`,
  );
  const folder = read("sweep-path").trim() || "sweep";
  if (step === "plan") return writePlan(run, plan);
  if (step === "run")
    return runShard({ run, plan, folder, systems: files }, shardOf(plan, read("sweep-shard")));
  if (step === "all") await runShard({ run, plan, folder, systems: files }, 0);
  return collect(run, plan, folder);
}

async function writePlan(run: RunContext, plan: SweepPlan): Promise<Conclusion> {
  const numbers = shardNumbers(plan);
  run.outputs.set({ shards: JSON.stringify(numbers) });
  const line = `${plan.points.length} points in ${numbers.length} shards`;
  await run.outputs.writeSummary(`${line}\n`);
  return { failed: false, line };
}

/** What every shard of a sweep shares. */
interface Sweep {
  readonly run: RunContext;
  readonly plan: SweepPlan;
  readonly folder: string;
  readonly systems: readonly SystemFile[];
}

async function runShard({ run, plan, folder, systems }: Sweep, shard: number): Promise<Conclusion> {
  const points = pointsOfShard(plan, shard);
  const { profile, confidence, htmlFile } = run.inputs;
  const fits = htmlFile !== undefined && plan.points.length <= MAX_PAGE_POINTS;
  const mostShown = fits ? Math.floor(PAGE_CONFIGURATIONS / plan.points.length) : undefined;
  const asked = systems.length === 0 ? undefined : systems;
  const outcomes = await run.engine.sweep(points, {
    ...{ profile, confidence },
    ...compact({ mostShown, systems: asked }),
  });
  const file: ShardFile = { kind: "sweep-shard", planHash: plan.hash, shard, outcomes };
  await writeBelow(
    run.environment.workspace,
    path.join(folder, `shard-${shard}.json`),
    `${JSON.stringify(file)}\n`,
    "sweep-path",
  );
  return { failed: false, line: `Shard ${shard}: ${points.length} points` };
}

async function collect(run: RunContext, plan: SweepPlan, folder: string): Promise<Conclusion> {
  const { workspace } = run.environment;
  const collected = collectShards(plan, await readShards(path.join(workspace, folder)));
  const csv = await writeBelow(
    workspace,
    path.join(folder, "sweep.csv"),
    sweepCsv(plan.points, collected.outcomes),
    "sweep-path",
  );
  const matrix = bestMatrix(plan.points, collected.outcomes, sweptDimensions(plan.points));
  if (matrix !== undefined)
    await writeBelow(workspace, path.join(folder, "sweep.svg"), sweepPicture(matrix), "sweep-path");
  const page = await writePage(run, plan, collected);
  const summary = `${renderSweepSummary(plan, collected)}${page === undefined ? "" : `\n${page.line}\n`}`;
  await writeBelow(workspace, path.join(folder, "sweep.md"), summary, "sweep-path");
  await run.outputs.writeSummary(summary);
  run.outputs.set({ "sweep-summary-path": csv, ...compact({ "html-path": page?.path }) });
  return { failed: collected.lost.length > 0, line: collectLine(plan, collected) };
}

/** The page of all points, and the sentence of the summary that names it or says why there is none. */
async function writePage(
  { inputs, environment, engine }: RunContext,
  { points }: SweepPlan,
  { outcomes }: Collected,
): Promise<{ readonly path?: string; readonly line: string } | undefined> {
  const { htmlFile } = inputs;
  if (htmlFile === undefined) return undefined;
  if (points.length > MAX_PAGE_POINTS)
    return { line: `No page was written: it shows a sweep of at most ${MAX_PAGE_POINTS} points.` };
  if (!outcomes.some(({ page }) => page !== undefined))
    return { line: "No page was written: no shard was run with `html-file`." };
  const html = await engine.sweepPage(points, outcomes);
  const written = await writeBelow(environment.workspace, htmlFile, html, "html-file");
  return { path: written, line: pageLine(htmlFile) };
}

function collectLine(plan: SweepPlan, { lost, outcomes }: Collected): string {
  if (lost.length === 0) return `Swept ${plan.points.length} points`;
  return `${lost.length} of ${shardNumbers(plan).length} shards are lost: ${lost.map(({ shard }) => shard).join(", ")}; ${outcomes.length} of ${plan.points.length} points are there`;
}

/** All shard files below a folder, however the artifacts were unpacked. */
async function readShards(folder: string): Promise<readonly ShardFile[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files: ShardFile[] = [];
  for (const name of names.filter((each) => /(?:^|[\\/])shard-\d{1,3}\.json$/.test(each)).sort()) {
    const full = path.join(folder, name);
    const { size } = await stat(full);
    if (size > MAX_SHARD_FILE_BYTES)
      throw new UserError("input", `${name} has ${size} bytes, at most ${MAX_SHARD_FILE_BYTES} are read`);
    files.push(parseShardFile(await readFile(full, "utf8"), name));
  }
  return files;
}

function shardOf(plan: SweepPlan, value: string): number {
  const shard = /^\d{1,3}$/.test(value.trim()) ? Number(value) : -1;
  if (!shardNumbers(plan).includes(shard)) {
    throw new UserError(
      "usage",
      `input sweep-shard is '${value}'; the plan has the shards 0 to ${shardNumbers(plan).length - 1}`,
    );
  }
  return shard;
}

function count(name: string, value: string, max: number): number | undefined {
  if (value.trim() === "") return undefined;
  const parsed = /^\d{1,4}$/.test(value.trim()) ? Number(value) : 0;
  if (parsed < 1 || parsed > max)
    throw new UserError("usage", `input ${name} is '${value}'; allowed: 1 to ${max}`);
  return parsed;
}
