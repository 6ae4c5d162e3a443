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
  for (const reading of readings) if (!reading.isEngine) reportTurnedAway(reading, findings);
  const engines = readings.filter((reading) => reading.isEngine);
  engines.forEach((reading, i) => {
    const role = deployment.workers[i]?.role ?? "agg";
    reportNotModelled(reading, role, findings);
  });
}

/** A load from which on a frontend or a router turns requests away, as a flag or as a variable. */
const THRESHOLD = /^--(?:busy|active-[\w-]{1,40})-threshold\b|^DYN_(?:BUSY|ACTIVE_\w{1,40})_THRESHOLD$/;

function reportTurnedAway({ command, environment }: ComponentReading, findings: FindingList): void {
  const flag = command.args.find(({ text }) => THRESHOLD.test(text.text))?.text;
  const [name, value] = [...environment].find(([one]) => THRESHOLD.test(one)) ?? [];
  const place = flag ?? value?.text ?? value?.place;
  if (place === undefined || place.pieces.length === 0) return;
  reportOn(
    findings,
    "setting-not-modelled",
    place,
    `${flag?.text.split("=")[0] ?? name} is not modelled (requests that are turned away at a load): figures are those of requests that are let in.`,
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
