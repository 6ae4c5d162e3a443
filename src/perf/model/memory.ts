import { decodeRanks } from "../../domain/decode-context.js";
import type { Backend, KvRoom, Parallelism, QuantModes } from "../../domain/deployment.js";
import type { MemoryUse } from "../../domain/prediction.js";
import type { BackendRules } from "../backend/backend.js";
import type { SystemSpec } from "../system-spec.js";
import { MissingDataError, type Lengths, type MemoryCheck, type MemoryMode } from "../types.js";
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

/** Token budget of a TensorRT-LLM step unless said otherwise. */
export const DEFAULT_MAX_NUM_TOKENS = 8192;

/** One rank's memory under loads (`docs/method/memory.md` 1 and 2). */
export interface MemoryModel {
  check(mode: MemoryMode, batchSize: number, lengths: Lengths, ctxTokens?: number): MemoryCheck;
  /** tokens of cache at engine start-up (`docs/method/memory.md` 4); 0 when nothing is left */
  kvCapacityTokens(maxNumTokens: number): number;
  /** whole sequences that the cache holds beside a step of so many tokens; at least 1 */
  slots(ctxTokens: number, lengths: Lengths): number;
}

/** Throws {@link MissingDataError} for a tensor parallel size that the constants do not know. */
export function memoryModel(question: MemoryQuestion): MemoryModel {
  const { family, rules, system, parallelism, weightBytes, width, drafterKvBytes } = question;
  const nccl = byRanks(system.memory.ncclBytes, parallelism.tp);
  const other = system.memory.otherBytes * rules.otherMemoryScale;
  const capacity = system.gpu.memCapacity;
  const activation = activationModel(question);

  function use(activations: number, kvCache: number): MemoryUse {
    const total = weightBytes + activations + kvCache + nccl + other;
    return { weights: weightBytes, activations, kvCache, nccl, other, total, capacity };
  }

  function kvBytes(batch: number, length: number): number {
    const request = { ...question, backend: rules.name };
    const whole = family.kvBytesPerSequence(request, length);
    const state = family.stateBytesPerSequence?.(request) ?? 0;
    const own = (whole - state) / decodeRanks(parallelism) + state;
    return batch * (own + (drafterKvBytes?.(length) ?? 0));
  }

  function activationsOf(mode: MemoryMode, batch: number, lengths: Lengths, ctxTokens: number): number {
    if (mode === "generation") return activation(batch * question.beamWidth, width);
    if (mode !== "agg") return activation((lengths.isl - lengths.prefix) * batch, 1);
    if (rules.activationsByTokenBudget)
      return activation(question.maxNumTokens ?? DEFAULT_MAX_NUM_TOKENS, width);
    if (batch === 1) return Math.max(activation(ctxTokens, 1), activation(1, width));
    const decodes = batch - Math.ceil(ctxTokens / lengths.isl);
    const tokens = ctxTokens + decodes;
    const drafted = Math.max(0, decodes);
    return activation(tokens, (tokens - drafted + drafted * width) / tokens);
  }

  function lengthOf(mode: MemoryMode, lengths: Lengths): number {
    const reserved = mode === "agg" && !rules.reservesMaxSeqLen ? undefined : question.maxSeqLen;
    if (reserved !== undefined) return reserved;
    if (mode === "context") return lengths.isl + 1;
    return lengths.isl + question.beamWidth * lengths.osl;
  }

  /** memory of the cache beside a step of so many tokens, without any reserve; may be negative */
  function cacheBytes(tokens: number): number {
    const { total } = use(activation(tokens, 1), 0);
    const fraction = fractionOf(question, true);
    const share = rules.kv.of === "free" ? (capacity - total) * fraction : capacity * fraction - total;
    return Math.min(question.kvRoom?.bytes ?? share, capacity - total);
  }

  function check(
    mode: MemoryMode,
    batchSize: number,
    lengths: Lengths,
    ctxTokens = lengths.isl,
  ): MemoryCheck {
    const length = lengthOf(mode, lengths);
    const found = use(activationsOf(mode, batchSize, lengths, ctxTokens), kvBytes(batchSize, length));
    const kvBudget = kvBudgetOf(question, found, mode === "agg");
    const overRoom = batchSize * length > (question.kvRoom?.tokens ?? Infinity);
    const full = overRoom || found.kvCache > kvBudget;
    return { use: found, verdict: found.total >= capacity ? "oom" : full ? "kv-oom" : "fits", kvBudget };
  }

  return {
    check(mode, batchSize, lengths, ctxTokens = lengths.isl) {
      const whole = check(mode, batchSize, lengths, ctxTokens);
      if (question.asEnginesRun !== true || whole.verdict === "fits") return whole;
      const held = paged(rules.name, mode, lengths, (batch, asked) =>
        check(mode, batch ?? batchSize, asked, Math.min(ctxTokens, (batch ?? batchSize) * lengths.isl)),
      );
      // a share or a size that is written is the engine's, whatever others have run with
      const written = question.memFraction !== undefined || question.kvRoom !== undefined;
      return written && check(mode, 1, lengths).verdict === "kv-oom" ? { ...held, verdict: "kv-oom" } : held;
    },
    kvCapacityTokens: (maxNumTokens) =>
      Math.min(
        question.kvRoom?.tokens ?? Infinity,
        largestLength((length) => kvBytes(1, length), cacheBytes(maxNumTokens)),
      ),
    slots: (ctxTokens, { isl, osl }) =>
      Math.max(1, Math.trunc(cacheBytes(ctxTokens) / kvBytes(1, isl + osl))),
  };
}

/**
 * A load as an engine holds it. Requests in flight are on average half way through their answers, so that much cache must fit where
 * blocks are handed out as they are needed; TensorRT-LLM reserves the whole. Where the engine's default share holds not even
 * one request but the GPU does, whoever runs it has raised the share, and the GPU's memory is the bound.
 */
function paged(
  backend: Backend,
  mode: MemoryMode,
  lengths: Lengths,
  checkAt: (batch: number | undefined, lengths: Lengths) => MemoryCheck,
): MemoryCheck {
  const reserves = backend === "trtllm" || mode === "context";
  const held = checkAt(undefined, reserves ? lengths : { ...lengths, osl: Math.ceil(lengths.osl / 2) });
  if (held.verdict !== "kv-oom") return held;
  return checkAt(1, lengths).verdict === "kv-oom" ? { ...held, verdict: "fits" } : held;
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

/** Bytes that the engine leaves for the KV cache: a fixed number, or its share of all or of the free memory. */
function kvBudgetOf(question: MemoryQuestion, use: MemoryUse, aggregated: boolean): number {
  const fixed = question.kvRoom?.bytes;
  if (fixed !== undefined) return fixed;
  const { kv } = question.rules;
  const scale = (1 - kv.reserved) * (1 - kv.tolerance);
  const fraction = fractionOf(question, aggregated);
  const withoutKv = use.total - use.kvCache;
  return kv.of === "free"
    ? (use.capacity - withoutKv) * fraction * scale
    : use.capacity * fraction * scale - withoutKv;
}

function fractionOf(question: MemoryQuestion, aggregated: boolean): number {
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
