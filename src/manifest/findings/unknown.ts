import { distance } from "fastest-levenshtein";
import type { Backend } from "../../domain/deployment.js";
import { ENGINE_NAMES } from "../../domain/engine-names.js";
import { engineFlags, FLAGS_OF_DYNAMO } from "../../domain/engine-flags/index.js";
import type { ReadDeployment } from "../dgd.js";
import type { Entry } from "../flags/entries.js";
import { flagsOf } from "../flags/index.js";
import { TRTLLM_KEYS } from "../flags/trtllm-keys.js";
import { type FindingList, reportOn } from "../rules.js";
import type { ComponentReading } from "../component-reading.js";

/**
 * Flags and keys that the engine does not know: it exits on them. A name is only called unknown when it is a slip of a
 * known one, since other versions have other flags; with the argument lists of the image's own release at hand, always.
 */
export function reportUnknown({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  const exact = sameMinor(deployment.dynamoVersion?.value);
  for (const reading of readings) {
    const { backend } = reading;
    if (!reading.isEngine || backend === null || backend === "mocker") continue;
    for (const entry of reading.entries)
      if (entry.space === "key") reportKey(entry, findings);
      else reportFlag(entry, { backend, certain: exact && isWrapper(reading) }, findings);
  }
}

function sameMinor(version: string | undefined): boolean {
  const minor = FLAGS_OF_DYNAMO.replace(/\.\d+$/, ".");
  return version !== undefined && version.startsWith(minor);
}

/** Only Dynamo's own workers have the listed flags; the engines' servers have some of their own. */
function isWrapper({ command, backend }: ComponentReading): boolean {
  return command.program?.kind === "engine" && command.program.name === `dynamo.${backend ?? ""}`;
}

function reportFlag(
  entry: Entry,
  { backend, certain }: { readonly backend: Backend; readonly certain: boolean },
  findings: FindingList,
): void {
  const [name = ""] = entry.key.split(".");
  // one dash: a short name, which is not listed here
  if (entry.how === "env" || (entry.name.startsWith("-") && !entry.name.startsWith("--"))) return;
  const known = knownFlags(backend);
  if (isKnown(name, known) || (!certain && RENAMED.includes(name))) return;
  const near = slipOf(name, known);
  const dashes = entry.name.startsWith("-") ? "--" : "";
  if (near !== undefined)
    report(
      entry,
      `${ENGINE_NAMES[backend]} knows no ${entry.name}, did you mean ${dashes}${near}?`,
      findings,
    );
  else if (certain)
    report(entry, `${ENGINE_NAMES[backend]} of Dynamo ${FLAGS_OF_DYNAMO} knows no ${entry.name}.`, findings);
}

function report(entry: Entry, message: string, findings: FindingList): void {
  const place = entry.how === "flag" ? entry.place : (entry.keyPlace ?? entry.place);
  reportOn(findings, "flag-unknown", place, `${message} The engine exits on it.`);
}

/** Flags of older releases that read like a slip of what they are called today. */
const RENAMED: readonly string[] = [
  "nsa-prefill-backend",
  "nsa-decode-backend",
  "nsa-prefill-cp-mode",
  "enable-nsa-prefill-context-parallel",
];

const KNOWN = new Map<Backend, readonly string[]>();

/** The newest argument list, and every flag that is read, removed ones included. */
function knownFlags(backend: Backend): readonly string[] {
  const made = KNOWN.get(backend);
  if (made !== undefined) return made;
  const table = flagsOf(backend);
  const names = [
    ...engineFlags(backend),
    ...table.flags.keys(),
    ...table.switches,
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

/** A flag, its `no-` form, or a beginning of one: parsers take these. */
function isKnown(name: string, known: readonly string[]): boolean {
  const plain = name.startsWith("no-") ? name.slice(3) : name;
  return known.some((one) => one === name || one === plain || one.startsWith(name) || one === `no-${name}`);
}

/** Keys of the engine file of TensorRT-LLM, at the top and in the groups whose keys are listed. */
function reportKey(entry: Entry, findings: FindingList): void {
  const parts = entry.key.split(".");
  const [first = "", second] = parts;
  const top = words(TRTLLM_KEYS[""]);
  const wrong = slipOf(first, top);
  if (!top.includes(first) && wrong !== undefined)
    return report(entry, `TensorRT-LLM knows no ${first}, did you mean ${wrong}?`, findings);
  const group = Object.hasOwn(TRTLLM_KEYS, first) && first !== "" ? words(TRTLLM_KEYS[first]) : [];
  if (second === undefined || group.includes(second)) return;
  const near = slipOf(second, group);
  if (near !== undefined)
    report(entry, `TensorRT-LLM knows no ${first}.${second}, did you mean ${first}.${near}?`, findings);
}

function words(text = ""): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Shorter names are one slip away from too many others. */
const LEAST_LETTERS = 5;

/** The known name that a wrong one is a slip of: two letters at most, or one part of it written otherwise (`seqs`, `sequences`). */
function slipOf(name: string, known: readonly string[]): string | undefined {
  if (name.length < LEAST_LETTERS || name.length > 80) return undefined;
  const plain = name.replaceAll("_", "-");
  const near = known.filter((one) => {
    const other = one.replaceAll("_", "-");
    return other.length >= LEAST_LETTERS && (distance(plain, other) <= 2 || onePartDiffers(plain, other));
  });
  return near.sort((a, b) => distance(name, a) - distance(name, b))[0];
}

/** One word of the two names differs, and begins alike. */
function onePartDiffers(a: string, b: string): boolean {
  const [left, right] = [a.split("-"), b.split("-")];
  if (left.length !== right.length || left.length < 3) return false;
  const other = left.flatMap((word, i) => (word === right[i] ? [] : [[word, right[i] ?? ""] as const]));
  const [pair] = other;
  return other.length === 1 && pair !== undefined && pair[0].slice(0, 3) === pair[1].slice(0, 3);
}
