import { nearestName } from "../../domain/nearest-name.js";
import type { Backend } from "../../domain/deployment.js";
import type { ManifestBackend } from "../types.js";
import { choicesOf } from "./choices.js";
import type { EngineSettingKey } from "./spec.js";

/** What an engine accepts as the value of a setting. */
interface Range {
  readonly least: number;
  readonly most?: number;
  /** the least value itself is refused */
  readonly above?: boolean;
  readonly words: string;
}

const COUNT: Range = { least: 1, words: "a whole number of at least 1" };
const COUNT_OR_NONE: Range = { least: 0, words: "a whole number of at least 0" };
const SHARE: Range = { least: 0, above: true, most: 1, words: "a share above 0 and at most 1" };

const RANGES: Partial<Readonly<Record<EngineSettingKey, Range>>> = {
  tp: COUNT,
  pp: COUNT,
  dp: COUNT,
  // a node that runs no rank of its own
  dpLocal: COUNT_OR_NONE,
  // −1 leaves the choice to TensorRT-LLM
  ep: { least: -1, words: "a whole number of at least 1" },
  moeTp: { least: -1, words: "a whole number of at least 1" },
  maxBatch: COUNT,
  maxTokens: COUNT,
  chunkedPrefillSize: { least: -1, words: "a whole number, −1 to switch chunking off" },
  maxSeqLen: COUNT,
  memFraction: SHARE,
  kvBlockSize: COUNT,
  // vLLM takes 0 for a number of blocks, and has none then
  kvRoomBlocks: COUNT,
  // 0 leaves the size to the engine
  kvRoomTokens: COUNT_OR_NONE,
  kvRoomBytes: COUNT_OR_NONE,
  cudaGraphMaxBatch: COUNT_OR_NONE,
  cacheTransceiverMaxTokens: COUNT,
  "speculative.numTokens": COUNT_OR_NONE,
  "speculative.numSteps": COUNT_OR_NONE,
  "speculative.numDraftTokens": COUNT_OR_NONE,
};

/** Where the names of a KV cache's formats stand among an engine's values. */
const KV_DTYPE_KEYS: Readonly<Record<Backend, string>> = {
  vllm: "kv-cache-dtype",
  sglang: "kv-cache-dtype",
  trtllm: "kv_cache_config.dtype",
};

const ROLES = "agg aggregated pd null prefill_and_decode prefill decode encode".split(" ");

/** What is wrong with a value, and the one that was meant, where it is a slip of it. */
export interface Refusal {
  readonly wrong: string;
  readonly meant?: string;
}

/** Why a value of the right type is refused: out of the engine's range, or none of its names. Undefined when it may stand. */
export function refusal(
  setting: EngineSettingKey,
  value: number | string | boolean | readonly number[],
  backend: ManifestBackend,
): Refusal | undefined {
  const range = RANGES[setting];
  if (range !== undefined && typeof value === "number") {
    const low = range.above === true ? value <= range.least : value < range.least;
    if (low || value > (range.most ?? Infinity)) return { wrong: `needs ${range.words}, found ${value}` };
    if (setting === "kvBlockSize" && backend === "trtllm" && !Number.isInteger(Math.log2(value)))
      return { wrong: `needs a power of two, found ${value}` };
    return setting === "kvBlockSize" && backend === "vllm" && value > 1 && value !== 8 && value % 16 !== 0
      ? { wrong: `needs 1, 8 or a multiple of 16, found ${value}` }
      : undefined;
  }
  if (typeof value !== "string" || backend === "mocker") return undefined;
  if (setting === "kvDtype")
    return unlisted(value, choicesOf(backend, KV_DTYPE_KEYS[backend])?.words ?? [value]);
  return setting === "role" ? unlisted(value, ROLES) : undefined;
}

function unlisted(value: string, known: readonly string[]): Refusal | undefined {
  if (known.some((one) => one.toLowerCase() === value.toLowerCase())) return undefined;
  const wrong = `is none of ${known.join(", ")}: "${value.slice(0, 60)}"`;
  const meant = nearestName(value, known);
  return meant === undefined ? { wrong } : { wrong: `${wrong}, did you mean ${meant}?`, meant };
}
