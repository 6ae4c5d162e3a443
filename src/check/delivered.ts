import path from "node:path";
import { isRecord } from "../domain/record.js";
import { documentValues } from "../manifest/document-data.js";
import type { SiblingReader } from "./file-context.js";
import { isManifestText, mayBeManifest } from "./understand.js";

/** Objects by which Argo CD and Flux deploy a folder or a chart of a repository. */
const DELIVERY = /\bkind["']?\s{0,4}:\s{0,4}["']?(?:Application(?:Set)?|HelmRelease|Kustomization)\b/;
/** What such an object changes in what it deploys. */
const CHANGES = [
  ...["helm", "kustomize", "plugin"],
  ...["values", "valuesFrom", "postRenderers"],
  ...["patches", "patchesStrategicMerge", "patchesJson6902", "images", "postBuild", "components"],
];

/** Whether a text may say how a folder or a chart is deployed. */
export function mayDeliver(text: string): boolean {
  return DELIVERY.test(text);
}

/** A folder or chart that is deployed with changes, and those. */
interface Delivery {
  readonly where: string;
  readonly how: string;
}

/** The folder whose deployments a change has rendered otherwise, by what delivers it; undefined where there is none. */
export async function deliveredFolder(
  baseText: string,
  headText: string,
  siblings: SiblingReader,
): Promise<string | undefined> {
  const [before, now] = [deliveriesOf(baseText), deliveriesOf(headText)];
  const isIn = (list: readonly Delivery[], one: Delivery): boolean =>
    list.some(({ where, how }) => where === one.where && how === one.how);
  const changed = [...before.filter((one) => !isIn(now, one)), ...now.filter((one) => !isIn(before, one))];
  for (const { where } of changed)
    for (const place of [where, path.posix.join(where, "templates")])
      for (const { file, text } of await siblings(path.posix.join(place, "-"), "head"))
        if (isManifestText(text, file) || (place !== where && mayBeManifest(text))) return where;
  return undefined;
}

function deliveriesOf(text: string): readonly Delivery[] {
  if (!mayDeliver(text)) return [];
  return documentValues(text).flatMap((document) => {
    const spec = isRecord(document) ? document["spec"] : undefined;
    const template = isRecord(spec) && isRecord(spec["template"]) ? spec["template"]["spec"] : undefined;
    return [spec, template].filter(isRecord).flatMap((one) => {
      const chart = isRecord(one["chart"]) && isRecord(one["chart"]["spec"]) ? one["chart"]["spec"] : {};
      const own = { ...one, path: one["path"] ?? chart["chart"] };
      return [own, ...[one["source"], one["sources"]].flat().filter(isRecord)].flatMap(deliveryOf);
    });
  });
}

function deliveryOf(from: Readonly<Record<string, unknown>>): readonly Delivery[] {
  const where = from["path"];
  const changes = CHANGES.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]]]));
  if (typeof where !== "string" || where.includes("://") || changes.length === 0) return [];
  return [{ where: path.posix.normalize(where).replace(/^\/|\/$/g, ""), how: JSON.stringify(changes) }];
}
