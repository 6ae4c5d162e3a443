import type { EstimateFlags } from "./request.js";

const ROLES = ["prefill", "decode"] as const;

/**
 * The flags of a deployment as tables name it, which leave out what benchmarks take for granted: experts that nothing is said of
 * are split by tensor, which is what engines do unless expert parallelism is switched on (the size means nothing where there are
 * none); its load is the concurrency, which some tables contradict by batch sizes beside it, and where it was `measured` and has
 * none, that of its batch sizes.
 */
export function asCompared(
  flags: EstimateFlags,
  { measured }: { readonly measured: boolean },
): EstimateFlags {
  const whole = withExperts(flags);
  const concurrency = flags.concurrency ?? (measured ? loadOf(flags) : undefined);
  if (concurrency === undefined) return whole;
  const { batchSize: _agg, decodeBatchSize: _decode, ...rest } = whole;
  return { ...rest, concurrency };
}

function withExperts(flags: EstimateFlags): EstimateFlags {
  if (flags.moeTpSize !== undefined || flags.moeEpSize !== undefined) return flags;
  const named = ROLES.filter(
    (role) => flags[`${role}MoeTpSize`] !== undefined || flags[`${role}MoeEpSize`] !== undefined,
  );
  if (named.length === 2) return flags;
  if (named.length === 0) return { ...flags, moeEpSize: 1 };
  return { ...flags, [`${named[0] === "prefill" ? "decode" : "prefill"}MoeEpSize` as const]: 1 };
}

function loadOf(flags: EstimateFlags): number | undefined {
  const { batchSize, attentionDpSize: ranks = 1 } = flags;
  if (batchSize !== undefined) return batchSize * ranks;
  const { decodeBatchSize, decodeNumWorkers: workers = 1, decodeAttentionDpSize = ranks } = flags;
  return decodeBatchSize === undefined ? undefined : decodeBatchSize * workers * decodeAttentionDpSize;
}
