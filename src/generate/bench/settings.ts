import { compact } from "../../domain/compact.js";
import type { GenerateTask } from "../task.js";
import type { DeployValues } from "../values.js";

/** What an AIPerf run is told. */
export interface BenchSettings {
  readonly name: string;
  readonly model: string;
  readonly tokenizer: string;
  readonly endpointType: string;
  /** address inside the cluster */
  readonly url: string;
  readonly isl: number;
  readonly osl: number;
  readonly islStddev: number;
  readonly oslStddev: number;
  readonly prefix: number;
  readonly prefixPrompts: number;
  /** requests in flight to try, ascending */
  readonly concurrencies: readonly number[];
  /** the recommended one */
  readonly recommended: number;
  /** seconds over which the requests start: the predicted time of one, so that they stay spread; absent without a prediction */
  readonly rampSeconds?: number;
  readonly ui: string;
}

/** Loads that are always worth knowing, beside the predicted one. */
const COMMON_LOADS = [1, 2, 8, 16, 32, 64, 128];

/** AIPerf settings of a deployment: the predicted load, 5 % around it, and common ones. */
export function benchSettings(values: DeployValues): BenchSettings {
  const { bench, k8s } = values.options;
  const { task, concurrency } = values;
  const around = [Math.floor(0.95 * concurrency), concurrency, Math.floor(1.05 * concurrency)];
  return {
    name: bench.name ?? `${values.name}-benchmark`,
    model: bench.model ?? values.service.servedModelName,
    tokenizer: bench.tokenizer ?? values.service.modelPath,
    endpointType: bench.endpointType,
    url:
      bench.endpointUrl ??
      `http://${values.name}-frontend${k8s.namespace === undefined ? "" : `.${k8s.namespace}.svc.cluster.local`}:8000`,
    isl: bench.isl ?? task.isl,
    osl: bench.osl ?? task.osl,
    islStddev: bench.islStddev,
    oslStddev: bench.oslStddev,
    prefix: bench.prefix ?? values.prefix,
    prefixPrompts: bench.prefixPromptPoolSize,
    concurrencies:
      bench.concurrency ??
      [...new Set([...COMMON_LOADS, ...around])].filter((load) => load >= 1).sort((a, b) => a - b),
    recommended: concurrency,
    ...compact({ rampSeconds: residenceSeconds(task) }),
    ui: bench.ui,
  };
}

/** Whole seconds that a request is predicted to stay. */
function residenceSeconds({ predicted, osl }: GenerateTask): number | undefined {
  if (predicted === undefined) return undefined;
  return Math.max(1, Math.round((predicted.ttftMs + predicted.tpotMs * (osl - 1)) / 1000));
}
