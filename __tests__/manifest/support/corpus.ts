import { readFileSync } from "node:fs";
import { sharedJson, sharedPath } from "../../support/shared.js";

/** A file of the corpus beside the project. */
export interface CorpusFile {
  readonly id: string;
  readonly file: string;
  readonly kind: "dgd" | "dgdr" | "perf" | "experiments" | "generated";
  readonly text: string;
  readonly expected?: Record<string, unknown>;
}

/** The corpus, or nothing when the folder is not there (then the caller says what it skipped). */
export function corpusFiles(): readonly CorpusFile[] {
  const index = sharedJson<{ readonly files: readonly Omit<CorpusFile, "text">[] }>("corpus", "index.json");
  return (index?.files ?? []).flatMap((entry) => {
    const found = sharedPath("corpus", entry.file);
    return found === undefined ? [] : [{ ...entry, text: readFileSync(found, "utf8") }];
  });
}

/** Files with manifests (experiment files have tests of their own). */
export function manifestFiles(): readonly CorpusFile[] {
  return corpusFiles().filter((file) => file.kind !== "experiments");
}
