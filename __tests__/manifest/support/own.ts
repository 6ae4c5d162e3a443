import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "..",
  "..",
  "fixtures",
  "manifests",
);

/** A manifest written for these tests. */
export interface OwnFixture {
  readonly name: string;
  readonly text: string;
}

/** All manifests written for these tests. */
export function ownFixtures(): readonly OwnFixture[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }));
}

/** One of them. */
export function ownFixture(name: string): string {
  return readFileSync(path.join(folder, name), "utf8");
}

/** Pieces of text that parsers stumble over. */
export const HOSTILE: readonly string[] = [
  "&a ",
  "*a",
  "<<: *a\n",
  "!!binary ",
  "{{ .Values.x }}",
  "${X}",
  "$(X)",
  "$(",
  "`",
  "'",
  '"',
  "\\",
  "\\\n",
  "|",
  ">-",
  "|2",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "\t",
  "\r\n",
  "\r",
  "\ufeff",
  "\u0000",
  "\u2028",
  "\ud800",
  "{",
  "}",
  "[",
  "]",
  ": ",
  "- ",
  "? ",
  "#",
  "<<EOF\n",
  "<<-'E'\n",
  "args=(",
  '"${args[@]}"',
  "$@",
  "${X:-",
  "f() f() ",
  "if true; then ",
  "--tensor-parallel-size ",
  "--config=",
  "999999999999999999999",
  "-1",
  "0",
  "null",
  "__proto__: 1\n",
  "constructor: x\n",
  "kind: DynamoGraphDeployment\n",
  "spec:\n  services:\n",
];
