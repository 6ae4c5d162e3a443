import { compact } from "../domain/compact.js";
import {
  gpusPerWorker,
  type Backend,
  type Deployment,
  type Role,
  type WorkerPool,
} from "../domain/deployment.js";
import { engineSettings, quantOf } from "./engine-settings.js";
import type { MappingFacts } from "./mapping-facts.js";
import { parallelismOf } from "./parallelism.js";
import { speculationOf } from "./speculation.js";
import type { GpuEvidence, ManifestDeployment, ManifestWorker, Unresolved } from "./types.js";

/** Something that has to be said before a prediction is possible. */
export interface MissingFact {
  readonly name:
    | "system"
    | "model"
    | "backend"
    | "workers"
    | "mode"
    | "replicas"
    | "tp"
    | "prefill"
    | "decode"
    | "supported"
    | "unresolved";
  readonly message: string;
  readonly role?: Role;
}

/** The manifest in the domain's words, or what is missing for it. */
export interface DeploymentMapping {
  readonly deployment: Deployment | undefined;
  readonly missing: readonly MissingFact[];
  /** values that the engine's defaults or we stand in for, as sentences */
  readonly assumptions: readonly string[];
}

/**
 * Maps a written deployment to the domain: tensor and data parallel sizes by what each engine means with them
 * (SGLang's tp is the worker's width, TensorRT-LLM's attention DP takes all of tp), batch limits per attention-DP rank.
 * Unknown values are listed in `missing`, never guessed.
 */
export function toDeployment(manifest: ManifestDeployment, facts: MappingFacts): DeploymentMapping {
  const missing: MissingFact[] = [];
  const assumptions: string[] = [];
  if (!manifest.supported)
    missing.push({ name: "supported", message: manifest.notes[0] ?? "This deployment is not covered." });
  const backend = manifest.backend === "mocker" ? null : manifest.backend;
  if (backend === null)
    missing.push({ name: "backend", message: "The manifest does not say which engine runs." });
  const model = facts.model ?? manifest.model?.value;
  if (model === undefined) missing.push({ name: "model", message: "The manifest does not name the model." });
  const chosen = chooseWorkers(manifest, missing);
  const pools: WorkerPool[] = [];
  for (const { worker, role } of chosen) {
    const pool = backend === null ? undefined : poolOf(worker, role, backend, facts, missing, assumptions);
    if (pool) pools.push(pool);
  }
  if (missing.length > 0 || backend === null || model === undefined || pools.length === 0)
    return { deployment: undefined, missing, assumptions };
  const agg = pools.length === 1 && pools[0] ? pools[0] : undefined;
  const speculation = speculationOf(
    chosen.map(({ worker }) => worker),
    backend,
    facts,
    assumptions,
  );
  return {
    deployment: {
      model,
      backend,
      backendVersion: facts.backendVersion,
      mode: agg ? "agg" : "disagg",
      replicas: agg ? agg.workers : 1,
      pools: agg ? [{ ...agg, workers: 1 }] : pools,
      quant: quantOf(
        chosen.map(({ worker }) => worker),
        facts,
      ),
      ...compact({ engineVersion: facts.engineVersion, speculation }),
    },
    missing,
    assumptions,
  };
}

/** System that the file itself proves for a worker: its product label, else its instance type. Hints do not count. */
export function provenSystem(worker: ManifestWorker): GpuEvidence | undefined {
  const proofs = worker.gpu.filter(
    (one) => (one.kind === "product" || one.kind === "instance-type") && one.system !== undefined,
  );
  // a pod that may land on either proves neither
  return new Set(proofs.map(({ system }) => system)).size > 1 ? undefined : proofs[0];
}

/** System that labels or names only suggest; to be offered, not used. */
export function suggestedSystem(worker: ManifestWorker): GpuEvidence | undefined {
  return worker.gpu.find(
    (one) => one.system !== undefined && one.kind !== "product" && one.kind !== "instance-type",
  );
}

interface Chosen {
  readonly worker: ManifestWorker;
  readonly role: Role;
}

