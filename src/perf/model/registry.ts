import type { Family } from "./family.js";
import { deepseek, kimiK25 } from "./families/deepseek.js";
import { deepseekV32 } from "./families/deepseek-v32.js";
import { llama } from "./families/llama.js";
import { moe } from "./families/moe.js";
import { nemotronH } from "./families/nemotron-h.js";
import { qwen35 } from "./families/qwen35.js";

/** Every model family. One line each. */
const FAMILIES: readonly Family[] = [
  llama,
  moe,
  deepseek,
  kimiK25,
  deepseekV32,
  qwen35,
  nemotronH,
];

/** The family of an architecture; undefined when nobody knows it. */
export function familyOf(architecture: string): Family | undefined {
  return FAMILIES.find((family) => family.architectures.includes(architecture));
}

/** All architectures that can be priced, for messages. */
export function knownArchitectures(): readonly string[] {
  return FAMILIES.flatMap((family) => family.architectures);
}
