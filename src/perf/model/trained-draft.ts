import { compact } from "../../domain/compact.js";
import type { TrainedMethod } from "../../domain/deployment.js";
import { UserError } from "../../domain/errors.js";
import { listField, numberField, objectField, textField, type RawConfig } from "./spec.js";

/** Layers of a trained draft: grouped attention and a gated block, whatever its target is. Sizes of the whole network. */
export interface DraftLayers {
  readonly layers: number;
  readonly hidden: number;
  readonly inter: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** 0 for full attention */
  readonly window: number;
  readonly qkNorm: boolean;
}

/** A network that was trained to draft for one target, as its `config.json` describes it. */
export interface TrainedDraft {
  readonly method: TrainedMethod;
  /** name or folder, for messages */
  readonly id: string;
  readonly layers: DraftLayers;
  /** states of the target that one token brings: tapped layers times the streams of each */
  readonly taps: number;
  /** tapped layers by number, where the file names them */
  readonly tapped: readonly number[];
  /** words that it can draft; the target's unless given */
  readonly vocab?: number;
  /** it brings its own embedding and output layer, instead of the target's */
  readonly ownsWords: boolean;
  /** width of the table by which a draft depends on the one before it */
  readonly markovRank?: number;
  /** drafts of a step that it was trained for, where the file says so */
  readonly tokens?: number;
}

/** EAGLE-3 reads a low, a middle and a high layer of its target. */
const EAGLE3_TAPS = 3;
/** Depth of a chain that neither a command nor the checkpoint names, as the published method has it. */
export const EAGLE3_TOKENS = 3;
const MARKOV_RANK = 256;

/** Reads a trained draft's `config.json`. Throws `UserError` (`model`) for a file of another kind or with missing sizes. */
export function readTrainedDraft(method: TrainedMethod, id: string, config: RawConfig): TrainedDraft {
  const file = { id, method };
  if (method === "eagle3") return readEagle3(file, config);
  return method === "dflash" ? readDflash(file, config) : readDspark(file, config);
}

type DraftFile = Pick<TrainedDraft, "id" | "method">;

function readEagle3(file: DraftFile, config: RawConfig): TrainedDraft {
  // checkpoints of the `speculators` tools keep the layer in a part of its own
  const layer = objectField(config, "transformer_layer_config") ?? config;
  const vocab = numberField(config, "draft_vocab_size") ?? numberField(config, "vocab_size");
  return {
    ...file,
    layers: readLayers(file, layer),
    taps: EAGLE3_TAPS,
    tapped: [],
    vocab: size(file, "draft_vocab_size", vocab ?? numberField(layer, "vocab_size")),
    ownsWords: true,
    ...compact({ tokens: proposedTokens(config) }),
  };
}

function readDflash(file: DraftFile, config: RawConfig): TrainedDraft {
  const nested = objectField(config, "transformer_layer_config");
  const ownTaps = nested === undefined ? [] : listField(config, "aux_hidden_state_layer_ids");
  const ownsWords = nested !== undefined && ownTaps.length > 0;
  const tapped = ownsWords
    ? ownTaps
    : listField(objectField(config, "dflash_config") ?? {}, "target_layer_ids");
  const block = numberField(config, "block_size");
  if (block === undefined || tapped.length === 0)
    throw wrongKind(
      file,
      "block_size with dflash_config.target_layer_ids, or with aux_hidden_state_layer_ids",
    );
  const layers = ownsWords ? nested : config;
  const streams = ownsWords ? size(file, "hc_mult", numberField(layers, "hc_mult") ?? 1) : 1;
  return {
    ...file,
    layers: readLayers(file, layers),
    taps: tapped.length * streams,
    tapped: layerNumbers(file, tapped),
    ...compact({
      vocab: ownsWords ? size(file, "draft_vocab_size", numberField(config, "draft_vocab_size")) : undefined,
    }),
    ownsWords,
    // a block starts with the token that is already right
    tokens: size(file, "block_size", block) - 1,
  };
}

function readDspark(file: DraftFile, config: RawConfig): TrainedDraft {
  if (config["dspark_block_size"] !== undefined)
    throw new UserError(
      "model",
      `${file.id} drafts by layers of DeepSeek-V4 that look back over a window only, which is not priced; ` +
        "dspark is priced for drafts of dense layers",
    );
  const tapped = listField(config, "target_layer_ids");
  const block = numberField(config, "block_size");
  if (block === undefined || tapped.length === 0) throw wrongKind(file, "block_size with target_layer_ids");
  return {
    ...file,
    layers: readLayers(file, config),
    taps: tapped.length,
    tapped: layerNumbers(file, tapped),
    vocab: size(file, "vocab_size", numberField(config, "vocab_size")),
    ownsWords: true,
    markovRank: size(file, "markov_rank", numberField(config, "markov_rank") ?? MARKOV_RANK),
    tokens: size(file, "block_size", block),
  };
}

function readLayers(file: DraftFile, config: RawConfig): DraftLayers {
  const of = (name: string, fallback?: number): number => size(file, name, config[name] ?? fallback);
  const heads = of("num_attention_heads");
  const hidden = of("hidden_size");
  const windowed = config["use_sliding_window"] !== false && (config["sliding_window"] ?? null) !== null;
  return {
    layers: of("num_hidden_layers"),
    hidden,
    inter: of("intermediate_size"),
    heads,
    kvHeads: of("num_key_value_heads", heads),
    headDim: of("head_dim", hidden / heads),
    window: windowed ? of("sliding_window") : 0,
    qkNorm: textField(config, "model_type") === "qwen3",
  };
}

/** Drafts of a step that a checkpoint of the `speculators` tools was trained for. */
function proposedTokens(config: RawConfig): number | undefined {
  const [first] = listField(objectField(config, "speculators_config") ?? {}, "proposal_methods");
  const tokens = objectField({ first }, "first")?.["speculative_tokens"];
  return typeof tokens === "number" && Number.isInteger(tokens) && tokens > 0 ? tokens : undefined;
}

function layerNumbers(file: DraftFile, values: readonly unknown[]): readonly number[] {
  return values.map((value) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
    throw new UserError(
      "model",
      `config.json of ${file.id} taps the target's layer ${JSON.stringify(value)}; a whole number of at least 0 is needed`,
    );
  });
}

function size({ id }: DraftFile, name: string, value: unknown): number {
  if (value === undefined || value === null)
    throw new UserError("model", `config.json of the draft ${id} lacks ${name}`);
  if (typeof value === "number" && Number.isInteger(value) && value > 0) return value;
  throw new UserError(
    "model",
    `config.json of the draft ${id} has ${name} ${JSON.stringify(value)}; a whole number of at least 1 is needed`,
  );
}

function wrongKind({ id, method }: DraftFile, fields: string): UserError {
  return new UserError("model", `${id} is no draft for ${method}: its config.json lacks ${fields}`);
}
