import type { ReadDeployment } from "../dgd.js";
import { flagsOf } from "../flags/index.js";
import { notModelledBy } from "../flags/not-modelled.js";
import { MTP_METHODS } from "../speculation.js";
import { type FindingList, reportOn, reportSetting } from "../rules.js";
import type { WorkerRole } from "../types.js";
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
  });
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
