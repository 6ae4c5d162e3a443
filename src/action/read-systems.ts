import type { SystemFile } from "../domain/system-file.js";
import type { ForgeReader } from "../forge/forge.js";
import type { Policy } from "../policy/index.js";
import type { Scope } from "./scope.js";

/** The files that describe the repository's own GPUs, and what to say about those that cannot be had. */
export interface RunSystems {
  readonly found: readonly SystemFile[];
  readonly notes: readonly string[];
}

/**
 * The system files that the policy names, of the commit whose policy holds and of no other: with a GPU of its own making a
 * pull request could predict itself below its limits.
 */
export async function readSystemFiles(
  forge: ForgeReader,
  scope: Scope,
  { systemFiles = [] }: Pick<Policy, "systemFiles">,
): Promise<RunSystems> {
  const texts = await Promise.all(systemFiles.map((file) => forge.text(file, scope.policySha)));
  const found: SystemFile[] = [];
  const notes: string[] = [];
  systemFiles.forEach((file, i) => {
    const text = texts[i]!;
    if (text.kind === "text") found.push({ file, text: text.text });
    else {
      const why = text.kind === "unreadable" ? `it is ${text.reason}` : "it does not exist there";
      notes.push(`\`${file}\` of \`systems\` is not used: ${why}.`);
    }
    if (scope.paths.files.some((each) => each.path === file && each.status !== "unchanged"))
      notes.push(`\`${file}\` changes here; the version on the base branch holds until it is merged.`);
  });
  return { found, notes };
}
