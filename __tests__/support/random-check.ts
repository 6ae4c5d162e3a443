import type { CheckDeps } from "../../src/check/deps.js";
import { createEvaluator } from "../../src/check/evaluator.js";
import { runCheck } from "../../src/check/run-check.js";
import { gpusPerReplica, SINGLE_GPU, totalGpus, type Backend } from "../../src/domain/deployment.js";
import type { Deployment, Parallelism, WorkerPool } from "../../src/domain/deployment.js";
import { UserError } from "../../src/domain/errors.js";
import type { DeploymentReview, Evaluation } from "../../src/domain/review.js";
import { generateFiles } from "../../src/generate/generate.js";
import type { Candidate } from "../../src/policy/index.js";
import { DEFAULT_POLICY } from "../../src/policy/types.js";
import { worstRatio } from "../../src/review/index.js";
import { columnsOf } from "../../src/report/columns.js";
import { LOCAL_CONTEXT } from "../../src/report/context.js";
import { headingOfOne } from "../../src/report/sections/heading.js";
import { viewsOf } from "../../src/report/view.js";
import type { SearchResult } from "../../src/search/result.js";

/** One random question: a manifest as our generator writes it, and what the check is told. */
export interface RandomQuestion {
  readonly seed: number;
  readonly deployment: Deployment;
  readonly isl: number;
  readonly osl: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly concurrency: number | undefined;
  readonly confidence: number;
}

/** What a check of a random question came to: its verdict, and each rule that it broke. */
export interface RandomOutcome {
  readonly question: RandomQuestion;
  readonly verdict: string;
  readonly advised: boolean;
  readonly fixed: boolean;
  readonly broken: readonly string[];
}

const MODELS: readonly (readonly [model: string, experts: boolean, least: number])[] = [
  ["Qwen/Qwen3-32B-FP8", false, 1],
  ["meta-llama/Meta-Llama-3.1-70B", false, 4],
  ["Qwen/Qwen3-8B", false, 1],
  ["openai/gpt-oss-120b", true, 2],
  ["Qwen/Qwen3-235B-A22B-FP8", true, 4],
];
const SYSTEMS = ["h200_sxm", "h100_sxm", "b200_sxm"] as const;
const ENGINES: readonly Backend[] = ["trtllm", "vllm", "sglang"];

