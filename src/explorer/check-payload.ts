import { compact } from "../domain/compact.js";
import type { CheckResult, DeploymentReview, Evaluation } from "../domain/review.js";
import type { SlaTarget } from "../domain/workload.js";
import { DEFAULT_OPTIONS } from "../generate/options/types.js";
import type { SearchResult, ToldSearch } from "../search/result.js";
import { plural } from "../report/format.js";
import { displayNames } from "../report/view.js";
import { evaluationSet } from "./evaluation-set.js";
import type { ExplorerPayload, PagePart, PointMark, PointSet, PointSource } from "./payload.js";
import { searchPart } from "./search-part.js";
import { joinParts, factsOfParts, type PageOptions } from "./search-payload.js";
import { MOST_POINTS } from "./thin.js";

/**
 * A check as the data of a page: for each deployment the points of its search, and before, after and the best found as
 * points with a name. `searches` are what the check searched (`CheckRequest.onSearch`). Deployments are named as in the comment.
 */
export function checkPayload(
  result: CheckResult,
  searches: readonly ToldSearch[],
  { producer = "dynamo-advisor", generate = DEFAULT_OPTIONS, checkCommand, program }: PageOptions,
): ExplorerPayload {
  const names = displayNames(result.deployments);
  const nameOf = (review: DeploymentReview): string =>
    names[result.deployments.indexOf(review)] ?? review.name;
  const judged = result.deployments.filter(({ proposed }) => proposed !== undefined);
  const several = judged.length > 1;
  const own = judged.map((review) => {
    const asked = searches.filter(({ asker }) => asker?.file === review.file && asker.name === review.name);
    return reviewPart(
      review,
      [...new Set(asked.map((search) => search.result))],
      compact({
        part: several ? nameOf(review) : undefined,
        most: Math.ceil(MOST_POINTS / judged.length),
      }),
    );
  });
  const others = searches.filter(({ asker }) => asker === undefined);
  const parts = [...own, ...others.map((search) => searchPart(search.result, { part: "experiments" }))];
  const { confidence } = judged.find((review) => review.confidence !== undefined) ?? {};
  return {
    title: titleOf(result, judged),
    facts: [...factsOf(result, nameOf), ...factsOfParts(parts)],
    producer,
    profile: result.profile,
    ...compact({ confidence, checkCommand, program }),
    ...joinParts(parts, unpricedNotes(result)),
    generate,
  };
}

function titleOf(
  { deployments, experiments = [] }: CheckResult,
  judged: readonly DeploymentReview[],
): string {
  const [only, ...more] = judged.length === 1 ? judged : deployments;
  if (only !== undefined && more.length === 0) return only.name;
  return deployments.length === 0 && experiments.length > 0
    ? experiments.map(({ file }) => file).join(", ")
    : `${plural(deployments.length, "deployment")} checked`;
}

/** Each verdict with its reasons. */
function factsOf(
  { deployments, experiments = [] }: CheckResult,
  nameOf: (review: DeploymentReview) => string,
): readonly string[] {
  const line = (name: string, { verdict, reasons }: Pick<DeploymentReview, "verdict" | "reasons">): string =>
    [`${name}: ${verdict === "not-applicable" ? "not checked" : verdict}`, ...reasons].join("; ");
  return [
    ...deployments.map((review) => line(nameOf(review), review)),
    ...experiments.map((review) => line(review.file, review)),
  ];
}

/** Why something has no points: what was found in its file. */
function unpricedNotes({ deployments, experiments = [], findings }: CheckResult): readonly string[] {
  const unpriced = deployments.filter(({ proposed }) => proposed === undefined);
  const own = [...unpriced, ...experiments].flatMap((review) => review.findings);
  const problems = experiments.flatMap((review) =>
    review.experiments.flatMap(({ name, problem }) => (problem === undefined ? [] : [`${name}: ${problem}`])),
  );
  return [
    ...[...findings, ...own].map(({ file, position, message }) => `${file}:${position.line}: ${message}`),
    ...problems,
  ];
}

const LIMIT_NAMES = { ttft: "ttftMs", tpot: "tpotMs", requestLatency: "requestLatencyMs" } as const;

/** The limits that an evaluation was judged by: what a change asks for need not be what was asked before. */
function limitsOf({ limits }: Evaluation): SlaTarget {
  return Object.fromEntries(limits.map(({ metric, limitMs }) => [LIMIT_NAMES[metric], limitMs]));
}

function reviewPart(
  review: DeploymentReview,
  searches: readonly SearchResult[],
  options: { readonly part?: string; readonly most: number },
): PagePart {
  const found = searches.map((search) => searchPart(search, options));
  const sets: PointSet[] = [];
  const marks: PointMark[] = [];
  const add = (
    kind: PointMark["kind"],
    name: string,
    evaluation: Evaluation | undefined,
    source: PointSource,
  ): void => {
    const { workload, sla, gpuBudget = 0 } = review;
    if (evaluation === undefined || workload === undefined) return;
    const { part } = options;
    marks.push({ kind, name: part === undefined ? name : `${name}, ${part}`, set: sets.length, point: 0 });
    const own = { ...limitsOf(evaluation), ...compact({ percentile: sla.percentile }) };
    sets.push(evaluationSet(evaluation, { ...compact({ part }), workload, sla: own, gpuBudget, source }));
  };
  const { file, recommended, bestFound } = review;
  add("proposed", review.base === undefined ? "This manifest" : "This change", review.proposed, { file });
  add("base", "Before", review.base, { file: review.previousFile ?? file });
  add(
    "best",
    "Best found",
    recommended?.evaluation ?? bestFound,
    compact({ file, manifest: recommended?.newText }),
  );
  return {
    sets: [...sets, ...found.flatMap((part) => part.sets)],
    marks,
    leftOut: found.reduce((sum, part) => sum + part.leftOut, 0),
  };
}
