import type { Setting } from "./origin-types.js";

/** Speculative decoding as written. */
export interface SpeculativeSettings {
  readonly method?: Setting<string>;
  /** vLLM `num_speculative_tokens`, TensorRT-LLM `num_nextn_predict_layers` or `max_draft_len` */
  readonly numTokens?: Setting<number>;
  /** SGLang `--speculative-num-steps` */
  readonly numSteps?: Setting<number>;
  readonly numDraftTokens?: Setting<number>;
  /** candidates that SGLang keeps per step; more than one make a tree */
  readonly topK?: Setting<number>;
  /** checkpoint of what drafts beside the model */
  readonly model?: Setting<string>;
}
