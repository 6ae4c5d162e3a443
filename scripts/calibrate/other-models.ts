import type { ConfigSource } from "../../src/perf/db/models.js";

/** Hidden size, width of the feed-forward layers, layers, heads and heads of the cache. */
type Sizes = readonly [hidden: number, inner: number, layers: number, heads: number, kvHeads: number];

/** Dense models that other laboratories measured and that are not bundled; all have Llama's blocks and 32,000 words. */
const SIZES: Readonly<Record<string, Sizes>> = {
  "meta-llama/Llama-2-7b-hf": [4096, 11_008, 32, 32, 32],
  "meta-llama/Llama-2-13b-hf": [5120, 13_824, 40, 40, 40],
  "mistralai/Mistral-7B-v0.1": [4096, 14_336, 32, 32, 8],
  "codellama/CodeLlama-34b-Instruct-hf": [8192, 22_016, 48, 64, 8],
};

/** The configuration of such a model by its name; undefined for any other. */
export const otherModels: ConfigSource = (name) => {
  const sizes = SIZES[name];
  if (sizes === undefined) return Promise.resolve(undefined);
  const [hidden, inner, layers, heads, kvHeads] = sizes;
  const config = {
    architectures: ["LlamaForCausalLM"],
    model_type: "llama",
    hidden_size: hidden,
    intermediate_size: inner,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: kvHeads,
    vocab_size: 32_000,
    max_position_embeddings: 16_384,
    torch_dtype: "bfloat16",
  };
  return Promise.resolve({ files: { config }, from: "its publication" });
};
