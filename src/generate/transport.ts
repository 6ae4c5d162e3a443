import type { EnvEntry } from "./systems.js";

/** How nodes talk to each other. */
export const TRANSPORTS = ["nvlink", "ib", "efa"] as const;
export type Transport = (typeof TRANSPORTS)[number];

const INFINIBAND: readonly EnvEntry[] = [
  ["UCX_MEMTYPE_CACHE", "n"],
  ["UCX_TLS", "cuda_copy,cuda_ipc,tcp"],
  ["UCX_CUDA_IPC_ENABLE_MNNVL", "y"],
  ["UCX_LOG_LEVEL", "error"],
  ["NIXL_LOG_LEVEL", "ERROR"],
];

const LIBFABRIC: readonly EnvEntry[] = [
  ["SGLANG_DISAGGREGATION_NIXL_BACKEND", "LIBFABRIC"],
  ["FI_PROVIDER", "efa"],
  ["FI_EFA_USE_DEVICE_RDMA", "1"],
  ["FI_EFA_ENABLE_SHM_TRANSFER", "0"],
  ["FI_EFA_ENABLE_SHM", "0"],
  ["FI_EFA_FORK_SAFE", "0"],
  ["FI_EFA_USE_HUGE_PAGE", "0"],
  ["FI_EFA_MR_MAX_CACHED_COUNT", "524288"],
  ["FI_EFA_MR_MAX_CACHED_SIZE", "0"],
  ["FI_HMEM", "cuda"],
  ["FI_HMEM_CUDA_ENABLE_XFER", "1"],
  ["FI_LOG_LEVEL", "warn"],
  ["PATH", "/opt/dynamo/venv/bin:/opt/amazon/efa/bin:/usr/local/cuda/bin:/usr/local/bin:/usr/bin:/bin"],
  [
    "LD_LIBRARY_PATH",
    "/opt/amazon/efa/lib:/opt/amazon/efa/lib64:/opt/aws-ofi-nccl/lib:/opt/nvidia/nvda_nixl/lib64:/opt/nvidia/nvda_nixl/lib64/plugins:/opt/nvidia/nvda_nixl/lib/aarch64-linux-gnu:/usr/local/ucx/lib:/usr/local/ucx/lib/ucx:/usr/local/cuda/lib64:/usr/local/lib",
  ],
  ["NIXL_TELEMETRY_ENABLE", "y"],
  ["NIXL_TELEMETRY_EXPORTER", "prometheus"],
  ["NIXL_TELEMETRY_PROMETHEUS_PORT", "19090"],
  ["NIXL_LOG_LEVEL", "ERROR"],
];

/** What a transport adds to a worker. */
export interface TransportFacts {
  readonly env: readonly EnvEntry[];
  /** extended resource that is asked for once per GPU */
  readonly resource?: string;
  /** shared IPC namespace and locked memory, which libfabric needs */
  readonly privileged: boolean;
}

/** Environment, resources and privileges of a transport. `nvlink` (the default) adds nothing. */
export function transportFacts(transport: Transport): TransportFacts {
  switch (transport) {
    case "nvlink":
      return { env: [], privileged: false };
    case "ib":
      return { env: INFINIBAND, privileged: false };
    case "efa":
      return { env: LIBFABRIC, resource: "vpc.amazonaws.com/efa", privileged: true };
  }
}
