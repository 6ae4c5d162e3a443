import type { Deployment } from "../../domain/deployment.js";
import { finding } from "../../domain/finding.js";
import type { Finding } from "../../domain/review.js";
import type { Workload } from "../../domain/workload.js";
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
  /** tokens of a step, of prompts and of answers together */
  readonly budget: number;
  /** requests at once, a rank */
  readonly requests: number;
  readonly lengths: Pick<Workload, "isl" | "osl" | "prefix">;
}

/**
 * Fewest steps before the first token of a request, whatever a step costs. One prompt takes its tokens over the budget; and
 * as each request brings `prompt + osl` tokens, a step ends at most `budget ÷ (prompt + osl)` of them, so that by Little's law
 * a request stays at least `requests × (prompt + osl) ÷ budget` steps, `osl` of them for its answer.
 */
export function stepsToFirstToken({ budget, requests, lengths }: PromptSteps): number {
  const prompt = lengths.isl - lengths.prefix;
  const stay = (requests * (prompt + lengths.osl)) / budget;
  return Math.max(Math.ceil(prompt / budget), Math.floor(stay - lengths.osl));
}

/**
 * A token budget below the prompt that cannot keep the limit of TTFT, if each step were as short as one of a request alone.
 * SGLang's budget is of prompts alone, and nobody waits for those of others in it.
 */
export async function starvedFinding(
  { deployment, manifest, settings }: Budgeted,
  at: OperatingPoint,
  evaluate: (workload: Workload) => Promise<OperatingPoint | undefined>,
): Promise<Finding | undefined> {
  const [pool, second] = deployment.pools;
  const { workload, sla } = settings;
  const budget = pool?.settings.maxNumTokens;
  if (pool === undefined || second !== undefined || budget === undefined || sla.ttftMs === undefined)
    return undefined;
  if (budget >= workload.isl - workload.prefix) return undefined;
  const ranks = deployment.replicas * pool.workers * pool.parallelism.dp;
  const requests = deployment.backend === "sglang" ? 0 : at.prediction.concurrency / ranks;
  const steps = stepsToFirstToken({ budget, requests, lengths: workload });
  const { concurrency: _asked, requestRate: _rate, ...lengths } = workload;
  const alone = await evaluate({ ...lengths, concurrency: ranks });
  const leastMs = steps * (alone?.prediction.tpotMs ?? 0);
  if (leastMs <= sla.ttftMs) return undefined;
  return finding(
    "prompt-exceeds-budget",
    settingPlace(manifest, pool.role, "maxNumTokens"),
    `a step takes at most ${budget} tokens, so that a prompt of ${workload.isl} waits for ${steps} steps or more: TTFT is at least ${Math.round(leastMs)} ms, limit ${sla.ttftMs} ms. Raise the budget`,
  );
}
