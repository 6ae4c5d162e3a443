import type { Family } from "../family.js";
import { llama } from "./llama.js";

/** Language part of Mistral Small and Medium 3: the dense graph with the memory of models that were not calibrated. */
export const mistral3: Family = { ...llama, name: "MISTRAL3", qkNorm: () => false, activationRow: "default" };
