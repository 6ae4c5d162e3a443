import { parallelismOf } from "../parallelism.js";
import type { ReadDeployment } from "../dgd.js";
import { type FindingList, reportPosition, reportSetting } from "../rules.js";
import type { ManifestWorker } from "../types.js";

/** Sizes that contradict each other or the GPUs. */
export function reportSizes({ deployment }: ReadDeployment, findings: FindingList): void {
  for (const worker of deployment.workers) {
    if (worker.backend === null || worker.backend === "mocker" || worker.role === "encode") continue;
    const vague = worker.unresolved.some((one) => one.name === "engine file" || SIZES.has(one.name));
    reportDivision(worker, findings);
    if (!vague) reportProduct(worker, findings);
    reportBatch(worker, findings);
    reportGraphs(worker, findings);
  }
}

const SIZES: ReadonlySet<string> = new Set(["tp", "pp", "dp", "ep", "nodes", "attentionDp"]);

/** The rule that sizes break which do not go together, as far as the file alone tells, with the problem in words. */
export function dividingRule(
  worker: ManifestWorker,
): { readonly rule: "dp-not-dividing-tp" | "experts-not-dividing-tp"; readonly problem: string } | undefined {
  const { settings, backend } = worker;
  if (backend !== "sglang" && backend !== "trtllm") return undefined;
  const { problem } = parallelismOf(worker, backend, undefined);
  const tp = settings.tp?.value ?? 1;
  if (problem === undefined) {
    const ep = settings.ep?.value ?? 1;
    return ep < 1 || tp % ep === 0
      ? undefined
      : {
          rule: "experts-not-dividing-tp",
          problem: `the expert parallel size ${ep} does not divide the tensor parallel size ${tp}`,
        };
  }
  if (settings.attentionDp?.value === true && settings.dp && tp % settings.dp.value !== 0)
    return { rule: "dp-not-dividing-tp", problem };
  // what splits prompts is no expert: the layout is refused where it is mapped
  return (settings.ep ?? settings.moeTp) ? { rule: "experts-not-dividing-tp", problem } : undefined;
}

function reportDivision(worker: ManifestWorker, findings: FindingList): void {
  const { dp, ep, moeTp } = worker.settings;
  const found = dividingRule(worker);
  const place = found?.rule === "dp-not-dividing-tp" ? dp : (ep ?? moeTp);
  if (found !== undefined && place !== undefined)
    reportSetting(findings, found.rule, place, `${worker.component}: ${found.problem}.`);
}

/** GPUs that the written sizes need, or undefined when they say nothing. */
export function gpusNeeded({ settings, backend }: ManifestWorker): number | undefined {
  const tp = settings.tp?.value ?? 1;
  const pp = settings.pp?.value ?? 1;
  const dp = settings.dp?.value ?? 1;
  const whole =
    backend === "trtllm" ? 1 : backend === "sglang" && settings.attentionDp?.value === true ? 1 : dp;
  return tp * pp * whole;
}

function reportProduct(worker: ManifestWorker, findings: FindingList): void {
  const { gpusPerNode, settings } = worker;
  if (!gpusPerNode) {
    reportPosition(
      findings,
      "gpu-limit-missing",
      worker.position,
      `${worker.component} has no GPU limit in this file. Its GPUs are taken from its parallel sizes.`,
    );
    return;
  }
  const nodes = worker.nodes?.value ?? 1;
  const have = gpusPerNode.value * nodes;
  const need = gpusNeeded(worker);
  if (need === undefined || have === need || have < 1) return;
  const sizes = sizesText(worker);
  const gpus =
    nodes > 1
      ? `${have} GPUs (${gpusPerNode.value} on each of ${nodes} nodes)`
      : `${have} GPU${have === 1 ? "" : "s"}`;
  if (need > have) {
    const at = settings.tp ?? settings.dp ?? gpusPerNode;
    reportSetting(
      findings,
      "gpus-too-few",
      at,
      `${worker.component} needs ${need} GPUs (${sizes}) and has ${gpus}. It cannot start. ${remedyOf(need, nodes)}`,
    );
  } else {
    // more ranks may take them later; until then they are paid for all the same
    const elastic = worker.features.includes("elastic expert parallelism");
    const why = settings.tp ? sizes : "no tensor parallel size is written and the engine takes 1";
    reportSetting(
      findings,
      "gpus-unused",
      settings.tp ?? gpusPerNode,
      `${worker.component} has ${gpus} and uses ${need} (${why}): ${have - need} idle, which figures per GPU count.`,
      elastic ? "notice" : undefined,
    );
  }
}

