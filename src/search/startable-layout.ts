import type { Deployment, Parallelism } from "../domain/deployment.js";
import { InvalidParallelismError, type Predictor, type WorkerContext } from "../perf/types.js";

/**
 * A deployment whose workers the engine can start: experts that cannot be cut as they are sized (parts of no whole FP8
 * blocks) stay whole, each GPU with some of them. Unchanged where that is refused as well.
 */
export async function startableLayout(
  predictor: Pick<Predictor, "workers">,
  context: WorkerContext,
  deployment: Deployment,
): Promise<Deployment> {
  const pools = await Promise.all(
    deployment.pools.map(async (pool) => {
      const { moeTp, moeEp } = pool.parallelism;
      const whole: Parallelism = { ...pool.parallelism, moeTp: 1, moeEp: moeTp * moeEp };
      if (moeTp === 1) return pool;
      const [asSized, asWhole] = await predictor.workers(context, [pool.parallelism, whole], {
        role: pool.role,
      });
      const better =
        asSized instanceof InvalidParallelismError && !(asWhole instanceof InvalidParallelismError);
      return better ? { ...pool, parallelism: whole } : pool;
    }),
  );
  return { ...deployment, pools };
}
