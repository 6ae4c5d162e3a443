import { isScalar } from "yaml";
import type { ComponentSource } from "../components.js";
import type { ReadDeployment } from "../dgd.js";
import { placeholderKind } from "../placeholders.js";
import { type FindingList, reportOn } from "../rules.js";
import { at, child, type Cursor, entries, items, offsetOf, textAt } from "../yaml/cursor.js";

/** Types that the cluster's schema asks for: numbers for a component's counts, text elsewhere. It converts nothing. */
export function reportTypes({ readings, root }: ReadDeployment, findings: FindingList): void {
  for (const { component, container } of readings)
    for (const key of ["command", "args"]) reportNoList(child(container, key), key, component.name, findings);
  for (const { component } of readings)
    for (const path of [["replicas"], ["multinode", "nodeCount"]] as const)
      reportCount(at(component.cursor, ...path), `${path.join(".")} of ${component.name}`, findings);
  reportTexts(
    root,
    readings.map(({ component }) => component),
    findings,
  );
}

/** A command as one text, where the schema has a list of words. */
function reportNoList(cursor: Cursor | undefined, key: string, name: string, findings: FindingList): void {
  const place = textAt(cursor);
  if (cursor === undefined || place === undefined || !isScalar(cursor.node) || place.text.trim() === "")
    return;
  if (placeholderKind(place.text) !== undefined) return;
  const message = `${key} of ${name} is one text and must be a list of words: the cluster refuses the document.`;
  reportOn(findings, "field-value-invalid", place, message, { severity: "warning" });
}

/** A count in quotes. */
function reportCount(cursor: Cursor | undefined, what: string, findings: FindingList): void {
  const place = textAt(cursor);
  if (place === undefined || typeof valueAt(cursor) !== "string") return;
  // what is no number at all has a finding of its own, and what is filled in later may be one
  if (!/^\d{1,9}$/.test(place.text.trim()) || placeholderKind(place.text) !== undefined) return;
  const message = `${what} is the text "${place.text}" and must be a number: the cluster refuses the document. Write ${place.text} without quotes.`;
  reportOn(findings, "field-value-invalid", place, message);
}

/** Numbers and booleans without quotes where the schema has text, all of a document in one finding on the first. */
function reportTexts(root: Cursor, components: readonly ComponentSource[], findings: FindingList): void {
  const asked = [...metadataTexts(root), ...components.flatMap(textsOf)];
  // what components share counts once
  const wrong = [
    ...new Map(asked.filter(({ cursor }) => isNoText(cursor)).map((one) => [one.cursor.node, one])).values(),
  ];
  const [first] = wrong.sort((a, b) => offsetOf(a.cursor) - offsetOf(b.cursor));
  const place = first && textAt(first.cursor);
  if (first === undefined || place === undefined) return;
  const more = wrong.length - 1;
  const others = more === 0 ? "" : `, and so ${more === 1 ? "is 1 other" : `are ${more} others`}`;
  const message = `${first.what} is ${place.text} without quotes${others}: the cluster takes text alone there and refuses the document. Write "${place.text}".`;
  // the settings are read all the same, and the cluster says so before anything starts
  reportOn(findings, "field-value-invalid", place, message, { severity: "warning" });
}

interface Wanted {
  readonly cursor: Cursor;
  readonly what: string;
}

function metadataTexts(root: Cursor): readonly Wanted[] {
  return ["annotations", "labels"].flatMap((map) =>
    entries(at(root, "metadata", map)).map(([key, cursor]) => ({ cursor, what: `${map} ${key}` })),
  );
}

/** What a component holds as text: words of commands, values of variables, and the limits of v1alpha1. */
function textsOf({ pod, main, env, cursor, shape, name }: ComponentSource): readonly Wanted[] {
  const listed = ["containers", "initContainers"].flatMap((key) => items(child(pod, key)));
  const containers = [main, ...listed.filter(({ node }) => node !== main?.node)];
  const words = containers.flatMap((container) =>
    ["command", "args"].flatMap((key) =>
      items(child(container, key)).map((one) => ({ cursor: one, what: `a word in ${key} of ${name}` })),
    ),
  );
  const lists = [...env, ...containers.map((container) => child(container, "env"))];
  const values = lists.flatMap((list) =>
    items(list).flatMap((one) => wanted(child(one, "value"), `a variable of ${name}`)),
  );
  return [...words, ...values, ...(shape === "services" ? limitsOf(cursor, name) : [])];
}

function limitsOf(service: Cursor, name: string): readonly Wanted[] {
  return ["limits", "requests"].flatMap((key) =>
    ["gpu", "cpu", "memory"].flatMap((unit) =>
      wanted(at(service, "resources", key, unit), `resources.${key}.${unit} of ${name}`),
    ),
  );
}

function wanted(cursor: Cursor | undefined, what: string): readonly Wanted[] {
  return cursor === undefined ? [] : [{ cursor, what }];
}

/** Words that YAML 1.1, and so `kubectl`, reads as booleans. */
const BOOLEAN = /^(?:y|yes|n|no|on|off|true|false)$/i;

function isNoText({ node }: Cursor): boolean {
  if (!isScalar(node) || node.type !== "PLAIN") return false;
  const source = String(node.source ?? node.value);
  return typeof node.value !== "string" || BOOLEAN.test(source);
}

function valueAt(cursor: Cursor | undefined): unknown {
  return cursor !== undefined && isScalar(cursor.node) ? cursor.node.value : undefined;
}
