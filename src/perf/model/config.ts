import { compact } from "../../domain/compact.js";
import { UserError } from "../../domain/errors.js";
import { nearestName } from "../../domain/nearest-name.js";
import { readCheckpointQuant } from "./checkpoint-quant.js";
import type { Family } from "./family.js";
import { familyOf, knownArchitectures, refusalOf } from "./registry.js";
import {
  listField,
  numberField,
  objectField,
  textField,
  type ModelFiles,
  type ModelSpec,
  type RawConfig,
} from "./spec.js";

/** A model and the family that draws its graph. */
export interface Model {
  readonly spec: ModelSpec;
  readonly family: Family;
  /** what the sizes rest on, when it is not the checkpoint's own file */
  readonly basis?: string;
}

/** A checkpoint's files and the name that they are reported under. */
export interface NamedFiles {
  readonly id: string;
  readonly files: ModelFiles;
  readonly basis?: string;
}

/**
 * Reads a checkpoint's files (`docs/method/performance.md` 2.1). `layers` overrides the number of layers. Throws
 * `UserError` with code `model` for unknown architectures and missing fields.
 */
export async function readModel({ id, files, basis }: NamedFiles, layers?: number): Promise<Model> {
  const root = files.config;
  const architecture = listField(root, "architectures")[0];
  if (typeof architecture !== "string") {
    throw new UserError("model", `config.json of ${id} names no architecture (field "architectures")`);
  }
  const family = await familyOf(architecture);
  if (family === undefined) {
    const reason = refusalOf(architecture);
    if (reason !== undefined)
      throw new UserError("model", `${id} (${architecture}) cannot be priced: ${reason}`);
    const near = nearestName(architecture, knownArchitectures(), 1 / 2);
    const hint = near === undefined ? "" : `; the nearest known one is ${near}`;
    throw new UserError(
      "model",
      `${id} has the architecture ${architecture}, which cannot be priced yet${hint}`,
    );
  }
  const text = languagePart(root);
  return compact({ spec: readSpec(id, architecture, family, files, text, layers), family, basis });
}

/**
 * Fields that a kind of model has where its file leaves them out, as files on the hub do; by `model_type`. The values are
 * the defaults of its configuration class in `transformers` 4.57.1.
 */
const LEFT_OUT: Readonly<Record<string, RawConfig>> = {
  gemma3_text: {
    vocab_size: 262_208,
    num_attention_heads: 8,
    num_key_value_heads: 4,
    head_dim: 256,
    max_position_embeddings: 131_072,
  },
};

/** Fields of the language model: those of a multimodal checkpoint lie in a part of their own. */
function languagePart(root: RawConfig): RawConfig {
  const parts = ["text_config", "llm_config"].map((name) => objectField(root, name));
  const part =
    parts.find((each) => each !== undefined && numberField(each, "hidden_size") !== undefined) ?? root;
  return { ...LEFT_OUT[textField(part, "model_type") ?? ""], ...part };
}

function readSpec(
  id: string,
  architecture: string,
  family: Family,
  files: ModelFiles,
  text: RawConfig,
  layerOverride: number | undefined,
): ModelSpec {
  const sizeOf = (name: SizeName): number | undefined => {
    const value = firstNumber(text, SIZE_FIELDS[name]);
    if (value !== undefined)
      checkSize(
        id,
        SIZE_FIELDS[name].find((field) => text[field] === value)!,
        value,
      );
    return value;
  };
  const required = (name: SizeName): number => {
    const value = sizeOf(name);
    if (value === undefined || value === 0) throw lacking(id, SIZE_FIELDS[name]);
    return value;
  };
  for (const name of family.sizes ?? []) required(name);
  const hidden = required("hidden");
  const heads = required("heads");
  const inter = sizeOf("inter") ?? 0;
  const moeInter = sizeOf("moeInter") ?? inter;
  const topK = sizeOf("topK") ?? 0;
  const experts = sizeOf("experts") ?? 0;
  if (experts > 0 && topK > experts)
    throw new UserError("model", `config.json of ${id} asks for ${topK} of ${experts} experts`);
  const headDim = sizeOf("headDim") ?? Math.floor(hidden / heads);
  if (headDim === 0) throw lacking(id, SIZE_FIELDS.headDim);
  return {
    id,
    architecture,
    layers: layerOverride ?? layerCount(id, text),
    hidden,
    heads,
    kvHeads: sizeOf("kvHeads") ?? 0,
    headDim,
    inter,
    vocab: required("vocab"),
    topK,
    experts,
    moeInter,
    sharedExperts: sharedExperts(text, moeInter),
    qkNorm: family.qkNorm(architecture),
    text,
    root: files.config,
    checkpoint: readCheckpointQuant(files),
    ...compact({ assumedContext: files.assumedContext }),
  };
}

/** Fields that a size stands in, by kinds of models; the first that there is counts. */
const SIZE_FIELDS = {
  hidden: ["hidden_size"],
  heads: ["num_attention_heads"],
  kvHeads: ["num_key_value_heads"],
  headDim: ["head_dim", "attention_head_dim"],
  inter: ["intermediate_size"],
  moeInter: ["moe_intermediate_size"],
  vocab: ["vocab_size"],
  topK: ["num_experts_per_tok", "num_experts_per_token", "top_k_experts", "moe_top_k"],
  experts: ["num_local_experts", "n_routed_experts", "moe_num_experts", "num_experts"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type SizeName = keyof typeof SIZE_FIELDS;

/** Larger than any size of a model that will be; whatever is computed from those below stays a number. */
const LARGEST_SIZE = 1e8;

function checkSize(id: string, field: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= LARGEST_SIZE) return;
  throw new UserError("model", `config.json of ${id} has ${field} ${value}, which is no size of a model`);
}

function lacking(id: string, fields: readonly string[]): UserError {
  return new UserError("model", `config.json of ${id} lacks ${fields.join(" or ")}`);
}

function layerCount(id: string, text: RawConfig): number {
  const count =
    numberField(text, "num_hidden_layers") ??
    (listField(text, "layers_block_type").length || undefined) ??
    (typeof text["hybrid_override_pattern"] === "string"
      ? text["hybrid_override_pattern"].length
      : undefined);
  checkSize(id, "num_hidden_layers", count ?? 0);
  if (count === undefined || count === 0) throw lacking(id, ["num_hidden_layers"]);
  return count;
}

function sharedExperts(text: RawConfig, moeInter: number): number {
  const named = firstNumber(text, ["n_shared_experts", "num_shared_experts"]);
  if (named !== undefined) return named;
  const width = numberField(text, "shared_expert_intermediate_size");
  return width === undefined || moeInter === 0 ? 0 : Math.max(1, Math.floor(width / moeInter));
}

function firstNumber(config: RawConfig, names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = numberField(config, name);
    if (value !== undefined) return value;
  }
  return undefined;
}
