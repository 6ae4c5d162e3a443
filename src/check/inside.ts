import { isRecord } from "../domain/record.js";
import { documentValues } from "../manifest/document-data.js";
import { isServing, mayBeManifest, WORKER } from "./understand.js";

/** A manifest as a text inside another object, in YAML or JSON. */
const AS_TEXT =
  /(?:^|[\s,{])["']?kind["']?[ \t]*:[ \t]*["']?Dynamo(?:GraphDeployment|ComponentDeployment)["']?\s*(?:[,}#]|$)/m;
/** Its replicas are those of a worker. */
const SCALER = "DynamoGraphDeploymentScalingAdapter";
/** Most values of a document that are looked at. */
const MOST_VALUES = 200_000;

/** An object that a deployment hangs on without being one. */
export interface Holder {
  readonly kind: string;
  /** it starts the engine itself: nobody makes a deployment of it */
  readonly starts: boolean;
}

/**
 * The kind of an object that holds a deployment which somebody else makes of it: as an object in it (works, templates,
 * extra objects of a chart), as the target of its patches, or as a text that it hands on; or that says the replicas of one
 * in its place; or of one that starts an engine without any (a Deployment, a LeaderWorkerSet). Undefined where none does.
 */
export function holderOf(text: string): Holder | undefined {
  if (!mayBeManifest(text)) return undefined;
  const documents = documentValues(text).flatMap((one) => [
    one,
    ...(isRecord(one) ? [one["items"]].flat() : []),
  ]);
  for (const value of documents) {
    if (!isRecord(value) || PLAIN.test(String(value["kind"])) || isServing(value["kind"])) continue;
    const kind = typeof value["kind"] === "string" ? value["kind"] : "file of values";
    if (kind === SCALER || holds(value)) return { kind, starts: false };
    if (typeof value["kind"] === "string" && !/^Dynamo/.test(kind) && startsWorker(value))
      return { kind, starts: true };
  }
  return undefined;
}

/** Kinds whose deployments are read, and the definition of the kind itself. */
const PLAIN = /List$|^CustomResourceDefinition$/;

/** Whether a container anywhere in an object starts a worker. */
function startsWorker(document: Readonly<Record<string, unknown>>): boolean {
  const open: unknown[] = [document];
  for (let seen = 0; open.length > 0 && seen < MOST_VALUES; seen++) {
    const value = open.pop();
    if (Array.isArray(value)) open.push(...(value as readonly unknown[]));
    if (!isRecord(value)) continue;
    const words = [value["command"], value["args"]].flat().filter((word) => typeof word === "string");
    if (words.some((word) => WORKER.test(word))) return true;
    open.push(...Object.values(value));
  }
  return false;
}

function holds(document: Readonly<Record<string, unknown>>): boolean {
  const open: (readonly [key: string, value: unknown])[] = Object.entries(document);
  const hasKind = typeof document["kind"] === "string";
  for (let seen = 0; open.length > 0 && seen < MOST_VALUES; seen++) {
    const [key, value] = open.pop()!;
    if (typeof value === "string" && hasKind && AS_TEXT.test(value)) return true;
    if (Array.isArray(value)) for (const one of value) open.push([key, one]);
    if (!isRecord(value)) continue;
    const isNamed = typeof value["apiVersion"] === "string" || key === "target" || key === "scaleTargetRef";
    if (isNamed && (isServing(value["kind"]) || value["kind"] === SCALER)) return true;
    open.push(...Object.entries(value));
  }
  return false;
}
