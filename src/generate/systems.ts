/** A Kubernetes toleration, as far as we write them. */
export interface Toleration {
  readonly key: string;
  readonly operator: "Exists" | "Equal";
  readonly value?: string;
  readonly effect: "NoSchedule";
}

/** Name and value of an environment variable. */
export type EnvEntry = readonly [name: string, value: string];

/** What a manifest says about the nodes of a GPU system. */
export interface SystemFacts {
  readonly gpusPerNode: number;
  /** GPUs linked as fast as those of one node are: a rack's, where it is one domain */
  readonly gpusTogether: number;
  /**
   * values of the node label `nvidia.com/gpu.product` that stand for this system. Empty where the label is not known
   * for certain: a selector that matches no node leaves the pods pending for ever
   */
  readonly gpuProducts: readonly string[];
  /** CPU architecture to select, where the image must match it */
  readonly arch?: "arm64";
  readonly tolerations: readonly Toleration[];
  readonly env: readonly EnvEntry[];
  /** size of /dev/shm; decode workers of rack-scale systems need more */
  readonly sharedMemory?: string;
  readonly decodeSharedMemory?: string;
  /** TensorRT-LLM: expert kernels of multi-node expert parallelism exist from Blackwell on */
  readonly blackwell: boolean;
}

const GPU_TAINT_EQUAL: Toleration = {
  key: "nvidia.com/gpu",
  operator: "Equal",
  value: "true",
  effect: "NoSchedule",
};
const GPU_TAINT: Toleration = { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" };
const ARM_TAINT: Toleration = {
  key: "kubernetes.io/arch",
  operator: "Equal",
  value: "arm64",
  effect: "NoSchedule",
};
const CUMEM: EnvEntry = ["NCCL_CUMEM_ENABLE", "1"];
const RACK_ENV: readonly EnvEntry[] = [
  CUMEM,
  ["NCCL_MNNVL_ENABLE", "1"],
  ["NCCL_NVLS_ENABLE", "1"],
  ["NCCL_P2P_LEVEL", "NVL"],
  ["UCX_CUDA_IPC_ENABLE_MNNVL", "y"],
  ["VLLM_USE_NCCL_SYMM_MEM", "1"],
];

const UNKNOWN: SystemFacts = {
  gpusPerNode: 8,
  gpusTogether: 8,
  gpuProducts: [],
  tolerations: [],
  env: [],
  blackwell: false,
};
const HOPPER: SystemFacts = { ...UNKNOWN, env: [CUMEM], sharedMemory: "64Gi" };
const BLACKWELL: SystemFacts = { ...HOPPER, tolerations: [GPU_TAINT], blackwell: true };
const RACK: SystemFacts = {
  gpusPerNode: 4,
  gpusTogether: 72,
  gpuProducts: [],
  arch: "arm64",
  tolerations: [GPU_TAINT, ARM_TAINT],
  env: RACK_ENV,
  sharedMemory: "64Gi",
  decodeSharedMemory: "128Gi",
  blackwell: true,
};

const SYSTEMS: Readonly<Record<string, SystemFacts>> = {
  // GPU feature discovery labels SXM boards `80GB-HBM3`; some clusters carry the marketing name
  h100_sxm: { ...HOPPER, gpuProducts: ["NVIDIA-H100-80GB-HBM3", "NVIDIA-H100-SXM5-80GB"] },
  h100_pcie: HOPPER,
  h200_sxm: { ...HOPPER, gpuProducts: ["NVIDIA-H200"], tolerations: [GPU_TAINT_EQUAL] },
  b200_sxm: { ...BLACKWELL, gpuProducts: ["NVIDIA-B200"] },
  b300_sxm: BLACKWELL,
  gb200: { ...RACK, gpuProducts: ["NVIDIA-GB200"] },
  gb300: { ...RACK, gpuProducts: ["NVIDIA-GB300"] },
};

/** Facts of a system by its name in the performance data; systems without an entry get no selector, taint or environment. */
export function systemFacts(system: string): SystemFacts {
  return SYSTEMS[system === "gb200_sxm" ? "gb200" : system] ?? UNKNOWN;
}
