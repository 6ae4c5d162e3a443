import { decodeRanks } from "../../domain/decode-context.js";
import type { KvRoom, Parallelism, QuantModes } from "../../domain/deployment.js";
import type { MemoryUse } from "../../domain/prediction.js";
import type { BackendRules } from "../backend/backend.js";
import type { SystemSpec } from "../system-spec.js";
import {
  MissingDataError,
  type CacheStep,
  type Lengths,
  type MemoryCheck,
  type MemoryMode,
} from "../types.js";
import type { Family } from "./family.js";
import type { ModelSpec } from "./spec.js";

/** What the memory of one rank depends on, apart from the load. */
export interface MemoryQuestion {
  readonly model: ModelSpec;
  readonly family: Family;
  readonly rules: BackendRules;
  readonly system: SystemSpec;
  readonly version: string;
  readonly parallelism: Parallelism;
  readonly quant: QuantModes;
  readonly weightBytes: number;
  /** draft layers of the checkpoint itself */
  readonly nextn: number;
  /** tokens of a request in a decode step */
  readonly width: number;
  /** cache of a smaller model that drafts, bytes of one sequence on one rank */
  readonly drafterKvBytes?: ((length: number) => number) | undefined;
  readonly beamWidth: number;
  readonly memFraction?: number;
  readonly maxSeqLen?: number;
  readonly asEnginesRun?: boolean;
  /** a KV cache of fixed size */
  readonly kvRoom?: KvRoom;
  readonly maxNumTokens?: number;
}

/** One rank's memory under loads (`docs/method/memory.md` 1 and 2). */
export interface MemoryModel {
  check(mode: MemoryMode, batchSize: number, lengths: Lengths, ctxTokens?: number): MemoryCheck;
  /** tokens of cache at engine start-up with the share that the engine has (`docs/method/memory.md` 4); 0 when nothing is left */
  kvCapacityTokens(maxNumTokens: number): number;
  /** tokens of cache that loads are judged by */
  cacheTokens(mode: MemoryMode, step: CacheStep): number;
  /** whole sequences that the cache holds beside a step of so many tokens; at least 1 */
  slots(ctxTokens: number, lengths: Lengths): number;
}

/** What memory is made of, however its parts are counted. Bytes of one rank. */
export interface MemoryParts {
  use(activations: number, kvCache: number): MemoryUse;
  /** key-value cache of `batch` sequences of a length in tokens */
  kvBytes(batch: number, length: number): number;
  /** activations of a step of so many tokens; `drafts` is the multiplier of speculation */
  activation(tokens: number, drafts: number): number;
  /** what the engine gives its cache beside a step of so many tokens, without any reserve; may be negative */
  cacheBytes(tokens: number, drafts?: number, aggregated?: boolean): number;
}

/** Throws {@link MissingDataError} for a tensor parallel size that the constants do not know. */
export function memoryParts(question: MemoryQuestion): MemoryParts {
  const { family, rules, system, parallelism, weightBytes, drafterKvBytes } = question;
  const nccl = byRanks(system.memory.ncclBytes, parallelism.tp);
  const other = system.memory.otherBytes * rules.otherMemoryScale;
  const capacity = system.gpu.memCapacity;
  const activation = activationModel(question);
  const request = { ...question, backend: rules.name };
  const ranks = decodeRanks(parallelism);

  function use(activations: number, kvCache: number): MemoryUse {
    const total = weightBytes + activations + kvCache + nccl + other;
    return { weights: weightBytes, activations, kvCache, nccl, other, total, capacity };
  }

  function kvBytes(batch: number, length: number): number {
    const whole = family.kvBytesPerSequence(request, length);
    const state = family.stateBytesPerSequence?.(request) ?? 0;
    const own = (whole - state) / ranks + state;
    return batch * (own + (drafterKvBytes?.(length) ?? 0));
  }

  function cacheBytes(tokens: number, drafts = 1, aggregated = true): number {
    const { total } = use(activation(tokens, drafts), 0);
    const fraction = fractionOf(question, aggregated);
    const share = rules.kv.of === "free" ? (capacity - total) * fraction : capacity * fraction - total;
    return Math.min(question.kvRoom?.bytes ?? share, capacity - total);
  }

  return { use, kvBytes, activation, cacheBytes };
}

/** The longest sequence that a budget of bytes holds, and a cache of fixed size. */
export function tokensIn({ kvRoom }: MemoryQuestion, { kvBytes }: MemoryParts, bytes: number): number {
  return Math.min(
    kvRoom?.tokens ?? Infinity,
    largestLength((length) => kvBytes(1, length), bytes),
  );
}

/** Activation bytes over tokens; `drafts` is the multiplier of speculation. */
function activationModel(question: MemoryQuestion): (tokens: number, drafts: number) => number {
  const { model, family, rules, parallelism } = question;
  const { tp, dp, moeEp } = parallelism;
  const [c1, c2, c4, c8] = rules.activationCoefficients(
    family.activationRowOn?.[rules.name] ?? family.activationRow,
  );
  const coefficient = byRanks({ 1: c1, 2: c2, 4: c4, 8: c8 }, tp);
  const attentionWidth = model.heads * model.headDim;
  const wide =
    family.moeWorkspace === "hidden" || rules.workspaceWidth === "hidden" ? model.hidden : attentionWidth;
  const perToken =
    2 * attentionWidth * coefficient +
    (family.moeWorkspace === undefined ? 0 : (wide * dp * model.experts * model.topK * 4) / moeEp / 128);
  return (tokens, drafts) =>
    Math.max(tokens * perToken, rules.activationFloorBytes) * drafts * rules.activationScale;
}

/** Constants are known for 1, 2, 4 and 8 ranks; more ranks count as 8. */
function byRanks(table: Readonly<Record<string, number>>, tp: number): number {
  const value = table[String(Math.min(tp, 8))];
  if (value === undefined) {
    throw new MissingDataError(
      `memory of tensor parallel size ${tp} was not measured, only of 1, 2, 4 and 8 or more`,
    );
  }
  return value;
}

/** The share of memory that the cache may take: what is written, else the engine's own. */
export function fractionOf(question: MemoryQuestion, aggregated: boolean): number {
  const { rules, version, system, parallelism, memFraction } = question;
  return memFraction ?? rules.kv.fraction({ version, system, parallelism, aggregated });
}

/** Largest length whose bytes stay within a budget, by bisection; bytes never fall with length. */
function largestLength(bytes: (length: number) => number, budget: number): number {
  if (bytes(1) <= 0 || bytes(1) > budget) return 0;
  let high = 1;
  while (high < 2 ** 40 && bytes(high * 2) <= budget) high *= 2;
  let low = high;
  high *= 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (bytes(middle) <= budget) low = middle;
    else high = middle;
  }
  return low;
}
