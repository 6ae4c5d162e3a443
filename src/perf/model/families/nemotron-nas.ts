import { UserError } from "../../../domain/errors.js";
import { allReduce } from "../../ops/all-reduce.js";
import { gemm } from "../../ops/gemm.js";
import { elementwise } from "../../ops/memory-op.js";
import { InvalidParallelismError, type Operator, type StepGraph } from "../../types.js";
import type { Family } from "../family.js";
import { listField, numberField, objectField, type ModelSpec, type RawConfig } from "../spec.js";
import { gatedBlock } from "./experts.js";
import { groupedAttention } from "./grouped-attention.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";

/** Dense models whose blocks were shrunk one by one: Nemotron-Super (`docs/method/operators.md` 4.7.2). */
export const nemotronNas: Family = {
  name: "NEMOTRONNAS",
  contextParallel: false,
  qkNorm: () => false,
  activationRow: "default",
  check({ model, nextn }) {
    if (nextn > 0)
      throw new InvalidParallelismError(`${model.architecture} has no draft layers; use nextn 0`);
  },
  graph: (request): StepGraph => ({
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  }),
  // the model as a whole states no key-value heads, so the reference charges no cache
  kvBytesPerSequence: () => 0,
};

/** A run of equal blocks. */
interface BlockRun {
  readonly count: number;
  /** query heads that share a key-value head; 0 where attention was removed */
  readonly headsInGroup: number;
  /** width of the feed-forward block; 0 where it was removed */
  readonly inter: number;
}

/** Widths are rounded up to a multiple of this. */
const WIDTH_STEP = 256;

function blockRuns(model: ModelSpec): readonly BlockRun[] {
  const blocks = listField(model.text, "block_configs").slice(0, model.layers);
  if (blocks.length === 0) throw new UserError("model", `config.json of ${model.id} lacks block_configs`);
  const runs: BlockRun[] = [];
  for (const block of blocks) {
    const run = { count: 1, ...describeBlock(model, block as RawConfig) };
    const last = runs[runs.length - 1];
    if (last !== undefined && last.headsInGroup === run.headsInGroup && last.inter === run.inter) {
      runs[runs.length - 1] = { ...last, count: last.count + 1 };
    } else runs.push(run);
  }
  return runs;
}

function describeBlock(model: ModelSpec, block: RawConfig): Pick<BlockRun, "headsInGroup" | "inter"> {
  const attention = objectField(block, "attention") ?? {};
  const ffn = objectField(block, "ffn") ?? {};
  const width = Math.trunc((2 * (numberField(ffn, "ffn_mult") ?? 0) * model.hidden) / 3);
  return {
    headsInGroup: attention["no_op"] === true ? 0 : (numberField(attention, "n_heads_in_group") ?? 0),
    inter: ffn["no_op"] === true ? 0 : Math.ceil(width / WIDTH_STEP) * WIDTH_STEP,
  };
}

function operators(request: PhaseRequest): readonly Operator[] {
  return [
    embeddingOf(request, false),
    ...blockRuns(request.model).flatMap((run) => [
      ...attentionBlock(request, run),
      ...feedForward(request, run),
    ]),
    stageHop(request),
    logits(request),
  ];
}

function attentionBlock(request: PhaseRequest, run: BlockRun): readonly Operator[] {
  if (run.headsInGroup === 0) return [];
  const { model, parallelism, quant, times } = request;
  const { hidden: h, headDim: d } = model;
  const count = run.count * times;
  const heads = model.heads / parallelism.tp;
  const kvHeads = Math.ceil(Math.floor(model.heads / run.headsInGroup) / parallelism.tp);
  return [
    elementwise({ name: "add_norm_1", count, read: 2 * h, written: 2 * h }),
    gemm({ name: "qkv_gemm", count, n: heads * d + 2 * kvHeads * d, k: h, mode: quant.gemm }),
    ...groupedAttention(request, count, 0, { heads, kvHeads, headDim: d }),
    gemm({ name: "proj_gemm", count, n: h, k: heads * d, mode: quant.gemm }),
    allReduce({ name: "ar_1", count, hidden: h, gpus: parallelism.tp }),
  ];
}

function feedForward(request: PhaseRequest, run: BlockRun): readonly Operator[] {
  if (run.inter === 0) return [];
  const { model, parallelism, quant, times } = request;
  const { hidden: h } = model;
  const count = run.count * times;
  return [
    elementwise({ name: "add_norm_2", count, read: 2 * h, written: 2 * h }),
    ...gatedBlock(request, {
      count,
      names: ["gate_ffn1_gemm", "act_gate", "ffn2_gemm"],
      width: run.inter / parallelism.tp,
      mode: quant.gemm,
    }),
    allReduce({ name: "ar_2", count, hidden: h, gpus: parallelism.tp }),
  ];
}
