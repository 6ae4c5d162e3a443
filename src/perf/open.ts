import { compact } from "../domain/compact.js";
import { UserError } from "../domain/errors.js";
import type { SystemDescription } from "./db/described-system.js";
import { isOwnFolder, openOwnFolder, type DataFolder } from "./db/folder.js";
import { unmeasuredDonor } from "./db/names.js";
import type { ModelPlaces } from "./db/models.js";
import { createPredictor, type PricedPredictor } from "./predictor.js";

/** Where performance data lie. */
export interface DataPlaces extends ModelPlaces {
  /** our own `perf-db/` folder */
  readonly root: string;
  /** the user's data folders in the upstream layout or ours; they come before our own, the first that knows a system wins */
  readonly systemsPaths?: readonly string[];
  /** systems of the user's own that are scaled from measured ones */
  readonly described?: readonly SystemDescription[];
}

/** Opened data and the predictor over them. */
export interface PerfDb {
  readonly folders: readonly DataFolder[];
  readonly predictor: PricedPredictor;
}

/** Opens performance data. Reads one index; tables are read when a step is priced. Throws `UserError` (`io`). */
export async function openPerfDb(places: DataPlaces): Promise<PerfDb> {
  const folders: DataFolder[] = [];
  for (const path of places.systemsPaths ?? []) {
    folders.push(isOwnFolder(path) ? openOwnFolder(path) : await openUpstream(path));
  }
  const shipped = openOwnFolder(places.root);
  const described = places.described ?? [];
  for (const one of described) checkDescription(one, [...folders, shipped]);
  folders.push(withDescribed(shipped, described));
  return { folders, predictor: createPredictor(folders, places) };
}

/**
 * Throws `UserError` (`system`), with its place, for a system with the name of a measured one, like one that is not, of
 * another generation than that, or with formats that its generation lacks.
 */
export function checkDescription(description: SystemDescription, folders: readonly DataFolder[]): void {
  const { name, like, origin } = description;
  const measured = new Set(folders.flatMap(({ index }) => Object.keys(index.tables)));
  const fail = (
    message: string,
    key: Exclude<keyof NonNullable<SystemDescription["origin"]>, "file">,
  ): UserError => new UserError("system", message, compact({ file: origin?.file, position: origin?.[key] }));
  if (measured.has(name))
    throw fail(`${name} is a measured system; give the one of the file a name of its own`, "name");
  if (!measured.has(like)) throw fail(unmeasuredDonor(description, folders), "like");
  const donor = folders.map(({ index }) => index.systems[like]?.gpu.smVersion).find(Boolean);
  const problem = donor === undefined ? undefined : capabilityProblem(description, donor / 10);
  if (problem !== undefined) throw fail(problem, "compute-capability");
}

/** The least compute capability whose tensor cores know a format. */
const FORMATS_SINCE = { fp8: 8.9, fp4: 10 } as const;

/** What a stated compute capability contradicts: the donor's generation, or a format that is stated beside it. */
function capabilityProblem(
  { like, tflops, "compute-capability": capability }: SystemDescription,
  donor: number,
): string | undefined {
  if (capability === undefined) return undefined;
  if (Math.floor(capability) !== Math.floor(donor))
    return (
      `\`compute-capability\` is ${capability}, and ${like} has ${donor.toFixed(1)}: kernels of one generation do not run on another; ` +
      "name a donor of its generation, or leave the key out to have the donor's"
    );
  for (const format of ["fp8", "fp4"] as const)
    if (tflops[format] !== undefined && capability < FORMATS_SINCE[format])
      return `\`compute-capability\` is ${capability}, and \`tflops.${format}\` is stated: ${format} tensor cores came with ${FORMATS_SINCE[format].toFixed(1)}; leave the format out or mend the capability`;
  return undefined;
}

/** A folder that knows some systems more. */
function withDescribed(folder: DataFolder, more: readonly SystemDescription[]): DataFolder {
  if (more.length === 0) return folder;
  const own = Object.fromEntries(more.map((one) => [one.name, one]));
  return { ...folder, described: () => ({ ...folder.described(), ...own }) };
}

async function openUpstream(path: string): Promise<DataFolder> {
  const { openUpstreamFolder } = await import("./db/upstream-folder.js");
  return openUpstreamFolder(path);
}
