import { monotonicMs } from "../../monotonic.js";
import type { SearchDeps } from "../../search/run-search.js";
import type { CommandEnvironment } from "../command.js";
import type { CALIBRATION_FLAG, MODEL_FLAGS } from "../flags/model.js";
import { confidenceFlag, profileFlag, type CONFIDENCE_FLAG } from "../flags/profile.js";
import type { FlagValues } from "../flags/types.js";
import { withLocalCalibration } from "../inputs/local-calibration.js";
import type { OpenedData } from "../inputs/open-data.js";
import { withProgress } from "./progress.js";

type SearchFlags = Pick<FlagValues<typeof MODEL_FLAGS>, "profile"> &
  FlagValues<typeof CONFIDENCE_FLAG> &
  FlagValues<typeof CALIBRATION_FLAG>;

/** Where a command's search runs, and the database modes of what it asks. */
interface Searching extends Pick<OpenedData<unknown>, "root" | "predictor"> {
  readonly flags: SearchFlags;
  readonly environment: CommandEnvironment;
  readonly databaseModes: readonly (string | undefined)[];
}

/** Runs a command's search: with its profile and the repository's own measurements, its chance, a clock and progress. */
export async function searching<T>(
  { root, predictor, flags, environment, databaseModes }: Searching,
  run: (deps: SearchDeps) => Promise<T>,
): Promise<T> {
  const usual = profileFlag(flags, root, databaseModes).profile;
  const profile = await withLocalCalibration(usual, { flags, environment, root, predictor });
  return withProgress((counted) =>
    run({ predictor: counted(predictor), profile, ...confidenceFlag(flags), now: monotonicMs }),
  );
}
