import { BACKENDS } from "../../src/domain/deployment.js";
import { backendsOf, slotsOf } from "../../src/perf/db/names.js";
import { tablePath, type PerfDbIndex, type TablePlace } from "../../src/perf/db/index-format.js";
import { resolveSources } from "../../src/perf/db/sources.js";

/**
 * Tables of the package that no formula reads: vision encoders, kernels measured apart from the modules that contain
 * them, and the layers of two families that the reference itself cannot answer.
 */
export const UNREAD_TABLES: ReadonlySet<string> = new Set([
  "encoder_attention_perf",
  "glm5_topk_module_perf",
  "glm5_mqa_logits_module_perf",
  "glm5_dsa_attn_module_perf",
  "dsv4_paged_mqa_logits_module_perf",
  "dsv4_hca_attn_module_perf",
  "dsv4_megamoe_module_perf",
  "wideep_context_mlp_perf",
  "wideep_generation_mlp_perf",
  "dsv41_module_perf",
  "glm53_attention_module_perf",
]);

/**
 * Tables whose rows merge per coordinate and nothing else: a row that a nearer file hides in every version can go.
 * Attention is left whole, because its kernels are ranked by how many rows they have.
 */
export const PRUNED_TABLES: ReadonlySet<string> = new Set(["gemm_perf", "moe_perf"]);

/** One answer of {@link resolveSources}: the files of a table that one queryable version reads, best first. */
export interface SlotSources {
  readonly files: readonly string[];
  /** of the same length: kernels whose rows may be taken; undefined means all */
  readonly kernels: readonly (readonly string[] | undefined)[];
}

/** What every queryable version of every engine reads, by `system/family/table`. */
export function slotSources(
  index: PerfDbIndex,
  places: readonly TablePlace[],
): ReadonlyMap<string, readonly SlotSources[]> {
  const found = new Map<string, SlotSources[]>();
  for (const [name, system] of Object.entries(index.systems)) {
    const tables = new Set(places.filter(([of]) => of === name).map(([, family, , , table]) => `${family}/${table}`));
    for (const backend of BACKENDS.filter((each) => backendsOf(index, name).includes(each))) {
      for (const version of new Set(Object.values(slotsOf(index, name, backend) ?? {}))) {
        for (const id of tables) {
          const [family = "", table = ""] = id.split("/");
          if (UNREAD_TABLES.has(table)) continue;
          const sources = resolveSources({ index, system, backend, version, family, table });
          const slot = {
            files: sources.map((source) => tablePath(name, family, source.backend, source.version, table)),
            kernels: sources.map((source) => source.kernels),
          };
          const key = `${name}/${id}`;
          found.set(key, [...(found.get(key) ?? []), slot]);
        }
      }
    }
  }
  return found;
}
