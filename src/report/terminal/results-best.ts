import { decimalsThatKeep, exactPercent } from "../../domain/compared.js";
import { EVEN_ODDS_WORTH } from "../../domain/confidence.js";
import type { Interval } from "../../domain/prediction.js";
import { runnerUp } from "../../search/choose.js";
import { compareByGpus, compareRows } from "../../search/rank.js";
import { clusterBands } from "../../search/scale.js";
import type { SearchResult } from "../../search/result.js";
import { chancesOf, type TooClose } from "../../domain/too-close.js";
import type { SearchRow } from "../../search/rows.js";
import type { SearchTask } from "../../search/task.js";
import { percentsApart } from "../format.js";
import { visible } from "../visible.js";
import { grouped } from "./grouped.js";
import type { Paint } from "./paint.js";
import { distinct, headline, meetsText, missText, modelOf } from "./results-words.js";
import { chanceText, layoutText } from "./top-table.js";

interface RatioOption {
  readonly showRatio?: boolean;
}

/** What was asked, and what was chosen. */
export function inputLines(
  result: SearchResult,
  best: SearchRow | undefined,
  miss: SearchRow | undefined,
  options: RatioOption,
  paint: Paint,
): string[] {
  const tasks = result.experiments.map((experiment) => experiment.task);
  const lines = ["  Input Configuration & SLA Target:", `    Model: ${distinct(tasks.map(modelOf))}`];
  if (best?.load === undefined)
    lines.push(`    Total GPUs: ${distinct(tasks.map((task) => task.totalGpus))}`);
  lines.push(`    SLA: ${distinct(tasks.map(slaText))}${confidenceText(result)}`);
  if (best !== undefined) {
    lines.push(
      `    Best Experiment Chosen: ${paint.good(`${visible(best.experiment === result.best ? best.experiment : (result.best ?? ""))} at ${headline(best)}`)}${ratioText(result, options)}`,
    );
  } else if (miss !== undefined) {
    lines.push(
      `    Best Experiment Chosen: ${paint.bad(`none, no configuration ${meetsText(result)}`)} (nearest: ${visible(miss.experiment)}, ${missText(miss, result.confidence)})`,
    );
  } else {
    lines.push(`    Best Experiment Chosen: ${paint.bad("none, no experiment could run")}`);
  }
  return lines;
}

/** ` (80 % sure)`: the chance that a row must hold its limits with. */
function confidenceText({ confidence }: SearchResult): string {
  return confidence === undefined ? "" : `, held with a chance of at least ${exactPercent(confidence)}`;
}

function slaText(task: SearchTask): string {
  const { ttftMs, tpotMs, requestLatencyMs } = task.sla;
  const { isl, osl } = task.lengths;
  const limits =
    requestLatencyMs !== undefined
      ? [`request latency ${requestLatencyMs}ms`]
      : [ttftMs === undefined ? "" : `TTFT ${ttftMs}ms`, tpotMs === undefined ? "" : `TPOT ${tpotMs}ms`];
  return `${limits.filter((text) => text !== "").join(" and ") || "no limits"} at ISL ${isl} / OSL ${osl}`;
}

/** `(disagg 1.30x better than agg)`: the winner over the other of two. */
function ratioText(result: SearchResult, options: RatioOption): string {
  if (result.tooClose !== undefined) return tooCloseText(result.tooClose);
  if (options.showRatio === false || result.experiments.length !== 2) return "";
  const [first, second] = [...result.experiments].sort((a, b) => b.bestThroughput - a.bestThroughput);
  if (first === undefined || second === undefined || second.bestThroughput === 0) return "";
  if (first.bestThroughput === second.bestThroughput)
    return ` (${visible(first.name)} and ${visible(second.name)} tied)`;
  const times = first.bestThroughput / second.bestThroughput;
  const shown = times.toFixed(decimalsThatKeep(times, 2, (figure) => figure > 1));
  return ` (${visible(result.best ?? "")} ${shown}x better than ${visible(result.best === first.name ? second.name : first.name)})`;
}

/** What lies within the error of the winner, and why it is the winner: it holds more surely where all serve the same. */
function tooCloseText(tooClose: TooClose): string {
  const { tokensPerSecPerGpu, chosen, others } = tooClose;
  const all = [chosen, ...others];
  const range = [Math.min, Math.max].map((edge) =>
    edge(...all.map((one) => one.tokensPerSecPerGpu)).toFixed(0),
  );
  const close = `within the error of ${others.map(({ name }) => visible(name)).join(" and ")}: ${range.join(" to ")}, too close to tell apart`;
  const chances = chancesOf(tooClose);
  if (chances === undefined) return ` (${close})`;
  const percents = percentsApart(chances);
  const sure = chances.map(({ name }, index) => `${visible(name)} ${percents[index]}`);
  return ` (${close}; chosen by the chance to hold at ${tokensPerSecPerGpu.toFixed(0)}: ${sure.join(", ")})`;
}

function thousands(value: number): string {
  return grouped(value.toFixed(2));
}

