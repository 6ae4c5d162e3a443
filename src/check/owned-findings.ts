import type { Finding } from "../domain/review.js";
import type { ManifestFile } from "../manifest/types.js";

/** Findings belong to the deployment whose document they lie in; what is left belongs to the file. */
export function splitFindings(file: ManifestFile): {
  of(range: { readonly start: number; readonly end: number }): readonly Finding[];
  rest(): readonly Finding[];
} {
  const left = new Set(file.findings);
  const ranges = file.documents.map((document) => ({ start: document.position.line, range: document.range }));
  const documentOf = (finding: Finding): number => {
    let index = -1;
    for (const [at, { start }] of ranges.entries()) if (start <= finding.position.line) index = at;
    return index;
  };
  return {
    of(range) {
      const index = ranges.findIndex((document) => document.range.start === range.start);
      // A single deployment owns what is said of its ConfigMaps too.
      const own = [...left].filter(
        (finding) => file.deployments.length === 1 || documentOf(finding) === index,
      );
      for (const finding of own) left.delete(finding);
      return own;
    },
    rest: () => [...left],
  };
}
