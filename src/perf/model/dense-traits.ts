/** How a dense decoder differs from Llama. */
export interface DenseTraits {
  /** queries and keys are normalized before they are rotated */
  readonly qkNorm?: boolean;
  /** norms of a layer; 2 unless given */
  readonly norms?: 1 | 2 | 4;
  /** the feed-forward block has a gate; true unless given */
  readonly gated?: boolean;
  /** attention and feed-forward block read the same input and are summed once */
  readonly parallel?: boolean;
  /**
   * which layers see only `sliding_window` tokens where the configuration lists no `layer_types`: all of them, or all but
   * every so-many-th; none unless given
   */
  readonly windowed?: "all" | number;
}

/**
 * Dense decoders of the Llama shape that the published method refuses, and that the same operators cover. Models of the
 * `…ForConditionalGeneration` kind are priced for text.
 */
export const DENSE_TRAITS: Readonly<Record<string, DenseTraits>> = {
  ApertusForCausalLM: { qkNorm: true, gated: false },
  ArceeForCausalLM: { gated: false },
  Cohere2ForCausalLM: { norms: 1, parallel: true, windowed: 4 },
  CohereForCausalLM: { norms: 1, parallel: true },
  Ernie4_5ForCausalLM: {},
  Exaone4ForCausalLM: { qkNorm: true, windowed: 4 },
  FalconForCausalLM: { gated: false, parallel: true, norms: 1 },
  Gemma2ForCausalLM: { norms: 4, windowed: 2 },
  Gemma3ForCausalLM: { norms: 4, qkNorm: true, windowed: 6 },
  Gemma3ForConditionalGeneration: { norms: 4, qkNorm: true, windowed: 6 },
  GemmaForCausalLM: {},
  Glm4ForCausalLM: { norms: 4 },
  GlmForCausalLM: {},
  GPTNeoXForCausalLM: { gated: false, parallel: true },
  GraniteForCausalLM: {},
  HunYuanDenseV1ForCausalLM: { qkNorm: true },
  InternLM2ForCausalLM: {},
  InternLM3ForCausalLM: {},
  MistralForCausalLM: { windowed: "all" },
  Olmo2ForCausalLM: { qkNorm: true },
  Olmo3ForCausalLM: { qkNorm: true, windowed: 4 },
  OlmoForCausalLM: {},
  Phi3ForCausalLM: { windowed: "all" },
  Qwen2VLForConditionalGeneration: {},
  Qwen2_5_VLForConditionalGeneration: {},
  SeedOssForCausalLM: {},
  SmolLM3ForCausalLM: {},
  StableLmForCausalLM: {},
  Starcoder2ForCausalLM: { gated: false, windowed: "all" },
};
