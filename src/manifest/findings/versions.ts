import { isAtLeast } from "../../domain/versions.js";
import type { ReadDeployment } from "../dgd.js";
import type { Entry } from "../flags/entries.js";
import { renamed, type FindingList, reportOn } from "../rules.js";
import type { ManifestBackend, WorkerRole } from "../types.js";
import type { ComponentReading } from "../component-reading.js";

/** A flag that some Dynamo releases do not know: an engine started with it exits. */
interface Drift {
  readonly backend: ManifestBackend;
  readonly flag: string;
  /** first version without the flag */
  readonly until?: string;
  /** first version with the flag */
  readonly from?: string;
  /** what to write instead for a role; nothing where the flag has no successor */
  readonly instead?: (role: WorkerRole) => string;
}

const modeFlag = (role: WorkerRole): string => `--disaggregation-mode ${role}`;
const switchOf = (role: WorkerRole): string => `--is-${role}-worker`;

/** Flags by the Dynamo release that has them. The one table of removed and added flags. */
const DRIFT: readonly Drift[] = [
  { backend: "vllm", flag: "is-prefill-worker", until: "1.4", instead: modeFlag },
  { backend: "vllm", flag: "is-decode-worker", until: "1.4", instead: modeFlag },
  { backend: "vllm", flag: "connector", until: "1.0", instead: () => "--kv-transfer-config" },
  { backend: "vllm", flag: "disaggregation-mode", from: "1.0", instead: switchOf },
  { backend: "trtllm", flag: "disaggregation-strategy", until: "0.7" },
  { backend: "vllm", flag: "multimodal-worker", until: "1.4", instead: () => "--disaggregation-mode" },
  { backend: "vllm", flag: "multimodal-encode-worker", until: "1.4", instead: () => modeFlag("encode") },
];

/** Flags that the engine does not know at this Dynamo version, and switches that do nothing with these sizes. */
export function reportFlags({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  const version = deployment.dynamoVersion?.value;
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
  at: { readonly reading: ComponentReading; readonly role: WorkerRole; readonly version: string },
  findings: FindingList,
): void {
  if (entry.space !== "flag" || entry.how !== "flag") return;
  const drift = DRIFT.find((one) => one.backend === at.reading.backend && one.flag === entry.key);
  if (drift === undefined) return;
  const gone = drift.until !== undefined && isAtLeast(at.version, drift.until);
  const early = drift.from !== undefined && !isAtLeast(at.version, drift.from);
  if (!gone && !early) return;
  const when = gone ? `was removed in ${drift.until}` : `came with ${drift.from}`;
  // a switch whose successor takes a value, as one word
  const [name, value] = gone && entry.value === undefined ? (drift.instead?.(at.role).split(" ") ?? []) : [];
  const mend = value === undefined ? undefined : renamed(entry.place, entry.name, `${name}=${value}`);
  const advice = drift.instead === undefined ? "Leave it out" : `Use ${adviceFor(drift, at.role)}`;
  reportOn(
    findings,
    "flag-ignored",
    entry.place,
    `${entry.name} ${when}, the image is Dynamo ${at.version}: the engine exits on it. ${advice}.`,
    { severity: "error", mend },
  );
}

/** The spelling for a role; an aggregated worker needs no flag of a role. */
function adviceFor(drift: Drift, role: WorkerRole): string {
  const wanted = drift.flag === "is-decode-worker" && role === "agg" ? "decode" : role;
  return wanted === "agg" && drift.flag === "disaggregation-mode"
    ? "no flag: the worker is aggregated"
    : (drift.instead?.(wanted) ?? "");
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
