import { compact } from "../../domain/compact.js";
import { numberField, objectField, type ModelFiles, type RawConfig } from "../model/spec.js";

/** A checkpoint that is not bundled and whose sizes are known to be those of one that is. */
export interface ModelAlias {
  /** bundled id of equal sizes */
  readonly sizesOf: string;
  /**
   * bundled id whose number formats it has; `plain`: none, the weights are as trained; `fp8-dynamic`: those of the recipe
   * of that name; absent: those of `sizesOf`
   */
  readonly formatsOf?: string;
}

const LLAMA_8B = "meta-llama/Meta-Llama-3.1-8B";
const LLAMA_70B = "meta-llama/Meta-Llama-3.1-70B";
const LLAMA_405B = "meta-llama/Meta-Llama-3.1-405B";
const FP8 = "nvidia/Llama-3.1-70B-Instruct-FP8";
/** Blocks of 128 by 128, and no format of the cache, as Qwen's own FP8 releases have them. */
const FP8_BLOCK = "Qwen/Qwen3-32B-FP8";
const DYNAMIC = "fp8-dynamic";

/**
 * `[ids, sizes of, formats of]`. Only releases of the same weights' shape, as their makers say it or as two published
 * configurations prove it: never a likeness of names.
 */
const ROWS: readonly (readonly [ids: string, sizesOf: string, formatsOf?: string])[] = [
  [
    "meta-llama/Llama-3.1-8B meta-llama/Llama-3.1-8B-Instruct meta-llama/Meta-Llama-3.1-8B-Instruct",
    LLAMA_8B,
  ],
  ["deepseek-ai/DeepSeek-R1-Distill-Llama-8B nvidia/Llama-3.1-Nemotron-Nano-8B-v1", LLAMA_8B],
  ["nvidia/Llama-3.1-8B-Instruct-FP8", LLAMA_8B, FP8],
  [
    "meta-llama/Llama-3.1-70B meta-llama/Llama-3.1-70B-Instruct meta-llama/Meta-Llama-3.1-70B-Instruct",
    LLAMA_70B,
  ],
  ["meta-llama/Llama-3.3-70B-Instruct deepseek-ai/DeepSeek-R1-Distill-Llama-70B", LLAMA_70B],
  ["nvidia/Llama-3.3-70B-Instruct-FP8", LLAMA_70B, FP8],
  [
    "RedHatAI/Meta-Llama-3.1-8B-Instruct-FP8-dynamic neuralmagic/Meta-Llama-3.1-8B-Instruct-FP8-dynamic",
    LLAMA_8B,
    DYNAMIC,
  ],
  [
    "RedHatAI/Meta-Llama-3.1-70B-Instruct-FP8-dynamic neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8-dynamic " +
      "RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic",
    LLAMA_70B,
    DYNAMIC,
  ],
  [
    "meta-llama/Llama-3.1-405B meta-llama/Llama-3.1-405B-Instruct meta-llama/Meta-Llama-3.1-405B-Instruct",
    LLAMA_405B,
  ],
  ["Qwen/Qwen3-30B-A3B-Instruct-2507 Qwen/Qwen3-30B-A3B-Thinking-2507", "Qwen/Qwen3-30B-A3B"],
  ["Qwen/Qwen3-30B-A3B-Instruct-2507-FP8 Qwen/Qwen3-30B-A3B-Thinking-2507-FP8", "Qwen/Qwen3-30B-A3B-FP8"],
  ["Qwen/Qwen3-235B-A22B-Instruct-2507 Qwen/Qwen3-235B-A22B-Thinking-2507", "Qwen/Qwen3-235B-A22B"],
  [
    "Qwen/Qwen3-235B-A22B-Instruct-2507-FP8 Qwen/Qwen3-235B-A22B-Thinking-2507-FP8",
    "Qwen/Qwen3-235B-A22B-FP8",
  ],
  ["Qwen/Qwen3-30B-A3B-Base Qwen/Qwen3-Coder-30B-A3B-Instruct", "Qwen/Qwen3-30B-A3B"],
  ["Qwen/Qwen3-Coder-30B-A3B-Instruct-FP8", "Qwen/Qwen3-30B-A3B-FP8"],
  ["Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8", "Qwen/Qwen3-Coder-480B-A35B-Instruct", FP8_BLOCK],
  ["Qwen/Qwen3-8B-Base deepseek-ai/DeepSeek-R1-0528-Qwen3-8B", "Qwen/Qwen3-8B"],
  ["Qwen/Qwen3-8B-FP8", "Qwen/Qwen3-8B", FP8_BLOCK],
  ["Qwen/Qwen3-1.7B-FP8", "Qwen/Qwen3-1.7B", FP8_BLOCK],
  ["Qwen/Qwen3-0.6B-FP8", "Qwen/Qwen3-0.6B", FP8_BLOCK],
  ["Qwen/Qwen3.6-27B", "Qwen/Qwen3.5-27B"],
  ["Qwen/Qwen3.6-35B-A3B", "Qwen/Qwen3.5-35B-A3B"],
  ["Qwen/Qwen3.5-27B-FP8 Qwen/Qwen3.6-27B-FP8", "Qwen/Qwen3.5-27B", FP8_BLOCK],
  ["Qwen/Qwen3.5-35B-A3B-FP8 Qwen/Qwen3.6-35B-A3B-FP8", "Qwen/Qwen3.5-35B-A3B", FP8_BLOCK],
  ["Qwen/Qwen3.5-122B-A10B-FP8", "Qwen/Qwen3.5-122B-A10B", FP8_BLOCK],
  ["Qwen/Qwen3.5-397B-A17B-FP8", "Qwen/Qwen3.5-397B-A17B", FP8_BLOCK],
  [
    "deepseek-ai/DeepSeek-V3-Base deepseek-ai/DeepSeek-V3-0324 deepseek-ai/DeepSeek-V3.1-Base " +
      "deepseek-ai/DeepSeek-V3.1 deepseek-ai/DeepSeek-V3.1-Terminus",
    "deepseek-ai/DeepSeek-V3",
  ],
  ["deepseek-ai/DeepSeek-R1-Zero deepseek-ai/DeepSeek-R1-0528", "deepseek-ai/DeepSeek-R1"],
  ["deepseek-ai/DeepSeek-V3.2-Exp deepseek-ai/DeepSeek-V3.2-Speciale", "deepseek-ai/DeepSeek-V3.2"],
  ["mistralai/Mixtral-8x7B-Instruct-v0.1", "mistralai/Mixtral-8x7B-v0.1"],
  ["openai/gpt-oss-safeguard-120b", "openai/gpt-oss-120b"],
  ["openai/gpt-oss-safeguard-20b", "openai/gpt-oss-20b"],
  ["moonshotai/Kimi-K2-Base moonshotai/Kimi-K2-Instruct-0905", "moonshotai/Kimi-K2-Instruct"],
  ["moonshotai/Kimi-K2.6", "moonshotai/Kimi-K2.5"],
  ["google/gemma-4-26B-A4B-it", "google/gemma-4-26B-A4B"],
  ["google/gemma-4-31B-it", "nvidia/Gemma-4-31B-IT-NVFP4", "plain"],
];

