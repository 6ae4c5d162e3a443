import { statSync } from "node:fs";
import path from "node:path";
import type { ChangedFile } from "../../../domain/change.js";
import type { CheckResult } from "../../../domain/review.js";
import { parseManifest } from "../../../manifest/parse.js";

/** A line for each file that was named and of which the result says nothing: what it is instead of a deployment. */
export function unreadNotes(
  named: readonly string[],
  cwd: string,
  files: readonly ChangedFile[],
  result: CheckResult,
): readonly string[] {
  const told = new Set([
    ...result.deployments.map(({ file }) => file),
    ...(result.experiments ?? []).map(({ file }) => file),
    ...result.findings.map(({ file }) => file),
  ]);
  const asked = named
    .filter((name) => statSync(path.resolve(cwd, name)).isFile())
    .map((name) => path.relative(cwd, path.resolve(cwd, name)).split(path.sep).join("/"));
  return files
    .filter((file) => asked.includes(file.path) && !told.has(file.path))
    .map(({ path: file, headText, unreadable }) => `${file}: ${instead(file, headText, unreadable)}`);
}

function instead(file: string, text: string | undefined, unreadable: string | undefined): string {
  if (text === undefined) return `not read: ${unreadable ?? "it cannot be read"}`;
  if (text.trim() === "") return "the file is empty";
  const { documents, findings } = parseManifest(text, { file });
  const wrong = findings.find(({ severity }) => severity === "error");
  const kinds = [...new Set(documents.map(({ kind }) => kind || "a document without a kind"))].slice(0, 5);
  const holds = kinds.length === 0 ? "" : ` It holds: ${kinds.join(", ")}.`;
  return wrong === undefined
    ? `no deployment or experiment here.${holds}`
    : `no deployment or experiment can be read here. Line ${wrong.position.line}:${wrong.position.column}: ${wrong.message}`;
}
