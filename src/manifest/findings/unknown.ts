import type { Backend } from "../../domain/deployment.js";
import { ENGINE_NAMES } from "../../domain/engine-names.js";
import {
  engineFlags,
  FLAGS_OF_DYNAMO,
  flagSpans,
  takesFlag,
  wasEngineFlag,
} from "../../domain/engine-flags/index.js";
import { takesValue } from "../../domain/engine-flags/switches.js";
import { VLLM_SHORT_FLAGS } from "../../domain/engine-flags/vllm.js";
import { DYNAMO_RELEASES } from "../../domain/releases.js";
import { isAtLeast } from "../../domain/versions.js";
import type { ReadDeployment } from "../dgd.js";
import { keyPlaceOf, strayWords } from "../flags/arguments.js";
import type { Entry } from "../flags/entries.js";
import { flagsOf } from "../flags/index.js";
import { renamed, type FindingList, reportOn } from "../rules.js";
import type { ComponentReading } from "../component-reading.js";
import type { ManifestDeployment } from "../types.js";
import { isRelease } from "../versions.js";
import { nameSlip } from "./slips.js";
import { reportSpelling, reportUnsplit } from "./spelling.js";
import { namesGiven, type NamesGiven } from "./names-given.js";
import { reportChoice, reportKeys, reportSwitch } from "./unknown-keys.js";

/**
 * Flags and keys that the engine does not know: it exits on them. With the argument lists of the image's own release at
 * hand a name that is in none of them is unknown; elsewhere only one that is a slip of a known name.
 */
