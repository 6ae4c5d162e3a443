import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { Command } from "commander";
import { BACKENDS, type Backend } from "../../../domain/deployment.js";
import { UserError } from "../../../domain/errors.js";
import { didYouMean } from "../../../domain/nearest-name.js";
import type { SupportRow } from "../../../perf/db/index-format.js";
import { unpackSupport, type SupportMatrixFile } from "../../../perf/db/support-matrix.js";
import { decideSupport, supportMatrix } from "../../../search/support.js";
import { declareFlags, choice, text, type FlagValues } from "../../flags/table.js";
import type { CommandEnvironment } from "../../command.js";
import { FORMAT_FLAG, IGNORED_FLAGS } from "../../flags/model.js";
import { openData } from "../../inputs/open-data.js";

/** Flags and help of `support`. */
export function declare(command: Command): void {
  declareFlags(command, [
    { name: "model", type: text("name"), help: "Hugging Face id; without it all models" },
    { name: "system", type: text("name"), help: "GPU system; all without it" },
    { name: "backend", type: choice(...BACKENDS, "all"), help: "inference engine; all without it" },
    { name: "backend-version", type: text("version"), help: "engine version (default the newest listed)" },
    FORMAT_FLAG,
    ...IGNORED_FLAGS.filter(({ name }) => /^(?:log-level|debug|no-color)$/.test(name)),
  ]);
}

/** Looks the support matrix up, or prints it. Exit code 0 also when something is not supported: the answer is the output. */
export async function run(
  _args: readonly string[],
  asked: FlagValues,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal } = environment;
  const { root, folders, flags } = await openData(environment, asked);
  const rows = readSupport(root);
  const model = flags["model"] as string | undefined;
  const systems = [...new Set(rows.map((row) => row.system))].sort();
  const system = pick("system", flags["system"] as string | undefined, systems);
  const backend = flags["backend"] === "all" ? undefined : (flags["backend"] as Backend | undefined);
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
  const answers = decideSupport(wanted, {
    ...(model === undefined ? {} : { model }),
    ...(architecture === undefined ? {} : { architecture }),
    ...(flags["backendVersion"] === undefined ? {} : { version: flags["backendVersion"] as string }),
  });
  if (flags["format"] === "json") terminal.out(JSON.stringify({ kind: "support", rows: answers }));
  else
    terminal.out(
      await supportMatrix(answers, { columns: terminal.columns, markdown: flags["format"] === "markdown" }),
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
