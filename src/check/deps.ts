import type { ExperimentContext } from "../manifest/experiment/read-file.js";
import type { Profile } from "../perf/profile/profile.js";
import type { Evaluator } from "./evaluator.js";
import type { ConfigSource } from "../perf/db/models.js";
import type { Predictor } from "../perf/types.js";

/** What a check needs from outside: opened performance data and the profile of the model. */
export interface CheckDeps {
  readonly predictor: Predictor;
  readonly profile?: Profile;
  /** prices and searches; absent: made from predictor and profile */
  readonly evaluator?: Evaluator;
  /** GPU systems that the data know, for messages */
  readonly systems: readonly string[];
  /** whether the data know a model by this name, in any case of letters */
  knowsModel?(name: string): boolean;
  /** the same over models that `configOf` has, for those that are not bundled */
  withModels?(configOf: ConfigSource): CheckDeps;
  /** known models nearest to a name, best first */
  nearestModels(name: string): readonly string[];
  /** systems and versions that experiment files may name */
  readonly experimentContext?: ExperimentContext;
  /** what a user should know about how they were opened, e.g. measurements that were left out */
  readonly notes?: readonly string[];
  /** where the profile's bands come from, in words */
  readonly bandSource?: string;
}
