import type { ReadDeployment } from "../dgd.js";
import { versionAtLeast } from "../dynamo-version.js";
import { type FindingList, reportOn } from "../rules.js";
import type { ManifestBackend } from "../types.js";

interface Drift {
  readonly backend: ManifestBackend;
  readonly flag: string;
  /** first version without the flag */
  readonly until?: readonly [number, number];
  /** first version with the flag */
  readonly from?: readonly [number, number];
  readonly instead: string;
}

/** Flags that some Dynamo releases do not know. */
const DRIFT: readonly Drift[] = [
  { backend: "vllm", flag: "is-prefill-worker", until: [1, 4], instead: "--disaggregation-mode prefill" },
  { backend: "vllm", flag: "is-decode-worker", until: [1, 4], instead: "--disaggregation-mode decode" },
  { backend: "vllm", flag: "connector", until: [1, 0], instead: "--kv-transfer-config" },
  { backend: "vllm", flag: "disaggregation-mode", from: [1, 0], instead: "--is-prefill-worker" },
  { backend: "trtllm", flag: "disaggregation-strategy", until: [0, 7], instead: "nothing: it is gone" },
  { backend: "vllm", flag: "multimodal-worker", until: [1, 4], instead: "--disaggregation-mode" },
  {
    backend: "vllm",
    flag: "multimodal-encode-worker",
    until: [1, 4],
    instead: "--disaggregation-mode encode",
  },
];

/** Flags that the engine does not know at this Dynamo version, and switches that do nothing with these sizes. */
export function reportFlags({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  const version = deployment.dynamoVersion?.value;
  for (const reading of readings) {
    if (!reading.isEngine) continue;
    for (const entry of reading.entries) {
      if (entry.space !== "flag" || entry.how !== "flag") continue;
      const drift = DRIFT.find((one) => one.backend === reading.backend && one.flag === entry.key);
      if (!drift || version === undefined) continue;
      const gone = drift.until && versionAtLeast(version, ...drift.until);
      const early = drift.from && !versionAtLeast(version, ...drift.from);
      if (gone || early) {
        const when = gone
          ? `was removed in ${drift.until?.join(".") ?? ""}`
          : `came with ${drift.from?.join(".") ?? ""}`;
        reportOn(
          findings,
          "flag-ignored",
          entry.place,
          `${entry.name} ${when}, the image is Dynamo ${version}. Use ${drift.instead}.`,
        );
      }
    }
    const dp = reading.resolved.settings.get("dp")?.value;
    const attention = reading.resolved.settings.get("attentionDp");
    if (reading.backend === "sglang" && attention?.value === true && (dp === undefined || dp === 1)) {
      const entry = reading.entries.find((one) => one.key === "enable-dp-attention");
      if (entry)
        reportOn(
          findings,
          "flag-ignored",
          entry.place,
          "--enable-dp-attention has no effect with a data parallel size of 1.",
        );
    }
  }
}
