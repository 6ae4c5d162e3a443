import type { ChangedFile } from "../domain/change.js";
import type { GpuTotals } from "../domain/review.js";
import { parseManifest } from "../manifest/parse.js";
import type { ManifestDeployment, SiblingFile } from "../manifest/types.js";
import { isMeasuredName } from "./beside.js";
import type { FileContext } from "./file-context.js";
import { askedGpus } from "./gpu-totals.js";
import { nameOf } from "./moved.js";
import { sidesOf, type ReadSide } from "./sides.js";
import { isSource, understand, type Understood } from "./understand.js";

/** What deployments of the base asked for, by file and name: two files may come from one. */
export type AskedBefore = ReadonlyMap<string, GpuTotals>;

interface UnderstoodBase {
  readonly understood: Understood;
  readonly nearby: readonly SiblingFile[];
}

/** What the deployments that a change takes out of a file asked for; not of those that it puts into another file. */
export async function askedBefore(
  context: FileContext,
  file: ChangedFile,
  isGone: (deployment: ManifestDeployment) => boolean = () => true,
  known?: UnderstoodBase,
): Promise<AskedBefore> {
  const base = known ?? (await understoodBase(context, file));
  if (base === undefined) return new Map();
  const path = file.previousPath ?? file.path;
  const read = readSide(path, base.understood, base.nearby);
  const gone = base.understood.file.deployments.filter((one) => isGone(one) && !context.leavers.arrives(one));
  return new Map(
    gone.map((deployment) => [
      `${path} ${nameOf(deployment)}`,
      askedGpus(sidesOf({ deployment, read }, undefined, { ...context, knowsModel: () => false }).head),
    ]),
  );
}

/** The base of a file as a manifest, with what lay beside it; undefined where it was none. */
export async function understoodBase(
  { siblings }: FileContext,
  file: ChangedFile,
): Promise<UnderstoodBase | undefined> {
  if (file.baseText === undefined) return undefined;
  const path = file.previousPath ?? file.path;
  const nearby = await siblings(path, "base");
  const understood = understand(
    file.baseText,
    path,
    nearby.filter(({ file: name }) => !isMeasuredName(name)),
  );
  return understood && { understood, nearby };
}

/** A side of a change with the sources that lie beside it. */
export function readSide(path: string, { file }: Understood, nearby: readonly SiblingFile[]): ReadSide {
  const sources = nearby.filter(({ file: name, text }) => !isMeasuredName(name) && isSource(text));
  return { path, file, beside: sources.map((one) => parseManifest(one.text, { file: one.file })) };
}
