import type { Family } from "./family.js";
import { deepseek, kimiK25 } from "./families/deepseek.js";
import { deepseekV32 } from "./families/deepseek-v32.js";
import { deepseekV4 } from "./families/deepseek-v4.js";
import { gemma4 } from "./families/gemma4.js";
import { hybridMoe } from "./families/hybrid-moe.js";
import { kimiK3 } from "./families/kimi-k3.js";
import { llama } from "./families/llama.js";
import { minimaxM3 } from "./families/minimax-m3.js";
import { moe } from "./families/moe.js";
import { nemotronH } from "./families/nemotron-h.js";
import { nemotronNas } from "./families/nemotron-nas.js";
import { qwen3Vl, qwen3VlMoe } from "./families/qwen3-vl.js";
import { qwen35 } from "./families/qwen35.js";
import { step } from "./families/step.js";

/** Every model family. One line each. */
const FAMILIES: readonly Family[] = [
  llama,
  moe,
  deepseek,
  kimiK25,
  deepseekV32,
  deepseekV4,
  qwen35,
  nemotronH,
  nemotronNas,
  hybridMoe,
  gemma4,
  minimaxM3,
  qwen3Vl,
  qwen3VlMoe,
  step,
  kimiK3,
];

/** The family of an architecture; undefined when nobody knows it. */
export function familyOf(architecture: string): Family | undefined {
  return FAMILIES.find((family) => family.architectures.includes(architecture));
}

/** All architectures that can be priced, for messages. */
export function knownArchitectures(): readonly string[] {
  return FAMILIES.flatMap((family) => family.architectures);
}