function chooseWorkers(manifest: ManifestDeployment, missing: MissingFact[]): readonly Chosen[] {
  const of = (role: string): readonly ManifestWorker[] =>
    manifest.workers.filter((worker) => worker.role === role);
  const single = (role: Role): readonly Chosen[] => {
    const [first, ...rest] = of(role);
    if (rest.length > 0)
      missing.push({
        name: "workers",
        role,
        message: `${rest.length + 1} ${role} components: only one pool of a role can be predicted.`,
      });
    return first ? [{ worker: first, role }] : [];
  };
  switch (manifest.mode) {
    case "agg":
      return single("agg");
    case "disagg":
      if (of("agg").length > 0)
        missing.push({
          name: "workers",
          message: "An aggregated worker stands beside the prefill and decode workers.",
        });
      return [...single("prefill"), ...single("decode")];
    case "prefill-only":
      missing.push({
        name: "decode",
        message: "Only prefill workers: no decode worker is in this deployment.",
      });
      return [];
    case "decode-only":
      missing.push({
        name: "prefill",
        message: "Only decode workers: no prefill worker is in this deployment.",
      });
      return [];
    case null:
      if (manifest.supported)
        missing.push({
          name: "mode",
          message: manifest.notes[0] ?? "The roles of the workers are not understood.",
        });
      return [];
  }
}

function poolOf(
  worker: ManifestWorker,
  role: Role,
  backend: Backend,
  facts: MappingFacts,
  missing: MissingFact[],
  assumptions: string[],
): WorkerPool | undefined {
  const system = systemFor(worker, role, facts);
  if (system === undefined)
    missing.push({ name: "system", role, message: `The GPU type of ${worker.component} is not said.` });
  const vague = worker.unresolved.filter((one) => DECISIVE.has(one.name) || hidesSizes(one, worker));
  for (const one of vague)
    missing.push({
      name: "unresolved",
      role,
      message: `${one.written ?? one.name} of ${worker.component} is not known: ${one.reason} (line ${one.position.line}).`,
    });
  const mapping = parallelismOf(worker, backend, facts.isMoe);
  assumptions.push(...mapping.assumptions.map((text) => `${worker.component}: ${text}`));
  const hidden = worker.unresolved.find((one) => one.name === "engine file");
  if (hidden)
    assumptions.push(
      `${worker.component}: its engine file is not known (${hidden.reason}), it may say otherwise`,
    );
  if (mapping.problem !== undefined)
    missing.push({ name: "tp", role, message: `${worker.component}: ${mapping.problem}` });
  if (system === undefined || vague.length > 0 || !mapping.parallelism) return undefined;
  const replicas = worker.replicas?.value ?? 1;
  if (replicas < 1) {
    missing.push({ name: "replicas", role, message: `${worker.component} has ${replicas} replicas.` });
    return undefined;
  }
  const settings = engineSettings(worker, backend, mapping.parallelism);
  const asked = gpusOf(worker) / mapping.copies;
  return {
    role,
    system,
    parallelism: mapping.parallelism,
    ...(asked > gpusPerWorker(mapping.parallelism) && { gpusAsked: asked }),
    workers: replicas * mapping.copies,
    batchSize: settings.maxBatchSize ?? batchUnsaid(role, backend),
    settings,
  };
}

/** GPUs that a worker asks for on all of its nodes; 0 where its file does not say. */
function gpusOf({ gpusPerNode, nodes }: ManifestWorker): number {
  return (gpusPerNode?.value ?? 0) * (nodes?.value ?? 1);
}

/** An engine file that is not here may hold the sizes of a worker of several GPUs; the limits of any worker. */
function hidesSizes(unresolved: Unresolved, worker: ManifestWorker): boolean {
  if (unresolved.name !== "engine file" || worker.settings.tp) return false;
  return (worker.gpusPerNode?.value ?? 2) * (worker.nodes?.value ?? 1) > 1;
}

const DECISIVE = new Set([
  "replicas",
  "nodes",
  "tp",
  "pp",
  "dp",
  "ep",
  "moeTp",
  "attentionDp",
  "cp",
  "splitsPrompts",
  "dcp",
  "dcpComm",
  "dcpReplicateQ",
  "expertParallel",
  "role",
]);

function systemFor(worker: ManifestWorker, role: Role, facts: MappingFacts): string | undefined {
  const given = role === "decode" ? (facts.decodeSystem ?? facts.system) : facts.system;
  return given ?? provenSystem(worker)?.system ?? facts.defaultSystem;
}

/** Batch of a pool whose limit nobody wrote; SGLang computes its own from memory, so the model's limit decides there. */
export function batchUnsaid(role: Role, backend: Backend): number {
  if (role === "prefill") return 1;
  return backend === "trtllm" ? 2048 : 1024;
}
