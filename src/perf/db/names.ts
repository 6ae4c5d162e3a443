import { BACKENDS, type Backend } from "../../domain/deployment.js";
import { UserError } from "../../domain/errors.js";
import { didYouMean } from "../../domain/nearest-name.js";
import { fileForName, isSystemFile } from "../../domain/system-file.js";
import type { SystemSpec } from "../system-spec.js";
import { describedSystem, type SystemDescription } from "./described-system.js";
import type { DataFolder } from "./folder.js";
import type { PerfDbIndex, Slots } from "./index-format.js";

/** A system and the folder that describes it; of several folders the first that knows the name counts. */
export interface FoundSystem {
  readonly folder: DataFolder;
  readonly system: SystemSpec;
}

/**
 * Finds a system by name or alias: a measured one, else one that is described and scaled from a measured one. Throws
 * `UserError` (`system`) with the nearest name.
 */
export function findSystem(folders: readonly DataFolder[], name: string): FoundSystem {
  for (const folder of folders) {
    const { systems, systemAliases, tables } = folder.index;
    const system = own(systems, name) ?? own(systems, own(systemAliases, name) ?? "");
    if (system !== undefined && own(tables, system.name) !== undefined) return { folder, system };
    const scaled = scaledSystem(folders, folder, name);
    if (scaled !== undefined) return scaled;
    if (system !== undefined) return { folder, system };
  }
  if (isSystemFile(name)) throw new UserError("system", fileForName(name));
  const known = systemNames(folders);
  throw new UserError(
    "system",
    `unknown system ${name}${didYouMean(name, known, ";")} known: ${known.join(", ")}`,
  );
}

/** Names of all systems: the measured ones, then those that are described, each in order. */
export function systemNames(folders: readonly DataFolder[]): readonly string[] {
  const measured = folders.flatMap(({ index }) => Object.keys(index.tables)).sort();
  const named = folders.flatMap(({ index, described }) => [
    ...Object.keys(index.systems),
    ...Object.keys(described()),
  ]);
  return [...new Set([...measured, ...named.sort()])];
}

/** What is wrong with a description whose donor has no tables; one that is scaled itself has a donor to name. */
export function unmeasuredDonor(
  { name, like }: Pick<SystemDescription, "name" | "like">,
  folders: readonly Pick<DataFolder, "index" | "described">[],
): string {
  const donor = folders.map(({ described }) => own(described(), like)?.like).find(Boolean);
  const what = `${name} is like ${like}, which was not measured`;
  if (donor !== undefined && like !== name) return `${what} but is scaled from ${donor}; use ${donor}`;
  const measured = folders.flatMap(({ index }) => Object.keys(index.tables)).sort();
  return `${what}${didYouMean(like, measured, ";")} use ${measured.join(", ")}`;
}

/** A described system. Throws `UserError` (`system`) where its donor was never measured. */
function scaledSystem(
  folders: readonly DataFolder[],
  { described }: DataFolder,
  name: string,
): FoundSystem | undefined {
  const description = own(described(), name);
  if (description === undefined) return undefined;
  const { like } = description;
  const folder = folders.find(({ index }) => own(index.systems, like) && own(index.tables, like));
  if (folder === undefined) throw new UserError("system", unmeasuredDonor(description, folders));
  return { folder, system: describedSystem(description, folder.index.systems[like]!) };
}

/** A value under a name that somebody wrote, which may be one of JavaScript's own. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Engines that have any table on a system. */
export function backendsOf(index: PerfDbIndex, system: string): readonly Backend[] {
  const families = Object.values(index.tables[system] ?? {});
  return BACKENDS.filter((backend) => families.some((family) => family[backend] !== undefined));
}

/** Versions of an engine that may be asked for on a system; undefined when the engine has no data there. */
export function slotsOf(index: PerfDbIndex, system: string, backend: Backend): Slots | undefined {
  if (!backendsOf(index, system).includes(backend)) return undefined;
  return index.versions.overrides[system]?.[backend] ?? index.versions.defaults[backend];
}

/**
 * Exact version of a slot alias or of an exact text (`docs/method/performance.md` 8.2); absent means `current`.
 * Throws `UserError` (`backend` or `version`) with what is allowed.
 */
export function resolveVersion(
  index: PerfDbIndex,
  system: string,
  backend: Backend,
  asked: string | undefined,
): string {
  const slots = slotsOf(index, system, backend);
  if (slots === undefined) {
    const others = backendsOf(index, system);
    const instead =
      others.length > 0 ? `use ${others.join(" or ")}` : "no engine has any; choose another system";
    throw new UserError("backend", `there are no ${backend} measurements for ${system}; ${instead}`);
  }
  const found = versionOf(slots, asked);
  if (found !== undefined) return found;
  const allowed = Object.entries(slots).map(([slot, version]) => `${version} (${slot})`);
  throw new UserError(
    "version",
    `no ${backend} data of version ${asked} can be queried on ${system}; use ${allowed.join(" or ")}`,
  );
}

/** Exact version of a slot alias or of an exact text among those that may be asked for; absent means `current`. */
export function versionOf(slots: Slots, asked: string | undefined): string | undefined {
  const wanted = asked === undefined || asked === "" ? "current" : asked;
  const exact = Object.hasOwn(slots, wanted) ? slots[wanted as keyof Slots] : undefined;
  return exact ?? Object.values(slots).find((version) => version === wanted);
}
