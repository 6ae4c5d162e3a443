import type { Backend } from "../../domain/deployment.js";
import type { SystemSpec } from "../system-spec.js";
import type { LaneDefaults } from "../types.js";
import { compareVersions } from "../../domain/versions.js";
import type { PerfDbIndex } from "./index-format.js";

/** Whose framework default is asked for. */
export interface LaneQuestion {
  readonly system: SystemSpec;
  readonly backend: Backend;
  readonly version: string;
  /** `architectures[0]` of the model */
  readonly architecture: string;
}

/** Default attention kernels of an engine; those of the architecture where its newest entry not above the version knows the GPU. */
export function laneDefaults(index: PerfDbIndex, question: LaneQuestion): LaneDefaults {
  const { system, backend, version, architecture } = question;
  const own = index.architectureLanes[architecture]?.[backend] ?? {};
  const newest = Object.keys(own)
    .filter((since) => compareVersions(since, version) <= 0)
    .sort(compareVersions)
    .at(-1);
  const lanes = newest === undefined ? undefined : own[newest];
  if (newest !== undefined && lanes?.[String(system.gpu.smVersion)] !== undefined) return { [newest]: lanes };
  return index.attentionLanes[backend] ?? {};
}
