import {
  gpusPerWorker,
  type Deployment,
  type Parallelism,
  type Role,
  type WorkerPool,
} from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { compact } from "../domain/compact.js";
import { backendGenerator } from "./backends/index.js";
import type { GenerateOptions, WorkerOverrides } from "./options/types.js";
import { systemFacts } from "./systems.js";
import type { GenerateTask } from "./task.js";
import type { DeployValues, DrafterNames, RoleContext, RoleValues } from "./values.js";
import { resolveTarget } from "./versions.js";

/**
 * Everything the files say, from a deployment, its workload and the user's options.
 * @throws UserError `version` (unknown Dynamo version), `infeasible` (sizes that the engine cannot express), `input`
 */
export function buildValues(
  deployment: Deployment,
  task: GenerateTask,
  options: GenerateOptions,
): DeployValues {
  const { backend } = deployment;
  const disagg = deployment.mode === "disagg";
  const nextn = options.nextn ?? deployment.speculation?.nextn ?? 0;
  const prefix = options.prefix ?? task.prefix;
  const isMoe =
    options.isMoe ?? task.isMoe ?? deployment.pools.some(({ parallelism: p }) => p.moeTp * p.moeEp > 1);
  const lengths = { isl: options.isl ?? task.isl, osl: options.osl ?? task.osl, prefix };
  checkPools(deployment);
  if (backend === "sglang" && options.dyn.kvbmConfig !== undefined)
    throw new UserError(
      "usage",
      "DynConfig.kvbm_config: SGLang workers have no KV block manager; trtllm and vllm have",
    );
  const { dynamoVersion, engineVersion } = options;
  const target = resolveTarget(
    backend,
    compact({ dynamoVersion, engineVersion, apiVersion: options.k8s.apiVersion }),
  );
  const roles = deployment.pools.map((pool) => roleValues(pool));
  const router = options.dyn.enableRouter ?? (prefix > 0 || options.dyn.routerMode === "kv");
  const modelPath = options.service.modelPath ?? deployment.model;
  return {
    backend,
    dataVersion: deployment.backendVersion,
    mode: deployment.mode,
    name: dnsName(
      options.k8s.namePrefix,
      `-${deployment.mode}${options.dyn.enableRouter === true ? "-router" : ""}`,
    ),
    target,
    service: { modelPath, servedModelName: options.service.servedModelName ?? modelPath },
    router,
    replicas: deployment.replicas,
    roles,
    concurrency: task.concurrency ?? loadOf(roles, task.asEnginesRun === true),
    isMoe,
    nextn,
    ...compact({ accepted: deployment.speculation?.accepted }),
    prefix,
    task: { ...task, ...lengths },
    options,
    notes: notesOf(deployment, task, roles),
  };

  function roleValues(pool: WorkerPool): RoleValues {
    const overrides = options.workers[pool.role] ?? {};
    const parallelism = overridden(pool.parallelism, overrides);
    const facts = systemFacts(pool.system);
    const context: RoleContext = {
      role: pool.role,
      pool,
      parallelism,
      overrides,
      facts,
      isMoe,
      ...lengths,
      nextn,
      disagg,
      engineVersion: target.engine,
      ...compact({
        drafter: drafterOf(deployment),
        kvCache: deployment.quant.kvcache,
        room: task.rooms?.[pool.role],
      }),
      benchmarkRule: options.rule === "benchmark",
      preserveEngineLimits: options.preserveEngineLimits,
    };
    const generator = backendGenerator(backend);
    const refusal = generator.refuses(context);
    if (refusal !== undefined)
      throw new UserError("infeasible", `${pool.role} workers cannot be written: ${refusal}`);
    const gpus = gpusPerWorker(parallelism);
    const nodes = nodesOf(gpus, options.gpusPerNode ?? facts.gpusPerNode);
    return {
      role: pool.role,
      system: pool.system,
      facts,
      workers: options.workerCounts[pool.role] ?? pool.workers * deployment.replicas,
      gpusPerWorker: gpus,
      gpusPerNode: options.gpusPerNode ?? facts.gpusPerNode,
      nodes,
      batchSize: pool.batchSize,
      engine: generator.engineValues(context),
    };
  }
}

