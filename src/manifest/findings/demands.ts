import { ENGINE_NAMES } from "../../domain/engine-names.js";
import type { ReadDeployment } from "../dgd.js";
import { type Entry, lastOf } from "../flags/entries.js";
import { keyPlaceOf } from "../flags/arguments.js";
import { type FindingList, reportOn, reportSetting } from "../rules.js";
import type { ManifestWorker } from "../types.js";
import type { ComponentReading } from "../component-reading.js";
import { reportContextRanks } from "./context-ranks.js";
import { reportSglangSizes } from "./sglang-sizes.js";

/** What an engine demands beside a setting that is written, and exits without. */
export function reportDemands({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  const engines = readings.filter((reading) => reading.isEngine);
  engines.forEach((reading, i) => {
    const worker = deployment.workers[i];
    if (worker === undefined) return;
    reportContextRanks(worker, reading, deployment.dynamoVersion?.value, findings);
    if (worker.backend === "vllm") {
      reportConnector(reading, findings);
      reportDrafts(worker, reading, findings);
      reportRanks(worker, reading, findings);
      reportPictures(reading, findings);
      reportLongPrompts(worker, reading, findings);
    }
    if (worker.backend === "sglang") {
      reportCaches(worker, reading, findings);
      reportPages(worker, findings);
      reportSglangSizes(worker, reading, deployment.dynamoVersion?.value, findings);
    }
    if (worker.backend === "trtllm") reportGraphSizes(reading, findings);
    if (worker.backend === "sglang" || worker.backend === "trtllm")
      reportDraftModel(worker, reading, findings);
  });
}

/** vLLM takes no connector without a role. */
function reportConnector(reading: ComponentReading, findings: FindingList): void {
  const connector = lastOf(reading.entries, "kv-transfer-config.kv-connector");
  if (connector === undefined || lastOf(reading.entries, "kv-transfer-config.kv-role") !== undefined) return;
  if (isNothing(connector)) return;
  const message = `${connector.name} has no kv_role beside it: vLLM refuses to start. Write "kv_role":"kv_both", or kv_producer for prefill and kv_consumer for decode.`;
  reportOn(findings, "settings-exclude", keyPlaceOf(connector), message);
}

/** What vLLM demands of its ranks (`config/parallel.py`, 0.11 to 0.31). */
function reportRanks(
  { settings, unresolved }: ManifestWorker,
  reading: ComponentReading,
  findings: FindingList,
): void {
  const on = (key: string): Entry | undefined => {
    const entry = lastOf(reading.entries, key);
    return isOn(entry) ? entry : undefined;
  };
  const open = (key: string): boolean =>
    unresolved.some(({ name }) => name === key || name === "engine file");
  const balanced = on("enable-eplb");
  if (balanced !== undefined && settings.expertParallel?.value !== true && !open("expertParallel"))
    reportOn(
      findings,
      "settings-exclude",
      balanced.place,
      `${balanced.name} balances experts over GPUs, and --enable-expert-parallel is not beside it: vLLM refuses to start.`,
    );
  // a rank of its own means ranks that others balance
  const rank = lastOf(reading.entries, "data-parallel-rank") ?? lastOf(reading.entries, "dpn");
  const outside = on("data-parallel-external-lb") ?? rank;
  const dp = settings.dp?.value ?? 1;
  const own = Number(rank?.value?.text.trim() ?? "");
  if (open("dp")) return;
  if (outside !== undefined && dp <= 1)
    reportOn(
      findings,
      "settings-exclude",
      outside.place,
      `${outside.name} needs a data parallel size above 1: vLLM refuses to start.`,
    );
  else if (rank !== undefined && own >= dp)
    reportOn(
      findings,
      "settings-exclude",
      rank.place,
      `${rank.name} ${own} is none of the ${dp} ranks from 0: vLLM refuses to start.`,
    );
}

/** Roles of a multimodal graph, of Dynamo's worker on vLLM up to 1.2. */
const OF_PICTURES: readonly string[] = [
  ...["multimodal-worker", "multimodal-encode-worker", "multimodal-decode-worker"],
  ...["multimodal-encode-prefill-worker", "multimodal-processor", "ec-processor"],
];

/** A role of a multimodal graph without the switch that such graphs need: the worker exits. */
function reportPictures({ entries }: ComponentReading, findings: FindingList): void {
  const role = OF_PICTURES.map((key) => lastOf(entries, key)).find(isOn);
  if (role === undefined || isOn(lastOf(entries, "enable-multimodal"))) return;
  const message = `${role.name} has no --enable-multimodal beside it: the worker refuses to start. It is a role of graphs that read pictures; a worker of text needs neither.`;
  reportOn(findings, "settings-exclude", role.place, message);
}

/** A threshold of long prompts lies within the context limit (`config/scheduler.py`). */
function reportLongPrompts(
  { settings: { maxSeqLen } }: ManifestWorker,
  reading: ComponentReading,
  findings: FindingList,
): void {
  const threshold = lastOf(reading.entries, "long-prefill-token-threshold");
  const tokens = Number(threshold?.value?.text.trim() ?? "");
  if (threshold === undefined || maxSeqLen === undefined || !(tokens > maxSeqLen.value)) return;
  reportOn(
    findings,
    "settings-exclude",
    threshold.place,
    `${threshold.name} ${tokens} is more than the context limit of ${maxSeqLen.value}: vLLM refuses to start.`,
  );
}

/** Methods of vLLM that draft with a model of their own. */
const WITH_MODEL = /^(?:eagle3?|medusa|mlp_speculator|draft_model|dflash)$/;
/** Methods that name no number of tokens themselves. */
const WITHOUT_NUMBER = /^(?:ngram(?:_gpu)?|eagle3?|draft_model)$/;

/** Methods that vLLM does not run beside scheduling that overlaps the GPU's work (`config/vllm.py`, 0.31). */
const UNOVERLAPPED = /^(?:ngram|suffix|medusa|mlp_speculator)$/;

/** Drafts without the number of tokens, or without the model, that their method needs. */
function reportDrafts(
  { unresolved }: ManifestWorker,
  reading: ComponentReading,
  findings: FindingList,
): void {
  const method = reading.resolved.settings.get("speculative.method");
  if (method === undefined || unresolved.some(({ name }) => name.startsWith("spec"))) return;
  const name = method.text.toLowerCase();
  const given = (key: "numTokens" | "model"): boolean => reading.resolved.settings.has(`speculative.${key}`);
  const scheduled = lastOf(reading.entries, "speculative-config.num-speculative-tokens-per-batch-size");
  if (WITHOUT_NUMBER.test(name) && !given("numTokens") && scheduled === undefined)
    reportSetting(
      findings,
      "settings-exclude",
      method,
      `${method.origin.name} ${method.text} has no num_speculative_tokens beside it: vLLM refuses to start. Write how many tokens are drafted a step.`,
    );
  else if (UNOVERLAPPED.test(name) && isOn(lastOf(reading.entries, "async-scheduling")))
    reportSetting(
      findings,
      "settings-exclude",
      method,
      `${method.origin.name} ${method.text} stands beside --async-scheduling: vLLM refuses to start. Leave --async-scheduling out.`,
    );
  else if (WITH_MODEL.test(name) && !given("model"))
    reportSetting(
      findings,
      "settings-exclude",
      method,
      `${method.origin.name} ${method.text} has no model beside it: vLLM refuses to start. Name the model that drafts.`,
    );
}

/** Methods that raise an error without a model: SGLang 0.5.21 (`speculative_hook.py`), TensorRT-LLM 1.0 to 1.3 (`llm_args.py`). */
const DRAFTED = { sglang: /^dflash$/i, trtllm: /^eagle3?$/i } as const;

function reportDraftModel(
  { unresolved, backend }: ManifestWorker,
  reading: ComponentReading,
  findings: FindingList,
): void {
  const { settings } = reading.resolved;
  const method = settings.get("speculative.method");
  if (
    method === undefined ||
    settings.has("speculative.model") ||
    (backend !== "sglang" && backend !== "trtllm")
  )
    return;
  if (
    !DRAFTED[backend].test(method.text.trim()) ||
    unresolved.some(({ name }) => name.startsWith("spec") || name === "engine file")
  )
    return;
  const message = `${method.origin.name} ${method.text} has no model beside it: ${ENGINE_NAMES[backend]} refuses to start. Name the model that drafts.`;
  reportSetting(findings, "settings-exclude", method, message);
}

/** A cache beyond the GPU is made of prefixes, so SGLang does not take it without its prefix cache. */
function reportCaches(worker: ManifestWorker, reading: ComponentReading, findings: FindingList): void {
  const off = reading.resolved.settings.get("prefixCaching");
  const beyond = ["enable-hierarchical-cache", "enable-lmcache"]
    .map((key) => lastOf(reading.entries, key))
    .find(isOn);
  if (off?.value !== false || beyond === undefined) return;
  reportOn(
    findings,
    "settings-exclude",
    beyond.place,
    `${beyond.name} of ${worker.component} stands beside ${off.origin.name}: SGLang takes one of the two and exits on both.`,
  );
}

/** The smallest size at which SGLang cuts prompts by itself; every size of its own is a multiple. */
const OWN_CHUNK = 2048;

/** SGLang cuts prompts at whole pages; a decode worker cuts none. */
function reportPages({ settings, component, role }: ManifestWorker, findings: FindingList): void {
  const { kvBlockSize: page, chunkedPrefillSize: chunk } = settings;
  if (page === undefined || page.value < 1 || role === "decode") return;
  const size = chunk?.value ?? OWN_CHUNK;
  // its own size may be larger, and a page of another power of two may divide that
  const fits = chunk === undefined ? isPowerOfTwo(page.value) : size <= 0;
  if (fits || size % page.value === 0) return;
  const cut = chunk === undefined ? "the size at which SGLang cuts prompts" : `${chunk.origin.name} ${size}`;
  const whole = Math.max(1, Math.round(size / page.value)) * page.value;
  const advice = chunk === undefined ? "Write a page size that is a power of two" : `Write ${whole}`;
  reportSetting(
    findings,
    "settings-exclude",
    chunk ?? page,
    `${component}: ${cut} is no multiple of the page size ${page.value}: SGLang refuses to start. ${advice}.`,
  );
}

/** TensorRT-LLM takes sizes of graphs or their largest, not both, unless the sizes are those that it lists by itself. */
function reportGraphSizes({ entries, resolved }: ComponentReading, findings: FindingList): void {
  const sizes = resolved.settings.get("cudaGraphSizes");
  const most = resolved.settings.get("cudaGraphMaxBatch");
  if (sizes === undefined || most === undefined || !Array.isArray(sizes.value)) return;
  const padding = lastOf(entries, "cuda_graph_config.enable_padding")?.value?.text.trim() ?? "false";
  const own = ownGraphSizes(Number(most.value), /^(?:true|yes|on|1)$/i.test(padding));
  const written = [...(sizes.value as readonly number[])].sort((a, b) => a - b);
  if (own.length === 0 || own.join() === written.join()) return;
  // whether a list that ends at the largest may stand beside it is not known of every release
  const severity = written.at(-1) === own.at(-1) ? "warning" : "error";
  reportSetting(
    findings,
    "settings-exclude",
    most,
    `${most.origin.name} ${most.text} stands beside ${sizes.origin.name}: TensorRT-LLM takes one of the two and exits on both. Leave ${most.origin.name} out.`,
    severity,
  );
}

/** The sizes of graphs up to a largest one: every one to 32, or every eighth with padding, then powers of two. */
function ownGraphSizes(most: number, padded: boolean): readonly number[] {
  if (most < 1) return [];
  const up = (count: number, step: number): readonly number[] =>
    Array.from({ length: count }, (_, i) => (i + 1) * step);
  const small = padded ? [1, 2, 4, ...up(16, 8)] : [...up(32, 1), 64, 128];
  const large = up(24, 1).map((power) => 128 * 2 ** power);
  return [...[...small, ...large].filter((size) => size < most), most];
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

function isOn(entry: Entry | undefined): boolean {
  return entry !== undefined && !/^(?:false|no|off|0)$/i.test(entry.value?.text.trim() ?? "");
}

function isNothing({ value }: Entry): boolean {
  return /^(?:|null|none|~)$/i.test(value?.text.trim() ?? "");
}
