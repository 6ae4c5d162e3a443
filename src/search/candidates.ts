import type { Backend, Parallelism, Role } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { BACKEND_SPACE_RULES, type SizeLists } from "./space-rules.js";
import type { RoleLists, SearchTask } from "./task.js";

/** What the model, the system and the data say about a role's space. */
export interface SpaceFacts {
  readonly isMoe: boolean;
  /** the model family can split a prompt over GPUs (SGLang only) */
  readonly contextParallel: boolean;
  /** NVLink spans the rack (gb200, gb300) */
  readonly rackScale: boolean;
  /** EP sizes beyond one node that the data cover for every phase of the role; empty: none */
  readonly largeEpSizes: readonly number[];
  /** the family gains from a two-stage pipeline on this system (DeepSeek-V3.2 and V4 on Blackwell) */
  readonly largePipeline: boolean;
}

/** What a role's candidates are made from. */
export interface SpaceRequest {
  readonly role: Role;
  readonly backend: Backend;
  readonly totalGpus: number;
  readonly lists: RoleLists;
  readonly facts: SpaceFacts;
  readonly moeBackend?: SearchTask["moeBackend"];
}

const X8 = [1, 2, 4, 8];
const X16 = [1, 2, 4, 8, 16];
const ONE = [1];
const LARGE_PIPELINE: Partial<SizeLists> = { gpus: [16], tp: [8], pp: [2], dp: [1], moeTp: X8, moeEp: X8 };
const LARGE_PIPELINE_MIN_GPUS = 16;

const union = (a: readonly number[], b: readonly number[] | undefined): readonly number[] =>
  b === undefined ? a : [...new Set([...a, ...b])].sort((x, y) => x - y);

function denseLists(rackScale: boolean): SizeLists {
  const sizes = rackScale ? X16 : X8;
  return { gpus: sizes, tp: sizes, pp: ONE, dp: ONE, moeTp: ONE, moeEp: ONE, cp: ONE };
}

function megaMoeLists(rackScale: boolean): SizeLists {
  const gpus = rackScale ? [4, 8, 16, 32] : [8];
  return {
    gpus,
    tp: X8,
    pp: ONE,
    dp: rackScale ? [1, 2, 4, 8, 16, 32] : X8,
    moeTp: ONE,
    moeEp: gpus,
    cp: ONE,
  };
}

/** Default lists of a role (`docs/method/search.md` 3.1 and 3.3), before the user's own replace them. */
export function defaultLists(request: SpaceRequest): SizeLists {
  const { facts, backend, role } = request;
  const rules = BACKEND_SPACE_RULES[backend];
  const cp = rules.contextParallel && facts.contextParallel && role !== "decode" ? X8 : ONE;
  if (!facts.isMoe) return { ...denseLists(facts.rackScale), cp };
  if (backend === "sglang" && request.moeBackend === "megamoe")
    return { ...megaMoeLists(facts.rackScale), cp };
  let lists: SizeLists = { gpus: X16, tp: X16, pp: ONE, dp: X16, moeTp: X16, moeEp: X16, cp };
  if (facts.largeEpSizes.length > 0) lists = join(lists, rules.largeEpLists(role, facts.largeEpSizes));
  if (facts.largePipeline && request.totalGpus >= LARGE_PIPELINE_MIN_GPUS)
    lists = join(lists, LARGE_PIPELINE);
  return lists;
}

function join(lists: SizeLists, more: Partial<SizeLists>): SizeLists {
  return {
    gpus: union(lists.gpus, more.gpus),
    tp: union(lists.tp, more.tp),
    pp: union(lists.pp, more.pp),
    dp: union(lists.dp, more.dp),
    moeTp: union(lists.moeTp, more.moeTp),
    moeEp: union(lists.moeEp, more.moeEp),
    cp: lists.cp,
  };
}

/**
 * Parallel choices of a role in loop order (`docs/method/search.md` 3.4), clamped to the GPU budget (3.5).
 * Choices that the model cannot have are still listed: building their workers tells.
 * Throws {@link UserError} for a `cp` that the engine or the role cannot have.
 */
export function listCandidates(request: SpaceRequest): readonly Parallelism[] {
  const defaults = defaultLists(request);
  const lists: SizeLists = { ...defaults, ...definedOnly(request.lists) };
  checkContextParallel(request, lists.cp);
  const budget = request.totalGpus > 0 ? request.totalGpus : Infinity;
  const gpus = new Set(lists.gpus.filter((size) => size <= budget));
  const found: Parallelism[] = [];
  for (const tp of lists.tp) {
    for (const pp of lists.pp) {
      if (!request.facts.isMoe) {
        for (const cp of lists.cp) {
          if (gpus.has(tp * pp * cp)) found.push({ tp, pp, dp: 1, cp, moeTp: 1, moeEp: 1 });
        }
        continue;
      }
      addMoe(request, lists, gpus, { tp, pp }, found);
    }
  }
  return found;
}

function addMoe(
  request: SpaceRequest,
  lists: SizeLists,
  gpus: ReadonlySet<number>,
  { tp, pp }: { tp: number; pp: number },
  found: Parallelism[],
): void {
  const rules = BACKEND_SPACE_RULES[request.backend];
  const needsMoeTp1 = request.backend === "sglang" && request.moeBackend === "megamoe";
  for (const dp of lists.dp) {
    for (const moeTp of lists.moeTp) {
      if (needsMoeTp1 && moeTp !== 1) continue;
      for (const moeEp of lists.moeEp) {
        for (const cp of lists.cp) {
          if (dp * tp * cp !== moeTp * moeEp || !gpus.has(dp * tp * pp * cp)) continue;
          const choice: Parallelism = { tp, pp, dp, cp, moeTp, moeEp };
          if (rules.keepsMoe(choice)) found.push(choice);
        }
      }
    }
  }
}

function definedOnly(lists: RoleLists): Partial<SizeLists> {
  return Object.fromEntries(Object.entries(lists).filter(([, value]) => value !== undefined));
}

function checkContextParallel(request: SpaceRequest, cp: readonly number[]): void {
  if (cp.every((size) => size === 1)) return;
  if (!BACKEND_SPACE_RULES[request.backend].contextParallel) {
    throw new UserError(
      "input",
      `cp ${cp.join(", ")} found for ${request.backend}: context parallelism above 1 exists on sglang only`,
    );
  }
}
