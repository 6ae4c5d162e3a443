import type { Backend } from "../domain/deployment.js";
import { latest } from "../domain/latest.js";
import type { DataFolder } from "./db/folder.js";
import type { ModelPlaces } from "./db/models.js";
import type { PricingSession } from "./db/session.js";
import { tableStore, type TableStore } from "./db/tables.js";

/** Where a predictor finds models, and how long it keeps tables. */
export interface PredictorPlaces extends ModelPlaces {
  /** systems are asked for one after the other: tables of those before are let go */
  readonly oneByOne?: boolean;
}

/** What is open of one measured system for one engine: its tables, and the sessions over them by their terms. */
export interface OpenSystem {
  readonly store: TableStore;
  /** tables of systems that it is held against */
  storeOf(system: string): TableStore;
  session(terms: string, open: () => PricingSession): PricingSession;
}

/** What stays open of each kind. */
interface Kept {
  readonly systems: number;
  readonly stores: number;
  readonly sessions: number;
}

const ALL: Kept = { systems: Infinity, stores: Infinity, sessions: Infinity };

/**
 * Where systems are asked for one after the other: both pools of a deployment, the tables of one system and of those that it is
 * held against (tens of megabytes each with all that is made of them), and sessions as published and as engines run, measured
 * and at the roofline.
 */
const FEW: Kept = { systems: 2, stores: 4, sessions: 4 };

/** Systems by the name of their tables and the engine. `oneByOne`: those that were asked for before are let go. */
export function openSystems(
  oneByOne: boolean,
): (folder: DataFolder, tables: string, backend: Backend) => OpenSystem {
  const kept = oneByOne ? FEW : ALL;
  const systems = latest<OpenSystem>(kept.systems);
  const stores = latest<TableStore>(kept.stores);
  return (folder, tables, backend) =>
    systems(`${tables} ${backend}`, () => {
      // engines share few tables, which are worth sharing where all stay open
      const nameOf = (system: string): string => (oneByOne ? `${system} ${backend}` : system);
      const storeOf = (system: string): TableStore =>
        stores(nameOf(system), () => tableStore(folder, system));
      return { store: storeOf(tables), storeOf, session: latest(kept.sessions) };
    });
}
