import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { compact } from "../../../domain/compact.js";
import { UserError } from "../../../domain/errors.js";
import { didYouMean } from "../../../domain/nearest-name.js";
import type { SupportRow } from "../../../perf/db/index-format.js";
import { unpackSupport, type SupportMatrixFile } from "../../../perf/db/support-matrix.js";
import { decideSupport, supportMatrix } from "../../../search/support.js";
import { textFlag, type FlagValues } from "../../flags/types.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { engine, FORMAT_FLAG, SPEECH_FLAGS } from "../../flags/model.js";
import { openData } from "../../inputs/open-data.js";

const FLAGS = {
  model: textFlag("Hugging Face id; without it all models", "name"),
  system: textFlag("GPU system; all without it", "name"),
  backend: engine("inference engine; all without it", "all"),
  "backend-version": textFlag("engine version (default the newest listed)", "version"),
  ...FORMAT_FLAG,
  ...SPEECH_FLAGS,
};

export const COMMAND = defineCommand({ flags: FLAGS, run });

/** Looks the support matrix up, or prints it. Exit code 0 also when something is not supported: the answer is the output. */
async function run(
  _args: readonly string[],
  asked: FlagValues<typeof FLAGS>,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal } = environment;
  const { root, folders, flags } = await openData(environment, asked);
  const rows = readSupport(root);
  const { model, backendVersion: version } = flags;
  const systems = [...new Set(rows.map((row) => row.system))].sort();
  const system = pick("system", flags.system, systems);
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
  const answers = decideSupport(wanted, compact({ model, architecture, version }));
  if (flags.format === "json") terminal.out(JSON.stringify({ kind: "support", rows: answers }));
  else
    terminal.out(
      await supportMatrix(answers, { columns: terminal.columns, markdown: flags.format === "markdown" }),
    );
  return 0;
}

function pick(what: string, asked: string | undefined, known: readonly string[]): string | undefined {
  if (asked === undefined || asked === "all") return undefined;
  if (known.includes(asked)) return asked;
  throw new UserError(
    "system",
    `unknown ${what} ${asked}${didYouMean(asked, known, ";")} known: ${known.join(", ")}`,
  );
}

function readSupport(root: string): readonly SupportRow[] {
  const packed = brotliDecompressSync(readFileSync(path.join(root, "support.json.br"))).toString("utf8");
  return unpackSupport(JSON.parse(packed) as SupportMatrixFile);
}
