import path from "node:path";
import type { SearchResult } from "../../search/result.js";
import { readVersion } from "../../data-root.js";
import type { CommandEnvironment } from "../command.js";
import type { FlagValues } from "../flags/table.js";
import { generateOptions } from "../inputs/generate-options.js";
import { safeLine } from "../terminal.js";

interface Asked {
  readonly flags: FlagValues;
  readonly environment: CommandEnvironment;
}

/** Writes the result's tree below `--save-dir`. Returns where it is, and the command that measures the recommendation. */
export async function saveTree(result: SearchResult, answer: Asked): Promise<readonly string[]> {
  const { flags, environment } = answer;
  const { terminal, moduleUrl } = environment;
  const { saveSearch } = await import("../../save/save-search.js");
  const saved = await saveSearch(result, {
    saveDir: path.resolve(terminal.cwd, flags["saveDir"] as string),
    ...(flags["overwrite"] === true ? { overwrite: true } : {}),
    ...(flags["inclusiveTpot"] === true ? { inclusiveTpot: true } : {}),
    generate: await generateOptions(flags, terminal.cwd),
    producer: `dynamo-advisor ${readVersion(moduleUrl)}`,
  });
  for (const warning of saved.warnings) terminal.err(safeLine(`warning: ${warning}`));
  const lines = [`Saved to ${path.relative(terminal.cwd, saved.folder) || saved.folder}`];
  if (saved.bestFolder !== undefined)
    lines.push(
      `Deploy the best: kubectl apply -f ${path.join(path.relative(terminal.cwd, saved.folder), saved.bestFolder, "k8s_deploy.yaml")}`,
    );
  if (saved.benchCommand !== undefined)
    lines.push("", "Measure it (after a port-forward to the frontend):", saved.benchCommand);
  return lines;
}
