import type { Backend } from "../../domain/deployment.js";
import { measuredSystem, type SystemSpec } from "../system-spec.js";
import type { SourceTable } from "../table.js";
import type { DataSource, LaneDefaults, PricingContext } from "../types.js";
import type { DatabaseMode, TransferPolicy } from "../../domain/data-policy.js";
import type { DataFolder } from "./folder.js";
import { resolveSources, type SourcePlace } from "./sources.js";
import type { TableStore } from "./tables.js";

/** What fixes the price of every operator. */
export interface SessionKey {
  readonly folder: DataFolder;
  readonly store: TableStore;
  readonly system: SystemSpec;
  readonly backend: Backend;
  readonly version: string;
  readonly databaseMode: DatabaseMode;
  readonly transfer: TransferPolicy;
  readonly pinnedLanes: readonly string[];
  readonly laneDefaults: LaneDefaults;
  readonly asEnginesRun: boolean;
}

/** A pricing context; tables are read when an operator first looks at them. */
export interface PricingSession {
  readonly context: PricingContext;
  /** sources of figures so far, by operator */
  readonly marks: ReadonlyMap<string, ReadonlySet<DataSource>>;
}

/** Opens a session; nothing is read yet. On a system that was never measured its donor's tables are the tables. */
export function openSession(key: SessionKey): PricingSession {
  const marks = new Map<string, Set<DataSource>>();
  const context: PricingContext = {
    ...plainContext(key),
    mark(operator, source) {
      let sources = marks.get(operator);
      if (sources === undefined) marks.set(operator, (sources = new Set()));
      sources.add(source);
    },
  };
  const { system, databaseMode } = key;
  if (system.donor === undefined || databaseMode === "SOL") return { context, marks };
  const donor = { ...key, system: system.donor };
  const scaling = {
    // what the donor's figures rest on, these rest on too
    donor: { ...plainContext(donor), mark: context.mark },
    roofline: plainContext({ ...key, databaseMode: "SOL" }),
    donorRoofline: plainContext({ ...donor, databaseMode: "SOL" }),
  };
  return { context: { ...context, scaling }, marks };
}

/** A context that keeps no marks. */
function plainContext(key: SessionKey): PricingContext {
  const {
    folder,
    store,
    system,
    backend,
    version,
    databaseMode,
    transfer,
    pinnedLanes,
    laneDefaults,
    asEnginesRun,
  } = key;
  const opened = new Map<string, readonly SourceTable[]>();
  const shared = new Map<string, unknown>();
  const onlyRequested = databaseMode === "EMPIRICAL" || databaseMode === "SOL";
  const measured = measuredSystem(system);
  return {
    system,
    backend,
    version,
    databaseMode,
    transfer,
    pinnedLanes,
    laneDefaults,
    asEnginesRun,
    tables(family, table) {
      const name = `${family}/${table}`;
      let found = opened.get(name);
      if (found === undefined) {
        const index = folder.index;
        const places = resolveSources({ index, system: measured, backend, version, family, table });
        const used = onlyRequested ? places.filter((place) => isRequested(place, backend, version)) : places;
        opened.set(name, (found = store.open(family, table, used)));
      }
      return found;
    },
    shared<T>(name: string, make: () => T): T {
      if (shared.has(name)) return shared.get(name) as T;
      const made = make();
      shared.set(name, made);
      return made;
    },
    mark() {
      // nobody asks
    },
  };
}

/** The requested version's own file, or a library's, whose version the system fixes. */
function isRequested(place: SourcePlace, backend: Backend, version: string): boolean {
  return place.backend === backend ? place.version === version : place.kernels === undefined;
}
