import type { Deployment, Role, WorkerPool } from "../domain/deployment.js";
import { unpairedDecodeContext } from "../domain/cache-handover.js";
import type { Finding } from "../domain/review.js";
import type { Workload } from "../domain/workload.js";
import { finding } from "../domain/finding.js";
import { WIDE_A2A } from "../manifest/parallelism.js";
import type { ManifestDeployment, ManifestWorker, Setting } from "../manifest/types.js";
import type { ModelFacts, WorkerModel } from "../perf/types.js";
import {
  budgetBelowOwnLimit,
  budgetBelowPrompt,
  contextFinding,
  contextOverRoom,
  divisibilityFindings,
  fixedRoomFinding,
  impossibleFinding,
  limitOverModel,
  LONGER,
  memoryFinding,
} from "../review/index.js";
import { MEMORY_MODES } from "../perf/memory-modes.js";
import { workerOfPool, type PricingDeps } from "../search/cache-room.js";
import { largestFit } from "../domain/largest-fit.js";
import { tokenBudgetOf } from "../simulate/engine-policy.js";
import { originPlace, settingPlace, workerOf } from "./places.js";
import { keepsSixteenBits } from "./stages/assumed-cache.js";

/** Largest batch that is looked for when a manifest states no limit. */
const MAX_BATCH = 1024;

/**
 * What the checkpoint's sizes say against a deployment: heads and experts that do not divide, a context that is too
 * short, a token budget that takes no prompt.
 */
export function modelFindings(
  facts: ModelFacts,
  deployment: Deployment,
  workload: Workload,
  manifest: ManifestDeployment,
): readonly Finding[] {
  const findings: (Finding | undefined)[] = deployment.pools.flatMap((pool) =>
    divisibilityFindings(facts, pool.parallelism, deployment.backend, (size) =>
      settingPlace(manifest, pool.role, size),
    ),
  );
  const apart = unpairedDecodeContext(deployment, facts.decodeContext === "latent");
  if (apart !== undefined)
    findings.push(impossibleFinding(apart.problem, settingPlace(manifest, apart.role, "dcp")));
  const needed = workload.isl + workload.osl;
  const limited = deployment.pools.filter(({ settings }) => settings.maxSeqLen !== undefined);
  for (const { role, settings } of limited) {
    // Dynamo asks a prefill worker for one token; SGLang's is told the whole answer and checks it
    const promptOnly = role === "prefill" && deployment.backend !== "sglang";
    // SGLang's tokenizer manager refuses prompt and answer that come up to its limit (`tokenizer_manager.py`, 0.4 to 0.5)
    const below = deployment.backend === "sglang";
    const asked = promptOnly ? workload.isl + 1 : needed;
    const by = limitName(manifest, role);
    findings.push(
      contextFinding(
        { needed: asked, allowed: settings.maxSeqLen ?? asked, by, promptOnly, below },
        settingPlace(manifest, role, "maxSeqLen"),
      ),
    );
  }
  if (facts.maxPositionEmbeddings !== undefined && limited.length === 0) {
    const place = settingPlace(manifest, deployment.pools[0]!.role, "model");
    const found = contextFinding({ needed, allowed: facts.maxPositionEmbeddings }, place);
    if (found !== undefined) findings.push({ ...found, severity: "warning" });
  }
  for (const { role, settings } of deployment.pools) {
    const { maxNumTokens, chunkedPrefill } = settings;
    const step = { backend: deployment.backend, role, isl: workload.isl, maxNumTokens, chunkedPrefill };
    const place = settingPlace(manifest, role, "maxNumTokens");
    findings.push(budgetBelowPrompt(step, place));
    const own = ownContext(facts, workerOf(manifest, role), deployment.backend);
    if (own === undefined) continue;
    const limit = settings.maxSeqLen;
    findings.push(
      limit === undefined
        ? budgetBelowOwnLimit({ ...step, own }, place)
        : limitOverModel(
            { backend: deployment.backend, limit, own },
            settingPlace(manifest, role, "maxSeqLen"),
          ),
    );
  }
  return findings.filter((finding) => finding !== undefined);
}

/** How a file writes the context limit of a role. */
function limitName(manifest: ManifestDeployment, role: Role): string {
  return workerOf(manifest, role)?.settings.maxSeqLen?.origin.name ?? "its context limit";
}

/** Flags that change the configuration, and with it the longest context. */
const CHANGES_CONTEXT = /^--?(?:hf[-_](?:overrides|config)|rope|json[-_]model[-_]override)/;

/** The model's own longest context, where the engine takes it as it stands in the configuration. */
function ownContext(
  facts: ModelFacts,
  worker: ManifestWorker | undefined,
  backend: Deployment["backend"],
): number | undefined {
  if (worker === undefined || backend === "trtllm" || facts.stretchedContext === true) return undefined;
  const open = worker.choosesContext === true || worker.unresolved.some(({ name }) => OPENS.includes(name));
  const changed = worker.command?.args.some(({ text }) => CHANGES_CONTEXT.test(text)) ?? false;
  const longer = worker.env.some(([name, value]) => name === LONGER[backend] && value !== "0");
  return open || changed || longer ? undefined : facts.maxPositionEmbeddings;
}

const OPENS: readonly string[] = ["maxSeqLen", "engine file"];

/** A deployment, and the facts of its model at the version that its prices are of. */
export interface Sized {
  readonly deployment: Deployment;
  readonly model: ModelFacts;
}

/** A deployment under a load, with the file that describes it. */
interface Loaded extends Sized {
  readonly workload: Workload;
  readonly manifest: ManifestDeployment;
}

