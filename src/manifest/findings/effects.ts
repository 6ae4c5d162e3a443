import type { ReadDeployment } from "../dgd.js";
import { flagsOf } from "../flags/index.js";
import { GRAPHS, notModelledBy, SLOWER } from "../flags/not-modelled.js";
import type { SettingValue } from "../flags/resolve.js";
import type { EngineSettingKey } from "../flags/spec.js";
import { MTP_METHODS } from "../speculation.js";
import { type FindingList, reportOn, reportSetting } from "../rules.js";
import type { Setting, WorkerRole } from "../types.js";
import type { ComponentReading } from "../component-reading.js";
import { reportVariables } from "./variables.js";

/** Settings that move the figures and are not priced, once for each worker, with the direction. */
export function reportEffects(read: ReadDeployment, findings: FindingList): void {
  const { deployment, readings } = read;
  reportVariables(read, findings);
  const engines = readings.filter((reading) => reading.isEngine);
  engines.forEach((reading, i) => {
    const role = deployment.workers[i]?.role ?? "agg";
    reportNotModelled(reading, role, findings);
    reportFewGraphs(reading, role, findings);
  });
}

/** Graphs for fewer requests than a decode step may have: the steps above run without. */
function reportFewGraphs(
  { resolved, backend }: ComponentReading,
  role: WorkerRole,
  findings: FindingList,
): void {
  const of = (key: EngineSettingKey): Setting<SettingValue> | undefined => resolved.settings.get(key);
  const graphs = of("cudaGraphSizes") ?? of("cudaGraphMaxBatch");
  const most = Math.max(...[graphs?.value ?? []].flat().map(Number));
  // SGLang counts the requests of all its ranks
  const ranks = backend === "sglang" ? Number(of("dp")?.value ?? 1) : 1;
  const batch = Math.ceil(Number(of("maxBatch")?.value) / ranks);
  // none at all is said as such, and a prefill worker decodes nothing
  if (graphs === undefined || role === "prefill" || !(most > 0 && most < batch)) return;
  reportSetting(
    findings,
    "setting-not-modelled",
    graphs,
    `${graphs.origin.name} ends at ${most} and a step may have ${batch} requests, those above are not modelled (${GRAPHS}): ${SLOWER}.`,
  );
}

function reportNotModelled(reading: ComponentReading, role: WorkerRole, findings: FindingList): void {
  if (reading.backend === null || reading.backend === "mocker") return;
  const rows = flagsOf(reading.backend).notModelled;
  const said = new Set<string>();
  const drafts = reading.resolved.settings.get("speculative.method");
  if (drafts !== undefined && !MTP_METHODS.test(String(drafts.value)) && !/^none$/i.test(drafts.text))
    reportSetting(
      findings,
      "setting-not-modelled",
      drafts,
      `${drafts.origin.name} ${drafts.text} is not modelled (speculative decoding): answers may come sooner than predicted.`,
    );
  for (const entry of reading.entries) {
    const found = entry.unresolved ? undefined : notModelledBy(entry, rows, role);
    if (found === undefined || said.has(found.what)) continue;
    said.add(found.what);
    reportOn(
      findings,
      "setting-not-modelled",
      entry.place,
      `${found.named} is not modelled (${found.what}): ${found.direction}.`,
    );
  }
}
