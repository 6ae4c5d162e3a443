import { gpusPerWorker, type Deployment, type Role } from "../../domain/deployment.js";
import { finding } from "../../domain/finding.js";
import type { Finding } from "../../domain/review.js";
import { statesLoad, type Workload } from "../../domain/workload.js";
import type { ManifestDeployment } from "../../manifest/types.js";
import type { ResolvedSettings } from "../../policy/index.js";
import type { OperatingPoint } from "../../search/operating-types.js";
import { settingPlace } from "../places.js";

/** A deployment whose steps have a budget of tokens, and the values that it is judged by. */
interface Budgeted {
  readonly deployment: Deployment;
  readonly manifest: ManifestDeployment;
  readonly settings: ResolvedSettings;
}

/** What a step takes of the prompts of a load. */
export interface PromptSteps {
  /** tokens of a step that one prompt takes at most; the whole budget unless said */
  readonly share?: number;
  /** tokens of a step, of prompts and of answers together */
  readonly budget: number;
  /** requests at once, a rank */
  readonly requests: number;
  readonly lengths: Pick<Workload, "isl" | "osl" | "prefix">;
}

/**
 * Fewest steps before the first token of a request, whatever a step costs. One prompt takes its tokens over its share; and
 * as each request brings `prompt + osl` tokens, a step ends at most `budget ÷ (prompt + osl)` of them, so that by Little's law
 * a request stays at least `requests × (prompt + osl) ÷ budget` steps, `osl` of them for its answer.
 */
export function stepsToFirstToken({ budget, share = budget, requests, lengths }: PromptSteps): number {
  const prompt = lengths.isl - lengths.prefix;
  const stay = (requests * (prompt + lengths.osl)) / budget;
  return Math.max(Math.ceil(prompt / Math.min(budget, share)), Math.floor(stay - lengths.osl));
}

/** Most requests of a rank at once whose first token need not wait for more than `most` steps: {@link stepsToFirstToken} solved. */
function mostRequests({ budget, lengths }: Omit<PromptSteps, "requests">, most: number): number {
  return Math.max(
    1,
    Math.floor((budget * (lengths.osl + most)) / (lengths.isl - lengths.prefix + lengths.osl)),
  );
}

/** The budget, or a prompt's share of it, of a worker that is smaller than a prompt, and a step of one request alone. */
interface Small {
  readonly budget: number;
  readonly share: number;
  readonly ranks: number;
  readonly stepMs: number;
  readonly ttftMs: number;
}

type Evaluate = (workload: Workload) => Promise<OperatingPoint | undefined>;

async function smallBudget(
  { deployment, manifest, settings: { workload, sla } }: Budgeted,
  evaluate: Evaluate,
): Promise<Small | undefined> {
  const [pool, decode] = deployment.pools;
  if (pool === undefined || sla.ttftMs === undefined) return undefined;
  const budget = pool.settings.maxNumTokens ?? Infinity;
  const share = Math.min(budget, shareOf(manifest, pool.role));
  if (share >= workload.isl - workload.prefix) return undefined;
  const ranks = deployment.replicas * pool.workers * pool.parallelism.dp;
  const { concurrency: _asked, requestRate: _rate, ...lengths } = workload;
  const answering =
    decode === undefined ? ranks : deployment.replicas * decode.workers * decode.parallelism.dp;
  const alone = await evaluate({ ...lengths, concurrency: answering });
  // no step of prompts is shorter than one of decode alone on as many GPUs
  const wider =
    decode === undefined
      ? 1
      : Math.min(1, gpusPerWorker(decode.parallelism) / gpusPerWorker(pool.parallelism));
  const stepMs = (alone?.prediction.tpotMs ?? 0) * wider;
  return { budget, share, ranks, stepMs, ttftMs: sla.ttftMs };
}

/** Whether prompts and answers share the tokens of a step: SGLang's budget is of prompts alone, and so is a prefill worker's. */
function sharesSteps({ backend, pools }: Deployment): boolean {
  return backend !== "sglang" && pools.length === 1;
}

/** Most tokens that one prompt takes of a step by a setting of its own. */
function shareOf({ workers }: ManifestDeployment, role: Role): number {
  const shares = workers
    .filter((worker) => worker.role === role)
    .map(({ settings }) => settings.promptShare?.value ?? 0)
    .filter((share) => share > 0);
  return Math.min(Infinity, ...shares);
}

/**
 * The point of a load that nobody states, where the budget of steps bears it: what a deployment carries is no more than
 * its steps can take. Stated loads stay. SGLang's budget is of prompts alone, and nobody waits for those of others in it.
 */
export async function withinBudget(
  one: Budgeted,
  at: OperatingPoint,
  evaluate: Evaluate,
): Promise<OperatingPoint> {
  const { deployment, settings } = one;
  if (statesLoad(settings.workload) || !sharesSteps(deployment)) return at;
  const small = await smallBudget(one, evaluate);
  if (small === undefined || small.stepMs <= 0) return at;
  const { budget, ranks, stepMs, ttftMs } = small;
  const most = ranks * mostRequests({ budget, lengths: settings.workload }, ttftMs / stepMs);
  if (at.prediction.concurrency <= most) return at;
  return (await evaluate({ ...settings.workload, concurrency: most })) ?? at;
}

/** A token budget, or a share of it, below the prompt that cannot keep the limit of TTFT, if each step were as short as one of a request alone. */
export async function starvedFinding(
  one: Budgeted,
  at: OperatingPoint,
  evaluate: Evaluate,
): Promise<Finding | undefined> {
  const { deployment, manifest, settings } = one;
  const small = await smallBudget(one, evaluate);
  if (small === undefined) return undefined;
  const { budget, share, ranks, stepMs, ttftMs } = small;
  const requests = !sharesSteps(deployment) ? 0 : at.prediction.concurrency / ranks;
  const steps = stepsToFirstToken({ budget, share, requests, lengths: settings.workload });
  const prompts = requests === 0 ? at.prediction.requestsPerSec / ranks : 0;
  const busy = (prompts * ((settings.workload.isl - settings.workload.prefix) / budget) * stepMs) / 1000;
  if (busy > 1)
    return finding(
      "prompt-exceeds-budget",
      settingPlace(manifest, deployment.pools[0]!.role, "maxNumTokens"),
      `a step takes at most ${budget} tokens, so that the prompts of this load take ${busy.toFixed(1)} times what a worker computes: they wait ever longer. Raise the budget`,
    );
  if (steps * stepMs <= ttftMs) return undefined;
  return finding(
    "prompt-exceeds-budget",
    settingPlace(manifest, deployment.pools[0]!.role, "maxNumTokens"),
    `a step takes at most ${share} tokens${share < budget ? " of one prompt" : ""}, so that a prompt of ${settings.workload.isl} waits for ${steps} steps or more: TTFT is at least ${Math.round(steps * stepMs)} ms, limit ${ttftMs} ms. Raise ${share < budget ? "that" : "the budget"}`,
  );
}
