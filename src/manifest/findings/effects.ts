import type { Backend } from "../../domain/deployment.js";
import type { ReadDeployment } from "../dgd.js";
import { flagsOf } from "../flags/index.js";
import { isUnpriced } from "../flags/harmless.js";
import { isOff, notModelledBy, SLOWER } from "../flags/not-modelled.js";
import { MTP_METHODS } from "../speculation.js";
import { type FindingList, reportAt, reportOn, reportPosition, reportSetting } from "../rules.js";
import type { ManifestWorker, WorkerRole } from "../types.js";
import type { ComponentSource } from "../components.js";
import type { ComponentReading } from "../component-reading.js";
import { child, entries, isMapCursor, offsetOf, textAt } from "../yaml/cursor.js";
import { reportVariables } from "./variables.js";

/** Settings that move the figures and are not priced, once for each worker, with the direction. */
export function reportEffects(read: ReadDeployment, findings: FindingList): void {
  const { deployment, readings } = read;
  reportVariables(read, findings);
  for (const reading of readings) if (!reading.isEngine) reportTurnedAway(reading, findings);
  const engines = readings.filter((reading) => reading.isEngine);
  for (const worker of deployment.workers) reportPods(worker, findings);
  for (const worker of deployment.workers) reportInterpreter(worker, findings);
  for (const { component } of readings) reportComponentFields(component, findings);
  engines.forEach((reading, i) => {
    const role = deployment.workers[i]?.role ?? "agg";
    reportNotModelled(reading, role, findings);
  });
}

/** Options by which Python watches itself, or computes otherwise. */
const WATCHED =
  /\bpython[\d.]*(?:\s+-[A-Za-z]+)*?\s+-X\s*(?!(?:utf8|faulthandler|frozen_modules|pycache_prefix|int_max_str_digits|no_debug_ranges|cpu_count)\b)[\w=]+/;

function reportInterpreter({ written, position, component }: ManifestWorker, findings: FindingList): void {
  const [option] = written.commands.flatMap(({ words }) => WATCHED.exec(words.join(" ")) ?? []);
  if (option === undefined) return;
  const message = `\`${option.slice(0, 60)}\` of ${component} is not modelled (an option of Python): ${SLOWER}.`;
  reportPosition(findings, "setting-not-modelled", position, message);
}

/** Fields of a component that are read, or say nothing of how it computes; of `experimental` those below it. */
const FIELDS: ReadonlySet<string> = new Set(
  (
    "annotations autoscaling checkpoint compilationCache componentType dynamoNamespace env envFromSecret envs eppConfig " +
    "extraPodMetadata extraPodSpec frontendSidecar globalDynamoNamespace grove ingress labels livenessProbe minAvailable modelRef " +
    "multinode name podTemplate providerOverride readinessProbe replicas resources runtimeVersionOverride scalingAdapter " +
    "serviceName sharedMemory sharedMemorySize subComponentType topologyConstraint type volumeMounts experimental"
  ).split(" "),
);

/** What a component asks of the operator beside that, as engines in reserve on its GPUs. */
function reportComponentFields({ cursor, name }: ComponentSource, findings: FindingList): void {
  for (const [key, value] of [...entries(cursor), ...entries(child(cursor, "experimental"))]) {
    const enabled = textAt(child(value, "enabled"))?.text.trim();
    if (FIELDS.has(key) || !isMapCursor(value) || enabled === "false") continue;
    const message = `${key} of ${name} is not modelled (a field of the component without a price): figures are those without it and may be off either way.`;
    reportAt(findings, "setting-not-modelled", offsetOf(value), offsetOf(value) + 1, message);
  }
}

/**
 * Ranks of one tensor group in several pods: they talk over the network also where one machine has as many GPUs, of which
 * the prices are.
 */
function reportPods(
  { settings, gpusPerNode, nodes, component }: ManifestWorker,
  findings: FindingList,
): void {
  const [tp, pod] = [settings.tp?.value ?? 1, gpusPerNode?.value ?? Infinity];
  if (settings.tp === undefined || (nodes?.value ?? 1) < 2 || tp <= pod || pod >= MACHINE) return;
  reportSetting(
    findings,
    "setting-not-modelled",
    settings.tp,
    `${settings.tp.origin.name} ${tp} of ${component} over pods of ${pod} GPU${pod === 1 ? "" : "s"} is not modelled (ranks that meet over the network instead of within a machine): ${SLOWER}.`,
  );
}

/** GPUs of a machine whose NVLink goes beyond it (GB200), at least: pods of fewer are parts of machines. */
const MACHINE = 4;

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
  reportUnpriced(reading, reading.backend, findings);
  if (reading.backend === "sglang" && role !== "decode") reportOneByOne(reading, findings);
}

/** The smallest size at which SGLang cuts prompts by itself. */
const OWN_CHUNK = 2048;

/** SGLang starts one prompt at least, whatever its tokens; the limit of a step's tokens is for those behind it. */
function reportOneByOne({ resolved: { settings } }: ComponentReading, findings: FindingList): void {
  const [most, chunk] = [settings.get("maxTokens"), settings.get("chunkedPrefillSize")];
  // a larger chunk is no reason: a step of that many tokens serves prompts as well as any
  const cut = Math.min(OWN_CHUNK, Number(chunk?.value ?? OWN_CHUNK));
  if (most === undefined || cut <= 0 || Number(most.value) >= cut) return;
  reportSetting(
    findings,
    "setting-not-modelled",
    most,
    `${most.origin.name} ${most.text} is not modelled (below the ${cut} tokens at which prompts are cut, so that prompts go one at a time): ${SLOWER}.`,
  );
}

/** Names in one sentence. */
const MOST_NAMES = 6;

/** What is left of an engine's settings once the harmless ones are taken away, in one finding: no formula knows which way. */
function reportUnpriced({ entries }: ComponentReading, backend: Backend, findings: FindingList): void {
  const table = flagsOf(backend);
  const left = entries.filter((entry) => !entry.unresolved && !isOff(entry) && isUnpriced(entry, table));
  const [first] = left;
  if (first === undefined) return;
  const names = [...new Set(left.map(({ name }) => name))];
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const [are, them] = names.length === 1 ? ["is", "it"] : ["are", "them"];
  reportOn(
    findings,
    "setting-not-modelled",
    first.place,
    `${names.slice(0, MOST_NAMES).join(", ")}${more} ${are} not modelled (no price of ${them} is known): figures are those without ${them} and may be off either way.`,
  );
}
