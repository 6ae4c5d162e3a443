import type { Backend } from "../../domain/deployment.js";
import type { FlatExperiment } from "./flat.js";
import type { Problem } from "./validate.js";

/** What the reader must be told from outside, because it rests on the performance data at hand. */
export interface ExperimentContext {
  /** systems that can be named; those that ship with the advisor unless given */
  readonly systems?: readonly string[];
  /** names of the systems that files describe, by the file as it is written (`systemFilesOf`) */
  readonly systemFiles?: ReadonlyMap<string, string>;
  /**
   * version of the data to use for one that a file asks for: itself, or a stand-in with a note; throws when there is none.
   * Absent: versions pass as written.
   */
  readonly resolveVersion?: (
    system: string,
    backend: Backend,
    asked: string,
  ) => { readonly version: string; readonly note?: string };
}

/** An experiment while it is read: problems and notes are added on the way. */
export interface Reading {
  readonly flat: FlatExperiment;
  readonly problems: Problem[];
  readonly notes: string[];
  readonly context: ExperimentContext;
}

/** Notes what is wrong with the value of a key. */
export function fail(reading: Reading, key: string, message: string): void {
  const path = reading.flat.paths[key] ?? [reading.flat.name];
  reading.problems.push({ path, onKey: false, message });
}
