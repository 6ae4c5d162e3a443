import { compareMeasured } from "../../../check/measured-point.js";
import { selectProfile } from "../../../perf/profile/select.js";
import type { Predictor } from "../../../perf/types.js";
import { renderMeasured } from "../../../report/terminal/measured.js";
import { perfDbRoot } from "../../../data-root.js";
import { EXIT } from "../../failure.js";
import type { FlagValues } from "../../flags/types.js";
import type { ESTIMATE_COMMAND_FLAGS } from "./request.js";
import { withLocalCalibration } from "../../inputs/local-calibration.js";
import type { CommandEnvironment } from "../../command.js";
import { measuredFiles } from "../../inputs/measured-files.js";
import { deploymentOfFlags } from "../simulate/measured.js";

/** `estimate --measured`: the configuration of the flags at the load of every result, predicted against measured. */
export async function answerMeasured(
  predictor: Predictor,
  flags: FlagValues<typeof ESTIMATE_COMMAND_FLAGS> & { readonly measured: readonly string[] },
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal, moduleUrl } = environment;
  const root = perfDbRoot(moduleUrl);
  const results = flags.measured
    .flatMap((each) => measuredFiles(each, terminal.cwd))
    .flatMap((file) => file.results);
  const { deployment, prefix } = await deploymentOfFlags(predictor, flags, results);
  const profile = await withLocalCalibration(selectProfile(flags.profile ?? "calibrated", root), {
    flags,
    environment,
    root,
    predictor,
  });
  const comparisons = [];
  for (const result of results)
    comparisons.push(await compareMeasured(predictor, profile, { deployment }, result, prefix));
  if (flags.format === "json")
    terminal.out(JSON.stringify({ kind: "measured", profile: profile.name, results: comparisons }));
  else
    terminal.out(comparisons.map((each) => renderMeasured(each, flags.format === "markdown")).join("\n\n"));
  return EXIT.done;
}
