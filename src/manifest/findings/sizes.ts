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
  }
}

const SIZES: ReadonlySet<string> = new Set(["tp", "pp", "dp", "ep", "nodes", "attentionDp"]);

function reportDivision(worker: ManifestWorker, findings: FindingList): void {
  const { settings, backend } = worker;
  if (backend !== "sglang" && backend !== "trtllm") return;
  const mapping = parallelismOf(worker, backend, undefined);
  if (mapping.problem === undefined) {
    const ep = settings.ep?.value;
    const tp = settings.tp?.value ?? 1;
    if (settings.ep && ep !== undefined && ep > 0 && tp % ep !== 0)
      reportSetting(
        findings,
        "experts-not-dividing-tp",
        settings.ep,
        `Expert parallel size ${ep} does not divide the tensor parallel size ${tp} of ${worker.component}.`,
      );
    return;
  }
  const dpWrong =
    settings.dp &&
    settings.attentionDp?.value === true &&
    (settings.tp?.value ?? 1) % settings.dp.value !== 0;
  if (settings.dp && dpWrong)
    reportSetting(findings, "dp-not-dividing-tp", settings.dp, `${worker.component}: ${mapping.problem}.`);
  else {
    const culprit = settings.ep ?? settings.moeTp ?? settings.tp;
    if (culprit)
      reportSetting(findings, "experts-not-dividing-tp", culprit, `${worker.component}: ${mapping.problem}.`);
  }
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
  } else if (!worker.features.includes("elastic expert parallelism")) {
    const why = settings.tp ? sizes : "no tensor parallel size is written and the engine takes 1";
    reportSetting(
      findings,
      "gpus-unused",
      settings.tp ?? gpusPerNode,
      `${worker.component} has ${gpus} and uses ${need} (${why}): ${have - need} idle.`,
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
  const { maxBatch, maxTokens, cudaGraphSizes, cudaGraphMaxBatch, attentionDp } = worker.settings;
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
  if (!maxBatch || worker.role === "prefill") return;
  const largest = cudaGraphSizes ? Math.max(...cudaGraphSizes.value) : cudaGraphMaxBatch?.value;
  const at = cudaGraphSizes ?? cudaGraphMaxBatch;
  const perRank =
    worker.backend === "sglang" && attentionDp?.value === true
      ? maxBatch.value / (worker.settings.dp?.value ?? 1)
      : maxBatch.value;
  if (at && largest !== undefined && largest > 0 && largest < perRank)
    reportSetting(
      findings,
      "graph-sizes-below-batch",
      at,
      `CUDA graphs of ${worker.component} end at batch ${largest}, its limit is ${perRank}: larger steps run without a graph and slower.`,
    );
}
