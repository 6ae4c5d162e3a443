import type { Backend, Parallelism, Role } from "../domain/deployment.js";

/** Lists of parallel sizes, every dimension present. */
export interface SizeLists {
  readonly gpus: readonly number[];
  readonly tp: readonly number[];
  readonly pp: readonly number[];
  readonly dp: readonly number[];
  readonly moeTp: readonly number[];
  readonly moeEp: readonly number[];
  readonly cp: readonly number[];
}

/** What one engine allows or explores that the others do not (`docs/method/search.md` 3). */
export interface BackendSpaceRules {
  /** whether a MoE tuple is kept when the lists are combined */
  readonly keepsMoe: (p: Parallelism) => boolean;
  /** context parallelism is explored for prefill and agg where the family supports it */
  readonly contextParallel: boolean;
  /** prefill and decode must have the same `tp` unless one of them is large-EP */
  readonly needsEqualTp: boolean;
  /** sizes added where large expert parallelism is covered, given the EP sizes with data */
  readonly largeEpLists: (role: Role, covered: readonly number[]) => Partial<SizeLists>;
}

const X8 = [1, 2, 4, 8] as const;
const upTo = (sizes: readonly number[], most: number): number[] => sizes.filter((size) => size <= most);

export const BACKEND_SPACE_RULES: Readonly<Record<Backend, BackendSpaceRules>> = {
  trtllm: {
    keepsMoe: (p) => !(p.dp > 1 && p.tp > 1),
    contextParallel: false,
    needsEqualTp: false,
    largeEpLists: (role) => {
      const all = role === "agg" ? [2, 4, 8, 16, 32, 64] : [4, 8, 16, 32, 64];
      const sizes = role === "prefill" ? upTo(all, 32) : all;
      return { gpus: sizes, tp: X8, dp: sizes, moeTp: [1], moeEp: sizes };
    },
  },
  vllm: {
    keepsMoe: (p) => !(p.moeTp > 1 && p.moeEp > 1),
    contextParallel: false,
    needsEqualTp: false,
    largeEpLists: (_role, covered) => ({ gpus: covered, tp: [1], dp: covered, moeTp: [1], moeEp: covered }),
  },
  sglang: {
    keepsMoe: () => true,
    contextParallel: true,
    needsEqualTp: true,
    largeEpLists: (role) => {
      const sizes = role === "prefill" ? [8, 16, 32] : [8, 16, 32, 64];
      return { gpus: sizes, tp: X8, dp: [1, 2, 4, ...sizes], moeTp: [1], moeEp: sizes };
    },
  },
};
