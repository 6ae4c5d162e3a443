import { statSync } from "node:fs";
import path from "node:path";
import type { ChangedFile } from "../../../domain/change.js";
import { UserError } from "../../../domain/errors.js";
import type { CheckResult } from "../../../domain/review.js";
import { parseManifest } from "../../../manifest/parse.js";

/** Files that were named and of which a result says nothing. */
export interface Unread {
  /** a line for each that can be read: what it is instead of a deployment */
  readonly notes: readonly string[];
  /** a mistake for each that cannot: it may be the deployment that was meant, so it never passes as nothing to check */
  readonly broken: readonly UserError[];
}

/** What is said of the files among `named` that `result` is silent about; what a folder holds stays silent. */
export function unreadFiles(
  named: readonly string[],
  cwd: string,
  files: readonly ChangedFile[],
  result: CheckResult,
): Unread {
  const told = new Set([
    ...result.deployments.map(({ file }) => file),
    ...(result.experiments ?? []).map(({ file }) => file),
    ...result.findings.map(({ file }) => file),
  ]);
  const asked = named
    .filter((name) => statSync(path.resolve(cwd, name)).isFile())
    .map((name) => path.relative(cwd, path.resolve(cwd, name)).split(path.sep).join("/"));
  const said = files
    .filter((file) => asked.includes(file.path) && !told.has(file.path))
    .map(({ path: file, headText, unreadable }) => instead(file, headText, unreadable));
  return {
    notes: said.filter((each) => typeof each === "string"),
    broken: said.filter((each) => each instanceof UserError),
  };
}

function instead(file: string, text: string | undefined, unreadable: string | undefined): string | UserError {
  if (text === undefined) return `${file}: not read: ${unreadable ?? "it cannot be read"}`;
  if (text.trim() === "") return `${file}: the file is empty`;
  const { documents, findings } = parseManifest(text, { file });
  const wrong = findings.find(({ severity }) => severity === "error");
  if (wrong !== undefined)
    return new UserError("input", `no deployment or experiment can be read here: ${wrong.message}`, {
      file,
      position: wrong.position,
    });
  const kinds = [...new Set(documents.map(({ kind }) => kind || "a document without a kind"))].slice(0, 5);
  const holds = kinds.length === 0 ? "" : ` It holds: ${kinds.join(", ")}.`;
  return `${file}: no deployment or experiment here.${holds}`;
}
