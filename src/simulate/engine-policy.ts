import type { Backend, EngineSettings } from "../domain/deployment.js";
import { ownLimits, type EngineSite } from "../perf/backend/own-limits.js";
import type { EnginePolicy } from "./types.js";

/** What the policy of one worker depends on. */
export interface PolicyQuestion extends EngineSite {
  readonly backend: Backend;
  /** written limits, per rank */
  readonly settings: EngineSettings;
  /** tokens of key-value cache of one rank */
  readonly kvTokensPerRank: number;
  readonly requestOverheadMs: number;
  readonly companyMs: number;
  /** cached tokens of every prompt */
  readonly prefix: number;
  /** accepted drafts included; 1 without speculation */
  readonly tokensPerStep: number;
}

/** The token budget of one rank's step. */
export function tokenBudgetOf(backend: Backend, settings: EngineSettings, site: EngineSite): number {
  return settings.maxNumTokens ?? ownLimits(backend, site).tokenBudget;
}

/** How an engine schedules: written limits, else its own defaults. */
export function enginePolicy(question: PolicyQuestion): EnginePolicy {
  const { backend, settings } = question;
  const own = ownLimits(backend, question);
  return {
    maxBatch: settings.maxBatchSize ?? own.maxBatch,
    tokenBudget: settings.maxNumTokens ?? own.tokenBudget,
    chunkedPrefill: settings.chunkedPrefill ?? own.chunkedPrefill,
    mixed: own.mixed,
    kvTokens: question.kvTokensPerRank,
    kvReserve: own.kvReserve,
    requestOverheadMs: question.requestOverheadMs,
    companyMs: question.companyMs,
    prefix: question.prefix,
    tokensPerStep: question.tokensPerStep,
  };
}
