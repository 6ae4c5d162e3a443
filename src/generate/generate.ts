import { compact } from "../domain/compact.js";
import type { Deployment, WorkerPool } from "../domain/deployment.js";
import { aiperfCommand } from "./bench/aiperf.js";
import { benchJob } from "./bench/job.js";
import { benchScript } from "./bench/script.js";
import { benchSettings } from "./bench/settings.js";
import { buildValues } from "./build-values.js";
import { generatorConfig } from "./generator-config.js";
import { deployManifest } from "./manifest/deploy.js";
import { engineFileText } from "./manifest/worker-command.js";
import { DEFAULT_OPTIONS, type GenerateOptions } from "./options/types.js";
import { runScripts } from "./scripts/run-script.js";
import type { GenerateTask } from "./task.js";
import type { DeployValues } from "./values.js";

/** The files of one deployment. */
export interface GeneratedFiles {
  /** relative path → text, in the order of writing */
  readonly files: ReadonlyMap<string, string>;
  /** the deployment as written: with the engine limits that the rules gave it */
  readonly deployment: Deployment;
  readonly values: DeployValues;
  /** the AIPerf command for the recommended load, through a port-forward to the frontend */
  readonly benchCommand: string;
  readonly notes: readonly string[];
}

/**
 * Everything needed to run a deployment: `generator_config.yaml`, `k8s_deploy.yaml`, engine files, `run_N.sh`,
 * `bench_run.sh` and `k8s_bench.yaml`.
 * @throws UserError `version`, `infeasible` or `input`, see {@link buildValues}
 */
export function generateFiles(
  deployment: Deployment,
  task: GenerateTask,
  options: GenerateOptions = DEFAULT_OPTIONS,
): GeneratedFiles {
  const values = buildValues(deployment, task, options);
  const bench = benchSettings(values);
  const files = new Map<string, string>([
    ["generator_config.yaml", generatorConfig(values, deployment)],
    ["k8s_deploy.yaml", deployManifest(values)],
  ]);
  for (const role of values.roles) {
    const file = engineFileText(role, values);
    if (file !== undefined) files.set(file.name, file.text);
  }
  for (const script of runScripts(values)) files.set(script.name, script.text);
  files.set("bench_run.sh", benchScript(bench, values));
  files.set("k8s_bench.yaml", benchJob(bench, values));
  return {
    files,
    deployment: writtenDeployment(deployment, values),
    values,
    benchCommand: aiperfCommand(bench),
    notes: values.notes,
  };
}

/** Whether a file of the tree gets the executable bit. */
export function isExecutable(path: string): boolean {
  return path.endsWith(".sh");
}

function writtenDeployment(deployment: Deployment, values: DeployValues): Deployment {
  const pools = deployment.pools.map((pool): WorkerPool => {
    const engine = values.roles.find((role) => role.role === pool.role)?.engine;
    if (engine === undefined) return pool;
    return {
      ...pool,
      parallelism: engine.parallelism,
      settings: {
        ...compact({
          maxBatchSize: engine.maxBatchSize,
          maxNumTokens: engine.maxNumTokens,
          maxSeqLen: engine.maxSeqLen,
          memFraction: engine.memFraction,
          chunkedPrefill: engine.chunkedPrefill,
          prefixCaching: engine.prefixCaching,
        }),
      },
    };
  });
  return { ...deployment, pools };
}
