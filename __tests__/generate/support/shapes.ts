import type {
  Backend,
  Deployment,
  Parallelism,
  Role,
  ServingMode,
  WorkerPool,
} from "../../../src/domain/deployment.js";

/** A deployment and its name in test titles. */
export interface Shape {
  readonly title: string;
  readonly deployment: Deployment;
  readonly isMoe: boolean;
  readonly dynamoVersion: string;
}

interface PoolShape {
  readonly label: string;
  readonly system: string;
  readonly isMoe: boolean;
  readonly parallelism: Partial<Parallelism>;
  readonly decode?: Partial<Parallelism>;
  readonly nextn?: number;
}

const ALL: readonly PoolShape[] = [
  { label: "dense tp1", system: "h200_sxm", isMoe: false, parallelism: {} },
  { label: "dense tp4, tp2", system: "h100_sxm", isMoe: false, parallelism: { tp: 4 }, decode: { tp: 2 } },
  {
    label: "dense tp8 pp2, two nodes",
    system: "b200_sxm",
    isMoe: false,
    parallelism: { tp: 8, pp: 2 },
    decode: { tp: 8, pp: 2 },
  },
  {
    label: "dense tp16 on a rack",
    system: "gb200",
    isMoe: false,
    parallelism: { tp: 4 },
    decode: { tp: 16 },
  },
  { label: "experts tp8 ep8", system: "h200_sxm", isMoe: true, parallelism: { tp: 8, moeEp: 8 }, nextn: 1 },
  { label: "experts tp4 etp4", system: "a100_sxm", isMoe: true, parallelism: { tp: 4, moeTp: 4 } },
  { label: "experts dp8 ep8", system: "h200_sxm", isMoe: true, parallelism: { dp: 8, moeEp: 8 } },
  {
    label: "experts dp16 ep16, two nodes",
    system: "b200_sxm",
    isMoe: true,
    parallelism: { dp: 8, moeEp: 8 },
    decode: { dp: 16, moeEp: 16 },
  },
  {
    label: "experts dp32 ep32 on a rack",
    system: "gb300",
    isMoe: true,
    parallelism: { dp: 4, moeEp: 4 },
    decode: { dp: 32, moeEp: 32 },
    nextn: 2,
  },
];

const SGLANG_ONLY: readonly PoolShape[] = [
  {
    label: "experts tp2 dp4 etp2 ep4",
    system: "h200_sxm",
    isMoe: true,
    parallelism: { tp: 2, dp: 4, moeTp: 2, moeEp: 4 },
  },
];

const VERSIONS: Readonly<Record<ServingMode, readonly string[]>> = {
  agg: ["1.6.1", "1.3.0", "0.7.1"],
  disagg: ["1.6.1", "1.3.0", "0.9.0"],
};

/** Backends × modes × sizes × releases: more than 100 deployments. */
export function allShapes(): readonly Shape[] {
  const backends: readonly Backend[] = ["trtllm", "vllm", "sglang"];
  return backends.flatMap((backend) =>
    [...ALL, ...(backend === "sglang" ? SGLANG_ONLY : [])].flatMap((shape) =>
      (["agg", "disagg"] as const).flatMap((mode) =>
        VERSIONS[mode].map((dynamoVersion) => ({
          title: `${backend} ${mode} ${shape.label}, Dynamo ${dynamoVersion}`,
          deployment: deploymentOf(backend, mode, shape),
          isMoe: shape.isMoe,
          dynamoVersion,
        })),
      ),
    ),
  );
}

function deploymentOf(backend: Backend, mode: ServingMode, shape: PoolShape): Deployment {
  const pool = (role: Role, workers: number, batchSize: number): WorkerPool => ({
    role,
    system: shape.system,
    parallelism: {
      tp: 1,
      pp: 1,
      dp: 1,
      cp: 1,
      moeTp: 1,
      moeEp: 1,
      ...(role === "prefill" ? shape.parallelism : (shape.decode ?? shape.parallelism)),
    },
    workers,
    batchSize,
    ...(role === "agg" ? { ctxTokens: 8000 } : {}),
    settings: {},
  });
  return {
    model: shape.isMoe ? "Qwen/Qwen3-235B-A22B-FP8" : "Qwen/Qwen3-32B-FP8",
    backend,
    backendVersion: "1.0",
    mode,
    replicas: mode === "agg" ? 3 : 2,
    pools: mode === "agg" ? [pool("agg", 1, 40)] : [pool("prefill", 5, 1), pool("decode", 3, 64)],
    quant: { kvcache: "fp8" },
    ...(shape.nextn === undefined ? {} : { speculation: { nextn: shape.nextn, accepted: 0.5 } }),
  };
}