export function reportUnknown({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  const { dynamoVersion } = deployment;
  const release = dynamoVersion !== undefined && isRelease(dynamoVersion) ? dynamoVersion.value : undefined;
  for (const reading of readings) {
    const { backend } = reading;
    if (!reading.isEngine || backend === null || backend === "mocker") continue;
    const nodes = deployment.workers.find(({ component }) => component === reading.component.name)?.nodes;
    reportUnsplit(reading, (nodes?.value ?? 1) > 1, findings);
    const said = new Set<string>();
    const given = namesGiven(reading.entries);
    const wrapper = isWrapper(reading);
    const flags = wrapper && release !== undefined ? engineFlags(backend, release) : undefined;
    // words of a script that cannot be read whole may be none
    if (wrapper && reading.command.editable) reportStrays(reading, backend, findings);
    for (const entry of reading.entries) {
      if (entry.space === "flag") reportFlag(entry, { backend, flags, release, wrapper, given }, findings);
      reportSurplus(entry, dynamoVersion?.value, findings);
      reportSpelling(entry, { backend, release, wrapper }, findings);
      reportKeys(entry, { backend, said, given, release }, findings);
      reportSwitch(entry, backend, findings);
      reportChoice(entry, { backend, listed: isListed(deployment), release }, findings);
    }
  }
}

/** Words among the arguments that belong to no flag: workers of Dynamo take none. */
function reportStrays({ command }: ComponentReading, backend: Backend, findings: FindingList): void {
  for (const { text } of strayWords(command.args, flagsOf(backend)).slice(0, 3))
    reportOn(
      findings,
      "flag-unknown",
      text,
      `"${text.text.slice(0, 60)}" belongs to no flag: ${ENGINE_NAMES[backend]} knows no such argument. The engine exits on it.`,
    );
}

/** Whether the lists of values were read of the engine's version, or of one before and one after it. */
function isListed({ backendVersion, backend, dynamoVersion }: ManifestDeployment): boolean {
  if (backendVersion === undefined || backend === null || backend === "mocker") return false;
  if (dynamoVersion !== undefined && !isRelease(dynamoVersion)) return false;
  const known = DYNAMO_RELEASES.map(({ engines }) => engines[backend]);
  return (
    isAtLeast(known[0] ?? "0", backendVersion.value) &&
    isAtLeast(backendVersion.value, known.at(-1) ?? "Infinity")
  );
}

/** Only Dynamo's own workers have the listed flags; the engines' servers have some of their own. */
function isWrapper({ command, backend }: ComponentReading): boolean {
  return command.program?.kind === "engine" && command.program.name === `dynamo.${backend ?? ""}`;
}

interface FlagsAt {
  readonly backend: Backend;
  /** all flags of the release, where they are known */
  readonly flags: ReadonlySet<string> | undefined;
  readonly release: string | undefined;
  readonly wrapper: boolean;
  readonly given: NamesGiven;
}

function reportFlag(entry: Entry, at: FlagsAt, findings: FindingList): void {
  const { backend, flags, release = "", wrapper, given } = at;
  const engine = ENGINE_NAMES[backend];
  if (entry.meant !== undefined)
    return report(
      entry,
      `${engine} knows no ${entry.name}, did you mean --${entry.meant}?`,
      findings,
      given.has(entry, entry.meant) ? undefined : `--${entry.meant}`,
    );
  const [name = ""] = entry.key.split(".");
  if (entry.how === "env") return;
  if (/^-[^-]/.test(entry.name)) return reportShort(entry, backend, findings);
  const several = flags === undefined || entry.how !== "flag" ? [] : beginningsOf(name, flags);
  if (several.length > 1) {
    const more = several.length > MOST_NAMED ? ` and ${several.length - MOST_NAMED} more` : "";
    const listed = several.slice(0, MOST_NAMED).join(", ") + more;
    return report(entry, `${entry.name} is the beginning of ${listed}, and stands for none.`, findings);
  }
  const known = knownFlags(backend);
  if (isKnown(name, known, backend)) {
    // a flag of other releases has a finding of its own; in a file it has none
    if (
      flags !== undefined &&
      entry.how !== "flag" &&
      flagSpans(backend).has(name) &&
      !takesFlag(flags, name)
    )
      report(entry, `${engine} of Dynamo ${release} knows no ${entry.name}.`, findings);
    return;
  }
  const other = wrapper ? ofOtherEngine(name, entry, backend) : undefined;
  const near = other === undefined ? nameSlip(name, known) : undefined;
  const dashes = entry.name.startsWith("-") ? "--" : "";
  if (near !== undefined)
    report(
      entry,
      `${engine} knows no ${entry.name}, did you mean ${dashes}${near}?`,
      findings,
      given.has(entry, near) ? undefined : dashes + near,
    );
  else if (other !== undefined) report(entry, other, findings);
  else if (flags !== undefined)
    report(entry, `${engine} of Dynamo ${release} knows no ${entry.name}.`, findings);
  else if (wrapper && !wasEngineFlag(backend, name))
    reportOn(
      findings,
      "flag-unknown",
      keyPlaceOf(entry),
      `${entry.name} is none of the flags of ${engine} up to Dynamo ${FLAGS_OF_DYNAMO}; this image may have it. An engine exits on a flag that it does not know.`,
      { severity: "notice" },
    );
}

/** A name behind one dash: vLLM has few of them, the others none but help. */
function reportShort(entry: Entry, backend: Backend, findings: FindingList): void {
  // parts of its JSON stand behind a blank
  const [written = ""] = entry.name.split(/[. ]/);
  const short: readonly string[] = backend === "vllm" ? [...VLLM_SHORT_FLAGS, "-O", "-h"] : ["-h"];
  // optimisation levels are written as one word
  if (short.includes(written) || (backend === "vllm" && entry.key === "optimization-level")) return;
  const [, name = "", value] = /^-([A-Za-z]+)(\d{1,4})?$/.exec(written) ?? [];
  const lower = name.toLowerCase();
  const near = [lower, lower.replaceAll(/(.)\1/g, "$1")].flatMap((one) =>
    short.includes(`-${one}`) ? [`-${one}`] : flagsOf(backend).flags.has(one) ? [`--${one}`] : [],
  )[0];
  const meant = near === undefined ? "." : `, did you mean ${[near, value ?? []].flat().join(" ")}?`;
  const mend = value === undefined ? near : undefined;
  report(entry, `${ENGINE_NAMES[backend]} knows no ${written}${meant}`, findings, mend);
}

/** A switch with a word behind it, which no parser takes. */
function reportSurplus(entry: Entry, version: string | undefined, findings: FindingList): void {
  const { surplus, name, key, place } = entry;
  if (surplus === undefined) return;
  const text = surplus.text.trim();
  // engines of the first releases took a word behind this one
  const early = key === "enable-chunked-prefill" && /^(?:true|false)$/i.test(text);
  if (early && (version === undefined || !isAtLeast(version, "0.5"))) return;
  const off = /^(?:false|no|off|n|0)$/i.test(text);
  const joined = place.text.includes("=");
  reportOn(
    findings,
    "flag-value-invalid",
    surplus.pieces.length > 0 ? surplus : place,
    `${name} is a switch and takes no value, found "${text.slice(0, 60)}": the engine exits on it. ${off ? "Leave the flag out" : "Leave the value out"}.`,
    { mend: joined && !off ? renamed(place, `=${surplus.text}`, "") : undefined },
  );
}

/**
 * What to say of a flag of another engine for a setting that this one has by another name. Only such flags: what else
 * another engine takes, a server beside the worker or an older release of this one may take as well.
 */
function ofOtherEngine(name: string, entry: Entry, backend: Backend): string | undefined {
  for (const other of BACKENDS) {
    const setting = other === backend ? undefined : flagsOf(other).flags.get(name)?.setting;
    const [own] = [...flagsOf(backend).flags].find(([, spec]) => spec.setting === setting) ?? [];
    if (own === undefined) continue;
    const dashes = entry.name.startsWith("-") ? "--" : "";
    return `${entry.name} is a flag of ${ENGINE_NAMES[other]}, not of ${ENGINE_NAMES[backend]}, whose own flag is ${dashes}${own}.`;
  }
  return undefined;
}

/** Flags in one sentence. */
const MOST_NAMED = 3;

const BACKENDS: readonly Backend[] = ["vllm", "sglang", "trtllm"];

function report(entry: Entry, message: string, findings: FindingList, meant?: string): void {
  const place = keyPlaceOf(entry);
  const mend = meant === undefined ? undefined : renamed(place, entry.name, meant);
  reportOn(findings, "flag-unknown", place, `${message} The engine exits on it.`, { mend });
}

const KNOWN = new Map<Backend, readonly string[]>();

/** Every flag of a release that was read, and every one that a setting is read from. */
function knownFlags(backend: Backend): readonly string[] {
  const made = KNOWN.get(backend);
  if (made !== undefined) return made;
  const table = flagsOf(backend);
  const names = [
    ...flagSpans(backend).keys(),
    ...table.flags.keys(),
    ...table.lists,
    ...table.jsonFlags,
    ...table.fileFlags,
    ...table.overrideFlags,
    ...table.features.keys(),
    ...table.notModelled.flatMap(([listed]) => listed.split(" ").map((name) => name.split("=")[0] ?? "")),
  ].map((name) => name.split(".")[0] ?? "");
  const all = [...new Set(names)];
  KNOWN.set(backend, all);
  return all;
}

/** Flags that a name may be short for, where it is none itself; parsers take it where there is one. */
function beginningsOf(name: string, flags: ReadonlySet<string>): readonly string[] {
  if (flags.has(name) || (name.startsWith("no-") && flags.has(name.slice(3)))) return [];
  return [...flags].filter((flag) => flag.startsWith(name)).map((flag) => `--${flag}`);
}

/** A flag, the `no-` form of a switch, or a beginning of one: parsers take these. */
function isKnown(name: string, known: readonly string[], backend: Backend): boolean {
  const isSwitch = name.startsWith("no-") && takesValue(backend, name.slice(3)) !== "always";
  const plain = isSwitch ? name.slice(3) : name;
  return known.some((one) => one === name || one === plain || one.startsWith(name) || one === `no-${name}`);
}
