import type { ReadDeployment } from "../dgd.js";
import { SLOWER } from "../flags/not-modelled.js";
import { type FindingList, reportAt, reportOn, reportPosition } from "../rules.js";
import type { ManifestWorker } from "../types.js";
import type { ComponentSource } from "../components.js";
import type { ComponentReading } from "../component-reading.js";
import { addressesAlone } from "../meeting-points.js";
import { containersOf } from "../beside-engine.js";
import { at, child, entries, isMapCursor, items, offsetOf, stringAt, textAt } from "../yaml/cursor.js";

/** What stands around an engine and moves its figures: its interpreter, fields of components, and frontends that turn requests away. */
export function reportSurroundings({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  for (const reading of readings) if (!reading.isEngine) reportTurnedAway(reading, findings);
  for (const worker of deployment.workers) reportInterpreter(worker, findings);
  for (const { component } of readings) reportComponentFields(component, findings);
  for (const reading of readings) if (reading.isEngine) reportOnlookers(reading, findings);
  for (const reading of readings) if (!reading.isEngine) reportFrontFlags(reading, findings);
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

/** What flags of Dynamo's frontend are about, by the first part of their names; it exits on one that it does not know. */
const FRONT_FLAG = new RegExp(
  `^--(?:no-)?(?:${[
    "active admission aic allow anthropic assume busy chat custom decode default disable discovery dump durable dyn enable",
    "enforce event exp external grpc help host http interactive jinja kserve kv load log max metrics migration min model namespace",
    "overlap port prefill preprocess queue rate reasoning record request response router serve served session shared static store stream",
    "tls tokenizer tool track trust use version worker",
  ]
    .join(" ")
    .split(" ")
    .join("|")})(?:[-=]|$)`,
);

/** Flags of a frontend that are about nothing that is known of it. */
function reportFrontFlags({ command, component }: ComponentReading, findings: FindingList): void {
  if (command.program?.name !== "dynamo.frontend") return;
  const odd = command.args.find(
    ({ text, unresolved }) => !unresolved && /^--[a-z]/i.test(text.text) && !FRONT_FLAG.test(text.text),
  );
  if (odd === undefined) return;
  const name = odd.text.text.split("=")[0]?.slice(0, 60) ?? "";
  const message = `${name} of ${component.name} is none of the flags of Dynamo's frontend that are known here; this image may have it. A frontend exits on a flag that it does not know.`;
  reportOn(findings, "flag-unknown", odd.text, message, { severity: "notice" });
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
