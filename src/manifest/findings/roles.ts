import { isAtLeast } from "../../domain/versions.js";
import type { ReadDeployment } from "../dgd.js";
import type { FilePosition } from "../../domain/location.js";
import { keyPlaceOf } from "../flags/arguments.js";
import { modeFlag, roleSwitch } from "../role-flags.js";
import { type FindingList, reportAt, reportOn, reportPosition, reportSetting } from "../rules.js";
import type { ManifestDeployment, ManifestWorker } from "../types.js";
import { INVALID_VALUE } from "../flags/resolve.js";
import { modelIdentity } from "../model-name.js";
import type { Entry } from "../flags/entries.js";
import type { ComponentReading } from "../component-reading.js";

/** Roles that the engines will not have, workers that do not fit together, values that stay unknown. */
export function reportRoles({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  const engines = readings.filter((reading) => reading.isEngine);
  deployment.workers.forEach((worker, i) => {
    const reading = engines[i];
    if (reading) reportRole(worker, reading, deployment, findings);
  });
  if (deployment.workers.length > 0 && deployment.mode === null && deployment.supported)
    reportPosition(
      findings,
      "mode-not-understood",
      deployment.position,
      deployment.notes[0] ?? "The roles of the workers are not understood.",
    );
  if (deployment.workers.filter((worker) => worker.role === "agg").length > 1)
    reportPosition(
      findings,
      "mode-not-understood",
      deployment.position,
      deployment.notes[0] ?? "Several workers without a role.",
    );
  reportModels(deployment, findings);
  for (const reading of readings) reportSilent(reading, findings);
  for (const { name, written = name, text, reason, position } of deployment.unresolved) {
    // these have findings of their own
    if (name === "engine file" || reason === INVALID_VALUE) continue;
    const message = `${written} is not known: "${text.slice(0, 80)}", ${reason}.`;
    reportPosition(findings, "unresolved-value", position, message);
  }
}

function reportRole(
  worker: ManifestWorker,
  reading: ComponentReading,
  deployment: ManifestDeployment,
  findings: FindingList,
): void {
  const { settings } = reading.resolved;
  const flag = settings.get("role");
  const hasFlag = flag !== undefined || settings.has("isPrefill") || settings.has("isDecode");
  const declared = reading.component.subType ?? reading.component.type;
  const unknown = worker.unresolved.some((one) => one.name === "role" || one.name === "engine file");
  if (
    flag &&
    (declared === "prefill" || declared === "decode") &&
    (flag.value === "prefill" || flag.value === "decode") &&
    flag.value !== declared
  )
    reportSetting(
      findings,
      "role-mismatch",
      flag,
      `${worker.component} is declared ${declared}, but its engine runs with ${flag.origin.name} ${String(flag.value)}. The flag is what the engine does.`,
    );
  const modern = isModern(deployment, settings);
  // before 1.0 a vLLM decode worker ran as an aggregated one and needed no flag
  const needsFlag =
    worker.role === "prefill" || (worker.role === "decode" && (worker.backend !== "vllm" || modern));
  if (
    deployment.mode !== "agg" &&
    needsFlag &&
    !hasFlag &&
    !unknown &&
    reading.command.program?.kind === "engine"
  ) {
    const start = reading.component.offset;
    const runs =
      worker.backend === "vllm" && worker.role === "decode"
        ? "it registers as an aggregated worker beside the prefill pool"
        : "its engine runs as an aggregated worker";
    reportAt(
      findings,
      "role-flag-missing",
      start,
      start + worker.component.length,
      `${worker.component} has no ${roleFlag(worker, modern || deployment.dynamoVersion === undefined)}: ${runs}.`,
    );
  }
  if ((worker.role === "prefill" || worker.role === "decode") && deployment.mode === "disagg")
    reportConnector(worker, reading, deployment, findings);
}

/** The flag of a role as the release has it. */
function roleFlag({ backend, role }: ManifestWorker, modern: boolean): string {
  return backend === "vllm" && !modern ? roleSwitch(role) : modeFlag(role);
}

/** Dynamo 1.0 brought vLLM's `--disaggregation-mode` and took its default connector away. */
function isModern(deployment: ManifestDeployment, settings: ReadonlyMap<string, unknown>): boolean {
  const version = deployment.dynamoVersion?.value;
  return version === undefined ? settings.has("role") : isAtLeast(version, "1.0");
}

/** Without a connector the KV cache cannot go from prefill to decode. vLLM had a default until Dynamo 0.9. */
function reportConnector(
  worker: ManifestWorker,
  reading: ComponentReading,
  deployment: ManifestDeployment,
  findings: FindingList,
): void {
  const unknown = worker.unresolved.some(
    (one) => one.name === "kv-transfer-config" || one.name === "engine file" || one.name === "kvTransfer",
  );
  if (worker.settings.kvTransfer || unknown) return;
  const place = worker.command?.position ?? worker.position;
  if (worker.backend === "vllm") {
    const says = ({ value }: Entry): boolean =>
      !/^\s*(?:(?:\{\s*\}|none|null)\s*)?$/i.test(value?.text ?? "");
    if (reading.entries.some((entry) => entry.key === "kv-transfer-config" && says(entry))) return;
    if (!isModern(deployment, reading.resolved.settings)) return;
    // only the prefill side refuses to start; a decode side without one answers no handed-over request
    reportPosition(
      findings,
      "kv-connector-missing",
      place,
      `${worker.component} has no --kv-transfer-config: since Dynamo 1.0 a ${worker.role} worker needs one, for example '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'.`,
      worker.role === "prefill" ? "error" : "warning",
    );
  }
  if (worker.backend === "trtllm" && reading.command.program?.kind === "engine")
    reportTransceiver(worker, reading, place, findings);
}

/** TensorRT-LLM switches the transfer off where no backend is named. */
function reportTransceiver(
  { component }: ManifestWorker,
  { entries }: ComponentReading,
  position: FilePosition,
  findings: FindingList,
): void {
  const written = entries.find(({ key }) => /^cache_transceiver_config(?:\.|$)/.test(key));
  const lacks =
    written === undefined
      ? "sets no cache_transceiver_config"
      : "names no backend in its cache_transceiver_config";
  const message = `${component} ${lacks}: a disaggregated TensorRT-LLM worker needs one to hand over the KV cache, for example --override-engine-args '{"cache_transceiver_config":{"backend":"DEFAULT"}}'.`;
  if (written === undefined) reportPosition(findings, "kv-connector-missing", position, message, "error");
  else reportOn(findings, "kv-connector-missing", keyPlaceOf(written), message, { severity: "error" });
}

function reportModels(deployment: ManifestDeployment, findings: FindingList): void {
  const [first, ...rest] = deployment.workers.filter(
    (worker) => worker.role !== "encode" && worker.settings.model,
  );
  const expected = first && modelIdentity(first.settings.model, first.settings.servedName)?.value;
  for (const worker of rest) {
    const model = modelIdentity(worker.settings.model, worker.settings.servedName);
    if (model && expected !== undefined && model.value !== expected && deployment.mode === "disagg")
      reportSetting(
        findings,
        "model-mismatch",
        model,
        `${worker.component} serves ${model.value}, ${first?.component ?? ""} serves ${expected}. Prefill and decode must serve the same model.`,
      );
  }
}

/** A component that says it is a worker and runs no engine that we know. */
function reportSilent(reading: ComponentReading, findings: FindingList): void {
  const type = reading.component.type;
  if (reading.isEngine || (type !== "worker" && type !== "prefill" && type !== "decode")) return;
  const start = reading.component.offset;
  const ran = reading.command.program
    ? `runs ${reading.command.program.name}`
    : reading.command.written
      ? "has a command that is not understood"
      : "has no command";
  reportAt(
    findings,
    "engine-not-found",
    start,
    start + reading.component.name.length,
    `${reading.component.name} is a ${type} and ${ran}: no vLLM, SGLang or TensorRT-LLM engine was found.`,
  );
}
