import { existsSync } from "node:fs";
import path from "node:path";
import type { LocalText } from "../../check/local-profile.js";
import type { Profile } from "../../perf/profile/profile.js";
import type { Predictor } from "../../perf/types.js";
import type { Policy } from "../../policy/index.js";
import { readVersion } from "../../data-root.js";
import type { CALIBRATION_FLAG } from "../flags/model.js";
import type { FlagValues } from "../flags/types.js";
import type { CommandEnvironment } from "../command.js";
import { readTextFile } from "./read-file.js";
import { safeLine } from "../terminal.js";

/** Names as in `measured/local-file.ts` and `policy/types.ts`, which fast commands do not load. */
const LOCAL_FILE = ".github/dynamo-advisor-calibration.json";
const POLICY_FILE = ".github/dynamo-advisor.yml";
const MAX_BYTES = 4 * 1024 * 1024;

/** What a command knows when it opens its profile. */
export interface LocalPlaces {
  readonly flags: FlagValues<typeof CALIBRATION_FLAG>;
  readonly environment: CommandEnvironment;
  readonly root: string;
  readonly predictor: Predictor;
}

/** The profile with the measurements that the repository has committed; the same profile without any, and for the reference. */
export async function withLocalCalibration(profile: Profile, places: LocalPlaces): Promise<Profile> {
  return profile.name === "calibrated" ? ((await openLocal(places)) ?? profile) : profile;
}

/**
 * The calibrated profile with the measurements that the repository has committed; undefined without such a file, which
 * costs two looks at the disk. Throws `UserError`.
 */
export async function openLocal(places: LocalPlaces): Promise<Profile | undefined> {
  const { terminal, moduleUrl } = places.environment;
  const found = await localText(places.flags.calibrationFile, terminal.cwd);
  if (found === undefined) return undefined;
  const [{ openLocalProfile }, { calibrationBase }] = await Promise.all([
    import("../../check/local-profile.js"),
    import("../../perf/db/calibration-name.js"),
  ]);
  const local = await openLocalProfile(found, {
    root: places.root,
    base: calibrationBase(places.root, readVersion(moduleUrl)),
    predictor: places.predictor,
  });
  for (const note of local.notes) terminal.err(safeLine(`note: ${note}`));
  return local.profile;
}

/** The text of the local calibration that holds: the flag's, the policy's, the one at the usual place. */
export async function localText(
  given: string | undefined,
  cwd: string,
  policy: () => Pick<Policy, "calibrationFile"> | Promise<Pick<Policy, "calibrationFile">> = () =>
    usualPolicy(cwd),
): Promise<LocalText | undefined> {
  if (given === "none") return undefined;
  const named = given ?? (await policy()).calibrationFile;
  if (named !== undefined)
    return readLocal(
      named,
      cwd,
      given === undefined ? "calibration-file of the policy" : "--calibration-file",
    );
  return existsSync(path.resolve(cwd, LOCAL_FILE)) ? readLocal(LOCAL_FILE, cwd, LOCAL_FILE) : undefined;
}

/** What the policy at its usual place says of measurements. YAML is loaded only for a policy that speaks of a calibration at all. */
export async function usualPolicy(cwd: string): Promise<Pick<Policy, "calibrationFile">> {
  const full = path.resolve(cwd, POLICY_FILE);
  if (!existsSync(full)) return {};
  const content = readTextFile(cwd, POLICY_FILE);
  if (!content.includes("calibration-file")) return {};
  const { loadPolicy } = await import("../../policy/index.js");
  return (await loadPolicy(content, POLICY_FILE)).policy;
}

function readLocal(file: string, cwd: string, origin: string): LocalText {
  return { file, text: readTextFile(cwd, file, `${origin} ${file}`, MAX_BYTES) };
}