/** A repeatable source of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The question of a seed. */
export function randomQuestion(seed: number): RandomQuestion {
  const random = seeded(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const between = (low: number, high: number): number =>
    Math.round(low * Math.exp(random() * Math.log(high / low)));
  const [model, experts, least] = pick(MODELS);
  const system = pick(SYSTEMS);
  const backend = pick(ENGINES);
  const isl = between(256, 12000);
  const sizes = (): Parallelism => {
    const tp = pick([1, 2, 4, 8].filter((size) => size >= least));
    return { ...SINGLE_GPU, tp, ...(experts ? pick([{ moeTp: tp }, { moeEp: tp }]) : {}) };
  };
  const pool = (role: WorkerPool["role"], workers: number): WorkerPool => {
    const batchSize = role === "prefill" ? 1 : between(4, 256);
    const settings = { maxBatchSize: batchSize, ...(role === "agg" ? { maxNumTokens: isl + 256 } : {}) };
    return { role, system, parallelism: sizes(), workers, batchSize, settings };
  };
  const mode = pick(["agg", "disagg"] as const);
  const pools =
    mode === "agg" ? [pool("agg", 1)] : [pool("prefill", pick([1, 2])), pool("decode", pick([1, 2]))];
  const one: Deployment = { model, backend, backendVersion: "current", mode, replicas: 1, pools, quant: {} };
  const replicas = Math.max(1, Math.floor(16 / gpusPerReplica(one)));
  return {
    seed,
    deployment: { ...one, replicas: mode === "agg" ? replicas : 1 },
    isl,
    osl: between(64, 1500),
    ttftMs: between(200, 8000),
    tpotMs: between(8, 80),
    concurrency: random() < 0.5 ? undefined : between(4, 512),
    confidence: pick([0.5, 0.8, 0.8, 0.9]),
  };
}

/** Checks a random question, applies what it advises, checks again, and names each rule that did not hold. */
export async function askRandom(
  deps: CheckDeps,
  question: RandomQuestion,
): Promise<RandomOutcome | undefined> {
  const text = await manifestOf(deps, question);
  if (text === undefined) return undefined;
  const searches: SearchResult[] = [];
  const review = await checked(deps, question, text, searches);
  const broken = [
    ...bestRules(review, question, searches),
    ...(await appliedRules(deps, question, review)),
    ...(await fixRules(deps, question, review)),
    ...(await loadRules(deps, question, review, text)),
  ];
  return {
    question,
    verdict: review.verdict,
    advised: review.recommended !== undefined,
    fixed: review.smallestFix !== undefined,
    broken,
  };
}

/** The manifest as our own generator writes it; undefined where data or sizes rule the deployment out. */
async function manifestOf(deps: CheckDeps, question: RandomQuestion): Promise<string | undefined> {
  const { deployment, isl, osl } = question;
  const { model, backend, pools } = deployment;
  try {
    const { quant } = await deps.predictor.facts({ model, backend, system: pools[0]!.system });
    const files = generateFiles({ ...deployment, quant }, { isl, osl, prefix: 0, sla: {} }).files;
    return files.get("k8s_deploy.yaml");
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function checked(
  deps: CheckDeps,
  { confidence, ...question }: RandomQuestion,
  headText: string,
  searches: SearchResult[] = [],
): Promise<DeploymentReview> {
  const { isl, osl, ttftMs, tpotMs, concurrency } = question;
  const system = question.deployment.pools[0]!.system;
  const gpus = totalGpus(question.deployment);
  const told = { isl, osl, ttftMs, tpotMs, concurrency, system, gpus };
  const values = Object.fromEntries(
    Object.entries(told)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, { value, source: { kind: "input", what: "random" } }]),
  );
  const own = deps.evaluator ?? createEvaluator({ ...deps, confidence });
  const evaluator = {
    ...own,
    search: async (request: Parameters<typeof own.search>[0]) => {
      const found = await own.search(request);
      searches.push(found);
      return found;
    },
  };
  const { deployments } = await runCheck(
    { ...deps, evaluator },
    {
      files: [{ path: "deploy.yaml", status: "added", headText }],
      policy: { ...DEFAULT_POLICY, confidence },
      inputs: { kind: "input", values } as unknown as Candidate,
    },
  );
  return deployments[0]!;
}

/** Best found holds with the confidence, and no row that the search lists at it serves more. */
function bestRules(
  review: DeploymentReview,
  { confidence, concurrency }: RandomQuestion,
  searches: readonly SearchResult[],
): string[] {
  const broken: string[] = [];
  const { proposed, nearestMiss } = review;
  const best = review.recommended?.evaluation ?? review.bestFound;
  const chance = best?.prediction.pSla;
  if (best !== undefined && (chance ?? (worstRatio(best) <= 1 ? 1 : 0)) < confidence)
    broken.push(`best found holds with ${chance}, asked ${confidence}`);
  if (nearestMiss !== undefined && proposed !== undefined && worstRatio(nearestMiss) >= worstRatio(proposed))
    broken.push("nearest is farther than the proposal");
  if (
    review.verdict === "too-close" &&
    (nearestMiss?.prediction.pSla ?? 1) < (proposed?.prediction.pSla ?? 0)
  )
    broken.push("nearest holds less surely than the proposal");
  for (const view of viewsOf(
    {
      verdict: review.verdict,
      deployments: [review],
      findings: [],
      incomplete: false,
      files: [],
      profile: "calibrated",
    },
    LOCAL_CONTEXT,
  )) {
    const shown = columnsOf(view, { withFix: false }).some(({ title }) => title === "Best found");
    if (shown && headingOfOne(view).includes("is the best found"))
      broken.push("this PR is said to be the best found beside another");
  }
  if (best === undefined) return broken;
  const served = concurrency === undefined ? "tokensPerSec" : "tokensPerSecPerGpu";
  const listed = [...review.alternatives, ...(review.smallestFix ? [review.smallestFix.evaluation] : [])];
  const most = Math.max(0, ...listed.map(({ prediction }) => prediction[served]));
  if (review.verdict !== "pass" && most > best.prediction[served] * 1.001)
    broken.push(`a fix or alternative serves ${most}, the best found ${best.prediction[served]}`);
  if (concurrency !== undefined) return broken;
  const gpus = review.gpuBudget ?? totalGpus(best.deployment);
  const worth = Math.max(
    best.prediction.tokensPerSec,
    review.verdict === "pass" ? (proposed?.prediction.tokensPerSec ?? 0) : 0,
  );
  for (const row of searches.flatMap(({ experiments }) => experiments.flatMap(({ top }) => top))) {
    if (row.tokensPerSecPerGpuCluster * gpus > worth * 1.005)
      broken.push(
        `a listed row serves ${(row.tokensPerSecPerGpuCluster * gpus).toFixed(0)}, the best found ${worth.toFixed(0)}`,
      );
  }
  return broken;
}

/** The edit of the best found gives the figures that it was shown with. */
async function appliedRules(
  deps: CheckDeps,
  question: RandomQuestion,
  review: DeploymentReview,
): Promise<string[]> {
  const advice = review.recommended;
  if (advice?.newText === undefined) return [];
  const again = await checked(deps, question, advice.newText);
  const errors = again.findings
    .filter(({ severity }) => severity === "error")
    .map(({ rule }) => `best found: ${rule}`);
  return [...errors, ...sameFigures("best found", advice.evaluation, again.proposed)];
}

/** What is carried holds when it is stated, with the same figures, and one request on each rank more does not. */
async function loadRules(
  deps: CheckDeps,
  question: RandomQuestion,
  { verdict, proposed }: DeploymentReview,
  text: string,
): Promise<string[]> {
  if (question.concurrency !== undefined || verdict !== "pass" || proposed === undefined) return [];
  const { concurrency } = proposed.prediction;
  const last = proposed.deployment.pools.at(-1)!;
  const full = last.batchSize >= last.settings.maxBatchSize!;
  const ranks = Math.round(concurrency / last.batchSize);
  const stated = await checked(deps, { ...question, concurrency }, text);
  const more = await checked(deps, { ...question, concurrency: concurrency + ranks }, text);
  return [
    ...(stated.verdict === "pass" ? [] : [`carries ${concurrency}, which is ${stated.verdict} when stated`]),
    ...sameFigures("what is carried", proposed, stated.proposed),
    ...(full || more.verdict !== "pass"
      ? []
      : [`carries ${concurrency}, and ${concurrency + ranks} pass too (${last.batchSize} a rank)`]),
  ];
}

/** A smallest fix removes what it stands under. */
async function fixRules(
  deps: CheckDeps,
  question: RandomQuestion,
  review: DeploymentReview,
): Promise<string[]> {
  const fix = review.smallestFix;
  if (fix?.newText === undefined) return [];
  const again = await checked(deps, question, fix.newText);
  return [
    ...(again.verdict === "pass"
      ? []
      : [`smallest fix: the verdict is ${again.verdict}: ${again.reasons.join("; ")}`]),
    ...sameFigures("smallest fix", fix.evaluation, again.proposed),
  ];
}

function sameFigures(what: string, shown: Evaluation, again: Evaluation | undefined): string[] {
  if (again === undefined) return [`${what}: nothing is predicted once it is applied`];
  return (["ttftMs", "tpotMs", "tokensPerSecPerGpu", "concurrency", "totalGpus"] as const).flatMap(
    (figure) => {
      const [a, b] = [shown.prediction[figure], again.prediction[figure]];
      return Math.abs(a - b) <= 0.005 * Math.abs(a)
        ? []
        : [`${what}: ${figure} ${a} shown, ${b} once applied`];
    },
  );
}
