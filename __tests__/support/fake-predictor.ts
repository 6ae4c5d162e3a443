import { gpusPerWorker, type Parallelism } from "../../src/domain/deployment.js";
import type { MemoryUse } from "../../src/domain/prediction.js";
import {
  InvalidParallelismError,
  MissingDataError,
  type AggPoint,
  type Lengths,
  type MemoryCheck,
  type ModelFacts,
  type Predictor,
  type StaticPoint,
  type WorkerContext,
  type WorkerModel,
} from "../../src/perf/types.js";

const GIB = 2 ** 30;

/** Knobs of the fake: a dense model of 32 GiB on cards of 141 GiB unless changed. */
export interface FakeOptions {
  readonly weightGib?: number;
  readonly kvGibPerRequest?: number;
  readonly capacityGib?: number;
  readonly moe?: boolean;
  readonly contextParallel?: boolean;
  readonly gpusPerNode?: number;
  readonly nextnLayers?: number;
  /** nothing was measured: every price is a miss */
  readonly unmeasured?: boolean;
}

function missing({ unmeasured = false }: FakeOptions): void {
  if (unmeasured) throw new MissingDataError("no GEMM was measured in fp7");
}

/** A worker whose times follow simple laws: work shrinks with tp, a step has a floor, decode grows with the batch. */
export function fakeWorker(
  parallelism: Parallelism,
  context: WorkerContext,
  options: FakeOptions = {},
): WorkerModel {
  const { tp, pp, dp } = parallelism;
  const weight = options.weightGib ?? 32;
  const kv = options.kvGibPerRequest ?? 0.5;
  const capacity = options.capacityGib ?? 141;
  const speed = tp ** 0.8;
  const prefillMs = (tokens: number): number => 4 + (tokens * 0.065) / speed;
  const decodeMs = (batch: number): number => 3 + 9 / speed + (batch * 0.06) / speed;
  const memory = (_mode: string, batch: number, lengths: Lengths): MemoryCheck => {
    const use: MemoryUse = {
      weights: (weight / tp / pp) * GIB,
      activations: GIB,
      kvCache: ((kv * batch * (lengths.isl + lengths.osl)) / 4500 / tp) * GIB,
      nccl: 0,
      other: 3.5 * GIB,
      total: 0,
      capacity: capacity * GIB,
    };
    const total = use.weights + use.activations + use.kvCache + use.other;
    const verdict =
      total - use.kvCache >= use.capacity ? "oom" : total >= 0.9 * use.capacity ? "kv-oom" : "fits";
    return { use: { ...use, total }, verdict };
  };
  const checked = (
    mode: string,
    batch: number,
    lengths: Lengths,
  ): { memory: MemoryUse; memoryVerdict: MemoryCheck["verdict"] } => {
    const { use, verdict } = memory(mode, batch, lengths);
    return { memory: use, memoryVerdict: verdict };
  };
  return {
    model: context.model,
    system: context.system,
    parallelism,
    gpus: gpusPerWorker(parallelism),
    quant: { gemm: "fp8_block", moe: "fp8_block", kvcache: "fp8", fmha: "fp8", comm: "half" },
    layers: 64,
    shape: "fake",
    largeEp: false,
    version: context.backendVersion ?? "fake-1",
    weightBytes: (weight / tp) * GIB,
    memory,
    family: "FAKE",
    kvCapacityTokens: () => 100_000,
    cacheTokens: () => 100_000,
    asEnginesRun: false,
    roofline: { decodeStepMs: () => 0, contextStepMs: () => 0 },
    agg(batch, ctxTokens, lengths): AggPoint {
      missing(options);
      const { isl, osl } = lengths;
      const steps = Math.ceil((isl * batch) / ctxTokens);
      const gen = Math.max(1, batch - Math.ceil(ctxTokens / isl));
      const mixed = prefillMs(ctxTokens) + (batch > 1 ? decodeMs(gen) * 0.5 : 0);
      const decodeOnly = Math.max(osl - (batch === 1 ? 1 : steps), 0);
      const mixedSteps = batch === 1 ? 1 : steps;
      const step = decodeMs(batch);
      const total = mixedSteps * mixed + decodeOnly * step;
      const tpot =
        batch === 1
          ? step
          : (mixed * Math.max(1, steps - 3) + step * decodeOnly) / (Math.max(1, steps - 3) + decodeOnly);
      const ttft = mixed * Math.ceil(isl / ctxTokens) * Math.min(2 + (steps - 3) / 20, 4);
      const tokens = (1000 / total) * batch * (osl - 1) * pp * dp;
      return {
        batchSize: batch,
        ctxTokens,
        ttftMs: ttft,
        tpotMs: tpot,
        requestLatencyMs: ttft + tpot * (osl - 1),
        seqPerSec: tokens / (osl - 1),
        tokensPerSec: tokens,
        concurrency: batch * pp * dp,
        numMixedSteps: mixedSteps,
        numGenSteps: decodeOnly,
        mixedStepMs: mixed,
        genStepMs: step,
        genInMixed: batch > 1 ? gen : 0,
        ...checked("agg", batch, lengths),
      };
    },
    context(batch, lengths): StaticPoint {
      missing(options);
      const ms = prefillMs((lengths.isl - lengths.prefix) * batch);
      return {
        batchSize: batch,
        contextMs: ms,
        generationMs: 0,
        tpotMs: 0,
        seqPerSec: (batch * dp * pp * 1000) / ms,
        ...checked("context", batch, { ...lengths, osl: 1 }),
      };
    },
    generation(batch, lengths): StaticPoint {
      missing(options);
      const ms = decodeMs(batch) * (lengths.osl - 1);
      return {
        batchSize: batch,
        contextMs: 0,
        generationMs: ms,
        tpotMs: decodeMs(batch),
        seqPerSec: (batch * dp * pp * 1000) / ms,
        ...checked("generation", batch, lengths),
      };
    },
    mixedStepMs: (ctx, gen) => prefillMs(ctx) + decodeMs(gen) * 0.5,
    decodeStepMs: (gen) => decodeMs(gen),
    contextStepMs: (batch, tokens) => prefillMs(batch * tokens),
    breakdown: () => [],
  };
}

