import type { Parallelism } from "../domain/deployment.js";
import { isAtLeast } from "../domain/versions.js";
import { flag, switchFlag } from "./flags.js";

/** How an engine spells ranks that share the cache of a decode, and since when. */
interface DecodeContextWords {
  readonly engine: string;
  readonly size: string;
  readonly sizeSince: string;
  readonly commSince: string;
  readonly replicateQ: string;
}

const WORDS: Readonly<Record<"vllm" | "sglang", DecodeContextWords>> = {
  vllm: {
    engine: "vLLM",
    size: "decode-context-parallel-size",
    sizeSince: "0.14.1",
    commSince: "0.19.0",
    replicateQ: "dcp-q-replicate",
  },
  sglang: {
    engine: "SGLang",
    size: "dcp-size",
    sizeSince: "0.5.15",
    commSince: "0.5.17",
    replicateQ: "dcp-replicate-q-proj",
  },
};

/** Flags of decode context parallelism; none where no ranks share a cache. */
export function decodeContextFlags(
  backend: "vllm" | "sglang",
  { dcp = 1, dcpComm, dcpReplicateQ }: Parallelism,
): readonly string[] {
  if (dcp === 1) return [];
  const { size, replicateQ } = WORDS[backend];
  const off = dcpReplicateQ === false ? [`--no-${replicateQ}`] : [];
  return [
    ...flag(size, dcp),
    ...flag("dcp-comm-backend", dcpComm),
    ...switchFlag(replicateQ, dcpReplicateQ),
    ...off,
  ];
}

/** Why an engine version cannot start so; undefined where it can. */
export function decodeContextRefusal(
  backend: "vllm" | "sglang",
  { dcp = 1, dcpComm }: Parallelism,
  version: string,
): string | undefined {
  if (dcp === 1) return undefined;
  const { engine, size, sizeSince, commSince } = WORDS[backend];
  const [name, since] = dcpComm === undefined ? [size, sizeSince] : ["dcp-comm-backend", commSince];
  return isAtLeast(version, since)
    ? undefined
    : `${engine} ${version} has no --${name}; decode context parallelism so needs ${since} or newer`;
}
