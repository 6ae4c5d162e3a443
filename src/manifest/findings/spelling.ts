import { isScalar } from "yaml";
import type { Backend } from "../../domain/deployment.js";
import { ENGINE_NAMES } from "../../domain/engine-names.js";
import { flagSpans } from "../../domain/engine-flags/index.js";
import { takesNumber } from "../../domain/engine-flags/numbers.js";
import { takesValue } from "../../domain/engine-flags/switches.js";
import { isAtLeast } from "../../domain/versions.js";
import type { ComponentReading } from "../component-reading.js";
import type { Entry } from "../flags/entries.js";
import { keyPlaceOf } from "../flags/arguments.js";
import { flagsOf } from "../flags/index.js";
import { renamed, type FindingList, reportOn } from "../rules.js";
import { child } from "../yaml/cursor.js";

/** Whose parser reads the flags. */
export interface Parser {
  readonly backend: Backend;
  /** the image's own release of Dynamo, where it names one */
  readonly release: string | undefined;
  /** Dynamo's worker, and not the engine's own server */
  readonly wrapper: boolean;
}

/** What is wrong with how a known flag is written, once each: underscores, no value, parts behind dots. */
export function reportSpelling(entry: Entry, parser: Parser, findings: FindingList): void {
  reportUnderscores(entry, parser, findings);
  reportNoValue(entry, parser, findings);
  reportWord(entry, parser, findings);
  if (parser.backend === "trtllm") reportDotted(entry, parser, findings);
  if (parser.backend === "vllm") reportLevel(entry, parser, findings);
}

/**
 * Words of a list with blanks in them, in one finding on the first: without a shell an engine gets each as one word. Over
 * nodes the operator may put the words into a script of its own, which splits them.
 */
export function reportUnsplit(
  { command, component, container }: ComponentReading,
  spans: boolean,
  findings: FindingList,
): void {
  const [first] = command.unsplit;
  const lists = ["command", "args"].every((key) => !isScalar(child(container, key)?.node));
  if (first === undefined || !lists || command.program?.kind !== "engine") return;
  const more = command.unsplit.length - 1;
  const others = more === 0 ? "" : ` (and so ${more === 1 ? "does 1 other" : `do ${more} others`})`;
  const written = first.text.trim().slice(0, 60);
  const whole = !written.startsWith("-");
  const message = `"${written}" in the command of ${component.name} holds several words${others}, and no shell splits it: the ${whole ? "container does not start" : "engine gets it as one word and exits"}. Write an item for each word.`;
  reportOn(findings, whole ? "engine-not-found" : "flag-unknown", first, message, {
    severity: spans ? "warning" : "error",
  });
}

/** Only vLLM's parser takes underscores for dashes; it does so in its file as well. */
function reportUnderscores(entry: Entry, { backend, wrapper }: Parser, findings: FindingList): void {
  const { how, name, key, space } = entry;
  if (backend === "vllm" || !wrapper || space !== "flag" || how === "env" || how === "inline-json") return;
  if (how === "flag" && !name.startsWith("--")) return;
  // keys of a file have lost their underscores on the way
  const written = how === "flag" ? name : keyPlaceOf(entry).text;
  if (!written.includes("_") || !(flagSpans(backend).has(key) || flagsOf(backend).flags.has(key))) return;
  const meant = written.replaceAll("_", "-");
  const place = keyPlaceOf(entry);
  reportOn(
    findings,
    "flag-unknown",
    place,
    `${ENGINE_NAMES[backend]} knows no ${written}, did you mean ${meant}? Its parser takes no underscores, the engine exits on it.`,
    { mend: renamed(place, written, meant) },
  );
}

/** A flag that takes a value and has none, whatever it sets. */
function reportNoValue(entry: Entry, { backend }: Parser, findings: FindingList): void {
  const { how, name, key, value, list = [], unresolved, place } = entry;
  if (how !== "flag" || unresolved || value !== undefined || list.length > 0 || !name.startsWith("--"))
    return;
  // those that are read have a finding of their own
  const own = flagsOf(backend).flags.get(key);
  if ((own !== undefined && own.type !== "sizes") || !flagSpans(backend).has(key)) return;
  if (takesValue(backend, key) !== "always") return;
  reportOn(
    findings,
    "flag-value-invalid",
    place,
    `${name} needs a value, and none follows it: the engine exits on it.`,
  );
}

/** A word where a flag takes numbers alone; settings that are read say so themselves. */
function reportWord(
  { name, key, space, value, unresolved, place }: Entry,
  { backend }: Parser,
  findings: FindingList,
): void {
  const text = value?.text.trim() ?? "";
  if (space !== "flag" || unresolved || flagsOf(backend).flags.has(key) || !takesNumber(backend, key)) return;
  if (
    value === undefined ||
    !/^[a-z][a-z_-]*$/i.test(text) ||
    /^(?:auto|none|null|inf|nan|true|false)$/i.test(text)
  )
    return;
  const found = `${name} needs a number, found "${text.slice(0, 60)}".`;
  reportOn(findings, "flag-value-invalid", value.pieces.length > 0 ? value : place, found);
}

/** First Dynamo release whose TensorRT-LLM worker takes keys of its engine file as flags. */
const DOTTED_SINCE = "1.1";

/** Keys of TensorRT-LLM's engine file as flags: two words each, in releases that have them. */
function reportDotted(entry: Entry, { release }: Parser, findings: FindingList): void {
  const { how, name, place, value } = entry;
  if (how !== "dotted-flag") return;
  if (release !== undefined && !isAtLeast(release, DOTTED_SINCE))
    reportOn(
      findings,
      "flag-ignored",
      place,
      `${name} is a form that came with ${DOTTED_SINCE}, the image is Dynamo ${release}: the worker exits on it. Use --override-engine-args.`,
      { severity: "error" },
    );
  else if (value !== undefined && place.text.includes("="))
    reportOn(
      findings,
      "flag-value-invalid",
      place,
      `${name} stands in one word with its value: the worker takes a dotted flag and its value as two. Write ${name} ${value.text.slice(0, 60)}.`,
    );
}

/** First Dynamo release with vLLM 0.12, whose `-O` is a level and no other name of the compilation's settings. */
const LEVELS_SINCE = "0.8";

function reportLevel({ name, key, how, place }: Entry, { release }: Parser, findings: FindingList): void {
  if (how !== "flag" || !/^-O(?:\.|$)/.test(name) || !key.startsWith("compilation-config")) return;
  if (release === undefined || !isAtLeast(release, LEVELS_SINCE)) return;
  reportOn(
    findings,
    "flag-ignored",
    place,
    `-O takes a level from 0 to 3 since Dynamo ${LEVELS_SINCE}, the image is Dynamo ${release}: the engine exits on settings behind it. Use -cc.`,
    { severity: "error", mend: renamed(place, "-O", "-cc") },
  );
}
