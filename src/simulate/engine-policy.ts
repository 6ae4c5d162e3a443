import type { Backend, EngineSettings } from "../domain/deployment.js";
import type { EnginePolicy } from "./types.js";

/** Limits of an engine that nobody set, per attention-DP rank. */
interface EngineDefaults {
  readonly maxBatch: number;
  readonly tokenBudget: number;
  readonly chunkedPrefill: boolean;
  readonly mixed: boolean;
}

/**
 * What the engines do when nothing is said (their own documented defaults):
 * TensorRT-LLM: `max_batch_size` 2048, `max_num_tokens` 8192, whole prompts, prompts and answers in one step;
 * vLLM V1: `max_num_seqs` 1024 and `max_num_batched_tokens` 8192 on data-centre GPUs, prompts are chunked;
 * SGLang: `chunked_prefill_size` 8192, prompts go first in steps of their own (`--enable-mixed-chunk` is off).
 */
const DEFAULTS: Readonly<Record<Backend, EngineDefaults>> = {
  trtllm: { maxBatch: 2048, tokenBudget: 8192, chunkedPrefill: false, mixed: true },
  vllm: { maxBatch: 1024, tokenBudget: 8192, chunkedPrefill: true, mixed: true },
  sglang: { maxBatch: 1024, tokenBudget: 8192, chunkedPrefill: true, mixed: false },
};

/** What the policy of one worker depends on. */
export interface PolicyQuestion {
  readonly backend: Backend;
  readonly settings: EngineSettings;
  /** attention-DP ranks of the worker; limits are per rank */
  readonly ranks: number;
  /** tokens of key-value cache of one rank */
  readonly kvTokensPerRank: number;
  readonly requestOverheadMs: number;
  readonly stepOverheadMs: number;
  /** accepted drafts included; 1 without speculation */
  readonly tokensPerStep: number;
}

/** The token budget of one rank's step. */
export function tokenBudgetOf(backend: Backend, settings: EngineSettings): number {
  return settings.maxNumTokens ?? DEFAULTS[backend].tokenBudget;
}

/** How an engine schedules: written limits, else its own defaults. */
export function enginePolicy(question: PolicyQuestion): EnginePolicy {
  const { backend, settings, ranks } = question;
  const own = DEFAULTS[backend];
  return {
    maxBatch: (settings.maxBatchSize ?? own.maxBatch) * ranks,
    tokenBudget: tokenBudgetOf(backend, settings) * ranks,
    chunkedPrefill: settings.chunkedPrefill ?? own.chunkedPrefill,
    mixed: own.mixed,
    kvTokens: question.kvTokensPerRank * ranks,
    stepOverheadMs: question.stepOverheadMs,
    requestOverheadMs: question.requestOverheadMs,
    tokensPerStep: question.tokensPerStep,
  };
}
