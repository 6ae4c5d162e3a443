import { UserError } from "../../../domain/errors.js";
import { dataSystem } from "../../../domain/prediction.js";
import { findSystem, systemNames } from "../../../perf/db/names.js";
import { explainSystem } from "../../../systems/explain.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { FORMAT_FLAG, SPEECH_FLAGS } from "../../flags/model.js";
import type { FlagValues } from "../../flags/types.js";
import { openData, type OpenedData } from "../../inputs/open-data.js";
import { explanationText } from "./text.js";

const FLAGS = { ...FORMAT_FLAG, ...SPEECH_FLAGS };

export const COMMAND = defineCommand({
  flags: FLAGS,
  argument: ["<what...>", "list, or check and a system file or the name of a system"],
  example: "system check h20",
  run,
});

/** Lists the systems, or explains one that is scaled. Throws `UserError` for a file that cannot be used. */
async function run(
  [what = "", system, ...more]: readonly string[],
  flags: FlagValues<typeof FLAGS>,
  environment: CommandEnvironment,
): Promise<number> {
  const { out } = environment.terminal;
  const json = flags.format === "json";
  if (what === "list" && system === undefined) {
    const listed = listSystems((await openData(environment, {})).folders);
    if (json) out(JSON.stringify({ kind: "systems", systems: listed }));
    else out(listed.map(dataSystem).join("\n"));
    return 0;
  }
  if (what !== "check" || system === undefined || more.length > 0)
    throw new UserError("usage", "system wants `list`, or `check` and one system file or name");
  const { folders, flags: named } = await openData(environment, { system });
  const explained = explainSystem(findSystem(folders, named.system).system);
  out(json ? JSON.stringify(explained) : explanationText(explained));
  return 0;
}

function listSystems(
  folders: OpenedData<unknown>["folders"],
): { readonly system: string; readonly scaledFrom?: string }[] {
  return systemNames(folders).map((name) => {
    const { system } = findSystem(folders, name);
    return system.donor === undefined ? { system: name } : { system: name, scaledFrom: system.donor.name };
  });
}
