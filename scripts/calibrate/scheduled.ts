import type {
  Backend,
  Deployment,
  Parallelism,
  QuantModes,
  Role,
  ServingMode,
} from "../../src/domain/deployment.js";
import { UserError } from "../../src/domain/errors.js";
import type { PricedPredictor } from "../../src/perf/predictor.js";
import type { Profile } from "../../src/perf/profile/profile.js";
import { MissingDataError } from "../../src/perf/types.js";
import { simulateDeployment } from "../../src/simulate/deployment-run.js";
import { closedLoad } from "../../src/simulate/loads.js";
import { openSystem } from "../../src/simulate/open-system.js";
import { requestsFor } from "../../src/simulate/simulate.js";
import type { SimulationResult } from "../../src/simulate/statistics.js";
import type { Load } from "../../src/simulate/types.js";
import type { Sample } from "./fit.js";
import { namedFormats } from "./price.js";
import type { Cells } from "./rows.js";

/** One replica as a measurement describes it. */
interface Replica {
  readonly model: string;
  readonly system: string;
  readonly backend: Backend;
  readonly mode: ServingMode;
  readonly quant: Partial<QuantModes>;
  readonly pools: readonly {
    readonly role: Role;
    readonly workers: number;
    readonly parallelism: Parallelism;
  }[];
}

/** A deployment of one such replica, with the settings that engines have by themselves. */
export function scheduledOf({ system, pools, model, backend, mode, quant }: Replica): Deployment {
  const whole = pools.map((pool) => ({ ...pool, system, batchSize: MOST_AT_ONCE, settings: {} }));
  return { model, backend, backendVersion: "current", mode, replicas: 1, quant, pools: whole };
}

/** No limit of measured runs that is told: more than any of them had at once. */
const MOST_AT_ONCE = 2048;

/** What a load experiences on a deployment. Throws `UserError` for what was never measured. */
export async function scheduled(question: {
  readonly predictor: PricedPredictor;
  readonly profile: Profile;
  readonly deployment: Deployment;
  readonly load: Load;
  readonly isl: number;
  readonly osl: number;
}): Promise<SimulationResult> {
  const { predictor, profile, deployment, load, isl, osl } = question;
  const opened = await openSystem(predictor, deployment, { prefix: 0 });
  return simulateDeployment(opened, { deployment, lengths: { isl, osl, prefix: 0 }, load, profile }).result;
}

const QUANTILES = ["p50", "p90", "p99"] as const;
export type Quantile = (typeof QUANTILES)[number];

/** Logarithms of simulated over measured percentiles of one row. */
export interface PercentileErrors {
  readonly sample: Sample;
  readonly ttft: ByQuantile;
  readonly tpot: ByQuantile;
}

/** By percentile; absent where none was published. */
type ByQuantile = Readonly<Partial<Record<Quantile, number>>>;

/** Rows of the training file whose percentiles were published, through the scheduler in a closed loop. */
export async function percentileErrors(
  predictor: PricedPredictor,
  profile: Profile,
  samples: readonly Sample[],
  published: readonly Cells[],
): Promise<readonly PercentileErrors[]> {
  const byId = new Map(samples.map((sample) => [sample.priced.row.id, sample]));
  const found: PercentileErrors[] = [];
  for (const cells of published) {
    const sample = byId.get(cells.get("id") ?? "");
    if (sample === undefined) continue;
    try {
      const { ttftMs, tpotMs } = await scheduled({ predictor, profile, ...closedLoop(sample) });
      const errors = (figure: "ttft" | "tpot", of: SimulationResult["ttftMs"]): ByQuantile =>
        Object.fromEntries(
          QUANTILES.flatMap((q) => {
            const measured = Number(cells.get(`${figure}_${q}_ms`));
            return measured > 0 ? [[q, Math.log(of[q] / measured)]] : [];
          }),
        );
      found.push({ sample, ttft: errors("ttft", ttftMs), tpot: errors("tpot", tpotMs) });
    } catch (error) {
      if (!(error instanceof UserError || error instanceof MissingDataError)) throw error;
    }
  }
  return found;
}

function closedLoop({ priced: { row, path, concurrency } }: Sample): {
  readonly deployment: Deployment;
  readonly load: Load;
  readonly isl: number;
  readonly osl: number;
} {
  const { isl, osl, pools, mode } = row;
  const roles: readonly Role[] = mode === "agg" ? ["agg"] : ["prefill", "decode"];
  const quant = path === "row" ? namedFormats(row) : {};
  const whole = pools.map(({ parallelism, workers }, i) => {
    const moeTp = (parallelism.tp * parallelism.dp) / parallelism.moeEp;
    return { role: roles[i]!, workers, parallelism: { ...parallelism, moeTp } };
  });
  const deployment = scheduledOf({ ...row, quant, pools: whole });
  const load = closedLoad(concurrency, { requests: requestsFor(concurrency), isl, osl });
  return { deployment, load, isl, osl };
}
