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
