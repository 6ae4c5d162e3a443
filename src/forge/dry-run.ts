import type { Forge, ForgeReader, ForgeWriter } from "./forge.js";

/** What a dry run would have written, one line each. */
export interface DryRunLog {
  readonly lines: string[];
}

/** A forge that reads for real and only records what it would write. */
export function createDryRun(reader: ForgeReader, log: DryRunLog): Forge {
  const note = (line: string): void => void log.lines.push(line);
  const writer: ForgeWriter = {
    syncComment: (request) => {
      note(
        `comment on #${request.number}, ${request.body.length} characters${request.create ? "" : ", only if one exists"}`,
      );
      return Promise.resolve({ kind: "absent" });
    },
    syncIssue: (request) => {
      note(`issue "${request.title}", ${request.body.length} characters`);
      return Promise.resolve({ kind: "absent" });
    },
    setStatus: (request) => {
      note(`status ${request.context}: ${request.state}`);
      return Promise.resolve(false);
    },
    postSuggestions: (request) => {
      note(`${request.suggestions.length} suggestions on #${request.number}`);
      return Promise.resolve(0);
    },
    retireSuggestions: () => Promise.resolve(0),
    commit: (request) => {
      note(`commit on ${request.branch}: ${request.files.map((file) => file.path).join(", ")}`);
      return Promise.resolve({ kind: "dry" });
    },
    dispatch: (workflow, ref) => {
      note(`dispatch of ${workflow} on ${ref}`);
      return Promise.resolve();
    },
  };
  return { ...reader, ...writer };
}
