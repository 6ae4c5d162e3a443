import type { Backend } from "../../domain/deployment.js";
import { measuredSystem } from "../system-spec.js";
import type { SourceTable } from "../table.js";
import type { DataSource, PricingContext, PricingTerms } from "../types.js";
import type { DataFolder } from "./folder.js";
import { resolveSources, type SourcePlace } from "./sources.js";
import type { TableStore } from "./tables.js";

/** The terms of a context, and where its tables are. */
interface ContextKey extends PricingTerms {
  readonly folder: DataFolder;
  readonly store: TableStore;
}

/** A measured system beside the one that is asked about: its engine's version and its own tables. */
export type OtherSystem = Pick<ContextKey, "system" | "version" | "store" | "laneDefaults">;

/** The terms of a session, and where its tables are. */
export interface SessionKey extends ContextKey {
  /** as engines run: systems that the asked one is no slower than in anything; its donor is, where it was never measured */
  readonly outdone?: readonly OtherSystem[];
}

/** A pricing context; tables are read when an operator first looks at them. */
export interface PricingSession {
  readonly context: PricingContext;
  /** sources of figures so far, by operator */
  readonly marks: ReadonlyMap<string, ReadonlySet<DataSource>>;
}

/** Opens a session; nothing is read yet. On a system that was never measured its donor's tables are the tables. */
export function openSession({ outdone: others = [], ...key }: SessionKey): PricingSession {
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
  if (databaseMode === "SOL") return { context, marks };
  const outdone = others.map((other) => plainContext({ ...key, ...other, databaseMode: "SILICON" }));
  if (system.donor === undefined) return { context: { ...context, outdone }, marks };
  const donor = { ...key, system: system.donor };
  const scaling = {
    // what the donor's figures rest on, these rest on too
    donor: { ...plainContext(donor), mark: context.mark, outdone },
    roofline: plainContext({ ...key, databaseMode: "SOL" }),
    donorRoofline: plainContext({ ...donor, databaseMode: "SOL" }),
  };
  return { context: { ...context, scaling }, marks };
}

/** A context that keeps no marks. */
function plainContext({ folder, store, ...terms }: ContextKey): PricingContext {
  const { system, backend, version, databaseMode } = terms;
  const opened = new Map<string, readonly SourceTable[]>();
  const shared = new Map<string, unknown>();
  const onlyRequested = databaseMode === "EMPIRICAL" || databaseMode === "SOL";
  const measured = measuredSystem(system);
  return {
    ...terms,
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
