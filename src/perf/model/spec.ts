/** Any JSON object of a checkpoint's configuration files. */
export type RawConfig = Readonly<Record<string, unknown>>;

/** What the files of a checkpoint say: `config.json` and, beside it, `hf_quant_config.json`. */
export interface ModelFiles {
  readonly config: RawConfig;
  readonly hfQuantConfig?: RawConfig;
  /** longest context of the checkpoint that lends its sizes, tokens, where the own one is not known */
  readonly assumedContext?: number;
}

/** A language model as the graphs need it. Sizes are those of the whole model; 0 where the model has no such part. */
export interface ModelSpec {
  readonly id: string;
  readonly architecture: string;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** width of a dense feed-forward block */
  readonly inter: number;
  readonly vocab: number;
  readonly topK: number;
  readonly experts: number;
  /** width of one expert */
  readonly moeInter: number;
  /** shared experts in units of the expert width */
  readonly sharedExperts: number;
  readonly qkNorm: boolean;
  /** fields of the language part (`text_config` of multimodal models), for what only one family needs */
  readonly text: RawConfig;
  /** the whole `config.json` */
  readonly root: RawConfig;
  readonly checkpoint: CheckpointQuant;
  /** as in {@link ModelFiles} */
  readonly assumedContext?: number;
}

/** Architecture and sizes of a model as one text. The vocabulary is left out: fine-tunes add tokens to it. */
export function modelShape(spec: ModelSpec): string {
  const { architecture, layers, hidden, heads, kvHeads, headDim } = spec;
  const { inter, experts, topK, moeInter, sharedExperts } = spec;
  const attention = [layers, hidden, heads, kvHeads, headDim];
  return [architecture, ...attention, inter, experts, topK, moeInter, sharedExperts].join(" ");
}

/** A number of a raw config; undefined when absent, null or not a number. */
export function numberField(config: RawConfig, name: string): number | undefined {
  const value = config[name];
  return typeof value === "number" ? value : undefined;
}

/** A text of a raw config. */
export function textField(config: RawConfig, name: string): string | undefined {
  const value = config[name];
  return typeof value === "string" ? value : undefined;
}

/** A nested object of a raw config. */
export function objectField(config: RawConfig, name: string): RawConfig | undefined {
  const value = config[name];
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as RawConfig)
    : undefined;
}

/** A list of a raw config; empty when absent. */
export function listField(config: RawConfig, name: string): readonly unknown[] {
  const value = config[name];
  return Array.isArray(value) ? value : [];
}

/** How a checkpoint says it was quantized, in one form whatever tool wrote it. */
export interface CheckpointQuant {
  /** lower-cased algorithm, e.g. `fp8`, `fp8_block`, `nvfp4`, `int4_wo`, `mixed_precision`, `compressed-tensors`; not always one that we know */
  readonly algorithm: string | undefined;
  /** format of the key-value cache: `fp8`, `bfloat16`, …; `none` where the checkpoint says that it is not quantized */
  readonly kvAlgorithm: string | undefined;
  /** whether activations are quantized on the fly */
  readonly dynamic: boolean | undefined;
  /** weights lie in FP8 blocks, whatever the algorithm is called */
  readonly nativeBlockFp8: boolean;
  /** algorithm of the first group of a compressed-tensors checkpoint */
  readonly baseAlgorithm: string | undefined;
  /** algorithm by module, of mixed checkpoints; lower-cased */
  readonly layerAlgorithms: ReadonlyMap<string, string>;
  /** module patterns left unquantized, from all lists */
  readonly exclusions: readonly string[];
}
