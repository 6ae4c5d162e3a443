import { isRecord } from "../domain/record.js";
import { documentData } from "../manifest/document-data.js";
import { parseManifest } from "../manifest/parse.js";
import type { ManifestDeployment, SiblingFile } from "../manifest/types.js";
import { isServing, mayHoldMap } from "./understand.js";

/** A ConfigMap by what makes it the same one, and what it holds. */
interface Map {
  readonly name: string;
  readonly namespace: unknown;
  readonly data: string;
}

/** A file of a side, and what lies beside it there. */
interface Sided extends SiblingFile {
  readonly beside: readonly SiblingFile[];
}

/** ConfigMaps that stand twice since a change, see {@link contestedMaps}. */
export function newlyContested(head: Sided, base: Sided | undefined): readonly string[] {
  const now = contestedMaps(head);
  if (now.length === 0 || base === undefined) return now;
  const before = contestedMaps(base);
  return now.filter((name) => !before.includes(name));
}

/**
 * ConfigMaps of a manifest's own file that another file beside it holds in other words: which is applied last, files do not
 * say. One in the file of another deployment is an alternative, which is applied in the place of this file.
 */
function contestedMaps({ beside, ...own }: Sided): readonly string[] {
  const maps = mapsOf(own);
  if (maps.length === 0) return [];
  const others = beside.flatMap((one) => mapsOf(one, true));
  const contested = maps.filter(({ name, namespace, data }) =>
    others.some(
      (one) =>
        one.name === name &&
        one.data !== data &&
        (one.namespace ?? namespace) === (namespace ?? one.namespace),
    ),
  );
  return [...new Set(contested.map(({ name }) => name))];
}

/** Names of those that a deployment takes settings from: as a file of its engine, or as variables. */
export function restingOn(
  names: readonly string[],
  { workers }: ManifestDeployment,
  text: string,
): readonly string[] {
  const variables = /configMap(?:Key)?Ref/.test(text);
  const files = workers.flatMap(({ engineFiles }) => engineFiles.map(({ via = "" }) => via));
  return names.filter((name) => variables || files.some((via) => via.startsWith(`ConfigMap ${name},`)));
}

/** What is said of one, behind the deployment's name or what it was. */
export function contestedWords(name: string): string {
  return `the ConfigMap ${name} stands in another file as well, with other values, and which is applied last is not known`;
}

function mapsOf({ file: path, text }: SiblingFile, isAlone = false): readonly Map[] {
  if (!mayHoldMap(text)) return [];
  const file = parseManifest(text, { file: path });
  if (isAlone && file.documents.some(({ kind }) => isServing(kind))) return [];
  return file.documents.flatMap(({ kind, name, range, readable }): readonly Map[] => {
    if (kind !== "ConfigMap" || name === undefined || !readable) return [];
    const whole = documentData(text, range);
    const metadata = isRecord(whole) && isRecord(whole["metadata"]) ? whole["metadata"] : {};
    const data = (isRecord(whole) ? whole["data"] : undefined) ?? null;
    return [{ name, namespace: metadata["namespace"], data: JSON.stringify(data) }];
  });
}
