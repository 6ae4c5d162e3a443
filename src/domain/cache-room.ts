/** What the KV cache of one rank holds. */
export interface CacheRoom {
  /** tokens of all its sequences together */
  readonly tokens: number;
  /** requests of the workload at once */
  readonly requests: number;
}
