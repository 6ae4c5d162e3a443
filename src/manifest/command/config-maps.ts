import type { LoadedFile } from "../documents.js";
import { child, type Cursor } from "../yaml/cursor.js";

/** The ConfigMaps that a manifest can refer to. */
export interface ConfigMaps {
  /** `data` of a ConfigMap by name */
  readonly data: (name: string) => Cursor | undefined;
  /** file that holds it */
  readonly file: (name: string) => string | undefined;
}

/** ConfigMaps of a file and, after it, of the files beside it. Of two with one name in a file the last counts. */
export function configMapsOf(files: readonly LoadedFile[]): ConfigMaps {
  const found = new Map<string, { readonly data: Cursor | undefined; readonly file: string }>();
  for (const { source, documents } of [...files].reverse()) {
    for (const document of documents) {
      if (document.kind === "ConfigMap" && document.name !== undefined && document.root)
        found.set(document.name, { data: child(document.root, "data"), file: source.file });
    }
  }
  return { data: (name) => found.get(name)?.data, file: (name) => found.get(name)?.file };
}
