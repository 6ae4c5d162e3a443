import { isAtLeast } from "../../../domain/versions.js";
import { flag, jsonFlag, listFlag, mappingFlags, switchFlag } from "../../flags.js";
import { decodeContextFlags } from "../../decode-context.js";
import type { DeployValues, EngineValues, RoleValues } from "../../values.js";
import type { EngineCommandWords } from "../backend.js";

/** SGLang's smallest own chunk among the GPUs of the data; larger steps need the chunk said. */
const DEFAULT_CHUNK = 8192;

/** Words of `dynamo.sglang`. Its tensor size is the width of the worker; attention data parallelism divides it. */
export function sglangCommand(role: RoleValues, values: DeployValues): EngineCommandWords {
  const { engine } = role;
  const { parallelism: p } = engine;
  return {
    module: "dynamo.sglang",
    args: [
      ...flag("model-path", values.service.modelPath),
      ...flag("served-model-name", values.service.servedModelName),
      ...flag("tensor-parallel-size", p.tp * p.dp * p.cp),
      ...flag("pipeline-parallel-size", p.pp),
      ...flag("data-parallel-size", p.dp),
      ...contextParallel(p.cp, values.task.family),
      ...decodeContextFlags("sglang", p),
      ...flag("page-size", engine.kvBlockSize),
      ...flag("kv-cache-dtype", engine.kvCacheDtype),
      ...flag("quantization", engine.quantization),
      ...flag("mem-fraction-static", engine.memFraction),
      ...flag("max-total-tokens", engine.kvCacheMaxTokens),
      ...flag("context-length", engine.maxSeqLen),
      ...flag(
        "max-running-requests",
        engine.maxBatchSize === undefined ? undefined : engine.maxBatchSize * p.dp,
      ),
      ...flag("chunked-prefill-size", chunkSize(role)),
      ...flag("max-prefill-tokens", engine.maxNumTokens),
      ...switchFlag("enable-mixed-chunk", engine.mixedChunk),
      ...switchFlag("skip-tokenizer-init", engine.skipTokenizerInit),
      ...switchFlag("trust-remote-code", engine.trustRemoteCode),
      ...switchFlag("disable-radix-cache", engine.prefixCaching === false),
      ...switchFlag("enable-dp-attention", p.dp > 1),
      ...flag("expert-parallel-size", p.moeEp),
      ...flag("moe-runner-backend", engine.moeBackend),
      ...flag("moe-a2a-backend", engine.moeAllToAll),
      ...flag("attention-backend", engine.attentionBackend),
      ...flag("disaggregation-transfer-backend", engine.kvTransferBackend),
      ...flag("disaggregation-bootstrap-port", engine.bootstrapPort),
      ...switchFlag("disable-cuda-graph", engine.disableCudaGraphs),
      ...listFlag(`cuda-graph-bs${decodeOnly(values)}`, engine.cudaGraphs?.sizes),
      ...switchFlag("disable-cuda-graph-padding", engine.cudaGraphs?.padding === false),
      ...flag(`cuda-graph-max-bs${decodeOnly(values)}`, engine.cudaGraphMaxBatchSize),
      ...speculation(engine),
      ...switchFlag("disable-overlap-schedule", engine.disableOverlapScheduler),
      ...mappingFlags(engine.extraEngineArgs),
      ...jsonFlag(
        "kv-events-config",
        values.router ? sglangKvEvents(values.options.service.sglangKvEventPort) : undefined,
      ),
      ...(role.role === "agg" ? [] : ["--host", "0.0.0.0", "--disaggregation-mode", role.role]),
      ...engine.extraCliArgs,
    ],
  };
}

/** SGLang of Dynamo 1.6 sizes the graphs of prefill and decode apart; the common flags are gone. */
const GRAPHS_BY_PHASE = "1.6.0";

function decodeOnly({ target }: DeployValues): "" | "-decode" {
  return isAtLeast(target.dynamo, GRAPHS_BY_PHASE) ? "-decode" : "";
}

/** Families whose sparse attention SGLang shards by interleaved tokens; the others get an early and a late block each. */
const INTERLEAVED_FAMILIES: readonly string[] = ["DEEPSEEKV32", "DEEPSEEKV4"];

/** The size alone reserves GPUs and splits nothing: the switch turns it on, and the switch wants the way of splitting. */
function contextParallel(cp: number, family: string | undefined): readonly string[] {
  if (cp === 1) return [];
  return [
    ...flag("attention-context-parallel-size", cp),
    "--enable-prefill-cp",
    ...flag("cp-strategy", INTERLEAVED_FAMILIES.includes(family ?? "") ? "interleave" : "zigzag"),
  ];
}

/**
 * The chunk in tokens of the whole server: SGLang divides it among attention-DP ranks. Said when chunking was asked for,
 * or when a predicted step is longer than the engine's own chunk; −1 switches chunking off.
 */
function chunkSize({ role, engine }: RoleValues): number | undefined {
  if (role === "decode" || engine.maxNumTokens === undefined) return undefined;
  const { dp } = engine.parallelism;
  if (engine.chunkedPrefill === false) return -1;
  return engine.chunkedPrefill === true || engine.maxNumTokens * dp > DEFAULT_CHUNK * dp
    ? engine.maxNumTokens * dp
    : undefined;
}

function speculation({ nextn, drafter }: EngineValues): readonly string[] {
  if (nextn === 0) return [];
  return [
    ...flag("speculative-algorithm", drafter === undefined ? "NEXTN" : drafter.method.toUpperCase()),
    ...flag("speculative-draft-model-path", drafter?.model),
    ...flag("speculative-num-steps", nextn),
    ...flag("speculative-eagle-topk", 1),
    ...flag("speculative-num-draft-tokens", nextn + 1),
  ];
}

/** Where a worker publishes its KV events. */
export function sglangKvEvents(port: number | string): { readonly [key: string]: string } {
  return { publisher: "zmq", topic: "kv-events", endpoint: `tcp://*:${port}` };
}
