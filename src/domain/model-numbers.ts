/** Sizes of a model, from its `config.json`; 0 where it has no such part. */
export interface ModelNumbers {
  readonly architecture: string;
  readonly vocab: number;
  readonly hidden: number;
  readonly layers: number;
  /** width of the dense feed-forward layers */
  readonly inter: number;
  /** routed experts */
  readonly experts: number;
  /** width of one expert */
  readonly moeInter: number;
}

/** What a checkpoint says of its number formats. */
export interface CheckpointFormat {
  /** of the weights: `fp8_block`, `nvfp4`, `int4_wo`, …; absent where they are not quantized */
  readonly algorithm?: string;
  /** of the KV cache; absent where the checkpoint says nothing, and engines keep 16 bits */
  readonly kvAlgorithm?: string;
  /** rows and columns of an FP8 block */
  readonly block?: number;
}

/** Whether tensor parallelism cuts dense feed-forward layers into parts that hold no whole FP8 blocks; experts are asked elsewhere. */
export function cutsBlocks(
  { experts, inter }: Pick<ModelNumbers, "experts" | "inter">,
  tp: number,
  block: number,
): boolean {
  return experts === 0 && inter > 0 && (inter / tp) % block !== 0;
}
