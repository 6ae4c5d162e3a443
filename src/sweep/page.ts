import { compact } from "../domain/compact.js";
import { DEFAULT_OPTIONS } from "../generate/options/types.js";
import type { SearchResult } from "../search/result.js";
import { fixedValues, sweptDimensions, valueInWords } from "./dimensions.js";
import type { SweepPoint } from "./grid.js";
import type { SweepOutcome } from "./outcome.js";
import type { ExplorerPayload, OutcomePage, PagePart } from "../explorer/payload.js";
import { joinParts, factsOfParts } from "../explorer/search-payload.js";
import { SCALED } from "../explorer/point.js";
import { donorsOf } from "../explorer/tell-apart.js";
import { searchPart } from "../explorer/search-part.js";

/** What the page of a sweep shows of one point's search; `most` bounds its configurations. */
export function outcomePage(result: SearchResult, most: number): OutcomePage {
  const { sets, marks, leftOut } = searchPart(result, { most });
  const best = marks.filter(({ kind }) => kind === "best");
  return {
    sets,
    marks: best,
    leftOut,
    profile: result.profile,
    ...compact({ confidence: result.confidence }),
  };
}

/** A sweep as the data of a page: each point of the grid is a part, named by the values that vary. */
export function sweepPayload(
  points: readonly SweepPoint[],
  outcomes: readonly SweepOutcome[],
  producer: string,
): ExplorerPayload {
  const named = outcomes.map((outcome) => ({ outcome, name: partName(points, outcome) }));
  const pages = named.flatMap(({ outcome: { page }, name }) => (page === undefined ? [] : [{ page, name }]));
  const met = outcomes.filter(({ kind }) => kind === "best").length;
  const errors = named.flatMap(({ outcome, name }) =>
    outcome.kind === "error" ? [`${name}: ${outcome.message}`] : [],
  );
  return {
    title: `Sweep of ${points.length.toLocaleString("en")} points`,
    facts: [
      fixedValues(points),
      `${met} of ${points.length} hold their limits`,
      ...factsOfParts(pages.map(({ page }) => page)),
    ].filter((fact) => fact !== ""),
    producer,
    profile: pages[0]?.page.profile ?? "",
    ...compact({ confidence: pages[0]?.page.confidence }),
    ...joinParts(
      pages.map(({ page, name }) => namedPart(page, name)),
      errors,
    ),
    generate: DEFAULT_OPTIONS,
  };
}

function namedPart({ sets, marks, leftOut }: PagePart, part: string): PagePart {
  return {
    sets: sets.map((set) => ({ ...set, part })),
    marks: marks.map((mark) => ({ ...mark, name: `${mark.name}, ${part}` })),
    leftOut,
  };
}

/** The values of a point that not all points have: `H200 · GPUs 16 · TTFT limit 300 ms`. */
function partName(points: readonly SweepPoint[], { index, page }: SweepOutcome): string {
  const point = points[index]!;
  const scaled = donorsOf(page?.sets ?? []).size > 0 ? SCALED : "";
  return sweptDimensions(points)
    .map((dimension) => valueInWords(dimension, point) + (dimension.key === "system" ? scaled : ""))
    .join(" · ");
}
