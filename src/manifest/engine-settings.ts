import { compact } from "../domain/compact.js";
import type { Backend, EngineSettings, KvRoom, Parallelism, QuantModes } from "../domain/deployment.js";
import type { MappingFacts } from "./mapping-facts.js";
import type { ManifestWorker, Setting } from "./types.js";

/** Limits and switches in the domain's words: batch per attention-DP rank, one token budget. */
export function engineSettings(
  worker: ManifestWorker,
  backend: Backend,
  parallelism: Parallelism,
): EngineSettings {
  const { settings } = worker;
  // SGLang counts the whole server and divides among its ranks; the others count one rank.
  const ranks = backend === "sglang" ? parallelism.dp : 1;
  const share = (setting: Setting<number> | undefined): number | undefined =>
    setting === undefined ? undefined : Math.max(1, Math.floor(setting.value / ranks));
  const maxBatchSize = share(settings.maxBatch);
  const maxNumTokens = tokenBudget(worker, backend, ranks);
  const chunked = chunkedPrefillOf(worker, backend);
  return compact({
    maxBatchSize,
    maxNumTokens,
    maxSeqLen: settings.maxSeqLen?.value,
    memFraction: settings.memFraction?.value,
    chunkedPrefill: chunked,
    prefixCaching: settings.prefixCaching?.value,
    kvRoom: kvRoomOf(worker, backend),
  });
}

/** Tokens of a block where the file does not say: the engines' own. */
const BLOCK_TOKENS = 16;

/** The KV cache that a worker fixes itself. SGLang and TensorRT-LLM take the smaller of it and their share of memory. */
function kvRoomOf({ settings }: ManifestWorker, backend: Backend): KvRoom | undefined {
  const blocks = settings.kvRoomBlocks?.value;
  const tokens =
    blocks === undefined
      ? settings.kvRoomTokens?.value
      : blocks * (settings.kvBlockSize?.value ?? BLOCK_TOKENS);
  const bytes = settings.kvRoomBytes?.value;
  const room = compact({
    tokens: tokens === undefined || tokens < 1 ? undefined : tokens,
    bytes: bytes === undefined || bytes < 1 || backend === "sglang" ? undefined : bytes,
  });
  return Object.keys(room).length === 0 ? undefined : room;
}

function tokenBudget({ settings }: ManifestWorker, backend: Backend, ranks: number): number | undefined {
  if (backend !== "sglang") return settings.maxTokens?.value;
  const chunk = settings.chunkedPrefillSize?.value;
  if (chunk !== undefined && chunk > 0) return Math.max(1, Math.floor(chunk / ranks));
  return settings.maxTokens?.value;
}

function chunkedPrefillOf({ settings }: ManifestWorker, backend: Backend): boolean | undefined {
  if (backend === "sglang" && settings.chunkedPrefillSize) return settings.chunkedPrefillSize.value > 0;
  return settings.chunkedPrefill?.value;
}

/** Number formats that the flags say and the checkpoint does not. */
export function quantOf(workers: readonly ManifestWorker[], facts: MappingFacts): Partial<QuantModes> {
  const kv = workers
    .map((worker) => worker.settings.kvDtype?.value.toLowerCase())
    .find((one) => one !== undefined && one !== "auto");
  const kvcache = kv === undefined ? undefined : KV_MODES[kv];
  const weights = workers
    .map((worker) => worker.settings.quantization?.value.toLowerCase())
    .find((one) => one !== undefined);
  const online = weights === "fp8" && facts.checkpointQuantized === false;
  return { ...(kvcache !== undefined && { kvcache }), ...(online && { gemm: "fp8", moe: "fp8" }) };
}

const KV_MODES: Readonly<Record<string, string>> = {
  fp8: "fp8",
  fp8_e4m3: "fp8",
  fp8_e5m2: "fp8",
  fp8_per_token_head: "fp8",
  bf16: "bfloat16",
  bfloat16: "bfloat16",
  fp16: "bfloat16",
  float16: "bfloat16",
  int8: "int8",
};
