import type { Backend } from "../../domain/deployment.js";
import type { SourceTable } from "../table.js";
import type { SystemSpec } from "../system-spec.js";
import type { DatabaseMode, DataSource, LaneDefaults, PricingContext, TransferPolicy } from "../types.js";
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
}

/** A pricing context; tables are read when an operator first looks at them. */
export interface PricingSession {
  readonly context: PricingContext;
  /** sources of figures so far, by operator */
  readonly marks: ReadonlyMap<string, ReadonlySet<DataSource>>;
}

/** Opens a session; nothing is read yet. */
export function openSession(key: SessionKey): PricingSession {
  const { folder, store, system, backend, version, databaseMode, transfer, pinnedLanes, laneDefaults } = key;
  const opened = new Map<string, readonly SourceTable[]>();
  const shared = new Map<string, unknown>();
  const marks = new Map<string, Set<DataSource>>();
  const onlyRequested = databaseMode === "EMPIRICAL" || databaseMode === "SOL";
  const context: PricingContext = {
    system,
    backend,
    version,
    databaseMode,
    transfer,
    pinnedLanes,
    laneDefaults,
    tables(family, table) {
      const name = `${family}/${table}`;
      let found = opened.get(name);
      if (found === undefined) {
        const places = resolveSources({ index: folder.index, system, backend, version, family, table });
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
    mark(operator, source) {
      let sources = marks.get(operator);
      if (sources === undefined) marks.set(operator, (sources = new Set()));
      sources.add(source);
    },
  };
  return { context, marks };
}

/** The requested version's own file, or a library's, whose version the system fixes. */
function isRequested(place: SourcePlace, backend: Backend, version: string): boolean {
  return place.backend === backend ? place.version === version : place.kernels === undefined;
}
