import { UserError } from "../domain/errors.js";
import { isOutcome, type SweepOutcome } from "./outcome.js";
import { shardNumbers, type SweepPlan } from "./plan.js";

/** What one shard left. */
export interface ShardFile {
  readonly kind: "sweep-shard";
  readonly planHash: string;
  readonly shard: number;
  readonly outcomes: readonly SweepOutcome[];
}

/** A shard that is not there, and the points that are missing with it. */
export interface LostShard {
  readonly shard: number;
  /** indices of its points, first and last */
  readonly from: number;
  readonly to: number;
}

/** All outcomes in the order of the grid. */
export interface Collected {
  readonly outcomes: readonly SweepOutcome[];
  readonly lost: readonly LostShard[];
  /** sentences about files that were left out */
  readonly problems: readonly string[];
}

/**
 * Merges the files of all shards. The result depends on what they hold alone, not on their order or number: a file that
 * comes twice counts once, one of another plan is left out, and a shard without a whole answer is lost and named.
 */
export function collectShards(plan: SweepPlan, files: readonly ShardFile[]): Collected {
  const problems = new Set<string>();
  const byShard = new Map<number, ShardFile>();
  for (const file of files) {
    if (file.planHash !== plan.hash) {
      problems.add(
        `A file of shard ${file.shard} belongs to another plan (other values or another version) and was left out.`,
      );
      continue;
    }
    const known = byShard.get(file.shard);
    if (known !== undefined && JSON.stringify(known.outcomes) !== JSON.stringify(file.outcomes)) {
      throw new UserError(
        "input",
        `two files of shard ${file.shard} differ; delete the results of the older run`,
      );
    }
    byShard.set(file.shard, file);
  }
  const outcomes: SweepOutcome[] = [];
  const lost: LostShard[] = [];
  for (const shard of shardNumbers(plan)) {
    const [from = 0, to = 0] = [plan.bounds[shard], plan.bounds[shard + 1]];
    const found = byShard.get(shard)?.outcomes ?? [];
    const indices = found.map((outcome) => outcome.index);
    const whole = indices.length === to - from && indices.every((index, place) => index === from + place);
    if (whole) outcomes.push(...found);
    else lost.push({ shard, from, to: to - 1 });
  }
  return { outcomes, lost, problems: [...problems].sort() };
}

/** A shard's file from JSON that another job wrote; throws a {@link UserError} when it is none. */
export function parseShardFile(text: string, name: string): ShardFile {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new UserError("input", `${name} is not JSON`, { cause });
  }
  const { kind, planHash, shard, outcomes } = (
    typeof data === "object" && data !== null ? data : {}
  ) as Record<string, unknown>;
  const fine =
    kind === "sweep-shard" &&
    typeof planHash === "string" &&
    Number.isSafeInteger(shard) &&
    Array.isArray(outcomes) &&
    outcomes.every(isOutcome);
  if (!fine) throw new UserError("input", `${name} is not the result of a sweep's shard`);
  return data as ShardFile;
}
