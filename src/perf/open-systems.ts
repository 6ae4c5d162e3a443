import type { Backend } from "../domain/deployment.js";
import type { DataFolder } from "./db/folder.js";
import type { PricingSession } from "./db/session.js";
import { tableStore, type TableStore } from "./db/tables.js";

/** What is open of one measured system for one engine: its tables, and the sessions over them by their terms. */
export interface OpenSystem {
  readonly store: TableStore;
  /** tables of systems that it is held against */
  storeOf(system: string): TableStore;
  session(terms: string, open: () => PricingSession): PricingSession;
}

/** What is open of all systems. */
export interface OpenSystems {
  /** what is open of a system by the name of its tables, for an engine */
  of(folder: DataFolder, tables: string, backend: Backend): OpenSystem;
  /** Forgets all that is open, some ten megabytes a system; it is opened again when it is asked for. */
  letGo(): void;
}

/** Systems by the name of their tables and the engine; engines share few tables, which are shared. */
export function openSystems(): OpenSystems {
  const systems = new Map<string, OpenSystem>();
  const stores = new Map<string, TableStore>();
  return {
    of(folder, tables, backend) {
      const storeOf = (system: string): TableStore => known(stores, system, () => tableStore(folder, system));
      return known(systems, `${tables} ${backend}`, () => {
        const sessions = new Map<string, PricingSession>();
        return {
          ...{ store: storeOf(tables), storeOf },
          session: (terms, open) => known(sessions, terms, open),
        };
      });
    },
    letGo() {
      systems.clear();
      stores.clear();
    },
  };
}

function known<T>(map: Map<string, T>, name: string, make: () => T): T {
  const found = map.get(name) ?? make();
  map.set(name, found);
  return found;
}
