import { isAtLeast } from "../../domain/versions.js";
import type { ReadDeployment } from "../dgd.js";
import { type FindingList, reportOn, reportSetting } from "../rules.js";
import type { ManifestDeployment, ManifestWorker } from "../types.js";
import type { ComponentReading } from "../component-reading.js";

/** Settings that exclude each other in an engine, as far as the file alone tells. */
export function reportExclusive({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  readings.filter((reading) => reading.isEngine).forEach((reading) => reportOverrides(reading, findings));
  for (const worker of deployment.workers) {
    reportUnchunkedBudget(worker, findings);
    reportLocalRanks(worker, findings);
    reportBuffer(worker, deployment, findings);
  }
}

/** The wrapper of TensorRT-LLM takes overrides as JSON or as dotted flags, not both. */
function reportOverrides({ entries }: ComponentReading, findings: FindingList): void {
  const dotted = entries.find((entry) => entry.how === "dotted-flag");
  const json = entries.some(
    (entry) => entry.space === "key" && entry.name.startsWith("--override-engine-args"),
  );
  if (dotted && json)
    reportOn(
      findings,
      "settings-exclude",
      dotted.place,
      `${dotted.name} stands beside --override-engine-args: the worker takes one of the two forms and exits on both. Move the value into the JSON.`,
    );
}

/** Without chunked prefill vLLM demands a step that holds the longest prompt, and one token of every request. */
function reportUnchunkedBudget(worker: ManifestWorker, findings: FindingList): void {
  const { maxTokens, maxSeqLen, chunkedPrefill } = worker.settings;
  if (worker.backend !== "vllm" || chunkedPrefill?.value !== false || !maxTokens || !maxSeqLen) return;
  if (maxTokens.value < maxSeqLen.value)
    reportSetting(
      findings,
      "settings-exclude",
      maxTokens,
      `${worker.component} has a token budget of ${maxTokens.value} a step, below the context limit of ${maxSeqLen.value}, and chunked prefill is off: vLLM refuses to start. Raise the budget to ${maxSeqLen.value}, or allow chunked prefill.`,
    );
}

/** Ranks of one node of vLLM are some of all ranks. */
function reportLocalRanks({ backend, settings, component }: ManifestWorker, findings: FindingList): void {
  const { dp, dpLocal } = settings;
  if (backend !== "vllm" || dpLocal === undefined || dp === undefined || dpLocal.value <= dp.value) return;
  const message = `${component}: ${dpLocal.origin.name} ${dpLocal.value} is more than the ${dp.value} of ${dp.origin.name}: vLLM refuses to start.`;
  reportSetting(findings, "settings-exclude", dpLocal, message);
}

/** Tokens of a KV block of TensorRT-LLM unless said otherwise. */
const BLOCK_TOKENS = 32;
/** First engine version from which the buffer is rounded by itself. */
const ROUNDS_BUFFER = "1.3.0rc1";

/** The transfer buffer of an older TensorRT-LLM must hold whole blocks. */
function reportBuffer(
  { settings, component, backend }: ManifestWorker,
  deployment: ManifestDeployment,
  findings: FindingList,
): void {
  const { cacheTransceiverMaxTokens: buffer, kvBlockSize } = settings;
  const version = deployment.backendVersion?.value;
  const block = kvBlockSize?.value ?? BLOCK_TOKENS;
  if (backend !== "trtllm" || buffer === undefined || block < 1 || buffer.value % block === 0) return;
  if (version !== undefined && isAtLeast(version, ROUNDS_BUFFER)) return;
  const whole = Math.ceil(buffer.value / block) * block;
  reportSetting(
    findings,
    "buffer-not-whole-blocks",
    buffer,
    `${component}: the transfer buffer of ${buffer.value} tokens is no multiple of the KV block of ${block}; older TensorRT-LLM stops at start. Use ${whole}.`,
  );
}
