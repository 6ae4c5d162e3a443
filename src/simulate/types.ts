/** A request of a load: when it comes (open loop) and how long it is, in tokens. */
export interface LoadRequest {
  /** absent in a closed loop: it comes when another one has left */
  readonly arrivalMs?: number;
  readonly isl: number;
  readonly osl: number;
}

/** `closed`: `concurrency` requests are always in flight. `open`: requests come when they come. */
export type Load =
  | { readonly kind: "closed"; readonly concurrency: number; readonly requests: readonly LoadRequest[] }
  | { readonly kind: "open"; readonly requests: readonly LoadRequest[] };

/** Times of one engine step in milliseconds, from the operator model. Lengths are means over the batch. */
export interface StepTimes {
  /**
   * `newTokens` prompt tokens (of prompts of `isl`) together with `gen` decoding requests at key-value length `kvLength`,
   * while `answering` requests (`gen` unless given) wait for their next token
   */
  mixedMs(newTokens: number, isl: number, gen: number, kvLength: number, answering?: number): number;
  /** how much longer answers wait for such prompts than these take themselves; nothing unless given */
  stallMs?(newTokens: number, isl: number): number;
  decodeMs(gen: number, kvLength: number): number;
}

/** How one engine schedules, per rank of attention data parallelism. */
export interface EnginePolicy {
  /** most requests in flight */
  readonly maxBatch: number;
  /** most tokens of one step */
  readonly tokenBudget: number;
  /** a prompt may be split over steps */
  readonly chunkedPrefill: boolean;
  /** prompts and decodes share a step (TensorRT-LLM, vLLM); otherwise a step is one or the other and prompts go first (SGLang) */
  readonly mixed: boolean;
  /** tokens of key-value cache */
  readonly kvTokens: number;
  /**
   * share of the tokens to come of all answers that must be free for a request to be admitted. 1 (unless given): nobody is
   * ever sent back; less: the youngest answers go back to the queue when the cache is full, and compute it anew later
   */
  readonly kvReserve?: number;
  /** fixed time between arrival and readiness to be scheduled: HTTP, tokenizer, router */
  readonly requestOverheadMs: number;
  /** what others in flight add to it at most; nothing unless given */
  readonly companyMs?: number;
  /** tokens of every prompt that are cached already; none unless given */
  readonly prefix?: number;
  /** output tokens of one decode step, accepted drafts included; 1 unless given */
  readonly tokensPerStep?: number;
}

/** What happened to one request. */
export interface RequestOutcome {
  readonly arrivalMs: number;
  readonly ttftMs: number;
  /** mean time between its output tokens; 0 with one token */
  readonly tpotMs: number;
  readonly latencyMs: number;
  readonly osl: number;
}

/** Mean and percentiles of one figure, in milliseconds. */
export interface Distribution {
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}
