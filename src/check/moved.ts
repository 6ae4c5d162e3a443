import type { ChangedFile } from "../domain/change.js";
import { mayBeExperimentText } from "../manifest/experiment/read-file.js";
import { parseManifest } from "../manifest/parse.js";
import type { ManifestDeployment } from "../manifest/types.js";
import { mayBeManifest } from "./understand.js";

/**
 * Files of a change, with those that were added in the place of a removed one as moves. The platform finds moves by how
 * alike two texts are; here a deployment is the same where its name is, so that no rewriting makes it a new one to which
 * nothing of before applies.
 */
export function withMoves(files: readonly ChangedFile[]): readonly ChangedFile[] {
  const gone = files.filter(({ headText, unreadable }) => headText === undefined && unreadable === undefined);
  const homes = new Map<string, ChangedFile>();
  for (const file of gone) for (const name of namesIn(file.baseText, file.path)) homes.set(name, file);
  if (homes.size === 0) return files;
  const left = new Set<ChangedFile>();
  const moved = files.map((file): ChangedFile => {
    if (file.baseText !== undefined || file.headText === undefined) return file;
    const home = namesIn(file.headText, file.path)
      .map((name) => homes.get(name))
      .find((found) => found !== undefined);
    if (home?.baseText === undefined) return file;
    left.add(home);
    return { ...file, status: "renamed", previousPath: home.path, baseText: home.baseText };
  });
  return moved.filter((file) => !left.has(file));
}

/** A deployment that stood in a file of the base and stands there no more. */
export interface Left {
  readonly file: ChangedFile;
  readonly deployment: ManifestDeployment;
}

/** Deployments that left their files: where one of another file comes from. */
export interface Leavers {
  /** the deployment of this name; else one of the same model that is nowhere any more, and so may be this one renamed */
  formerOf(deployment: ManifestDeployment): (Left & { readonly renamed: boolean }) | undefined;
  /** whether the change puts a deployment of this name into a file that did not hold it */
  arrives(deployment: ManifestDeployment): boolean;
}

/** Looks for deployments that a change takes out of their files, also where the files stay; not before one is asked for. */
export function leaversOf(files: readonly ChangedFile[]): Leavers {
  let departures: Departures | undefined;
  return {
    arrives: (deployment) => (departures ??= departuresOf(files)).arrived.has(nameOf(deployment)),
    formerOf: (deployment) => {
      departures ??= departuresOf(files);
      const same = departures.left.get(nameOf(deployment));
      if (same !== undefined) return { ...same, renamed: false };
      const model = modelOf(deployment);
      const alike = departures.nowhere.find(
        (one) => model !== undefined && modelOf(one.deployment) === model,
      );
      return alike && { ...alike, renamed: true };
    },
  };
}

interface Departures {
  readonly left: ReadonlyMap<string, Left>;
  /** those that stand under no other name or in no other file either */
  readonly nowhere: readonly Left[];
  readonly arrived: ReadonlySet<string>;
}

function departuresOf(files: readonly ChangedFile[]): Departures {
  // what the file holds under another name now is paired there
  const left = new Map<string, Left & { readonly isRenamed: boolean }>();
  const present = new Set<string>();
  const arrived = new Set<string>();
  for (const file of files) {
    const { baseText, headText } = file;
    if (baseText === headText) continue;
    const now = deploymentsOf(headText, file.path);
    for (const deployment of now) present.add(nameOf(deployment));
    const before = deploymentsOf(baseText, file.previousPath ?? file.path);
    const gone = before.filter((one) => now.every((other) => nameOf(other) !== nameOf(one)));
    const own = now.filter((one) => before.every((other) => nameOf(other) !== nameOf(one)));
    const isRenamed = own.length > 0;
    for (const deployment of file.previousPath === undefined ? own : now) arrived.add(nameOf(deployment));
    for (const deployment of gone) left.set(nameOf(deployment), { file, deployment, isRenamed });
  }
  const nowhere = [...left].flatMap(([name, one]) => (present.has(name) || one.isRenamed ? [] : [one]));
  return { left, nowhere, arrived };
}

/** What a file holds, by name: its deployments, or the models of its experiments, whose names say nothing. */
function namesIn(text: string | undefined, path: string): readonly string[] {
  const deployments = deploymentsOf(text, path).map(nameOf);
  if (deployments.length > 0 || text === undefined || !mayBeExperimentText(text)) return deployments;
  return [...text.matchAll(/\bmodel(?:_path)?["']?\s*:\s*["']?([^\s"',#]+)/g)].map(
    ([, model]) => `model ${model}`,
  );
}

function deploymentsOf(text: string | undefined, path: string): readonly ManifestDeployment[] {
  return text === undefined || !mayBeManifest(text) ? [] : parseManifest(text, { file: path }).deployments;
}

/** Namespace and name: what makes a deployment the same one. */
export function nameOf({ namespace, name }: ManifestDeployment): string {
  return `${namespace ?? ""}/${name}`;
}

function modelOf({ model }: ManifestDeployment): string | undefined {
  return model?.value.toLowerCase();
}
