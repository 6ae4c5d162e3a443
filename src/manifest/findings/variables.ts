import type { ReadDeployment } from "../dgd.js";
import type { MappedText } from "../text/mapped-text.js";
import { type FindingList, reportOn } from "../rules.js";

/**
 * Variables of an engine that choose how it computes. Places, times, logs, sizes of buffers, permissions, the format of
 * drafts and what is said of a build change no figure.
 */
const SWITCH = new RegExp(
  "^(?:VLLM|SGLANG|SGL|TRTLLM|TLLM)_(?!\\w*(?:WARMUP|PRECOMPILE|TIMEOUT|LOG|PORT|HOST|PATH|DIR|ROOT|COMPILE_CACHE|" +
    "ALLOW_|NUM_MAX|NEXTN|SPEC_|LM_CACHE|TARGET_DEVICE))\\w*" +
    "(?:GEMM|KERNEL|ATTENTION|ATTN|MOE|MLA|MARLIN|CUTLASS|TRITON|ALL2ALL|ALLTOALL|ALLREDUCE|DEEPEP|QUANT|RUNNER|CHUNK|" +
    "GRAPH|COMPILE|PDL|SYMM|OVERLAP|NEW_TOKEN|USE_V1|EPLB|FP8|FP4)",
);
/** Variables below the engine that leave GPUs out, or slow all of them. */
const BELOW =
  /^(?:CUDA_VISIBLE_DEVICES|CUDA_LAUNCH_BLOCKING|CUDA_MPS_ACTIVE_THREAD_PERCENTAGE|NCCL_(?:P2P|NVLS|SHM|IB)_DISABLE|NCCL_(?:ALGO|PROTO|MAX_NCHANNELS|MAX_CTAS)|VLLM_TRACE_FUNCTION|VLLM_BATCH_INVARIANT|TORCHDYNAMO_DISABLE|TORCH_COMPILE_DISABLE|PYTORCH_NO_CUDA_MEMORY_CACHING)$/;

/** Variables of the engines, and of what computes and talks below them. */
const OF_ENGINES =
  /^(?:VLLM|SGLANG|SGL|TRTLLM|TLLM|TRT_LLM|FLASHINFER|DEEP_?GEMM|DG|DEEPEP|NCCL|NVSHMEM|CUDA|CUBLAS|CUDNN|TORCH\w*|PYTORCH|TRITON|NVIDIA|FLASH_ATTN|FLASH_ATTENTION|XFORMERS|TILELANG|CUTE_DSL|GLIBC|NIXL|MC|MALLOC|LD_BIND|DYN)_|^PYTHON(?:DEVMODE|MALLOC|TRACEMALLOC|PROFILEIMPORTTIME)$/;
/** Parts of their names that say what computes nothing: places, names and rights; logs and watching; time limits; the start. */
const HARMLESS = parts(
  `ADDR ALLOC ALLOW ARCH ARTIFACT AUTOTUNE BOOTSTRAP CACHE_DIR CACHE_ROOT CAPABILITIES CHECK CKPT CLEANUP CONFIG_ROOT
  CUMEM DEBUG_FILE DEBUG_SUBSYS DIR DISAGGREGATION_MODE DUMP EVENT FASTSAFETENSORS FILE GDRCOPY GID HCA HEALTH HEARTBEAT HOME
  HOST IB_ADDR IFNAME INIT INSTALL IP KEEPALIVE LAYOUT LM_CACHE LOAD LOADING LOG LOGGING MC_FORCE METHOD METRICS MIXING MNNVL MODEL
  MODULE_LOADING MULTIPROC NEXTN NUM_MAX NVLS_ENABLE PATH PORT PRECOMPILE PROFILER QPS RANDOMIZE READY REGISTER REQUIRE RETRY
  ROOT RPC SEED SIDE_CHANNEL SOCKET SPEC STATS STORE TC TARGET_DEVICE TIMEOUT TOKENIZER TRANSFER USAGE VERSION VISIBLE_DEVICES
  WAITING WARMUP WORKSPACE`,
);
/** Variables that have such a part and matter, or have none and do not. */
const [MATTERS, LOGS] = [
  /^(?:VLLM_DEBUG_WORKSPACE|CUDA_VISIBLE_DEVICES)$/,
  /^NCCL_DEBUG$|^DYN_(?:SYSTEM|HTTP|TCP|GRPC|NATS|ETCD|DISCOVERY|REQUEST_PLANE|EVENT_PLANE|LORA|COMPONENT|PARENT|DEPLOYMENT|POD|SDK|OTEL|OTLP|TLS|LOCAL|MX|FORWARDPASS)(?:_|$)/,
];
/** Transports of UCX by which no GPU talks to another directly. */
const SLOW_TRANSPORTS =
  /^UCX_(?:TLS=(?!.*(?:\^|all|rc|dc|ib|ud|cuda_ipc|mnnvl|gdr))|NET_DEVICES=(?!.*(?:\^|all|mlx|ib|roce|rdma|efa|bnxt|irdma|hfi|\$)).)/i;