/** Nodes of one worker: the fewest that hold it with the same number of GPUs on each. */
export function nodesOf(gpus: number, gpusPerNode: number): number {
  let nodes = Math.max(1, Math.ceil(gpus / gpusPerNode));
  while (gpus % nodes !== 0) nodes++;
  return nodes;
}

/** Requests in flight over all workers: of the aggregated, else of the decode pool, whose stages the published method counts once. */
function loadOf(roles: readonly RoleValues[], asEnginesRun: boolean): number {
  const serving = roles.find((role) => role.role !== "prefill");
  if (serving === undefined) return 1;
  const { dp, pp } = serving.engine.parallelism;
  const stages = serving.role === "agg" || asEnginesRun ? pp : 1;
  return Math.max(1, serving.workers * serving.batchSize * dp * stages);
}

function overridden(parallelism: Parallelism, overrides: WorkerOverrides): Parallelism {
  return {
    ...parallelism,
    tp: overrides.tensor_parallel_size ?? parallelism.tp,
    pp: overrides.pipeline_parallel_size ?? parallelism.pp,
    dp: overrides.data_parallel_size ?? parallelism.dp,
    moeTp: overrides.moe_tensor_parallel_size ?? parallelism.moeTp,
    moeEp: overrides.moe_expert_parallel_size ?? parallelism.moeEp,
  };
}

function checkPools(deployment: Deployment): void {
  const expected: readonly Role[] = deployment.mode === "agg" ? ["agg"] : ["prefill", "decode"];
  const found = deployment.pools.map((pool) => pool.role);
  if (found.join() !== expected.join()) {
    throw new UserError(
      "input",
      `a ${deployment.mode} deployment needs the pools ${expected.join(" and ")}, found ${found.join(" and ") || "none"}`,
    );
  }
}

/** What an engine does otherwise than predicted, and cannot be told to. */
function notesOf(
  deployment: Deployment,
  { family }: GenerateTask,
  roles: readonly RoleValues[],
): readonly string[] {
  if (deployment.backend !== "sglang" || !LATENT_FAMILIES.includes(family ?? "")) return [];
  return roles.flatMap(({ role, engine: { parallelism: p } }) =>
    p.cp > 1 && p.moeTp > 1
      ? [
          `${role}: under context parallelism SGLang gives each rank whole experts of this model (ep ${p.cp * p.tp * p.dp}); the figures are for moe_tp ${p.moeTp}`,
        ]
      : [],
  );
}

/** Families with latent attention, whose experts SGLang exchanges by DeepEP once a prompt is split. */
const LATENT_FAMILIES: readonly string[] = ["DEEPSEEK", "KIMIK25"];

/** A name that Kubernetes accepts: lower-case letters, digits and dashes, at most 63 characters, the ending kept whole. */
export function dnsName(text: string, ending = ""): string {
  const cleaned = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "-")
    .split("-")
    .filter((part) => part !== "")
    .join("-")
    .slice(0, 63 - ending.length);
  const trimmed = cleaned.endsWith("-") ? cleaned.slice(0, -1) : cleaned;
  return `${trimmed === "" ? "dynamo" : trimmed}${ending}`;
}

/** What drafts beside the model. Throws `UserError` (`infeasible`) where the engine's words for it are not known. */
function drafterOf({ speculation, backend }: Deployment): DrafterNames | undefined {
  const { method = "mtp", draftModel } = speculation ?? {};
  if (method === "mtp") return undefined;
  if (backend === "trtllm" || (backend === "sglang" && method !== "eagle3"))
    throw new UserError("infeasible", `${method} drafts cannot be written for ${backend}`);
  return { method, ...compact({ model: draftModel }) };
}
