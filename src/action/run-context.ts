import type { SiblingReader } from "../check/sibling-reader.js";
import type { CheckResult } from "../domain/review.js";
import type { ChangedFile } from "../domain/change.js";
import type { SystemFile } from "../domain/system-file.js";
import type { Forge } from "../forge/forge.js";
import type { TimeBudget } from "../forge/budget.js";
import type { Policy } from "../policy/index.js";
import type { SweepModel, SweepPoint } from "../sweep/grid.js";
import type { SweepOutcome } from "../sweep/outcome.js";
import type { RunnerEnvironment } from "./environment.js";
import type { Inputs } from "./inputs.js";
import type { Logger } from "./log.js";
import type { Outputs } from "./outputs.js";

/** What the check is told beside files and policy. */
export interface EngineOptions {
  readonly inputs: Inputs;
  /** files beside a manifest on one side of the change: ConfigMaps, requests, benchmark jobs */
  readonly siblings: SiblingReader;
  /** whether there is a base that the head is compared with */
  readonly compared: boolean;
  /** the platform cut the list of files */
  readonly incomplete: boolean;
  /** measurements that the base branch has committed */
  readonly local?: { readonly file: string; readonly text: string };
  /** descriptions of GPUs that the base branch has committed */
  readonly systems?: readonly SystemFile[];
  /** asks for a page of the check, and takes what draws it */
  readonly onPage?: (page: () => Promise<string>) => void;
}

/** Prediction, search and judgement as the action sees them. */
export interface Engine {
  /** changes whenever a prediction may change: program and data version */
  readonly version: string;
  check(files: readonly ChangedFile[], policy: Policy, options: EngineOptions): Promise<CheckResult>;
  /** the names that files give the systems they describe; throws `UserError` where one is broken */
  systemNames(files: readonly SystemFile[]): Promise<readonly string[]>;
  /** outcomes in the order of the points */
  sweep(points: readonly SweepPoint[], model: SweepModel): Promise<readonly SweepOutcome[]>;
  /** the page of a sweep whose outcomes were made with `mostShown` */
  sweepPage(points: readonly SweepPoint[], outcomes: readonly SweepOutcome[]): Promise<string>;
}

/** Everything a run works with; the edges are replaced in tests. */
export interface RunContext {
  readonly environment: RunnerEnvironment;
  readonly payload: unknown;
  readonly inputs: Inputs;
  readonly forge: Forge;
  readonly budget: TimeBudget;
  readonly engine: Engine;
  readonly outputs: Outputs;
  readonly log: Logger;
  /** what the gate is as far as known: set once the policy is read, so that a later defect is judged by it */
  readonly gate: { enforced: boolean; onInternalError: "pass" | "fail" };
}
