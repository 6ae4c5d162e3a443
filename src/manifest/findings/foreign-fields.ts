import type { ReadDeployment } from "../dgd.js";
import { type FindingList, reportAt } from "../rules.js";
import {
  child,
  type Cursor,
  entries,
  isListCursor,
  items,
  offsetOf,
  stringAt,
  textAt,
} from "../yaml/cursor.js";

/**
 * The fields of each kind of object in a deployment that are read, or of which it is known that no figure hangs on them; what
 * stands behind `=` is the kind of the object below. `*` is every name. Every other field is said.
 */
const KINDS = {
  document: "$patch apiVersion kind metadata=metadata spec=spec status",
  metadata:
    "annotations=words creationTimestamp deletionTimestamp finalizers generateName generation labels=words managedFields name " +
    "namespace ownerReferences resourceVersion selfLink uid",
  spec:
    "annotations=words backendFramework components=component dynamoGraph env envs graph labels=words priorityClassName pvcs restart " +
    "runtimeVersionOverride services=services topologyConstraint",
  services: "*=component",
  component:
    "$patch $retainKeys annotations=words autoscaling checkpoint compilationCache componentType dynamoNamespace env envFromSecret envs " +
    "eppConfig experimental=experimental extraPodMetadata=metadata extraPodSpec=pod frontendSidecar=sidecar globalDynamoNamespace ingress " +
    "labels=words livenessProbe minAvailable modelRef multinode=multinode name podTemplate=template pvc readinessProbe replicas " +
    "resources=resources runtimeVersionOverride scalingAdapter serviceName sharedMemory=shared sharedMemorySize subComponentType " +
    "topologyConstraint type volumeMounts",
  experimental: "checkpoint grove=grove",
  grove: "forceScalingGroup",
  multinode: "leader=none nodeCount worker=none",
  none: "",
  shared: "disabled size",
  sidecar: "args env envFromSecret envs image",
  template: "metadata=metadata spec=pod",
  pod:
    "$patch affinity annotations=words automountServiceAccountToken containers=container dnsConfig dnsPolicy enableServiceLinks " +
    "hostAliases hostIPC hostNetwork hostPID hostUsers hostname imagePullSecrets initContainers=container mainContainer=container " +
    "nodeSelector priority priorityClassName resourceClaims restartPolicy runtimeClassName=runtime schedulerName securityContext " +
    "serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds tolerations " +
    "topologySpreadConstraints volumes",
  container:
    "$patch args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe resources=resources " +
    "restartPolicy securityContext startupProbe stdin stdinOnce terminationMessagePath terminationMessagePolicy tty volumeMounts " +
    "workingDir",
  resources: "claims limits=amounts requests=amounts",
  amounts: "cpu custom=amounts ephemeral-storage gpu gpuType memory",
} as const;

type Kind = keyof typeof KINDS | "words" | "runtime" | "leaf";

/** Names that say by themselves what they are: quantities of a cluster, and anchors that are kept aside. */
const OPEN: Partial<Readonly<Record<Kind, RegExp>>> = { amounts: /\/|^hugepages-/ };
const ASIDE = /^x-/;
/** Labels and annotations by which plugins and schedulers cut GPUs, share them or choose among them; any other words are words. */
export const ABOUT_GPUS =
  /gpu|(?:^|[^a-z])(?:sharing|mig|mps|cuda|vcore|fraction|slice|timeslic\w*)(?:[^a-z]|$)/i;
const RUNTIME_OF_GPUS = /nvidia|^$/i;

/** Names in one sentence, and levels of a document. */
const [MOST_NAMES, MOST_LEVELS] = [6, 12];

interface Foreign {
  /** its path from the component, or from the document */
  readonly name: string;
  readonly cursor: Cursor;
  readonly component: string | undefined;
}

/**
 * What a deployment asks of the cluster or of its operator in fields that nothing here reads, one finding for each component
 * and one for the rest: an operator gains fields with each release, and what one of them does to a figure nobody can say.
 */
export function reportForeignFields({ root, deployment }: ReadDeployment, findings: FindingList): void {
  const found = new Map<string | undefined, Foreign[]>();
  for (const one of foreign(root, "document", { path: [], component: undefined }))
    found.set(one.component, [...(found.get(one.component) ?? []), one]);
  for (const [component, fields] of found) {
    const [first] = fields;
    if (first === undefined) continue;
    const names = [...new Set(fields.map(({ name }) => name))];
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
    const [are, what, them] = names.length === 1 ? ["is", "a field", "it"] : ["are", "fields", "them"];
    const message = `${names.slice(0, MOST_NAMES).join(", ")}${more} of ${component ?? deployment.name} ${are} not modelled (${what} without a price): figures are those without ${them} and may be off either way.`;
    const start = offsetOf(first.cursor);
    reportAt(findings, "setting-not-modelled", start, start + 1, message);
  }
}

interface Place {
  readonly path: readonly string[];
  readonly component: string | undefined;
}

function foreign(cursor: Cursor | undefined, kind: Kind, place: Place): readonly Foreign[] {
  if (cursor === undefined || place.path.length > MOST_LEVELS) return [];
  if (isListCursor(cursor))
    return items(cursor).flatMap((item) => foreign(item, kind, within(item, kind, place)));
  if (kind === "words") return wordsOfGpus(cursor, place);
  if (kind === "runtime")
    return RUNTIME_OF_GPUS.test(stringAt(cursor) ?? "") ? [] : [named(place.path.join("."), cursor, place)];
  return entries(cursor).flatMap(([key, value]) => {
    const below = { ...place, path: [...place.path, key.slice(0, 60)] };
    const fields = KNOWN.get(kind);
    const next = fields?.get(key) ?? fields?.get("*");
    if (next === "leaf" || OPEN[kind]?.test(key) === true || ASIDE.test(key) || isOff(value)) return [];
    if (next !== undefined) return foreign(value, next, within(value, next, below, key));
    return [named(below.path.join("."), value, place)];
  });
}

/** Where a field stands; a component begins a path of its own. */
function within(cursor: Cursor, kind: Kind, place: Place, key?: string): Place {
  if (kind !== "component" || isListCursor(cursor)) return place;
  return { path: [], component: (key ?? stringAt(child(cursor, "name")) ?? "a component").slice(0, 60) };
}

/** What says by itself that it is not asked for. */
function isOff(cursor: Cursor): boolean {
  return textAt(child(cursor, "enabled"))?.text.trim() === "false";
}

function wordsOfGpus(cursor: Cursor, place: Place): readonly Foreign[] {
  return entries(cursor).flatMap(([key, value]) =>
    ABOUT_GPUS.test(key) && !key.startsWith("dynamo-advisor.dev/")
      ? [named(key.slice(0, 60), value, place)]
      : [],
  );
}

function named(name: string, cursor: Cursor, { component }: Place): Foreign {
  return { name, cursor, component };
}

/** Each kind's fields, with the kind of what lies below. */
const KNOWN: ReadonlyMap<string, ReadonlyMap<string, Kind>> = new Map(
  Object.entries(KINDS).map(([kind, fields]) => [
    kind,
    new Map(
      fields.split(" ").map((field) => {
        const [name = "", below] = field.split("=");
        return [name, (below ?? "leaf") as Kind] as const;
      }),
    ),
  ]),
);
