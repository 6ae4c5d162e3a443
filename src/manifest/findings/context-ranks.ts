import { compareVersions } from "../../domain/versions.js";
import { type FindingList, reportSetting } from "../rules.js";
import type { ComponentReading } from "../component-reading.js";
import type { ManifestWorker, Setting } from "../types.js";

/** First Dynamo release whose vLLM (0.31) takes a way of joining results without ranks that have any. */
const IDLE_COMM_SINCE = "1.6";

/**
 * What engines demand of ranks that split the context: vLLM 0.19 to 0.28 (`config/parallel.py`), SGLang 0.5.16 to 0.5.21
 * (`server_args.py`, later `parallel_hook.py`).
 */
export function reportContextRanks(
  worker: ManifestWorker,
  { entries }: ComponentReading,
  release: string | undefined,
  findings: FindingList,
): void {
  const { dcp, dcpComm, dcpReplicateQ, splitsPrompts } = worker.settings;
  const open = (name: string): boolean =>
    worker.unresolved.some((one) => one.name === name || one.name === "engine file");
  const refuse = (setting: Setting<unknown>, lacks: string, engine: string): void =>
    reportSetting(
      findings,
      "settings-exclude",
      setting,
      `${setting.origin.name}${setting.value === true ? "" : ` ${setting.text}`} of ${worker.component} ${lacks}: ${engine} refuses to start.`,
    );
  const whole = (dcp?.value ?? 1) <= 1 && !open("dcp");
  const idle = "needs a decode context parallel size above 1";
  const exchanges = /^(?:fi_)?a2a$/i.test(dcpComm?.value ?? "");
  if (worker.backend === "vllm") {
    const asked = release !== undefined && compareVersions(release, IDLE_COMM_SINCE) < 0;
    if (dcpComm !== undefined && exchanges && whole && asked) refuse(dcpComm, idle, "vLLM");
    return;
  }
  if (worker.backend !== "sglang") return;
  if (dcpComm !== undefined && exchanges && whole) refuse(dcpComm, idle, "SGLang");
  if (dcpReplicateQ?.value === true && whole) refuse(dcpReplicateQ, idle, "SGLang");
  const strategy = entries.some(({ key }) => /^(?:cp-strategy|(?:\w+-)?prefill-cp-mode)$/.test(key));
  if (splitsPrompts?.value === true && !strategy && !open("splitsPrompts"))
    refuse(splitsPrompts, "needs --cp-strategy (zigzag or interleave) beside it", "SGLang");
}
