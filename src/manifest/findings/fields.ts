import { didYouMean } from "../../domain/nearest-name.js";
import { DYNAMO_RELEASES, isReleased } from "../../domain/releases.js";
import type { ReadDeployment } from "../dgd.js";
import type { ComponentSource } from "../components.js";
import { type FindingList, reportAt, reportOn, reportPosition, reportSetting } from "../rules.js";
import type { ManifestWorker, Setting } from "../types.js";
import { parseImage } from "../versions.js";
import { INVALID_VALUE } from "../flags/resolve.js";
import type { ComponentReading } from "../component-reading.js";
import { child, type Cursor, items, offsetOf, textAt } from "../yaml/cursor.js";
import { valueSlip } from "./slips.js";

/** Component types that an operator knows, `main` and `default` of old files included. */
const TYPES = ["frontend", "worker", "prefill", "decode", "planner", "epp"];

/** Fields of the deployment itself whose values cannot be: counts, component types, image tags. */
export function reportFields({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  for (const worker of deployment.workers) reportCounts(worker, findings);
  for (const reading of readings) {
    reportType(reading, deployment.apiVersion, findings);
    reportContainers(reading.component, findings);
    reportVolumes(reading.component, findings);
    reportFrontend(reading.component, findings);
  }
  const images = new Map<string, Setting<string>>();
  for (const { image } of deployment.workers) if (image) images.set(image.value, image);
  for (const image of images.values()) reportTag(image, findings);
}

/** Largest count of Kubernetes, 32 bits: a manifest with a larger one is refused. */
const MOST = 2_147_483_647;

function reportCounts(worker: ManifestWorker, findings: FindingList): void {
  const fields: readonly (readonly [Setting<number> | undefined, string])[] = [
    [worker.replicas, "replicas"],
    [worker.nodes, "nodes"],
    [worker.gpusPerNode, "GPUs"],
  ];
  for (const [setting, what] of fields) {
    if (setting === undefined || (setting.value > 0 && setting.value <= MOST)) continue;
    // a scaler may start from nothing
    if (what === "replicas" && setting.value === 0 && worker.scaled) continue;
    const why = setting.value > 0 ? `the cluster takes ${MOST} at most` : "at least 1 is needed to serve";
    const message = `${worker.component} has ${setting.value} ${what}: ${why}.`;
    reportSetting(findings, "field-value-invalid", setting, message);
  }
  for (const { name, text, reason, position } of worker.unresolved) {
    if (reason !== INVALID_VALUE || !FIELD_NAMES.has(name)) continue;
    const what = name === "gpus_per_worker" ? "GPUs" : name;
    const message = `${what} of ${worker.component} needs a whole number, found "${text.slice(0, 60)}".`;
    reportPosition(findings, "field-value-invalid", position, message);
  }
}

const FIELD_NAMES: ReadonlySet<string> = new Set(["replicas", "nodes", "gpus_per_worker"]);

/** Without a frontend nothing answers, however many workers there are. */
function reportFrontend({ type, cursor, name }: ComponentSource, findings: FindingList): void {
  const place = textAt(child(cursor, "replicas"));
  if (type === "frontend" && place?.text.trim() === "0")
    reportOn(
      findings,
      "field-value-invalid",
      place,
      `${name} has 0 replicas: at least 1 is needed to serve.`,
    );
}

/** v1beta1 lists the types, and a cluster refuses others; in v1alpha1 any word is taken, so only slips are named. */
function reportType({ component }: ComponentReading, apiVersion: string, findings: FindingList): void {
  const { type, typeCursor } = component;
  reportSubType(component, findings);
  if (type === undefined || typeCursor === undefined || TYPES.includes(type)) return;
  const near = didYouMean(type, TYPES);
  const listed = apiVersion.endsWith("/v1beta1");
  if (!listed && near === "") return;
  const start = offsetOf(typeCursor);
  reportAt(
    findings,
    "component-type-unknown",
    start,
    start + type.length,
    `${component.name} has the unknown type "${type.slice(0, 60)}"${near || "."} Known: ${TYPES.join(", ")}.`,
    listed ? "error" : undefined,
  );
}

/** Two containers of one name in a pod: the cluster refuses it, and which of them would serve nobody can say. */
function reportContainers({ name, shape, pod, main }: ComponentSource, findings: FindingList): void {
  const listed = [...items(child(pod, "containers")), ...items(child(pod, "initContainers"))];
  // the operator names the container of v1alpha1 itself
  const seen = new Set(shape === "services" && main !== undefined ? ["main"] : []);
  for (const container of listed) {
    const text = textAt(child(container, "name"));
    if (text === undefined) continue;
    if (seen.has(text.text)) {
      const message = `${name} has two containers named "${text.text.slice(0, 60)}": the cluster refuses the pod.`;
      reportOn(findings, "field-value-invalid", text, message);
    }
    seen.add(text.text);
  }
}

/** Two volumes of one name, or two at one place of a container: which of them the engine would read nobody can say. */
function reportVolumes({ name, pod, main }: ComponentSource, findings: FindingList): void {
  const refuse = (list: Cursor | undefined, key: string, what: string): void => {
    const seen = new Set<string>();
    for (const one of items(list)) {
      const text = textAt(child(one, key));
      if (text === undefined) continue;
      if (seen.has(text.text)) {
        const message = `${name} has two volumes ${what} "${text.text.slice(0, 60)}": the cluster refuses the pod.`;
        reportOn(findings, "field-value-invalid", text, message);
      }
      seen.add(text.text);
    }
  };
  refuse(child(pod, "volumes"), "name", "named");
  const listed = [...items(child(pod, "containers")), ...items(child(pod, "initContainers"))];
  for (const container of [main, ...listed.filter(({ node }) => node !== main?.node)])
    refuse(child(container, "volumeMounts"), "mountPath", "at");
}

/** A word that is a slip of a role leaves the worker without one. */
function reportSubType(
  { name, subType, cursor }: ComponentReading["component"],
  findings: FindingList,
): void {
  const near = subType === undefined ? undefined : valueSlip(subType, ROLES);
  const place = child(cursor, "subComponentType");
  if (subType === undefined || near === undefined || place === undefined) return;
  const start = offsetOf(place);
  const message = `${name} has the unknown role "${subType.slice(0, 60)}", did you mean ${near}?`;
  reportAt(findings, "component-type-unknown", start, start + "subComponentType".length, message);
}

const ROLES = ["prefill", "decode"];

/** A tag of NVIDIA's own registry that names a release which does not exist, or one newer than this program. */
function reportTag(image: Setting<string>, findings: FindingList): void {
  const { repository, tag = "" } = parseImage(image.value);
  const version = /^v?(\d{1,4}\.\d{1,4}\.\d{1,4}(?:\.post\d{1,3})?)$/.exec(tag)?.[1];
  if (version === undefined || !/^nvcr\.io\/nvidia\/ai-dynamo\/[a-z0-9-]+$/.test(repository)) return;
  const released = isReleased(version);
  if (released === true) return;
  const newest = DYNAMO_RELEASES[0]?.dynamo ?? "";
  const message =
    released === undefined
      ? `Dynamo ${version} is newer than ${newest}, the newest release known here: what changed since is not.`
      : `Dynamo ${version} is no known release: the image cannot be pulled if it does not exist. Newest known: ${newest}.`;
  reportSetting(findings, "image-tag-unknown", image, message, released === false ? "warning" : undefined);
}
