import type { FlagSpan } from "../../domain/engine-flags/history.js";
import { engineFlags, flagSpans, takesFlag } from "../../domain/engine-flags/index.js";
import { isAtLeast } from "../../domain/versions.js";
import type { ReadDeployment } from "../dgd.js";
import type { Entry } from "../flags/entries.js";
import { modeFlag, roleSwitch } from "../role-flags.js";
import { renamed, type FindingList, reportOn } from "../rules.js";
import type { ManifestBackend, Setting, WorkerRole } from "../types.js";
import type { ComponentReading } from "../component-reading.js";
import { isRelease } from "../versions.js";

/** What stands for a flag in the releases that lack it: another flag, the same one under another name, or text for a role. */
type Successor = string | { readonly renamed: string } | ((role: WorkerRole) => string);

/** What to write instead of a flag that a release lacks, as the last release that had both says. */
const SUCCESSORS: Readonly<Partial<Record<ManifestBackend, Readonly<Record<string, Successor>>>>> = {
  vllm: {
    "is-prefill-worker": modeFlag,
    "is-decode-worker": modeFlag,
    "disaggregation-mode": roleSwitch,
    connector: "--kv-transfer-config",
    "multimodal-worker": "--disaggregation-mode",
    "multimodal-encode-worker": () => modeFlag("encode"),
    "multimodal-decode-worker": () => modeFlag("decode"),
    "cuda-graph-sizes": { renamed: "--cudagraph-capture-sizes" },
    "disable-mm-preprocessor-cache": "--mm-processor-cache-gb 0",
    task: "--runner",
    "override-pooler-config": "--pooler-config",
    "rope-scaling": "--hf-overrides",
    "rope-theta": "--hf-overrides",
  },
  sglang: {
    "cuda-graph-max-bs": { renamed: "--cuda-graph-max-bs-decode" },
    "cuda-graph-bs": { renamed: "--cuda-graph-bs-decode" },
    "nsa-prefill-backend": { renamed: "--dsa-prefill-backend" },
    "nsa-decode-backend": { renamed: "--dsa-decode-backend" },
    "nsa-prefill-cp-mode": "--cp-strategy",
    "dsa-prefill-cp-mode": "--cp-strategy",
    "prefill-cp-mode": "--cp-strategy",
    "enable-nsa-prefill-context-parallel": "--enable-prefill-cp",
    "enable-dsa-prefill-context-parallel": "--enable-prefill-cp",
    "enable-prefill-context-parallel": "--enable-prefill-cp",
    "enable-prefill-cp": "--enable-nsa-prefill-context-parallel",
    "mamba-scheduler-strategy": { renamed: "--mamba-radix-cache-strategy" },
    "stream-output": { renamed: "--incremental-streaming-output" },
    "disable-piecewise-cuda-graph": "--cuda-graph-backend-prefill disabled",
    "enforce-piecewise-cuda-graph": "--cuda-graph-backend-prefill tc_piecewise",
    "enable-breakable-cuda-graph": "--cuda-graph-backend-prefill breakable",
    "piecewise-cuda-graph-tokens": "--cuda-graph-bs-prefill",
    "piecewise-cuda-graph-max-tokens": "--cuda-graph-max-bs-prefill",
    "piecewise-cuda-graph-compiler": "--cuda-graph-tc-compiler",
    "cuda-graph-max-bs-decode": { renamed: "--cuda-graph-max-bs" },
    "cuda-graph-bs-decode": { renamed: "--cuda-graph-bs" },
    "enable-deepep-moe": "--moe-a2a-backend deepep",
    "enable-ep-moe": "--ep-size",
    "enable-flashinfer-cutlass-moe": "--moe-runner-backend flashinfer_cutlass",
    "enable-flashinfer-trtllm-moe": "--moe-runner-backend flashinfer_trtllm",
    "enable-flashinfer-cutedsl-moe": "--moe-runner-backend flashinfer_cutedsl",
    "enable-flashinfer-mxfp4-moe": "--moe-runner-backend flashinfer_mxfp4",
    "enable-triton-kernel-moe": "--moe-runner-backend triton_kernel",
  },
  trtllm: { "publish-kv-events": "--publish-events-and-metrics" },
};

