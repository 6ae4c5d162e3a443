import type { Backend } from "../../domain/deployment.js";
import type {
  DatabaseMode,
  DataSource,
  PricingContext,
  SourceTable,
  SystemSpec,
  TableNeed,
  TransferPolicy,
} from "../types.js";
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
  readonly attentionLane?: string;
}

/** A pricing context that loads its tables on demand. */
export interface PricingSession {
  readonly context: PricingContext;
  load(needs: Iterable<TableNeed>): void;
  /** sources of figures so far, by operator */
  readonly marks: ReadonlyMap<string, ReadonlySet<DataSource>>;
}

/** Opens a session; nothing is read before {@link PricingSession.load}. */
export function openSession(key: SessionKey): PricingSession {
  const { folder, store, system, backend, version, databaseMode, transfer, attentionLane } = key;
  const loaded = new Map<string, readonly SourceTable[]>();
  const shared = new Map<string, unknown>();
  const marks = new Map<string, Set<DataSource>>();
  const seen = new Set<TableNeed>();
  const onlyRequested = databaseMode === "EMPIRICAL" || databaseMode === "SOL";
  const context: PricingContext = {
    system,
    backend,
    version,
    databaseMode,
    transfer,
    ...(attentionLane === undefined ? {} : { attentionLane }),
    laneDefaults: folder.index.attentionLanes[backend] ?? {},
    tables(family, table) {
      const found = loaded.get(`${family}/${table}`);
      if (found === undefined) throw new Error(`table ${family}/${table} was not loaded: an operator does not name it in needs`);
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
  function load(needs: Iterable<TableNeed>): void {
    for (const need of needs) {
      if (seen.has(need)) continue;
      seen.add(need);
      const places = resolveSources({ index: folder.index, system, backend, version, ...need });
      const used = onlyRequested ? places.filter((place) => isRequested(place, backend, version)) : places;
      loaded.set(`${need.family}/${need.table}`, store.load(need, used));
    }
  }
  return { context, load, marks };
}

/** The requested version's own file, or a library's, whose version the system fixes. */
function isRequested(place: SourcePlace, backend: Backend, version: string): boolean {
  return place.backend === backend ? place.version === version : place.kernels === undefined;
}
