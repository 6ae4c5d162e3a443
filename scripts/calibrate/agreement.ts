import { UserError } from "../../src/domain/errors.js";
import type { PricedPredictor } from "../../src/perf/predictor.js";
import type { Profile } from "../../src/perf/profile/profile.js";
import { MissingDataError } from "../../src/perf/types.js";
import { defaultTasks, type DefaultRequest } from "../../src/search/run-default.js";
import { runSearch } from "../../src/search/run-search.js";
import type { SearchRow } from "../../src/search/rows.js";
import { simulateDeployment } from "../../src/simulate/deployment-run.js";
import { closedLoad } from "../../src/simulate/loads.js";
import { openSystem } from "../../src/simulate/open-system.js";
import { requestsFor } from "../../src/simulate/simulate.js";

/** First rows of searches beside a run of the scheduler on the same deployment at the same load. */
export interface Agreement {
  readonly name: string;
  readonly mode: "agg" | "disagg";
  /** simulated over predicted */
  readonly throughput: number;
  readonly ttft: number;
  readonly tpot: number;
  readonly inBand: boolean;
}

/** A search agrees with the scheduler when throughput lies within this and mean TTFT in its band. */
export const THROUGHPUT_WITHIN: readonly [number, number] = [0.8, 1.25];

/** Whether both do. */
export function agrees({ throughput, inBand }: Agreement): boolean {
  return throughput >= THROUGHPUT_WITHIN[0] && throughput <= THROUGHPUT_WITHIN[1] && inBand;
}

const MODELS = [
  "Qwen/Qwen3-32B-FP8",
  "meta-llama/Meta-Llama-3.1-70B",
  "meta-llama/Meta-Llama-3.1-8B",
  "Qwen/Qwen3-235B-A22B-FP8",
  "deepseek-ai/DeepSeek-V3",
] as const;
const BACKENDS = ["trtllm", "vllm", "sglang"] as const;
const LENGTHS = [
  [3000, 300],
  [1024, 1024],
  [8192, 512],
  [1000, 100],
] as const;

/** Thirty questions over models, engines, systems and lengths: sixty searches with both modes. */
export function agreementQuestions(): readonly DefaultRequest[] {
  const questions: DefaultRequest[] = [];
  MODELS.forEach((model, m) =>
    BACKENDS.forEach((backend, b) =>
      ["h200_sxm", "b200_sxm"].forEach((system, s) => {
        const [isl, osl] = LENGTHS[(m + b + 2 * s) % LENGTHS.length]!;
        questions.push({
          ...{ model, backend, system },
          totalGpus: m < 3 ? 8 : 16,
          lengths: { isl, osl, prefix: 0 },
          sla: { ttftMs: isl > 4000 ? 4000 : 1500, tpotMs: 40 },
          topN: 1,
        });
      }),
    ),
  );
  return questions;
}

/** Short prompts that share steps, ranks that stop for each other's prompts, and pools that prompts keep busy. */
const BUSY = [
  ["openai/gpt-oss-120b", "vllm", "b200_sxm", 500, 128],
  ["openai/gpt-oss-120b", "trtllm", "h100_sxm", 500, 64],
  ["openai/gpt-oss-120b", "sglang", "h200_sxm", 4000, 300],
  ["openai/gpt-oss-120b", "trtllm", "b200_sxm", 500, 512],
  ["deepseek-ai/DeepSeek-V3", "sglang", "b200_sxm", 3000, 64],
  ["deepseek-ai/DeepSeek-V3", "trtllm", "h200_sxm", 1000, 128],
  ["MiniMaxAI/MiniMax-M2.5", "sglang", "h200_sxm", 2000, 128],
  ["meta-llama/Meta-Llama-3.1-8B", "vllm", "gb200", 3000, 64],
  ["Qwen/Qwen3-32B-FP8", "vllm", "h100_sxm", 4000, 300],
] as const;

/** Nine more questions, each of which once broke the agreement or is the sibling of one that did. */
export function busyQuestions(): readonly DefaultRequest[] {
  return BUSY.map(([model, backend, system, isl, osl]) => ({
    ...{ model, backend, system },
    totalGpus: 32,
    lengths: { isl, osl, prefix: 0 },
    sla: { ttftMs: 1500, tpotMs: 40 },
    topN: 1,
  }));
}

/** The first rows of both modes of a search, simulated. A mode without a row says nothing. */
export async function agreementOf(
  predictor: PricedPredictor,
  profile: Profile,
  question: DefaultRequest,
): Promise<readonly Agreement[]> {
  const result = await runSearch({ predictor, profile }, defaultTasks(question).tasks);
  const found: Agreement[] = [];
  for (const { top, nearest } of result.experiments) {
    const row = top[0] ?? nearest[0];
    if (row === undefined) continue;
    try {
      found.push(await simulated(predictor, profile, question, row));
    } catch (error) {
      if (!(error instanceof MissingDataError || error instanceof UserError)) throw error;
    }
  }
  return found;
}

async function simulated(
  predictor: PricedPredictor,
  profile: Profile,
  { lengths, model, backend, system }: DefaultRequest,
  { deployment, figures, mode, replicas }: SearchRow,
): Promise<Agreement> {
  // replicas do not share their queues: one of them with its share of the load
  const one = { ...deployment, replicas: 1 };
  const { isl, osl } = lengths;
  const concurrency = Math.max(1, Math.round(figures.concurrency));
  const load = closedLoad(concurrency, { requests: requestsFor(concurrency), isl, osl });
  const opened = await openSystem(predictor, one, { prefix: 0, profile });
  const { result } = simulateDeployment(opened, { deployment: one, lengths, load, profile });
  const band = figures.bands?.ttftMs ?? [figures.ttftMs, figures.ttftMs];
  const { mean } = result.ttftMs;
  return {
    name: `${model} ${backend} ${system} ${isl}/${osl} ${mode} x${replicas} c${concurrency} ${deployment.pools.map(({ workers, parallelism: { tp, dp } }) => `${workers}×tp${tp}dp${dp}`).join("+")}`,
    mode,
    throughput: (result.requestsPerSec * osl) / figures.tokensPerSec,
    ttft: mean / figures.ttftMs,
    tpot: result.tpotMs.mean / figures.tpotMs,
    inBand: mean >= band[0] && mean <= band[1],
  };
}
