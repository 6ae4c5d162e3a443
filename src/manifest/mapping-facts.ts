/** What a manifest does not say and the caller has found out. */
export interface MappingFacts {
  /** system of all workers, or of the prefill workers when `decodeSystem` is given; stronger than what the file says */
  readonly system?: string;
  readonly decodeSystem?: string;
  /** used when neither `system` nor the file names one */
  readonly defaultSystem?: string;
  /** version of the performance data to predict with */
  readonly backendVersion: string;
  /** version of the engine that runs, where the performance data are of another */
  readonly engineVersion?: string;
  /** model identity when it is not the file's */
  readonly model?: string;
  /** false: no experts, so data parallel ranks are whole replicas. Unknown counts as dense unless the file speaks of experts */
  readonly isMoe?: boolean;
  /** false: the checkpoint is not quantized, so a `--quantization fp8` changes it at load time */
  readonly checkpointQuantized?: boolean;
  /** tokens per decode step on average, with drafts accepted */
  readonly acceptLength?: number;
  /** why what drafts beside the model cannot be priced */
  readonly draftRefusal?: string;
}
