import { UserError } from "../domain/errors.js";
import { parseLocalFile, toLocalPoint, type LocalFile, type StoredPoint } from "../measured/local-file.js";
import { readCalibration, readLocalSpread } from "../perf/db/calibration.js";
import { calibratedProfile } from "../perf/profile/calibrated.js";
import type { Calibration } from "../perf/profile/calibration-file.js";
import { localCalibration } from "../perf/profile/local-calibration.js";
import type { Profile } from "../perf/profile/profile.js";
import type { Predictor } from "../perf/types.js";
import { pricePoint } from "./measured-point.js";

/** A committed local calibration: its text and where it came from. */
export interface LocalText {
  readonly file: string;
  readonly text: string;
}

/** The calibrated profile with a repository's own measurements in it. */
export interface LocalProfile {
  readonly profile: Profile;
  /** measurements that correct something */
  readonly points: number;
  readonly notes: readonly string[];
}

/**
 * Opens a local calibration over the shipped one. Points whose `predicted` came from another program or calibration are
 * priced again, so an upgrade never lays an old correction over a new model; those that cannot be are left out, and a note
 * says so. Throws `UserError` (`input`) for a broken file.
 */
export async function openLocalProfile(
  { file, text }: LocalText,
  places: { readonly root: string; readonly base: string; readonly predictor: Predictor },
): Promise<LocalProfile> {
  const calibration = readCalibration(places.root);
  const local = await parseLocalFile(text, file);
  const { points, notes } =
    local.base === places.base
      ? { points: local.points, notes: [] }
      : await repriced(local, calibration, places.predictor);
  const corrections = localCalibration(points.map(toLocalPoint), readLocalSpread(places.root));
  return { profile: calibratedProfile(calibration, corrections), points: points.length, notes };
}

/** All points as the shipped calibration prices them now. */
export async function repriced(
  local: LocalFile,
  calibration: Calibration,
  predictor: Predictor,
): Promise<{ readonly points: readonly StoredPoint[]; readonly notes: readonly string[] }> {
  const points: StoredPoint[] = [];
  const notes: string[] = [];
  for (const point of local.points) {
    try {
      points.push({ ...point, ...(await pricePoint(predictor, calibration, point, point.workload)) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      notes.push(`local calibration: ${point.name} (${point.source.file}) is left out: ${error.message}`);
    }
  }
  return { points, notes };
}
