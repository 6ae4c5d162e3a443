import { compact } from "./compact.js";

/** Partial results of decode attention: gathered scores and a reduce-scatter, or one exchange of all with all. */
export const DCP_COMMS = ["ag_rs", "a2a"] as const;
export type DcpComm = (typeof DCP_COMMS)[number];

/** How ranks of a tensor group share the cache of a decode; nothing of it where they do not. */
export interface DecodeContext {
  /** ranks of the tensor group that share the cache of a decode by its positions; they are no GPUs more. 1 unless given */
  readonly dcp?: number;
  /** how they join their parts of the attention; the engine's own way unless given */
  readonly dcpComm?: DcpComm;
  /** whether each of them projects the queries of all, instead of gathering them; the engine's own way unless given */
  readonly dcpReplicateQ?: boolean;
}

/** Ranks that share the cache of a decode by its positions: 1 unless said. */
export function decodeRanks({ dcp = 1 }: { readonly dcp?: number | undefined }): number {
  return dcp;
}

/** A layout's own way of sharing and none, to be tried with others; undefined where it shares none. */
export function waysBeside({
  dcp = 1,
  dcpComm,
  dcpReplicateQ,
}: DecodeContext): readonly DecodeContext[] | undefined {
  return dcp === 1 ? undefined : [compact({ dcp, dcpComm, dcpReplicateQ }), {}];
}
