import { flag, jsonFlag, listFlag, mappingFlags, switchFlag } from "../../flags.js";
import { decodeContextFlags } from "../../decode-context.js";
import type { JsonObject } from "../../options/types.js";
import type { DeployValues, EngineValues, RoleValues } from "../../values.js";
import { isAtLeast } from "../../../domain/versions.js";
import { hasDisaggregationMode } from "../../versions.js";
import type { EngineCommandWords } from "../backend.js";

/** First engine version with `--cudagraph-capture-sizes`; before it the sizes stand in the compilation config. */
const FIRST_CAPTURE_SIZES = "0.12.0";

/** Words of `dynamo.vllm`. */
export function vllmCommand(role: RoleValues, values: DeployValues): EngineCommandWords {
  const { engine } = role;
  const { parallelism: p } = engine;
  return {
    module: "dynamo.vllm",
    args: [
      ...flag("model", values.service.modelPath),
      ...flag("served-model-name", values.service.servedModelName),
      ...flag("tensor-parallel-size", p.tp),
      ...flag("pipeline-parallel-size", p.pp),
      ...flag("data-parallel-size", p.dp),
      ...decodeContextFlags("vllm", p),
      ...switchFlag("enable-expert-parallel", engine.isMoe && p.moeEp > 1),
      ...flag("all2all-backend", engine.moeAllToAll),
      ...flag("block-size", engine.kvBlockSize),
      ...flag("kv-cache-dtype", engine.kvCacheDtype),
      ...flag("quantization", engine.quantization),
      ...flag("gpu-memory-utilization", engine.memFraction),
      ...flag("max-model-len", engine.maxSeqLen),
      ...flag("max-num-seqs", engine.maxBatchSize),
      ...flag("max-num-batched-tokens", engine.maxNumTokens),
      ...onOff("enable-chunked-prefill", engine.chunkedPrefill),
      ...onOff("enable-prefix-caching", engine.prefixCaching),
      ...switchFlag("skip-tokenizer-init", engine.skipTokenizerInit),
      ...switchFlag("trust-remote-code", engine.trustRemoteCode),
      ...switchFlag("enforce-eager", engine.disableCudaGraphs),
      ...graphFlags(engine, values),
      ...jsonFlag(
        "speculative-config",
        engine.nextn > 0
          ? { method: "mtp", ...engine.drafter, num_speculative_tokens: engine.nextn }
          : undefined,
      ),
      ...mappingFlags(engine.extraEngineArgs),
      ...jsonFlag(
        "kv-events-config",
        values.router ? vllmKvEvents(values.options.service.vllmKvEventPort) : undefined,
      ),
      ...roleFlags(role, values),
      ...engine.extraCliArgs,
    ],
  };
}

function onOff(name: string, on: boolean | undefined): readonly string[] {
  return on === undefined ? [] : [on ? `--${name}` : `--no-${name}`];
}

function graphFlags(engine: EngineValues, { target }: DeployValues): readonly string[] {
  const sizes = engine.cudaGraphs?.sizes;
  if (sizes === undefined) return flag("max-cudagraph-capture-size", engine.cudaGraphMaxBatchSize);
  return isAtLeast(target.engine, FIRST_CAPTURE_SIZES)
    ? listFlag("cudagraph-capture-sizes", sizes)
    : jsonFlag("compilation-config", { cudagraph_capture_sizes: sizes });
}

/** Where a worker publishes its KV events. */
export function vllmKvEvents(port: number | string): { readonly [key: string]: string | boolean } {
  return { publisher: "zmq", topic: "kv-events", endpoint: `tcp://*:${port}`, enable_kv_cache_events: true };
}

/** Role and KV transfer. Releases before 1.0 have one switch for each role. */
function roleFlags({ role, engine }: RoleValues, { target, options }: DeployValues): readonly string[] {
  const offloads = options.dyn.kvbmConfig !== undefined;
  if (role === "agg") return jsonFlag("kv-transfer-config", offloads ? BLOCK_MANAGER : undefined);
  const transfer = { kv_connector: engine.kvTransferBackend ?? "NixlConnector", kv_role: "kv_both" };
  return [
    ...(hasDisaggregationMode(target) ? flag("disaggregation-mode", role) : [`--is-${role}-worker`]),
    ...jsonFlag("kv-transfer-config", offloads && role === "prefill" ? bothConnectors(transfer) : transfer),
  ];
}

const BLOCK_MANAGER = {
  kv_connector: "DynamoConnector",
  kv_connector_module_path: "kvbm.vllm_integration.connector",
  kv_role: "kv_both",
};

/** Prefill workers offload blocks and hand the cache over. */
function bothConnectors(transfer: JsonObject): JsonObject {
  return {
    kv_connector: "PdConnector",
    kv_role: "kv_both",
    kv_connector_extra_config: { connectors: [BLOCK_MANAGER, transfer] },
    kv_connector_module_path: BLOCK_MANAGER.kv_connector_module_path,
  };
}
