import { decimalsApart } from "../../domain/compared.js";
import { finding, type FindingPlace } from "../../domain/finding.js";
import type { KvRoom, Role } from "../../domain/deployment.js";
import type { MemoryUse, MemoryVerdict } from "../../domain/prediction.js";
import type { Finding } from "../../domain/review.js";

const GIB = 1024 ** 3;

/** Blocks of so many times the room are surely too many. */
const BLOCK_MARGIN = 1.1;

/** What one rank can hold. */
export interface RankRoom {
  readonly role: Role;
  /** batch limit of the engine, when written */
  readonly maxBatchSize?: number | undefined;
  /** largest batch whose KV cache fits at the workload's lengths; 0: not even one request */
  readonly largestFit: number;
  /** with one request */
  readonly use: MemoryUse;
  readonly verdict: MemoryVerdict;
  /** bytes that the engine leaves for the KV cache */
  readonly kvBudget?: number | undefined;
  /** the KV cache of fixed size */
  readonly kvRoom?: KvRoom | undefined;
  /** cache of one token, where a number of blocks is taken as it is written */
  readonly tokenBytes?: number | undefined;
  /** what sets the bound, as written: a flag with its value */
  readonly boundBy?: string | undefined;
}

/** Nothing fits: an error. Less than the written batch limit fits: a warning that names the largest that does. */
export function memoryFinding(room: RankRoom, place: FindingPlace): Finding | undefined {
  const { role, maxBatchSize, largestFit } = room;
  const worker = role === "agg" ? "worker" : `${role} worker`;
  if (largestFit < 1) return finding("memory-exceeded", place, tooSmall(worker, room));
  if (maxBatchSize === undefined || largestFit >= maxBatchSize) return undefined;
  const bound = room.boundBy === undefined ? "" : ` (${room.boundBy})`;
  return finding(
    "batch-exceeds-memory",
    place,
    `the KV cache of ${maxBatchSize} requests at once does not fit a ${worker}${bound}; the largest batch that fits is ${largestFit}`,
  );
}

/** A KV cache of fixed size that the GPU cannot hold beside the weights: vLLM takes it as it is written. */
export function fixedRoomFinding(
  { role, use, kvRoom, tokenBytes, boundBy }: RankRoom,
  place: FindingPlace,
): Finding | undefined {
  const without = use.total - use.kvCache;
  const ofBlocks =
    kvRoom?.tokens === undefined || tokenBytes === undefined ? undefined : kvRoom.tokens * tokenBytes;
  const bytes = kvRoom?.bytes ?? ofBlocks;
  // a size in bytes is exact, the size of a block is not in models whose layers differ
  const margin = kvRoom?.bytes === undefined ? BLOCK_MARGIN : 1;
  if (bytes === undefined || without + bytes / margin <= use.capacity) return undefined;
  const worker = role === "agg" ? "worker" : `${role} worker`;
  return finding(
    "memory-exceeded",
    place,
    `${boundBy ?? "the fixed KV cache"} is ${gib(bytes)} GiB on each GPU of a ${worker}, beside ${gib(without)} GiB of weights and buffers, and the GPU has ${gib(use.capacity)}. Write at most ${gib(Math.max(0, use.capacity - without))} GiB, or leave the size to the engine`,
  );
}

/** Which bound one request breaks, and what helps against that bound. */
function tooSmall(worker: string, { use, verdict, kvBudget = 0, kvRoom, boundBy }: RankRoom): string {
  const without = use.total - use.kvCache;
  const [needed, room] = apart(use.total, use.capacity);
  if (verdict === "oom")
    return `a ${worker} needs ${needed} GiB on each GPU for one request (weights ${sized(use.weights)}, KV cache ${sized(use.kvCache)}), the GPU has ${room}. Use more GPUs for a worker, or a smaller number format`;
  const need = `the KV cache of one request takes ${sized(use.kvCache)} on each GPU`;
  if (kvRoom !== undefined)
    return `${need}, and ${boundBy ?? "its fixed size"} leaves less for it. Raise that value, or leave the size to the engine`;
  const share = boundBy === undefined ? "the engine's own share of memory" : boundBy;
  const left = kvBudget > 0 ? `leaves ${gib(kvBudget)}` : "leaves nothing";
  const remedy =
    use.total < use.capacity * 0.9
      ? `Raise ${boundBy === undefined ? "that share" : "it"}, or use more GPUs for a worker`
      : "Use more GPUs for a worker, or a smaller number format";
  return `${need}, and ${share} ${left} of ${gib(use.capacity)} beside ${gib(without)} GiB of weights and buffers. ${remedy}`;
}

/** Bytes for people: a small cache is not nothing. */
function sized(bytes: number): string {
  return bytes < GIB / 10 ? `${(bytes / 1024 ** 2).toFixed(0)} MiB` : `${gib(bytes)} GiB`;
}

/** Two sizes in GiB that are compared, with the decimals that tell them apart. */
function apart(a: number, b: number): readonly [string, string] {
  const decimals = decimalsApart(a / GIB, b / GIB, 0);
  return [(a / GIB).toFixed(decimals), (b / GIB).toFixed(decimals)];
}

/** GiB for people: one decimal below ten. */
function gib(bytes: number): string {
  const value = bytes / GIB;
  return value.toFixed(value < 10 ? 1 : 0);
}
