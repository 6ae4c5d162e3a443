import { error, notice, setFailed, setOutput, setSecret, summary, warning } from "@actions/core";
import { compact } from "../domain/compact.js";
import { limitAnnotations, type Annotation } from "../report/index.js";
import { harmlessLine } from "./log.js";

/** What a run leaves for later steps. Names as in `action.yml`. */
export interface OutputValues {
  readonly verdict?: string;
  readonly comparison?: string;
  readonly "report-path"?: string;
  readonly "html-path"?: string;
  readonly "sarif-path"?: string;
  readonly "comment-id"?: string;
  readonly "comment-body-path"?: string;
  readonly "commit-sha"?: string;
  readonly "relevant-files"?: string;
  readonly shards?: string;
  readonly "sweep-summary-path"?: string;
}

/** The runner's side of a run: annotations, outputs, job summary, exit state. */
export interface Outputs {
  annotate(annotations: readonly Annotation[]): void;
  set(values: OutputValues): void;
  /** once, at the end, also when the run failed */
  writeSummary(markdown: string): Promise<void>;
  /** says it once, however often it is called */
  fail(message: string): void;
  mask(secret: string): void;
}

/** Outputs of a job may hold 1 MB together, counted in UTF-16. */
const MAX_OUTPUT_CHARACTERS = 450_000;
const PRINT = { error, warning, notice } as const;

/** The real runner. */
export function createOutputs(): Outputs {
  const failures = new Set<string>();
  return {
    annotate: (annotations) => {
      // the verdict's own line is an error like the others, and the one that must not be dropped
      const { shown } = limitAnnotations(annotations, { error: Math.max(1, failures.size) });
      for (const { level, file, line, endLine, column, endColumn, title, message } of shown) {
        const place = { title, file, startLine: line, endLine, startColumn: column, endColumn };
        PRINT[level](message, compact(place));
      }
    },
    set: (values) => {
      for (const [name, value] of Object.entries(values)) {
        if (typeof value === "string") setOutput(name, value.length > MAX_OUTPUT_CHARACTERS ? "" : value);
      }
    },
    writeSummary: async (markdown) => {
      // without the runner's file (a bare terminal) there is nowhere to write
      await summary
        .addRaw(markdown, true)
        .write()
        .catch(() => undefined);
    },
    fail: (message) => {
      const line = harmlessLine(message);
      if (!failures.has(line)) setFailed(line);
      failures.add(line);
    },
    mask: setSecret,
  };
}
