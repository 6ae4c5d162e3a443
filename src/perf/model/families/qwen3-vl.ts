import type { Family } from "../family.js";
import { llama } from "./llama.js";
import { moeFamily } from "./moe.js";

/** Language part of Qwen3-VL: the dense graph, priced without the norms of queries and keys as the reference has it. */
export const qwen3Vl: Family = {
  ...llama,
  name: "QWEN3VL",
  qkNorm: () => false,
  activationRow: "default",
};

/** Its graph with experts over nodes is not modelled. */
const { largeEpNeeds: _needs, coversLargeEp: _covers, ...fusedMoe } = moeFamily;

/** Language part of Qwen3-VL with experts. */
export const qwen3VlMoe: Family = {
  ...fusedMoe,
  name: "QWEN3VL_MOE",
  qkNorm: () => false,
  activationRow: "default",
};
