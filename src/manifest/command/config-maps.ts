import { type LoadedFile, loadDocuments, MAX_FILE_LENGTH } from "../documents.js";
import { fileText } from "../text/file-text.js";
import type { SiblingFile } from "../types.js";
import { at, child, type Cursor, entries, items, stringAt } from "../yaml/cursor.js";

/** The ConfigMaps that a manifest can refer to. */
export interface ConfigMaps {
  /** `data` of a ConfigMap by name */
  readonly data: (name: string) => Cursor | undefined;
}

/**
 * ConfigMaps of a file and, after it, of the files beside it. Of two with one name in a file the last counts, of two that
 * differ in two files none, and none of a namespace that no deployment of the file is in. A file beside it is only read
 * when a ConfigMap is asked for that its text may name: a folder costs what its files cost.
 */
export function configMapsOf(own: LoadedFile, siblings: readonly SiblingFile[] = []): ConfigMaps {
  const spaces = own.documents
    .filter(({ kind }) => kind.startsWith("Dynamo"))
    .map(({ root }) => namespaceOf(root));
  const isReached = (one: Cursor): boolean => {
    const space = namespaceOf(one);
    return space === undefined || spaces.length === 0 || spaces.some((each) => (each ?? space) === space);
  };
  const beside = siblings.filter(({ text }) => text.length <= MAX_FILE_LENGTH);
  const loaded = new Map<SiblingFile, LoadedFile>();
  const read = (sibling: SiblingFile): LoadedFile => {
    let file = loaded.get(sibling);
    if (file === undefined) {
      const source = fileText(sibling.file, sibling.text);
      loaded.set(sibling, (file = loadDocuments(source, { source, list: [] })));
    }
    return file;
  };
  const inSiblings = (name: string): Cursor | undefined => {
    const found = beside
      .filter(({ text }) => (text.includes("ConfigMap") && text.includes(name)) || SPELLED.test(text))
      .flatMap((sibling) => dataOf(mapIn(read(sibling), name, isReached)) ?? []);
    // of two that differ the one that is applied last counts, and the files do not say which that is
    return new Set(found.map((data) => JSON.stringify(data.node))).size > 1 ? undefined : found[0];
  };
  return {
    data: (name) => {
      const found = mapIn(own, name, isReached);
      return found ? dataOf(found) : inSiblings(name);
    },
  };
}

/** The texts of a ConfigMap. The cluster refuses one with a key that stands among its binary data as well. */
function dataOf(map: Cursor | undefined): Cursor | undefined {
  const data = child(map, "data");
  const binary = entries(child(map, "binaryData"));
  return binary.some(([key]) => child(data, key) !== undefined) ? undefined : data;
}

/** Escapes and tags, by which a name is written without its letters. */
const SPELLED = /\\|!/;

function mapIn(
  { documents }: LoadedFile,
  name: string,
  isReached: (root: Cursor) => boolean,
): Cursor | undefined {
  return documents
    .flatMap(({ kind, root, contested }): readonly Cursor[] => {
      if (root === undefined || contested !== undefined) return [];
      if (kind === "ConfigMap") return [root];
      if (!/^(?:ConfigMap)?List$/.test(kind)) return [];
      // items of a typed list need not say their kind
      return items(child(root, "items")).filter((one) =>
        (stringAt(child(one, "kind")) ?? kind).startsWith("ConfigMap"),
      );
    })
    .findLast((root) => stringAt(at(root, "metadata", "name")) === name && isReached(root));
}

function namespaceOf(root: Cursor | undefined): string | undefined {
  return stringAt(at(root, "metadata", "namespace"));
}
