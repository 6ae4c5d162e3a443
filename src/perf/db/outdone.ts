import type { Model } from "../model/config.js";
import { outdoneSystems } from "../profile/hardware-figures.js";
import { measuredSystem, type SystemSpec } from "../system-spec.js";
import type { WorkerContext } from "../types.js";
import type { DataFolder } from "./folder.js";
import { laneDefaults } from "./lane-defaults.js";
import { slotsOf, versionOf } from "./names.js";
import type { OtherSystem } from "./session.js";
import type { TableStore } from "./tables.js";

/** A system and what its prices are about. */
interface Asked {
  readonly folder: DataFolder;
  readonly system: SystemSpec;
  readonly model: Model;
  readonly storeOf: (system: string) => TableStore;
}

/** The measured systems of a design that a system is no slower than in anything, with their engine of the same slot. */
export function outdoneBy(
  { backend, backendVersion }: WorkerContext,
  { folder, system, model, storeOf }: Asked,
): readonly OtherSystem[] {
  const { index } = folder;
  const { architecture } = model.spec;
  return outdoneSystems(measuredSystem(system).name, Object.keys(index.tables)).flatMap((name) => {
    const slots = slotsOf(index, name, backend);
    const version = slots && versionOf(slots, backendVersion);
    if (version === undefined) return [];
    const other = index.systems[name]!;
    const lanes = laneDefaults(index, { system: other, backend, version, architecture });
    return [{ system: other, version, store: storeOf(name), laneDefaults: lanes }];
  });
}
