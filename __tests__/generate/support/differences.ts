import type { ReferenceCase } from "./reference.js";

/** One leaf in which the reference and we differ. */
export interface Difference {
  readonly path: string;
  readonly reference: unknown;
  readonly ours: unknown;
}

/** A kind of difference that is meant. `docs/artifacts.md` gives the reason under the same id. */
export interface IntendedDifference {
  readonly id: string;
  readonly holds: (difference: Difference, one: ReferenceCase) => boolean;
}

const sorted = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);
const numbers = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.map(Number) : String(value).split(" ").map(Number);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const attentionDp = (one: ReferenceCase): boolean =>
  ["dp", "(p)dp", "(d)dp"].some((column) => Number(one.row[column] ?? 1) > 1);
const widthOf = (one: ReferenceCase, path: string): number => {
  const prefix = one.mode === "agg" ? "" : /prefill/i.test(path) ? "(p)" : "(d)";
  return ["tp", "pp", "dp"].reduce((product, size) => product * Number(one.row[`${prefix}${size}`]), 1);
};

/** Every intended difference; a difference that none of them explains fails the test. */
export const INTENDED: readonly IntendedDifference[] = [
  { id: "api-version", holds: ({ path, ours }) => path === "/apiVersion" && ours === "nvidia.com/v1beta1" },
  {
    id: "attention-dp-gpus",
    holds: ({ path, reference, ours }, one) =>
      one.backend !== "vllm" &&
      attentionDp(one) &&
      ((path.endsWith("/gpus") &&
        Number(reference) > Number(ours) &&
        widthOf(one, path) % Number(ours) === 0) ||
        (path.endsWith("/nodes") &&
          Number(ours) === Math.ceil(widthOf(one, path) / (one.system === "gb200" ? 4 : 8))) ||
        (/\/(?:claims|pod\/resourceClaims)$/.test(path) &&
          (ours === undefined || same(ours, [])) &&
          widthOf(one, path) <= 8) ||
        (path === "/otherKinds" && same(ours, [])) ||
        (/_GPU$/.test(path) && Number(reference) > Number(ours))),
  },
  {
    id: "gpus-per-node",
    holds: ({ path, reference, ours }, one) =>
      one.system === "gb200" && /\/gpus$|_GPU$/.test(path) && reference === 16 && ours === 4,
  },
  {
    id: "multi-node-scripts",
    holds: ({ path }, one) => one.system === "gb200" && (path === "files" || /^run\/run_\d+\.sh/.test(path)),
  },
  {
    id: "frontend-once",
    holds: ({ path, ours }) => /^run\/run_[1-9]\d*\.sh\/frontend$/.test(path) && ours === false,
  },
  {
    id: "graph-sizes-sorted",
    holds: ({ path, reference, ours }) =>
      /batch_sizes$|cuda-graph-bs$/.test(path) && same(sorted(numbers(reference)), numbers(ours)),
  },
  {
    id: "benchmark-load",
    holds: ({ path, ours }, one) => path === "bench" && attentionDp(one) && numbers(ours).length > 7,
  },
  {
    id: "draft-tokens-in-budget",
    holds: ({ path, reference, ours }, one) =>
      /max_num_tokens$|max-num-batched-tokens$/.test(path) &&
      /decode/i.test(path) &&
      one.nextn > 0 &&
      Number(ours) === Number(reference) * (one.nextn + 1),
  },
  {
    id: "token-budget-always",
    holds: ({ path, reference }, one) =>
      path.endsWith("max-num-batched-tokens") && reference === undefined && one.template_version === "0.11.0",
  },
  {
    id: "h100-label",
    holds: ({ path }, one) => one.system === "h100_sxm" && /\/pod\/(?:nodeSelector|affinity)$/.test(path),
  },
  {
    id: "frontend-anywhere",
    holds: ({ path, ours }) =>
      /\/Frontend\/pod\/(?:nodeSelector|affinity)/.test(path) && !JSON.stringify(ours ?? "").includes("gpu"),
  },
  {
    id: "vllm-length",
    holds: ({ path, reference, ours }, one) =>
      path.endsWith("max-model-len") && reference === undefined && Number(ours) === one.isl + one.osl + 1500,
  },
  {
    id: "overrides-win",
    holds: ({ path, ours }, one) =>
      (path.endsWith("max-model-len") &&
        JSON.stringify(one.overrides).includes(`"max_seq_len":${String(ours)}`)) ||
      (path.endsWith("enable-chunked-prefill") &&
        ours === "on" &&
        JSON.stringify(one.overrides).includes('"enable_chunked_prefill":true')),
  },
  {
    id: "sglang-server-batch",
    holds: ({ path, ours }, one) =>
      path.endsWith("max-running-requests") &&
      Number(ours) >= Number(one.row[/Prefill/.test(path) ? "(p)bs" : "(d)bs"]) * widthOf(one, path),
  },
  {
    id: "sglang-deepep",
    holds: ({ path, reference, ours }) =>
      (path.endsWith("moe-runner-backend") && reference === "deepep_moe") ||
      (path.endsWith("moe-a2a-backend") && ours === "deepep"),
  },
  {
    id: "sglang-chunk",
    holds: ({ path, reference, ours }) =>
      path.endsWith("chunked-prefill-size") && reference === "-1" && Number(ours) > 0,
  },
];

/** Differences of two values, one a leaf. */
export function differences(reference: unknown, ours: unknown, path: string): readonly Difference[] {
  if (same(reference, ours)) return [];
  if (isObject(reference) && isObject(ours)) {
    const keys = new Set([...Object.keys(reference), ...Object.keys(ours)]);
    return [...keys].flatMap((key) => differences(reference[key], ours[key], `${path}/${key}`));
  }
  return [{ path, reference, ours }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
