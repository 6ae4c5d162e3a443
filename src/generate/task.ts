import type { CacheRoom } from "../domain/cache-room.js";
import type { Bands } from "../domain/prediction.js";
import type { Role } from "../domain/deployment.js";
import type { SlaTarget } from "../domain/workload.js";

/** What the written files are sized for. Lengths in tokens. */
export interface GenerateTask {
  readonly isl: number;
  readonly osl: number;
  /** cached part of the prompt */
  readonly prefix: number;
  /** limits the user asked for; written as annotations so that a later check knows them */
  readonly sla?: SlaTarget;
  /** what was predicted for the deployment */
  readonly predicted?: {
    readonly ttftMs: number;
    readonly tpotMs: number;
    readonly tokensPerSecPerGpu?: number;
    /** profile of the model that predicted it */
    readonly profile?: string;
    /** chance that all limits hold, and 80 % bands, where the profile knows its error */
    readonly chance?: number;
    readonly bands?: Pick<Bands, "ttftMs" | "tpotMs">;
  };
  /** requests in flight over all replicas; derived from the batch sizes when absent */
  readonly concurrency?: number;
  /** the stages of a decode pipeline work on a batch each, as engines run; the published method counts one of them */
  readonly asEnginesRun?: boolean;
  /** whether the model has experts; derived from the parallel sizes when absent */
  readonly isMoe?: boolean;
  /** the model's family, where engines are told about it */
  readonly family?: string;
  /** what the KV cache of one rank holds, by role */
  readonly rooms?: Partial<Readonly<Record<Role, CacheRoom>>>;
  /** used GPU memory by role, GiB */
  readonly memoryGib?: Partial<Readonly<Record<Role, number>>>;
  /** what made the files, for their header, e.g. `dynamo-advisor 0.1.0` */
  readonly producer?: string;
}