/** The best configuration, or the nearest miss, figure by figure. */
export function bestLines(
  result: SearchResult,
  best: SearchRow | undefined,
  miss: SearchRow | undefined,
  paint: Paint,
): string[] {
  const row = best ?? miss;
  if (row === undefined)
    return result.experiments.map(
      (experiment) =>
        `  ${visible(experiment.name)}: ${paint.bad(visible(experiment.error?.message ?? "no configuration"))}`,
    );
  const task = result.experiments.find(
    (experiment) => experiment.name === (best === undefined ? row.experiment : result.best),
  )?.task;
  const budget = row.load === undefined ? (task?.totalGpus ?? 0) : row.totalGpusUsed;
  const { bands } = row.figures;
  const odds = chanceText(row, result.confidence);
  const evenOdds = evenOddsOf(result, best);
  const total = budget === 0 ? row.figures.tokensPerSec : row.tokensPerSecPerGpuCluster * budget;
  return [
    best === undefined
      ? paint.bad(
          `  Nearest Miss (${result.confidence === undefined ? "does not meet the SLA" : `nothing ${meetsText(result)}`}):`,
        )
      : "  Overall Best Configuration:",
    `    - Configuration: ${configurationText(row)}`,
    `    - Best Throughput: ${thousands(total)} tokens/s`,
    `    - Per-GPU Throughput: ${row.tokensPerSecPerGpuCluster.toFixed(2)} tokens/s/gpu${band(clusterBands(row)?.tokensPerSecPerGpu)}`,
    `    - Per-User Throughput: ${row.figures.tokensPerSecPerUser.toFixed(2)} tokens/s/user`,
    `    - Request Rate: ${(row.figures.requestsPerSec * row.replicas).toFixed(2)} req/s`,
    `    - TTFT: ${row.figures.ttftMs.toFixed(2)}ms${band(bands?.ttftMs)}`,
    `    - TPOT: ${row.figures.tpotMs.toFixed(2)}ms${band(bands?.tpotMs)}`,
    `    - Request Latency: ${row.figures.requestLatencyMs.toFixed(2)}ms${band(bands?.requestLatencyMs)}`,
    ...(odds === "" ? [] : [`    - Chance to Hold the SLA: ${odds}`]),
    ...loadLines(row),
    ...runnerUpLines(result, best),
    ...(evenOdds === undefined
      ? []
      : [
          `    - At Even Odds: ${visible(evenOdds.experiment)}, ${configurationText(evenOdds)}, ${headline(evenOdds)}, TTFT ${evenOdds.figures.ttftMs.toFixed(2)}ms, TPOT ${evenOdds.figures.tpotMs.toFixed(2)}ms (chance ${chanceText(evenOdds, result.confidence)})`,
        ]),
  ];
}

/** Engine, layout and load of a row. */
function configurationText(row: SearchRow): string {
  return `${visible(row.deployment.backend)}, ${layoutText(row)}, ${row.figures.concurrency * row.replicas} requests at once`;
}

/** The next best of all that is listed: of whichever experiment, which is named where there are several. */
function runnerUpLines(result: SearchResult, best: SearchRow | undefined): string[] {
  const next = best && runnerUp(result, best);
  if (next === undefined) return [];
  const odds = chanceText(next);
  const name = result.experiments.length > 1 ? `${visible(next.experiment)}, ` : "";
  return [
    `    - Runner-Up: ${name}${visible(next.deployment.backend)}, ${layoutText(next)}, ${headline(next)}${odds === "" ? "" : ` (chance ${odds})`}`,
  ];
}

/** The best row at even odds over all experiments, where it serves clearly more than the best, or a load on fewer GPUs. */
function evenOddsOf(result: SearchResult, best: SearchRow | undefined): SearchRow | undefined {
  const byGpus = best?.load !== undefined && best.load.loadServedPct === undefined;
  const [first] = result.experiments
    .flatMap(({ evenOdds }) => evenOdds ?? [])
    .sort((a, b) => (byGpus ? compareByGpus(a, b) : compareRows(a, b)));
  if (byGpus) return first !== undefined && first.totalGpusUsed < best.totalGpusUsed ? first : undefined;
  const worth = EVEN_ODDS_WORTH * (best?.tokensPerSecPerGpuCluster ?? 0);
  return first !== undefined && first.tokensPerSecPerGpuCluster > worth ? first : undefined;
}

/** The band of a figure as the box shows it. */
function band(interval: Interval | undefined): string {
  if (interval === undefined) return "";
  const digits = interval[0] < 100 ? 1 : 0;
  return ` (80% band ${interval.map((edge) => edge.toFixed(digits)).join(" to ")})`;
}

function loadLines(row: SearchRow): string[] {
  if (row.load === undefined) return [];
  const served =
    row.load.loadServedPct === undefined ? "" : `, serves ${row.load.loadServedPct.toFixed(1)}% of the load`;
  return [
    `    - GPUs Needed: ${row.totalGpusUsed} (${row.replicas} replicas of ${row.figures.gpusPerReplica})${served}`,
  ];
}
