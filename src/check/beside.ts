import path from "node:path";
import { isCandidate, isTemplateName } from "../domain/change.js";
import { isModelFile } from "./model-files.js";

/** Results that belong to a manifest by their name: for `agg.yaml` the files `agg.measured.json`, `.jsonl` and `.csv`. */
const MEASURED_NAME = /\.measured\.(?:jsonl?|csv)$/i;

/** Whether a file's name says that it holds benchmark results. */
export function isMeasuredName(file: string): boolean {
  return MEASURED_NAME.test(file);
}

/** Whether a file holds benchmark results of the manifest beside it. */
export function isMeasuredOf(manifest: string, file: string): boolean {
  return (
    MEASURED_NAME.test(file) && file.replace(MEASURED_NAME, "") === manifest.replace(/\.(?:ya?ml|json)$/i, "")
  );
}

/** Folders whose files a manifest may rest on: its own, and `perf/` beside that, where requests and benchmarks are kept. */
export function placesOf(file: string): readonly string[] {
  const own = path.posix.dirname(file);
  return [own, path.posix.join(own, "..", "perf")];
}

/** Whether a folder is another one or lies below it; both from the top of the repository. */
export function isUnder(folder: string, other: string): boolean {
  return other === "." || `${folder}/`.startsWith(`${other}/`);
}

/** The folder whose folders look at a file of `perf/`; undefined for a file elsewhere. */
export function lookedAtFrom(file: string): string | undefined {
  const own = path.posix.dirname(file);
  return path.posix.basename(own) === "perf" ? path.posix.dirname(own) : undefined;
}

/** Whether a file can be one that a manifest rests on, by its name: all of its folder are read, however many. */
export function mayLieBeside(name: string): boolean {
  return isMeasuredName(name) || isModelFile(name) || (isCandidate(name) && !isTemplateName(name));
}

/** Whether a file in a place of a manifest is read for it: all but itself and the results of others. */
export function isReadFor(manifest: string, name: string): boolean {
  return name !== manifest && (!isMeasuredName(name) || isMeasuredOf(manifest, name));
}
