import type { Backend, Deployment } from "../domain/deployment.js";
import { ENGINE_NAMES } from "../domain/engine-names.js";
import { finding } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import { namesOwnDrafts } from "../manifest/speculation.js";
import type { ManifestDeployment } from "../manifest/types.js";
import type { ModelFacts } from "../perf/types.js";
import { originPlace, workerOf } from "./places.js";

/**
 * Architectures without layers that draft, by engine: vLLM 0.31 (`config/speculative.py`) and TensorRT-LLM 1.3
 * (`modeling_speculative.py`) list the model types that have some and raise an error for others. SGLang 0.5.21 takes the
 * checkpoint for its own draft (`model_config.py`), and has layers for some of Qwen3-MoE.
 */
const PLAIN = "LlamaForCausalLM MixtralForCausalLM Qwen2ForCausalLM Qwen3ForCausalLM GptOssForCausalLM".split(
  " ",
);
const WITHOUT: Readonly<Record<Backend, readonly string[]>> = {
  vllm: [...PLAIN, "Qwen2MoeForCausalLM", "Qwen3MoeForCausalLM"],
  sglang: PLAIN,
  trtllm: [...PLAIN, "Qwen2MoeForCausalLM", "Qwen3MoeForCausalLM"],
};
/** Workers that are to draft with layers of their model, and whose model has none. */
export function ownDraftFindings(
  { architecture, model, nextnLayers }: ModelFacts,
  { backend, pools }: Deployment,
  manifest: ManifestDeployment,
): readonly Finding[] {
  if (nextnLayers !== undefined || !WITHOUT[backend].includes(architecture)) return [];
  return pools.flatMap(({ role }) => {
    const written = workerOf(manifest, role)?.settings.speculative;
    const method = written?.method;
    if (method === undefined || written?.model !== undefined) return [];
    const trained = backend === "sglang" && /^eagle3$/i.test(method.text.trim());
    if (!trained && !namesOwnDrafts(backend, method.text, false)) return [];
    const asked = `${method.origin.name} ${method.text} drafts with layers of the model, and ${model} has none`;
    const engine = ENGINE_NAMES[backend];
    const place = originPlace(method);
    if (backend !== "sglang")
      return [
        finding(
          "settings-exclude",
          place,
          `${asked}: ${engine} refuses to start. Leave the drafts out, or name a model that drafts`,
        ),
      ];
    const message = `${asked}: without --speculative-draft-model-path ${engine} takes the checkpoint for its own draft, and may not start. Name the model that drafts`;
    return [{ ...finding("settings-exclude", place, message), severity: "warning" as const }];
  });
}
