import type { CacheRoom } from "../domain/cache-room.js";
import { compact } from "../domain/compact.js";
import type { Role } from "../domain/deployment.js";
import type { Bands } from "../domain/prediction.js";
import type { SlaTarget, Workload } from "../domain/workload.js";
import type { GenerateTask } from "./task.js";

/** A configuration that a search priced, as far as its files need it. Figures count one replica. */
export interface SizedPoint {
  readonly lengths: Pick<Workload, "isl" | "osl" | "prefix">;
  readonly sla: SlaTarget;
  readonly figures: {
    readonly ttftMs: number;
    readonly tpotMs: number;
    readonly tokensPerSecPerGpu: number;
    readonly concurrency: number;
    readonly bands?: Bands | undefined;
  };
  /** who made the figures, and the chance that they hold the limits */
  readonly profile: string;
  readonly chance?: number;
  readonly replicas: number;
  readonly family: string;
  readonly pools: readonly {
    readonly role: Role;
    readonly room: CacheRoom;
    readonly memoryGib: number;
  }[];
  /** the program, for the header of files */
  readonly producer?: string;
}

/** What the files of a priced point are sized for. */
export function pointTask(point: SizedPoint): GenerateTask {
  const { figures, pools, profile, chance, producer } = point;
  const byRole = <T>(of: (pool: (typeof pools)[number]) => T): Partial<Record<Role, T>> =>
    Object.fromEntries(pools.map((pool) => [pool.role, of(pool)]));
  return {
    ...point.lengths,
    sla: point.sla,
    predicted: compact({
      ttftMs: figures.ttftMs,
      tpotMs: figures.tpotMs,
      tokensPerSecPerGpu: figures.tokensPerSecPerGpu,
      profile,
      chance,
      bands: figures.bands,
    }),
    concurrency: Math.max(1, figures.concurrency * point.replicas),
    family: point.family,
    rooms: byRole(({ room }) => room),
    memoryGib: byRole((pool) => pool.memoryGib),
    ...compact({ producer }),
  };
}
