import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { compact } from "../../../domain/compact.js";
import { UserError } from "../../../domain/errors.js";
import { didYouMean } from "../../../domain/nearest-name.js";
import type { SupportRow } from "../../../perf/db/index-format.js";
import { unpackSupport, type SupportMatrixFile } from "../../../perf/db/support-matrix.js";
import { findSystem, slotsOf } from "../../../perf/db/names.js";
import { measuredSystem, type SystemSpec } from "../../../perf/system-spec.js";
import { explainSystem } from "../../../systems/explain.js";
import { asPriced } from "../../../search/priced-support.js";
import { decideSupport, supportMatrix } from "../../../search/support.js";
import { textFlag, type FlagValues } from "../../flags/types.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { engine, FORMAT_FLAG, SPEECH_FLAGS } from "../../flags/model.js";
import { openData } from "../../inputs/open-data.js";

const FLAGS = {
  model: textFlag("Hugging Face id; without it all models", "name"),
  system: textFlag("GPU system; all without it", "name"),
  backend: engine("inference engine; all without it", "all"),
  "backend-version": textFlag("engine version (default the one that an estimate takes)", "version"),
  ...FORMAT_FLAG,
  ...SPEECH_FLAGS,
};

export const COMMAND = defineCommand({ flags: FLAGS, run });

/** Trying every model takes a search's time for each of them. */
const AS_LISTED = "as the published matrix lists them; with --model each answer is tried on the tables";

/** Looks the support matrix up, or prints it. Exit code 0 also when something is not supported: the answer is the output. */
async function run(
  _args: readonly string[],
  given: FlagValues<typeof FLAGS>,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal } = environment;
  const { system: all, ...others } = given;
  const named: FlagValues<typeof FLAGS> = all === "all" ? others : given;
  const { root, folders, predictor, flags } = await openData(environment, named);
  const rows = readSupport(root);
  const { model, backendVersion: version } = flags;
  const asked = flags.system === undefined ? undefined : findSystem(folders, flags.system).system;
  const system = asked && measuredSystem(asked).name;
  const backend = flags.backend === "all" ? undefined : flags.backend;
  const wanted = rows.filter(
    (row) =>
      (system === undefined || row.system === system) && (backend === undefined || row.backend === backend),
  );
  const architecture =
    model === undefined
      ? undefined
      : folders.map(({ index }) => index.models[model]).find((found) => found !== undefined);
  if (model !== undefined && architecture === undefined && !rows.some((row) => row.model === model)) {
    const known = [...new Set(rows.map((row) => row.model))];
    throw new UserError(
      "model",
      `unknown model ${model}${didYouMean(model, known, ";")} its architecture is needed, pass a model of the same family`,
    );
  }
  const found = decideSupport(wanted, {
    ...compact({ model, architecture, version }),
    currentOf: (place, engineName) =>
      folders.map(({ index }) => slotsOf(index, place, engineName)).find(Boolean)?.current,
  });
  const listed = asked === undefined ? found : found.map((answer) => ({ ...answer, system: asked.name }));
  const answers = model === undefined ? listed : await asPriced(predictor, listed);
  const notes = [
    ...(model === undefined ? [AS_LISTED] : []),
    ...(asked === undefined || asked.donor === undefined ? [] : [scaledNote(asked)]),
  ];
  if (flags.format === "json")
    terminal.out(JSON.stringify({ kind: "support", rows: answers, ...(notes.length > 0 ? { notes } : {}) }));
  else
    terminal.out(
      [
        await supportMatrix(answers, { columns: terminal.columns, markdown: flags.format === "markdown" }),
        ...notes,
      ].join("\n"),
    );
  return 0;
}

/** What an answer for a system that was never measured rests on. */
function scaledNote(system: SystemSpec): string {
  const { scaledFrom, refused } = explainSystem(system);
  const without = refused.map(({ format }) => format).join(", ");
  const lacks = without === "" ? "" : `; number formats that are refused: ${without}`;
  return `${system.name} is scaled from ${scaledFrom.system}: what was measured there is answered${lacks}`;
}

function readSupport(root: string): readonly SupportRow[] {
  const packed = brotliDecompressSync(readFileSync(path.join(root, "support.json.br"))).toString("utf8");
  return unpackSupport(JSON.parse(packed) as SupportMatrixFile);
}