/**
 * Pools whose memory does not hold one request, or not the batch limit that is written, with the largest batch that fits;
 * vLLM workers whose context limit is longer than their KV cache, and exchanges of experts that are written and not priced. A
 * pool without data says nothing here; the prediction names what is missing.
 */
export async function workerFindings(
  deps: PricingDeps,
  { deployment, model }: Sized,
  workload: Workload,
  manifest: ManifestDeployment,
): Promise<readonly Finding[]> {
  const loaded = { deployment, model, workload, manifest };
  const found = await Promise.all(deployment.pools.map((pool) => poolFindings(deps, pool, loaded)));
  return found.flat();
}

async function poolFindings(
  deps: PricingDeps,
  pool: WorkerPool,
  loaded: Loaded,
): Promise<readonly Finding[]> {
  const worker = await workerOfPool(deps, pool, loaded.deployment);
  if (worker === undefined) return [];
  const room = roomFinding(worker, pool, loaded);
  if (room?.rule === "memory-exceeded") return [room];
  return [room, limitFinding(worker, pool, loaded), exchangeFinding(worker, pool, loaded)].filter(
    (found) => found !== undefined,
  );
}

/**
 * An exchange of experts that is written and not priced: within a machine no measured deployment ran with what was measured of
 * it (`docs/adr/0359-what-hardware-orders.md`).
 */
function exchangeFinding(
  { largeEp }: WorkerModel,
  { role, parallelism }: WorkerPool,
  { deployment: { backend }, manifest }: Loaded,
): Finding | undefined {
  const written = workerOf(manifest, role)?.settings.moeBackend;
  if (backend !== "sglang" || written === undefined || !WIDE_A2A.has(written.value)) return undefined;
  if (largeEp || parallelism.moeEp === 1) return undefined;
  return finding(
    "setting-not-modelled",
    originPlace(written),
    `${written.origin.name} ${written.text} is not modelled within a machine or a rack of linked GPUs (experts there are priced with the collectives that measured deployments ran with): figures are those without it and may be off either way.`,
  );
}

function roomFinding(
  worker: WorkerModel,
  pool: WorkerPool,
  { deployment: { backend }, workload, manifest }: Loaded,
): Finding | undefined {
  const { maxBatchSize, kvRoom } = pool.settings;
  const memoryAt = (batch: number) => worker.memory(MEMORY_MODES[pool.role], batch, workload);
  const ceiling = Math.min(maxBatchSize ?? 1, MAX_BATCH * 4);
  const fits = largestFit(ceiling, (batch) => memoryAt(batch).verdict === "fits");
  const { use, verdict, kvBudget } = memoryAt(1);
  const bound = boundOf(workerOf(manifest, pool.role));
  const room = { role: pool.role, maxBatchSize, largestFit: fits, use, verdict, kvBudget, kvRoom };
  const boundBy = wordsOf(bound);
  // at least: the published method counts a written context limit as held
  const held = Math.max(workload.isl + workload.osl, pool.settings.maxSeqLen ?? 0);
  const tokenBytes = backend === "vllm" ? use.kvCache / held : undefined;
  const tooLarge = bound && fixedRoomFinding({ ...room, boundBy, tokenBytes }, originPlace(bound));
  if (tooLarge !== undefined) return tooLarge;
  const kind = fits < 1 ? "tp" : "maxBatchSize";
  const place = fits < 1 && verdict === "kv-oom" && bound !== undefined ? originPlace(bound) : undefined;
  return memoryFinding({ ...room, boundBy }, place ?? settingPlace(manifest, pool.role, kind));
}

/** The written setting that bounds the KV cache: a fixed size, else the share of memory. */
function boundOf(worker: ManifestWorker | undefined): Setting<number> | undefined {
  const settings = worker?.settings;
  return settings?.kvRoomBlocks ?? settings?.kvRoomTokens ?? settings?.kvRoomBytes ?? settings?.memFraction;
}

function wordsOf(bound: Setting<number> | undefined): string | undefined {
  return bound === undefined ? undefined : `${bound.origin.name} ${bound.text}`;
}

/** Only vLLM measures its context limit against the cache when it starts; the others cut it or queue. */
function limitFinding(
  worker: WorkerModel,
  pool: WorkerPool,
  { deployment, model, manifest, workload }: Loaded,
): Finding | undefined {
  const written = workerOf(manifest, pool.role);
  const open = written?.unresolved.some(({ name }) => name === "maxSeqLen" || name === "engine file") ?? true;
  const limit = pool.settings.maxSeqLen ?? model.maxPositionEmbeddings;
  if (deployment.backend !== "vllm" || open || written?.choosesContext === true || limit === undefined)
    return undefined;
  const gpuBytes = worker.memory(MEMORY_MODES[pool.role], 1, workload).use.capacity;
  const site = { system: pool.system, gpuBytes, ranks: pool.parallelism.dp };
  const priced = worker.kvCapacityTokens(tokenBudgetOf("vllm", pool.settings, site));
  // a size that is fixed in tokens is the same whatever they take
  const fixedBlocks = pool.settings.kvRoom?.tokens !== undefined;
  const isWide = !fixedBlocks && keepsSixteenBits(manifest, model, deployment);
  const roomTokens = isWide ? Math.floor(priced / 2) : priced;
  const needed = workload.isl + (pool.role === "prefill" ? 1 : workload.osl);
  const ownLimit = pool.settings.maxSeqLen === undefined;
  return contextOverRoom(
    { role: pool.role, limit, ownLimit, roomTokens, needed, fixedBlocks, boundBy: wordsOf(boundOf(written)) },
    settingPlace(manifest, pool.role, ownLimit ? "model" : "maxSeqLen"),
  );
}
