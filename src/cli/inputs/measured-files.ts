import { existsSync, readdirSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import path from "node:path";
import { UserError } from "../../domain/errors.js";
import { readMeasured } from "../../measured/read.js";
import type { MeasuredResult } from "../../measured/result.js";
import { matchesAny } from "../../policy/globs.js";
import { readTextFile } from "./read-file.js";
import { SKIPPED_FOLDERS } from "./skipped-folders.js";

/** A file of results, read. */
export interface MeasuredFile {
  /** relative to the working folder, with `/` */
  readonly file: string;
  readonly sha256: string;
  readonly results: readonly MeasuredResult[];
}

/** Results with every request in them can be large. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Most files that a folder or a pattern stands for. */
const MAX_FILES = 500;
/** Summaries among the other files of a benchmark's folder; the CSV beside one says the same. */
const SUMMARY = /(?:_aiperf|_genai_perf)\.json$|\.measured\.(?:jsonl?|csv)$/;

/** Results of a file, of the summaries below a folder, or of the files that a glob matches. Throws `UserError`. */
export function measuredFiles(given: string, cwd: string): readonly MeasuredFile[] {
  const full = path.resolve(cwd, given);
  const files = !existsSync(full)
    ? matching(given, cwd)
    : statSync(full).isDirectory()
      ? below(full).filter((file) => SUMMARY.test(file))
      : [full];
  if (files.length === 0)
    throw new UserError(
      "io",
      existsSync(full)
        ? `${given}: no profile_export_aiperf.json or profile_export_genai_perf.json below this folder; name other result files one by one or by a quoted pattern`
        : `${given}: no such file, and no file matches it`,
    );
  return files.map((file) => readFile(file, cwd));
}

function readFile(full: string, cwd: string): MeasuredFile {
  const file = path.relative(cwd, full).split(path.sep).join("/");
  const text = readTextFile(cwd, full, file, MAX_BYTES);
  return {
    file,
    sha256: createHash("sha256").update(text).digest("hex"),
    results: readMeasured(text, file),
  };
}

/** Files below the last folder that a pattern names without wildcards. */
function matching(pattern: string, cwd: string): readonly string[] {
  const parts = pattern.split("/");
  const wild = parts.findIndex((part) => /[*?[]/.test(part));
  if (wild < 0) return [];
  const folder = path.resolve(cwd, parts.slice(0, wild).join("/") || (pattern.startsWith("/") ? "/" : "."));
  if (!existsSync(folder)) return [];
  const rest = parts.slice(wild).join("/");
  return below(folder).filter((file) =>
    matchesAny(path.relative(folder, file).split(path.sep).join("/"), [rest]),
  );
}

function below(folder: string): readonly string[] {
  const found: string[] = [];
  const walk = (place: string): void => {
    for (const entry of readdirSync(place, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const full = path.join(place, entry.name);
      // a link could lead out of the tree or in circles
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) walk(full);
      else if (entry.isFile()) found.push(full);
      if (found.length > MAX_FILES * 20)
        throw new UserError("io", `${place}: too many files; name a smaller folder or a pattern`);
    }
  };
  walk(folder);
  return found;
}
