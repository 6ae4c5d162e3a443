import type { ReadDeployment } from "../dgd.js";
import { SLOWER } from "../flags/not-modelled.js";
import { type FindingList, reportAt, reportOn, reportPosition } from "../rules.js";
import type { ManifestWorker } from "../types.js";
import type { ComponentReading } from "../component-reading.js";
import { addressesAlone } from "../meeting-points.js";
import { containersOf } from "../beside-engine.js";
import { reportFrontFlags } from "./front-flags.js";
import { reportScriptPrograms } from "./script-programs.js";
import { reportForeignFields } from "./foreign-fields.js";
import { at, child, items, offsetOf, stringAt, textAt } from "../yaml/cursor.js";

/** What stands around an engine and moves its figures: its interpreter, fields of components, and frontends that turn requests away. */
export function reportSurroundings(read: ReadDeployment, findings: FindingList): void {
  const { deployment, readings } = read;
  for (const reading of readings) if (!reading.isEngine) reportTurnedAway(reading, findings);
  for (const worker of deployment.workers) reportInterpreter(worker, findings);
  reportForeignFields(read, findings);
  for (const reading of readings) if (reading.isEngine) reportOnlookers(reading, findings);
  for (const reading of readings) if (reading.isEngine) reportScriptPrograms(reading, findings);
  for (const reading of readings)
    if (!reading.isEngine) reportFrontFlags(reading, deployment.workers, findings);
  for (const reading of readings) if (reading.isEngine) reportAddresses(reading, readings, findings);
}

/** An address of the cluster that a worker says and its frontend does not, or the other way round. */
function reportAddresses(
  worker: ComponentReading,
  all: readonly ComponentReading[],
  findings: FindingList,
): void {
  for (const { name, value } of addressesAlone(worker, all).slice(0, 1)) {
    const message = `${name} ${value.slice(0, 60)} is said by one of ${worker.component.name} and its frontend alone, which is not modelled: requests come to it only where the operator's own address is the same.`;
    const { cursor } = worker.component;
    reportAt(findings, "setting-not-modelled", offsetOf(cursor), offsetOf(cursor) + 1, message);
  }
}

/** Programs in front of an engine that leave it less of the host's CPUs. */
const HELD =
  /(?:^|[\s;&|(/])(taskset|chrt|nice|prlimit|cpulimit)[ \t][^\n;|&]*?\bpython[\d.]*[ \t](?:-\w+[ \t])*-m[ \t]+dynamo\./;

/** Words that show a container the GPUs of a node, whoever asked for them. */
const SHOWS = "NVIDIA_VISIBLE_DEVICES";

/** Containers beside an engine that see its GPUs without asking for any: what they do there nobody can say. */
function reportOnlookers({ component, container }: ComponentReading, findings: FindingList): void {
  for (const one of containersOf(component.pod)) {
    if (one.node === container?.node || one.node === component.main?.node) continue;
    if (at(one, "resources", "limits", "nvidia.com/gpu") !== undefined) continue;
    const shown = items(child(one, "env")).find((entry) => stringAt(child(entry, "name")) === SHOWS);
    const value = textAt(child(shown, "value"));
    if (value === undefined || /^(?:|void|none)$/.test(value.text.trim())) continue;
    const message = `${SHOWS} ${value.text.slice(0, 40)} of a container beside ${component.name} is not modelled (one that sees GPUs which it does not ask for): ${SLOWER} where it uses them.`;
    reportOn(findings, "setting-not-modelled", value, message);
  }
}

/** Options by which Python watches itself, or computes otherwise. */
const WATCHED =
  /\bpython[\d.]*(?:\s+-[A-Za-z]+)*?\s+-X\s*(?!(?:utf8|faulthandler|frozen_modules|pycache_prefix|int_max_str_digits|no_debug_ranges|cpu_count)\b)[\w=]+/;

function reportInterpreter({ written, position, component }: ManifestWorker, findings: FindingList): void {
  const lines = written.commands.map(({ words }) => words.join(" "));
  const [option] = lines.flatMap((line) => WATCHED.exec(line) ?? []);
  const [, holder] = lines.map((line) => HELD.exec(line)).find((found) => found !== null) ?? [];
  for (const [name, what] of [
    [option, "an option of Python"],
    [holder, "less of the host's CPUs for the engine"],
  ] as const) {
    if (name === undefined) continue;
    const message = `\`${name.slice(0, 60)}\` of ${component} is not modelled (${what}): ${SLOWER}.`;
    reportPosition(findings, "setting-not-modelled", position, message);
  }
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