/** The number of GPUs that lets a worker start as it is. */
function remedyOf(need: number, nodes: number): string {
  if (nodes === 1) return `Give it ${need} GPUs.`;
  return need % nodes === 0
    ? `Give it ${need / nodes} GPUs on each of ${nodes} nodes.`
    : "Give it as many, or smaller sizes.";
}

function sizesText({ settings, backend }: ManifestWorker): string {
  const parts = [`tensor ${settings.tp?.value ?? 1}`];
  if ((settings.pp?.value ?? 1) > 1) parts.push(`pipeline ${settings.pp?.value ?? 1}`);
  const countsDp = backend === "vllm" || (backend === "sglang" && settings.attentionDp?.value !== true);
  if (countsDp && (settings.dp?.value ?? 1) > 1) parts.push(`data ${settings.dp?.value ?? 1}`);
  return parts.join(" × ");
}

function reportBatch(worker: ManifestWorker, findings: FindingList): void {
  const { maxBatch, maxTokens } = worker.settings;
  if (
    maxBatch &&
    maxTokens &&
    worker.role !== "prefill" &&
    worker.backend !== "sglang" &&
    maxTokens.value < maxBatch.value
  )
    reportSetting(
      findings,
      "tokens-below-batch",
      maxTokens,
      worker.backend === "vllm"
        ? `${worker.component} may hold ${maxBatch.value} requests but steps over at most ${maxTokens.value} tokens: vLLM refuses to start. Raise the token budget to ${maxBatch.value}.`
        : `${worker.component} may hold ${maxBatch.value} requests but decodes at most ${maxTokens.value} tokens in a step: ${maxBatch.value - maxTokens.value} requests always wait.`,
      worker.backend === "vllm" ? "error" : undefined,
    );
}

/** Largest batch of the graphs that an engine captures by itself, at most: a limit as high is its own choice. */
const OWN_GRAPHS = { vllm: 512, sglang: 512, trtllm: 128 } as const;

/** Graphs that end below the batch: below the limit that is written, or, without one, below the engine's own graphs. */
function reportGraphs({ component, role, backend, settings }: ManifestWorker, findings: FindingList): void {
  const { maxBatch, cudaGraphSizes, cudaGraphMaxBatch, attentionDp } = settings;
  if (backend === null || backend === "mocker" || role === "prefill") return;
  const largest = cudaGraphSizes ? Math.max(...cudaGraphSizes.value) : cudaGraphMaxBatch?.value;
  const at = cudaGraphSizes ?? cudaGraphMaxBatch;
  if (at === undefined || largest === undefined || largest <= 0) return;
  const ranks = backend === "sglang" && attentionDp?.value === true ? (settings.dp?.value ?? 1) : 1;
  const limit = maxBatch === undefined ? undefined : maxBatch.value / ranks;
  // an engine of a small GPU captures fewer; beyond this all do
  const own = backend === "sglang" && limit === undefined ? SMALL_GRAPHS : OWN_GRAPHS[backend];
  if (largest >= Math.min(limit ?? Infinity, own)) return;
  const batch = limit === undefined ? "no batch limit is written" : `its limit is ${limit}`;
  reportSetting(
    findings,
    "graph-sizes-below-batch",
    at,
    `CUDA graphs of ${component} end at batch ${largest}, ${batch}: larger steps run without a graph and slower.`,
  );
}

/** What SGLang captures at least on a GPU of 35 GiB and more. */
const SMALL_GRAPHS = 32;