/** A predictor of {@link fakeWorker}s; `tp` 5 is refused as an example of an impossible choice. */
export function fakePredictor(options: FakeOptions = {}): Predictor {
  return {
    draftTokens: async () => ({ tokens: 4, said: true }),
    facts: async (context): Promise<ModelFacts> => ({
      model: context.model,
      architecture: "FakeForCausalLM",
      family: options.moe === true ? "MOE" : "LLAMA",
      moe: options.moe ?? false,
      contextParallel: options.contextParallel ?? true,
      heads: 64,
      experts: 0,
      numbers: { architecture: "", vocab: 0, hidden: 0, layers: 0, inter: 0, experts: 0, moeInter: 0 },
      layers: 64,
      nextnLayers: options.nextnLayers,
      maxPositionEmbeddings: undefined,
      version: "fake-1",
      system: {
        name: context.system,
        gpu: {
          memBw: 4.8e12,
          memBwScaling: 0.8,
          memConstantLatencyS: 3e-6,
          memCapacity: 141 * GIB,
          tcFlops: {},
          smVersion: 90,
        },
        node: {
          gpusPerNode: options.gpusPerNode ?? 8,
          intraNodeBw: 4.5e11,
          interNodeBw: 5e10,
          gpusPerRack: undefined,
          interRackBw: undefined,
          p2pLatencyS: 1e-5,
        },
        memory: { ncclBytes: {}, otherBytes: 0 },
        ncclVersion: undefined,
        onecclVersion: undefined,
      },
      quant: { gemm: "fp8_block", moe: "fp8_block", kvcache: "fp8", fmha: "fp8", comm: "half" },
      largeEp: { context: [], generation: [] },
    }),
    workers: async (context, choices) =>
      choices.map((choice) =>
        choice.tp === 5 || (choice.cp > 1 && (choice.tp > 1 || choice.dp > 1))
          ? new InvalidParallelismError(`tp ${choice.tp} does not divide the heads`)
          : fakeWorker(choice, context, options),
      ),
  };
}