const ALIASES: ReadonlyMap<string, ModelAlias> = new Map(
  ROWS.flatMap(([ids, sizesOf, formatsOf]) =>
    ids
      .split(" ")
      .map(
        (id) => [id.toLowerCase(), formatsOf === undefined ? { sizesOf } : { sizesOf, formatsOf }] as const,
      ),
  ),
);

const EIGHT_BITS = { num_bits: 8, type: "float", symmetric: true } as const;

/**
 * Number formats of the recipe FP8_DYNAMIC, whose name such checkpoints carry: weights scaled by channel, activations by
 * token as they come, the head and the cache as trained.
 */
const FP8_DYNAMIC: ModelFiles = {
  config: {
    quantization_config: {
      quant_method: "compressed-tensors",
      format: "float-quantized",
      config_groups: {
        group_0: {
          targets: ["Linear"],
          weights: { ...EIGHT_BITS, strategy: "channel", dynamic: false },
          input_activations: { ...EIGHT_BITS, strategy: "token", dynamic: true },
        },
      },
      ignore: ["lm_head"],
      kv_cache_scheme: null,
    },
  },
};

/** The files whose number formats an alias has; `bundled` reads those of an id. Undefined where they are not there. */
export function formatsOfAlias(
  { sizesOf, formatsOf = sizesOf }: ModelAlias,
  bundled: (id: string) => ModelFiles | undefined,
): ModelFiles | "plain" | undefined {
  if (formatsOf === "plain") return "plain";
  return formatsOf === DYNAMIC ? FP8_DYNAMIC : bundled(formatsOf);
}

/** The bundled sizes that stand for an id; case is no difference, as on the hub. */
export function modelAlias(id: string): ModelAlias | undefined {
  return ALIASES.get(id.toLowerCase());
}

/** All ids that are answered with the sizes of another. */
export function aliasIds(): readonly string[] {
  return ROWS.flatMap(([ids]) => ids.split(" "));
}

/**
 * Files of an alias: sizes of one checkpoint, number formats of another. The longest context is what releases of one shape
 * differ in: no request is refused by it, and it stands in only where a length is assumed.
 */
export function aliasFiles(sizes: ModelFiles, formats: ModelFiles | "plain"): ModelFiles {
  const assumed = compact({ assumedContext: contextOf(sizes.config) });
  if (formats === sizes) return { ...sizes, config: withoutContext(sizes.config), ...assumed };
  const { quantization_config: _formats, ...plain } = withoutContext(sizes.config);
  if (formats === "plain") return { config: plain, ...assumed };
  const { quantization_config: quantization } = formats.config;
  const config = quantization === undefined ? plain : { ...plain, quantization_config: quantization };
  return { config, ...assumed, ...compact({ hfQuantConfig: formats.hfQuantConfig }) };
}

function contextOf(config: RawConfig): number | undefined {
  const text = objectField(config, "text_config");
  return (text && numberField(text, LONGEST)) ?? numberField(config, LONGEST);
}

const LONGEST = "max_position_embeddings";

/** The language part of a multimodal checkpoint names its own. */
function withoutContext(config: RawConfig): RawConfig {
  const { max_position_embeddings: _longest, text_config: text, ...rest } = config;
  if (typeof text !== "object" || text === null) return rest;
  const { max_position_embeddings: _inner, ...inner } = text as RawConfig;
  return { ...rest, text_config: inner };
}
