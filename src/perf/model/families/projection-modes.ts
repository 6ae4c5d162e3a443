import type { GraphRequest } from "../family.js";

/** GEMM modes of the attention projections and the shared expert of DeepSeek-like checkpoints. */
export interface ProjectionModes {
  readonly q: string;
  readonly kv: string;
  readonly o: string;
  readonly indexer: string;
  readonly shared: string;
  /** of the product that feeds both q and kv */
  readonly downscale: string;
}

/** Modules that an exclusion pattern of an attention layer names; a pattern with none of them means all groups. */
const GROUPS = [
  { group: "indexer", names: ["indexer"] },
  { group: "q", names: ["q_a_proj", "q_b_proj"] },
  { group: "kv", names: ["kv_a_proj", "kv_b_proj"] },
  { group: "o", names: ["o_proj"] },
] as const;

type Group = (typeof GROUPS)[number]["group"];

/**
 * Which projections a checkpoint leaves in bf16 (`spec` operators 4.3). Matching is by substring, and one pattern of one
 * layer is enough for all layers, as the reference has it.
 */
export function projectionModes(request: Pick<GraphRequest, "model" | "quant">): ProjectionModes {
  const { model, quant } = request;
  const excluded = new Set<Group | "shared">();
  for (const pattern of model.checkpoint.exclusions) {
    if (pattern.includes("self_attn")) for (const group of groupsOf(pattern)) excluded.add(group);
    if (pattern.includes("shared_expert")) excluded.add("shared");
  }
  const mode = (group: Group | "shared"): string => (excluded.has(group) ? "bfloat16" : quant.gemm);
  return {
    q: mode("q"),
    kv: mode("kv"),
    o: mode("o"),
    indexer: mode("indexer"),
    shared: mode("shared"),
    downscale: excluded.has("q") && excluded.has("kv") ? "bfloat16" : quant.gemm,
  };
}

function groupsOf(pattern: string): readonly Group[] {
  for (const { group, names } of GROUPS) if (names.some((name) => pattern.includes(name))) return [group];
  return GROUPS.map(({ group }) => group);
}