/** Switches that are on unless a variable says otherwise; all others are off. */
const ON: readonly string[] = [
  "VLLM_USE_V1",
  "VLLM_USE_DEEP_GEMM",
  "VLLM_MOE_USE_DEEP_GEMM",
  "VLLM_ALLREDUCE_USE_SYMM_MEM",
  "VLLM_ENABLE_FUSED_MOE_ACTIVATION_CHUNKING",
  "SGLANG_ENABLE_JIT_DEEPGEMM",
  "SGLANG_DEEPGEMM_PDL",
  "TRTLLM_ENABLE_PDL",
];
/** Variables whose 0 is a name or a number. */
const NO_SWITCH = /(?:DEVICES|BACKEND|SIZE|KERNELS|PERCENTAGE|NCHANNELS|CTAS|ALGO|PROTO)$/;
/** Collectives of one node go by no network. */
const BETWEEN_NODES = "NCCL_IB_DISABLE";
/** Names in one sentence. */
const MOST_NAMES = 6;

/** Variables that move the figures as a flag would, in one finding: no formula knows which way. */
export function reportVariables({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  const named = new Map<string, MappedText>();
  for (const { component, environment, command, isEngine, backend } of readings) {
    if (!isEngine || backend === null || backend === "mocker") continue;
    const spans = deployment.workers.some(({ component: worker, nodes }) => {
      return worker === component.name && (nodes?.value ?? 1) > 1;
    });
    const own = [...command.assigned].map(([name, text]) => [name, { text, place: undefined }] as const);
    for (const [name, { text, place }] of [...own, ...environment]) {
      const at = text !== undefined && text.pieces.length > 0 ? text : place;
      if (at === undefined || named.has(name) || (name === BETWEEN_NODES && !spans)) continue;
      if (moves(name, text?.text.trim())) named.set(name, at);
    }
  }
  const [first] = named.values();
  if (first === undefined) return;
  const names = [...named.keys()];
  const listed = names.slice(0, MOST_NAMES).join(", ") + more(names.length - MOST_NAMES);
  const subject =
    names.length === 1
      ? `${listed} is not modelled (a switch of the engine or below it)`
      : `${listed} are not modelled (switches of the engine or below it)`;
  const message = `${subject}: figures are those without ${names.length === 1 ? "it" : "them"} and may be off either way.`;
  reportOn(findings, "setting-not-modelled", first, message);
}

/** Whether a variable changes how an engine computes; one that repeats the engine's own choice does not. */
function moves(name: string, value: string | undefined): boolean {
  if (!SWITCH.test(name) && !BELOW.test(name))
    return value !== "" && (isUnknownVariable(name) || SLOW_TRANSPORTS.test(`${name}=${value ?? "?"}`));
  const [off, on] = [/^(?:0|false|)$/i, /^(?:1|true)$/i].map((word) => word.test(value ?? "?"));
  return NO_SWITCH.test(name) ? value !== "" : ON.includes(name) ? on !== true : off !== true;
}

/** Whether a variable is one of Dynamo's, of the engines' or below them, and nothing says that it is harmless. */
export function isUnknownVariable(name: string): boolean {
  return OF_ENGINES.test(name) && (MATTERS.test(name) || !(HARMLESS.test(name) || LOGS.test(name)));
}

function parts(text: string): RegExp {
  return new RegExp(`(?:^|_)(?:${text.trim().split(/\s+/).join("|")})(?:_|$)`);
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}
