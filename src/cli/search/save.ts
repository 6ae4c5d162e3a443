import path from "node:path";
import { compact } from "../../domain/compact.js";
import type { SearchResult } from "../../search/result.js";
import { perfDbRoot, readVersion } from "../../data-root.js";
import { dataRelease } from "../../perf/db/calibration-name.js";
import type { CommandEnvironment } from "../command.js";
import type { DEFAULT_FLAGS } from "../commands/default/request.js";
import type { FORMAT_FLAG } from "../flags/model.js";
import type { CONFIDENCE_FLAG } from "../flags/profile.js";
import type { GENERATOR_FLAGS, HTML_FLAG, SAVE_FLAGS } from "../flags/search.js";
import type { FlagValues } from "../flags/types.js";
import { generateOptions } from "../inputs/generate-options.js";
import { asGiven } from "../inputs/write-file.js";
import { safeLine } from "../terminal.js";
import { growNoFurther } from "../../process-start.js";

/** A search whose answer may be saved. */
export interface AskedToSave {
  readonly flags: FlagValues<
    typeof FORMAT_FLAG &
      typeof SAVE_FLAGS &
      typeof CONFIDENCE_FLAG &
      typeof HTML_FLAG &
      typeof GENERATOR_FLAGS &
      Pick<typeof DEFAULT_FLAGS, "inclusive-tpot">
  >;
  readonly environment: CommandEnvironment;
}

/** Writes the result's tree below `--save-dir`. Returns where it is, and the command that measures the recommendation. */
export async function saveTree(result: SearchResult, answer: AskedToSave): Promise<readonly string[]> {
  const { flags, environment } = answer;
  const { terminal, moduleUrl } = environment;
  const { saveSearch } = await import("../../save/save-search.js");
  growNoFurther();
  const saved = await saveSearch(result, {
    saveDir: path.resolve(terminal.cwd, flags.saveDir ?? "."),
    ...compact({ overwrite: flags.overwrite, picture: flags.png, inclusiveTpot: flags.inclusiveTpot }),
    generate: await generateOptions(flags, terminal.cwd),
    producer: `dynamo-advisor ${readVersion(moduleUrl)}`,
    data: dataRelease(perfDbRoot(moduleUrl)),
  });
  for (const warning of saved.warnings) terminal.err(safeLine(`warning: ${warning}`));
  const shown = asGiven(saved.folder, flags.saveDir ?? ".", terminal.cwd);
  const lines = [`Saved to ${shown}`];
  if (saved.bestFolder !== undefined)
    lines.push(`Deploy the best: kubectl apply -f ${path.join(shown, saved.bestFolder, "k8s_deploy.yaml")}`);
  if (saved.benchCommand !== undefined)
    lines.push("", "Measure it (after a port-forward to the frontend):", saved.benchCommand);
  return lines;
}
