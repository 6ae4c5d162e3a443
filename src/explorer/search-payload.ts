import { compact } from "../domain/compact.js";
import { DEFAULT_OPTIONS, type GenerateOptions } from "../generate/options/types.js";
import type { ExperimentResult, SearchResult } from "../search/result.js";
import type { ExplorerPayload, PagePart } from "./payload.js";
import { searchPart } from "./search-part.js";

/** What a page is told beside its points. */
export interface PageOptions {
  /** e.g. `dynamo-advisor 0.1.0` */
  readonly producer?: string;
  readonly generate?: GenerateOptions;
  /** the command that repeats a check */
  readonly checkCommand?: string;
}

/** A search as the data of a page: every configuration that was priced, and the rows that the search recommends. */
export function searchPayload(result: SearchResult, options: PageOptions): ExplorerPayload {
  return {
    title: titleOf(result.experiments),
    facts: result.experiments.slice(0, 1).map(askedText),
    producer: options.producer ?? "dynamo-advisor",
    profile: result.profile,
    ...compact({ confidence: result.confidence }),
    ...joinParts([searchPart(result)], [...result.notes, ...result.experiments.flatMap(failureAndNotes)]),
    generate: options.generate ?? DEFAULT_OPTIONS,
  };
}

/** Parts side by side in one page, with what they leave out told among its notes. */
export function joinParts(
  parts: readonly PagePart[],
  notes: readonly string[],
): Pick<ExplorerPayload, "sets" | "marks" | "notes"> {
  const sets = parts.flatMap((part) => part.sets);
  const marks = parts.flatMap((part, at) => {
    const before = parts.slice(0, at).reduce((sum, one) => sum + one.sets.length, 0);
    return part.marks.map((mark) => ({ ...mark, set: before + mark.set }));
  });
  const leftOut = parts.reduce((sum, part) => sum + part.leftOut, 0);
  const said =
    leftOut > 0
      ? [`${leftOut.toLocaleString("en")} more configurations were priced; their points lie on those shown`]
      : [];
  return { sets, marks, notes: [...new Set([...said, ...notes])] };
}

function titleOf(experiments: readonly ExperimentResult[]): string {
  const models = experiments.map(({ task }) => task.displayModel ?? task.model);
  return [...new Set(models)].join(", ");
}

function askedText({ task }: ExperimentResult): string {
  const { isl, osl, prefix } = task.lengths;
  const cached = prefix > 0 ? `, ${prefix} of them cached` : "";
  const budget = task.totalGpus > 0 ? ` on ${task.totalGpus} GPUs` : "";
  return `prompts of ${isl} tokens${cached}, answers of ${osl}${budget}`;
}

function failureAndNotes({ name, error, notes }: ExperimentResult): readonly string[] {
  return error === undefined ? notes : [`${name}: ${error.message}`, ...notes];
}
