import { gpusOfWorker, type Deployment } from "./deployment.js";

/** Dollars for one GPU and hour: one price for all, or one for each system. */
export type GpuPrice = number | Readonly<Record<string, number>>;

/** GPUs of one system. */
export interface GpuCount {
  /** absent: not known */
  readonly system?: string;
  readonly gpus: number;
}

/** Dollars an hour for GPUs; undefined when a system among them has no price. */
export function dollarsPerHour(counts: readonly GpuCount[], price: GpuPrice | undefined): number | undefined {
  let sum = 0;
  for (const { system, gpus } of counts) {
    if (gpus === 0) continue;
    const each = priceOf(price, system);
    if (each === undefined) return undefined;
    sum += gpus * each;
  }
  return sum;
}

/** The GPUs of a deployment that are paid for, by pool. */
export function gpusOf({ replicas, pools }: Deployment): readonly GpuCount[] {
  return pools.map((pool) => ({
    system: pool.system,
    gpus: replicas * pool.workers * gpusOfWorker(pool),
  }));
}

function priceOf(price: GpuPrice | undefined, system: string | undefined): number | undefined {
  if (typeof price !== "object") return price;
  return system !== undefined && Object.hasOwn(price, system) ? price[system] : undefined;
}
