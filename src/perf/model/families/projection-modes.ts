import { UserError } from "../../../domain/errors.js";
import type { GraphRequest } from "../family.js";
import { linearRegex } from "../linear-regex.js";
import { REGEX_MARK } from "../module-patterns.js";
import type { ModelSpec } from "../spec.js";

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
const ALL_GROUPS: readonly Group[] = GROUPS.map(({ group }) => group);

/** Names by which vLLM finds the modules of a group; a regular expression also sees how it stacks them. */
const VLLM_MODULES: Readonly<
  Record<Group, { readonly names: readonly string[]; readonly stacked?: string }>
> = {
  q: { names: ["q_a_proj", "q_b_proj", "q_proj"] },
  kv: { names: ["kv_a_proj", "kv_b_proj", "kv_proj", "k_proj", "v_proj"], stacked: "kv_a_proj_with_mqa" },
  o: { names: ["o_proj"] },
  indexer: {
    names: ["indexer.wq_b", "indexer.wk", "indexer.weights_proj"],
    stacked: "indexer.wk_weights_proj",
  },
};

/** What may follow the name of a block so that the pattern means all of it. */
const WHOLE = ["", "*", ".*", "\\..*"];

/** How an engine reads the exclusions of attention modules. */
export type ExclusionRule = "substring" | "module-path";

/**
 * Which projections a checkpoint leaves in bf16. By substring one pattern of one layer is enough for all layers, as
 * the reference has it (`docs/method/operators.md` 4.3); by module path a pattern has to name a projection (the same
 * page, 4.4).
 */
export function projectionModes(
  request: Pick<GraphRequest, "model" | "quant">,
  rule: ExclusionRule = "substring",
): ProjectionModes {
  const { model, quant } = request;
  const excluded = new Set<Group | "shared">();
  for (const pattern of model.checkpoint.exclusions) {
    const groups = rule === "substring" ? groupsOf(pattern) : groupsByPath(pattern, model);
    for (const group of groups) excluded.add(group);
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
  if (!pattern.includes("self_attn")) return [];
  for (const { group, names } of GROUPS) if (names.some((name) => pattern.includes(name))) return [group];
  return ALL_GROUPS;
}

function groupsByPath(pattern: string, model: ModelSpec): readonly Group[] {
  if (pattern.startsWith(REGEX_MARK)) return groupsByRegex(pattern.slice(REGEX_MARK.length), model);
  if (meansWhole(pattern, "self_attn")) return ALL_GROUPS;
  if (meansWhole(pattern, "indexer")) return ["indexer"];
  return ALL_GROUPS.filter((group) => VLLM_MODULES[group].names.some((name) => pattern.includes(name)));
}

function meansWhole(pattern: string, block: string): boolean {
  const at = pattern.lastIndexOf(block);
  return at >= 0 && WHOLE.includes(pattern.slice(at + block.length));
}

function groupsByRegex(pattern: string, model: ModelSpec): readonly Group[] {
  const matches = linearRegex(pattern);
  if (matches === undefined)
    throw new UserError(
      "model",
      `the exclusion pattern ${pattern} of ${model.id} cannot be read; write it without look-around, counts and back-references`,
    );
  const layers = Array.from({ length: model.layers }, (_, layer) => `model.layers.${layer}.self_attn`);
  return ALL_GROUPS.filter((group) => {
    const { names, stacked } = VLLM_MODULES[group];
    const modules = stacked === undefined ? names : [...names, stacked];
    return modules.some((module) => layers.some((layer) => matches(`${layer}.${module}`)));
  });
}
