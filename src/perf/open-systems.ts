import type { Backend } from "../domain/deployment.js";
import { latest } from "../domain/latest.js";
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

/** Systems that stay open: those of both pools of a deployment. One takes tens of megabytes with all that is made of its tables. */
const MOST_OPEN = 2;

/** Sessions that stay open of each: measured and at the roofline, as published and as engines run. */
const MOST_SESSIONS = 4;

/** Systems by the name of their tables and the engine. */
export function openSystems(): (folder: DataFolder, tables: string, backend: Backend) => OpenSystem {
  const systems = latest<OpenSystem>(MOST_OPEN);
  return (folder, tables, backend) =>
    systems(`${tables} ${backend}`, () => {
      const others = new Map<string, TableStore>();
      const storeOf = (system: string): TableStore => {
        let other = others.get(system);
        if (other === undefined) others.set(system, (other = tableStore(folder, system)));
        return other;
      };
      return { store: tableStore(folder, tables), storeOf, session: latest(MOST_SESSIONS) };
    });
}
