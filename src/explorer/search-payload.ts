import { compact } from "../domain/compact.js";
import { DEFAULT_OPTIONS, type GenerateOptions } from "../generate/options/types.js";
import { plural } from "../report/format.js";
import { bestRow } from "../search/choose.js";
import type { ExperimentResult, SearchResult } from "../search/result.js";
import type { LoadTarget } from "../domain/search-task.js";
import type { SearchRow } from "../search/rows.js";
import type { ExplorerPayload, PagePart, PointSet } from "./payload.js";
import { searchPart } from "./search-part.js";
import { scaledFacts, toldApart } from "./tell-apart.js";

/** What a page is told beside its points. */
export interface PageOptions {
  /** e.g. `dynamo-advisor 0.1.0` */
  readonly producer?: string;
  readonly generate?: GenerateOptions;
  /** how the program was started */
  readonly program?: string;
  /** the command that repeats a check */
  readonly checkCommand?: string;
}

/** A search as the data of a page: every configuration that was priced, and the rows that the search recommends. */
export function searchPayload(result: SearchResult, options: PageOptions): ExplorerPayload {
  const parts = [searchPart(result)];
  return {
    title: titleOf(result.experiments),
    facts: [
      ...result.experiments.slice(0, 1).map(askedText),
      ...servedText(bestRow(result)),
      ...factsOfParts(parts),
    ],
    producer: options.producer ?? "dynamo-advisor",
    profile: result.profile,
    ...compact({ confidence: result.confidence, program: options.program, fewestGpus: fewestGpus(result) }),
    ...joinParts(parts, [...result.notes, ...result.experiments.flatMap(failureAndNotes)]),
    generate: options.generate ?? DEFAULT_OPTIONS,
  };
}

/** Parts side by side in one page. */
export function joinParts(
  parts: readonly PagePart[],
  notes: readonly string[],
): Pick<ExplorerPayload, "sets" | "marks" | "notes"> {
  const sets = toldApart(parts.flatMap((part) => part.sets));
  const marks = parts.flatMap((part, at) => {
    const before = parts.slice(0, at).reduce((sum, one) => sum + one.sets.length, 0);
    return part.marks.map((mark) => ({ ...mark, set: before + mark.set }));
  });
  return { sets, marks, notes: [...new Set(notes)] };
}

/** Which systems of a page were never measured, and how much of what was priced it shows. */
export function factsOfParts(parts: readonly PagePart[]): readonly string[] {
  return [...scaledFacts(parts.flatMap((part) => part.sets)), ...shownOfAll(parts)];
}

/** How many configurations a page leaves out, and which ones it shows; nothing where it shows all. */
function shownOfAll(parts: readonly PagePart[]): readonly string[] {
  const leftOut = parts.reduce((sum, part) => sum + part.leftOut, 0);
  if (leftOut === 0) return [];
  const shown = parts.flatMap(({ sets }) => sets).reduce((sum, set) => sum + countOf(set), 0);
  const [some, all] = [shown, shown + leftOut].map((count) => count.toLocaleString("en"));
  return [
    `Here are ${some} of ${all} configurations that were priced: the best, the frontiers, and of the rest a choice that covers the plane`,
  ];
}

function countOf({ columns }: PointSet): number {
  return columns.figures.ttftMs.length;
}

function titleOf(experiments: readonly ExperimentResult[]): string {
  const models = experiments.map(({ task }) => task.displayModel ?? task.model);
  return [...new Set(models)].join(", ");
}

function askedText({ task }: ExperimentResult): string {
  const { isl, osl, prefix } = task.lengths;
  const cached = prefix > 0 ? `, ${prefix} of them cached` : "";
  if (task.load !== undefined)
    return `${loadText(task.load)}; prompts of ${isl} tokens${cached}, answers of ${osl}`;
  const budget = task.totalGpus > 0 ? ` on ${task.totalGpus} GPUs` : "";
  return `prompts of ${isl} tokens${cached}, answers of ${osl}${budget}`;
}

function loadText({ requestRate, concurrency, maxTotalGpus }: LoadTarget): string {
  const load =
    requestRate === undefined ? `${concurrency} requests at once` : `${requestRate} requests a second`;
  return `fewest GPUs for ${load}${maxTotalGpus === undefined ? "" : `, at most ${plural(maxTotalGpus, "GPU")}`}`;
}

/** What serving the load takes, in the words of the command. */
function servedText(best: SearchRow | undefined): readonly string[] {
  if (best?.load === undefined) return [];
  const { loadServedPct } = best.load;
  const share = loadServedPct === undefined ? "" : `, serves ${loadServedPct.toFixed(1)}% of the load`;
  const replicas = plural(best.replicas, "replica");
  return [`GPUs needed: ${best.totalGpusUsed} (${replicas} of ${best.figures.gpusPerReplica})${share}`];
}

/** Whether the fewest GPUs are best: true of a load that is served whole. */
function fewestGpus(result: SearchResult): true | undefined {
  const best = bestRow(result);
  return best?.load !== undefined && best.load.loadServedPct === undefined ? true : undefined;
}

function failureAndNotes({ name, error, notes }: ExperimentResult): readonly string[] {
  return error === undefined ? notes : [`${name}: ${error.message}`, ...notes];
}
