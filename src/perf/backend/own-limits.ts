import type { Backend } from "../../domain/deployment.js";

const GIB = 2 ** 30;

/** Limits of an engine that nobody set, per attention-DP rank. */
export interface EngineDefaults {
  readonly maxBatch: number;
  readonly tokenBudget: number;
  readonly chunkedPrefill: boolean;
  readonly mixed: boolean;
  readonly kvReserve: number;
}

/** The GPU and the layout that an engine's own defaults depend on. */
export interface EngineSite {
  /** name of the GPU system */
  readonly system: string;
  /** memory of one GPU, bytes */
  readonly gpuBytes: number;
  /** attention-DP ranks of the worker */
  readonly ranks: number;
}

/**
 * What an engine does when nothing is said.
 *
 * TensorRT-LLM (LLM API reference; "Paged Attention, IFB, and Request Scheduling" and "Useful Runtime Options" in its
 * documentation): `max_batch_size` 2048 and `max_num_tokens` 8192 per rank, `enable_chunked_prefill` off, prompts and answers
 * in one step, capacity policy `GUARANTEED_NO_EVICT`: a request starts when its whole length fits.
 *
 * vLLM V1 (`EngineArgs.get_batch_defaults`, "Optimization and Tuning" in its documentation): an API server takes
 * `max_num_seqs` 1024 and `max_num_batched_tokens` 8192 on GPUs of 70 GiB and more, 256 and 2048 on smaller ones and on A100; chunked
 * prefill is always on and answers come first in the budget; a prompt starts when its own blocks are free, and the youngest
 * request is preempted and computed anew when the cache is full.
 *
 * SGLang (`ServerArgs`, "Server Arguments" and "Hyperparameter Tuning" in its documentation): `chunked_prefill_size` 16384 on
 * GPUs of 160 GiB and more, 8192 from 60 GiB, 4096 from 35 GiB, 2048 below, divided among the ranks of attention data parallelism; prompts go
 * first in steps of their own (`--enable-mixed-chunk` is off); at least 2048 running requests. It admits by an estimate of
 * what running answers still need, which starts at 0.7 of it and decays to 0.7 · 0.14 while nothing had to be retracted; the
 * steady value is taken.
 */
export function ownLimits(backend: Backend, { system, gpuBytes, ranks }: EngineSite): EngineDefaults {
  const whole = { chunkedPrefill: false, mixed: true, kvReserve: 1 };
  switch (backend) {
    case "trtllm":
      return { maxBatch: 2048, tokenBudget: 8192, ...whole };
    case "vllm":
      return gpuBytes >= 70 * GIB && !system.includes("a100")
        ? { maxBatch: 1024, tokenBudget: 8192, chunkedPrefill: true, mixed: true, kvReserve: 0 }
        : { maxBatch: 256, tokenBudget: 2048, chunkedPrefill: true, mixed: true, kvReserve: 0 };
    case "sglang": {
      const chunk =
        gpuBytes >= 160 * GIB ? 16_384 : gpuBytes >= 60 * GIB ? 8192 : gpuBytes >= 35 * GIB ? 4096 : 2048;
      const tokenBudget = Math.max(1, Math.floor(chunk / ranks));
      return { maxBatch: 2048, tokenBudget, chunkedPrefill: true, mixed: false, kvReserve: 0.7 * 0.14 };
    }
  }
}
