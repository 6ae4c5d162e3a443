import type { ManifestBackend } from "../types.js";

/** Settings as one flat list; `speculative.*` become one object later. `role`, `isPrefill`, `isDecode` decide the role. */
export type EngineSettingKey =
  | "model"
  | "servedName"
  | "tp"
  | "pp"
  | "dp"
  | "dpLocal"
  | "ep"
  | "expertParallel"
  | "moeTp"
  | "attentionDp"
  | "cp"
  | "splitsPrompts"
  | "dcp"
  | "dcpComm"
  | "dcpReplicateQ"
  | "maxBatch"
  | "maxTokens"
  | "chunkedPrefillSize"
  | "promptShare"
  | "maxSeqLen"
  | "kvDtype"
  | "quantization"
  | "memFraction"
  | "chunkedPrefill"
  | "prefixCaching"
  | "moeBackend"
  | "dtype"
  | "kvBlockSize"
  | "speculative.method"
  | "speculative.numTokens"
  | "speculative.numSteps"
  | "speculative.numDraftTokens"
  | "speculative.topK"
  | "speculative.model"
  | "cudaGraphSizes"
  | "cudaGraphMaxBatch"
  | "kvRoomBlocks"
  | "kvRoomTokens"
  | "kvRoomBytes"
  | "kvTransfer"
  | "cacheTransceiverMaxTokens"
  | "role"
  | "isPrefill"
  | "isDecode";

/**
 * How a value is written. `length`: an integer that may carry `k` or `M` (vLLM); `on` and `off`: a switch that sets true
 * or false; `bool`: `true` or `false`; `sizes`: a list of integers.
 */
export type ValueType = "int" | "length" | "float" | "text" | "on" | "off" | "bool" | "sizes";

/** What one flag or engine key means. */
export interface FlagSpec {
  readonly setting: EngineSettingKey;
  readonly type: ValueType;
}

/** Everything about the flags of one backend. */
export interface BackendFlags {
  readonly backend: ManifestBackend;
  /** flag names without dashes, underscores written as dashes; also the keys of its `--config` file where that is flat */
  readonly flags: ReadonlyMap<string, FlagSpec>;
  /** dotted keys of the engine file, where it is nested */
  readonly keys: ReadonlyMap<string, FlagSpec>;
  /** flags whose value is JSON to be read as `<flag>.<key>` */
  readonly jsonFlags: ReadonlySet<string>;
  /** other flags whose value must be JSON, of which nothing is read */
  readonly jsonValues: ReadonlySet<string>;
  /** flags that take several values */
  readonly lists: ReadonlySet<string>;
  /** flags that name an engine file */
  readonly fileFlags: ReadonlySet<string>;
  /** flags whose JSON is the engine file's content */
  readonly overrideFlags: ReadonlySet<string>;
  /** prefix of dotted flags that stand for engine keys */
  readonly dottedPrefix: string | undefined;
  /** the engine file beats the flags (TensorRT-LLM) */
  readonly fileBeatsFlags: boolean;
  /** environment variables that stand for flags */
  readonly variables: ReadonlyMap<string, string>;
  /** switches that put the deployment outside the prediction, with their name for people */
  readonly features: ReadonlyMap<string, string>;
  /** settings that move the figures and are not priced */
  readonly notModelled: readonly NotModelledRow[];
  /** other names of groups (`-cc`) → the long one */
  readonly shortNames: ReadonlyMap<string, string>;
}

/** A table from `[names, setting, type]` rows; names are separated by blanks. */
export function flagTable(
  rows: readonly (readonly [string, EngineSettingKey, ValueType])[],
): ReadonlyMap<string, FlagSpec> {
  const table = new Map<string, FlagSpec>();
  for (const [names, setting, type] of rows)
    for (const name of names.split(" ")) table.set(name, { setting, type });
  return table;
}

/** Settings that move the figures and have no formula here, as `[names, what they are, which way they move the figures]`. */
export type NotModelledRow = readonly [names: string, what: string, direction: string];