/** Flags that the parser of a release still lists and refuses all the same. */
const REFUSED: Readonly<Record<string, FlagSpan>> = { "vllm connector": { until: "1.0" } };

/** Flags that the engine does not know at this Dynamo version, and switches that do nothing with these sizes. */
export function reportFlags({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  const version = deployment.dynamoVersion;
  const engines = readings.filter((reading) => reading.isEngine);
  engines.forEach((reading, i) => {
    const role = deployment.workers[i]?.role ?? "agg";
    if (version !== undefined)
      for (const entry of reading.entries) reportDrift(entry, { reading, role, version }, findings);
    reportIdleAttentionDp(reading, findings);
  });
}

function reportDrift(
  entry: Entry,
  at: { readonly reading: ComponentReading; readonly role: WorkerRole; readonly version: Setting<string> },
  findings: FindingList,
): void {
  const { backend } = at.reading;
  const { value: version } = at.version;
  if (entry.space !== "flag" || entry.how !== "flag" || backend === null || backend === "mocker") return;
  // `-O` had levels before they had a long name
  if (entry.name === "-O") return;
  const span = REFUSED[`${backend} ${entry.key}`] ?? flagSpans(backend).get(entry.key);
  const lacks = span === undefined ? undefined : lackOf(span, version);
  // a beginning that fits one flag alone stands for it
  const flags = engineFlags(backend, version);
  if (lacks === undefined || (flags !== undefined && !flags.has(entry.key) && takesFlag(flags, entry.key)))
    return;
  const successor = SUCCESSORS[backend]?.[entry.key];
  // a build between two releases may have what the next one brings
  if (successor === undefined && !isRelease(at.version)) return;
  const certain = isRelease(at.version) || typeof successor === "function";
  const instead = successor === undefined ? undefined : adviceFor(successor, entry.key, at.role);
  const advice = instead === undefined ? "Leave it out" : `Use ${instead}`;
  reportOn(
    findings,
    "flag-ignored",
    entry.place,
    `${entry.name} ${lacks}, the image is Dynamo ${version}: the engine exits on it. ${advice}.`,
    { severity: certain ? "error" : "warning", mend: mendOf(entry, successor, instead) },
  );
}

/** Why a release lacks a flag; undefined where it has it. */
export function lackOf({ from, until }: FlagSpan, version: string): string | undefined {
  if (until !== undefined && isAtLeast(version, until)) return `was removed in ${until}`;
  return from !== undefined && !isAtLeast(version, from) ? `came with ${from}` : undefined;
}

/** The spelling for a role; an aggregated worker needs no flag of a role. */
function adviceFor(successor: Successor, flag: string, role: WorkerRole): string {
  if (typeof successor === "string") return successor;
  if (typeof successor === "object") return successor.renamed;
  const wanted = flag === "is-decode-worker" && role === "agg" ? "decode" : role;
  return wanted === "agg" && flag === "disaggregation-mode"
    ? "no flag: the worker is aggregated"
    : successor(wanted);
}

/** The edit that writes the successor: another name for a flag and its value, or a switch as one word with its value. */
function mendOf(
  entry: Entry,
  successor: Successor | undefined,
  instead: string | undefined,
): ReturnType<typeof renamed> {
  if (typeof successor === "object") return renamed(entry.place, entry.name, successor.renamed);
  const [name = "", value, ...rest] = instead?.split(" ") ?? [];
  if (!name.startsWith("--") || rest.length > 0) return undefined;
  return value !== undefined && entry.value === undefined
    ? renamed(entry.place, entry.name, `${name}=${value}`)
    : undefined;
}

function reportIdleAttentionDp(reading: ComponentReading, findings: FindingList): void {
  const dp = reading.resolved.settings.get("dp")?.value;
  const attention = reading.resolved.settings.get("attentionDp");
  if (reading.backend !== "sglang" || attention?.value !== true || (dp !== undefined && dp !== 1)) return;
  const entry = reading.entries.find((one) => one.key === "enable-dp-attention");
  if (entry)
    reportOn(
      findings,
      "flag-ignored",
      entry.place,
      "--enable-dp-attention has no effect with a data parallel size of 1.",
    );
}
