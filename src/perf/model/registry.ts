import { DENSE_TRAITS } from "./dense-traits.js";
import type { Family } from "./family.js";

/** A family's architectures and its module, which is loaded when one of them is asked for: most runs need one. */
interface FamilyEntry {
  readonly architectures: readonly string[];
  load(): Promise<Family>;
}

/** Every model family: one entry each. */
const FAMILIES: readonly FamilyEntry[] = [
  {
    architectures: ["LlamaForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM", "MiMoForCausalLM"],
    load: async () => (await import(/* webpackMode: "eager" */ "./families/llama.js")).llama,
  },
  {
    architectures: [
      "MixtralForCausalLM",
      "Qwen2MoeForCausalLM",
      "Qwen3MoeForCausalLM",
      "GptOssForCausalLM",
      "MiniMaxM2ForCausalLM",
    ],
    load: async () => (await import(/* webpackMode: "eager" */ "./families/moe.js")).moeFamily,
  },
  {
    architectures: ["DeepSeekForCausalLM", "DeepseekV3ForCausalLM"],
    load: async () => (await import("./families/deepseek.js")).deepseek,
  },
  {
    architectures: ["KimiK25ForConditionalGeneration"],
    load: async () => (await import("./families/deepseek.js")).kimiK25,
  },
  {
    architectures: ["DeepseekV32ForCausalLM", "GlmMoeDsaForCausalLM"],
    load: async () => (await import("./families/deepseek-v32.js")).deepseekV32,
  },
  {
    architectures: ["DeepseekV4ForCausalLM"],
    load: async () => (await import("./families/deepseek-v4.js")).deepseekV4,
  },
  {
    architectures: [
      "Qwen3_5ForConditionalGeneration",
      "Qwen3_5MoeForConditionalGeneration",
      "Qwen3_5MoeForCausalLM",
    ],
    load: async () => (await import("./families/qwen35.js")).qwen35,
  },
  {
    architectures: ["NemotronHForCausalLM", "NemotronH_Omni_Reasoning_V3"],
    load: async () => (await import("./families/nemotron-h.js")).nemotronH,
  },
  {
    architectures: ["NemotronForCausalLM", "DeciLMForCausalLM"],
    load: async () => (await import("./families/nemotron-nas.js")).nemotronNas,
  },
  {
    architectures: ["Llama4ForConditionalGeneration", "MiMoV2FlashForCausalLM"],
    load: async () => (await import("./families/hybrid-moe.js")).hybridMoe,
  },
  {
    architectures: ["Gemma4ForConditionalGeneration", "Gemma4ForCausalLM"],
    load: async () => (await import("./families/gemma4.js")).gemma4,
  },
  {
    architectures: ["MiniMaxM3ForCausalLM", "MiniMaxM3SparseForConditionalGeneration"],
    load: async () => (await import("./families/minimax-m3.js")).minimaxM3,
  },
  {
    architectures: ["Qwen3VLForConditionalGeneration"],
    load: async () => (await import("./families/qwen3-vl.js")).qwen3Vl,
  },
  {
    architectures: ["Qwen3VLMoeForConditionalGeneration"],
    load: async () => (await import("./families/qwen3-vl.js")).qwen3VlMoe,
  },
  {
    architectures: [
      "Step3p5ForCausalLM",
      "Step3p5ForConditionalGeneration",
      "Step3p7FlashForCausalLM",
      "Step3p7ForCausalLM",
      "Step3p7ForConditionalGeneration",
    ],
    load: async () => (await import("./families/step.js")).step,
  },
  {
    architectures: ["MuseGlimmerForConditionalGeneration"],
    load: async () => (await import("./families/muse-glimmer.js")).museGlimmer,
  },
  {
    architectures: ["Mistral3ForConditionalGeneration"],
    load: async () => (await import("./families/mistral3.js")).mistral3,
  },
  {
    architectures: Object.keys(DENSE_TRAITS),
    load: async () => (await import("./families/dense-decoder.js")).denseDecoder,
  },
  {
    architectures: ["KimiK3ForConditionalGeneration"],
    load: async () => (await import("./families/kimi-k3.js")).kimiK3,
  },
];

/** Architectures that the published method knows and refuses on every system, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  Glm5NextForConditionalGeneration:
    "its rows of GLM-5.3-Flash were measured for exact engine versions and are refused beside those of earlier ones",
  DeepseekV41ForCausalLM:
    "the mixing of residual streams (mHC) was not measured at the sizes of DeepSeek-V4.1",
};

/** Why an architecture is refused although it is known; undefined for all others. */
export function refusalOf(architecture: string): string | undefined {
  return Object.hasOwn(REFUSED, architecture) ? REFUSED[architecture] : undefined;
}

/** The family of an architecture; undefined when nobody knows it. */
export async function familyOf(architecture: string): Promise<Family | undefined> {
  return FAMILIES.find((family) => family.architectures.includes(architecture))?.load();
}

/** All architectures that can be priced, for messages. */
export function knownArchitectures(): readonly string[] {
  return FAMILIES.flatMap((family) => family.architectures);
}
