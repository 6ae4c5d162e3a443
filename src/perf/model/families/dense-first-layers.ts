import { UserError } from "../../../domain/errors.js";
import { allReduce } from "../../ops/all-reduce.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { InvalidParallelismError, type Operator } from "../../types.js";
import { coversModule, namesModule } from "../module-patterns.js";
import { numberField, textField, type ModelSpec } from "../spec.js";
import type { PhaseRequest } from "./phase.js";

/** First layers with a dense feed-forward block instead of experts, and what that block costs. */
export interface DenseFirstLayers {
  /** how many; their expert operators are not run */
  readonly layers: number;
  readonly operators: readonly Operator[];
}

/**
 * Dense first layers of sparse latent attention as SGLang runs them (`docs/method/operators.md` 4.4): only where
 * nothing splits the prompt, the batch or the layers, and without drafts; elsewhere every layer is priced with experts.
 */
export function denseFirstLayers(request: PhaseRequest): DenseFirstLayers {
  const { model, parallelism, backend, nextn, largeEp } = request;
  const { pp, cp, dp } = parallelism;
  const applies = backend === "sglang" && pp === 1 && cp === 1 && dp === 1 && nextn === 0 && !largeEp;
  const layers = Math.min(numberField(model.text, "first_k_dense_replace") ?? 0, model.layers);
  if (!applies || layers === 0) return { layers: 0, operators: [] };
  checkPlan(model);
  if (model.inter % parallelism.tp !== 0)
    throw new InvalidParallelismError(
      `tp ${parallelism.tp} does not divide the width ${model.inter} of the dense first layers of ${model.id}`,
    );
  return { layers, operators: groupsOf(request, layers).flatMap((group) => denseBlock(request, group)) };
}

function checkPlan(model: ModelSpec): void {
  const every = numberField(model.text, "moe_layer_freq") ?? 1;
  const activation = textField(model.text, "hidden_act") ?? "silu";
  if (every !== 1 || activation !== "silu")
    throw new UserError(
      "model",
      `${model.id}: only experts in every layer and silu can be priced beside dense first layers, ` +
        `not moe_layer_freq ${every} with ${activation}`,
    );
}

/** Layers whose products run in the same formats. */
interface FormatGroup {
  readonly up: string;
  readonly down: string;
  readonly count: number;
}

function groupsOf(request: PhaseRequest, layers: number): readonly FormatGroup[] {
  const groups = new Map<string, FormatGroup>();
  for (let layer = 0; layer < layers; layer++) {
    const up = formatOf(request, layer, "gate_up_proj", ["gate_proj", "up_proj"]);
    const down = formatOf(request, layer, "down_proj", ["down_proj"]);
    const key = `${up} ${down}`;
    groups.set(key, { up, down, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}

/** Format of one fused product; its parts must agree on what the checkpoint leaves in bf16. */
function formatOf(request: PhaseRequest, layer: number, fused: string, parts: readonly string[]): string {
  const { model, quant } = request;
  const { exclusions } = model.checkpoint;
  const block = `model.layers.${layer}.mlp`;
  const named = parts.map((part) => exclusions.some((pattern) => namesModule(pattern, `${block}.${part}`)));
  if (new Set(named).size > 1)
    throw new UserError(
      "model",
      `${model.id} leaves only some of ${parts.join(" and ")} of layer ${layer} unquantized, but they run as one product`,
    );
  const left = named[0] === true || exclusions.some((pattern) => coversModule(pattern, `${block}.${fused}`));
  return left ? "bfloat16" : quant.gemm;
}

function denseBlock(request: PhaseRequest, { up, down, count }: FormatGroup): readonly Operator[] {
  const { model, parallelism } = request;
  const { hidden: h } = model;
  const { tp } = parallelism;
  const width = model.inter / tp;
  return [
    allReduce({ name: "dense_attn_ar", count, hidden: h, gpus: tp }),
    gemm({ name: "dense_gate_up_gemm", count, n: 2 * width, k: h, mode: up }),
    elementwise({ name: "dense_act_gate", count, read: 2 * width, written: width }),
    gemm({ name: "dense_down_gemm", count, n: h, k: width, mode: down, quantizedInput: true }),
    allReduce({ name: "dense_ffn_ar", count, hidden: h, gpus: tp }),
  ];
}
