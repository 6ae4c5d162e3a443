import { shellWord } from "../../../report/check-command.js";
import { startedBy } from "../../started-by.js";
import { createHash } from "node:crypto";
import path from "node:path";
import { compact } from "../../../domain/compact.js";
import { DEFAULT_LENGTHS } from "../../../domain/workload.js";
import { UserError } from "../../../domain/errors.js";
import { generateFiles } from "../../../generate/generate.js";
import { naiveDeployment, naiveFolderName, naiveOptions, withinRoom } from "../../../generate/naive.js";
import { roomsOf } from "../../../search/cache-room.js";
import { splitByRates } from "../../../search/pool-split.js";
import { startableLayout } from "../../../search/startable-layout.js";
import { writeTree } from "../../../save/write-tree.js";
import { readVersion } from "../../../data-root.js";
import { contextOf } from "../../flags/context.js";
import { choiceFlag, intFlag, toggleFlag, type FlagValues } from "../../flags/types.js";
import { generateOptions } from "../../inputs/generate-options.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { BACKEND_FLAG, FORMAT_FLAG, IGNORED_FLAGS, lengthFlags, MODEL_FLAGS } from "../../flags/model.js";
import { openData, settledDrafts } from "../../inputs/open-data.js";
import { asGiven } from "../../inputs/write-file.js";
import { GENERATOR_FLAGS, SAVE_FLAGS } from "../../flags/search.js";

const FLAGS = {
  ...MODEL_FLAGS,
  ...BACKEND_FLAG,
  "total-gpus": intFlag("GPUs of the whole deployment", 1),
  "serving-mode": choiceFlag("what to write (default agg)", "agg", "disagg"),
  "tp-size": intFlag("tensor parallel size; sized by memory without it", 1),
  "batch-size": intFlag("batch limit (default 128)", 1),
  throughput: toggleFlag("DeepSeek: data-parallel attention and whole experts on each GPU"),
  ...lengthFlags(DEFAULT_LENGTHS),
  ...SAVE_FLAGS,
  ...GENERATOR_FLAGS,
  ...FORMAT_FLAG,
  ...IGNORED_FLAGS,
};

type GenerateFlags = FlagValues<typeof FLAGS>;

export const COMMAND = defineCommand({ flags: FLAGS, run });

/** Writes deployment files for a configuration sized by memory, or given by hand; only the split of pools is predicted. */
async function run(
  _args: readonly string[],
  asked: GenerateFlags,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal, moduleUrl } = environment;
  const { totalGpus } = asked;
  if (totalGpus === undefined)
    throw new UserError("usage", "--total-gpus is missing; give the GPUs of the whole deployment");
  const { predictor, flags: named } = await openData(environment, asked);
  const { flags, notes } = await settledDrafts(predictor, named);
  const context = contextOf(flags);
  const facts = await predictor.facts(context);
  const sizing = naiveDeployment({
    model: facts.model,
    numbers: facts.numbers,
    backend: context.backend,
    backendVersion: facts.version,
    system: facts.system.name,
    quant: facts.quant,
    memoryBytes: facts.system.gpu.memCapacity,
    gpusPerNode: facts.system.node.gpusPerNode,
    totalGpus,
    heads: facts.heads,
    ...compact({
      mode: flags.servingMode,
      throughput: flags.throughput,
      tp: flags.tpSize,
      batchSize: flags.batchSize,
    }),
  });
  // the published method cuts experts whatever their width
  const laidOut =
    flags.profile === "reference"
      ? sizing.deployment
      : await startableLayout(predictor, context, sizing.deployment);
  const lengths = {
    isl: flags.isl ?? DEFAULT_LENGTHS.isl,
    osl: flags.osl ?? DEFAULT_LENGTHS.osl,
    prefix: flags.prefix ?? 0,
  };
  const task = {
    ...{ ...lengths, isMoe: sizing.isMoe, producer: `dynamo-advisor ${readVersion(moduleUrl)}` },
    asEnginesRun: flags.profile !== "reference",
  };
  const options = naiveOptions(await generateOptions(flags, terminal.cwd), facts.model);
  // the room depends on the share of memory that is written
  const rooms = await roomsOf({ predictor }, generateFiles(laidOut, task, options).deployment, lengths);
  const sized = flags.batchSize === undefined ? withinRoom(laidOut, rooms) : laidOut;
  // the published method makes one worker prefill and the rest decode, whatever the workload
  const deployment =
    flags.profile === "reference" ? sized : await splitByRates({ predictor }, sized, lengths);
  const generated = generateFiles(deployment, { ...task, rooms }, options);
  if (!sizing.fits)
    terminal.err(
      "warning: the weights may not fit: even a whole node has less memory than 1.5 times the weights",
    );
  for (const note of [...notes, ...generated.notes]) terminal.err(`note: ${note}`);
  if (flags.format === "json") {
    terminal.out(
      JSON.stringify({
        kind: "generate",
        deployment: generated.deployment,
        files: Object.fromEntries(generated.files),
      }),
    );
    return 0;
  }
  const suffix = createHash("sha256")
    .update(JSON.stringify(flags))
    .digest("hex")
    .replace(/\D/g, "")
    .padEnd(6, "0")
    .slice(0, 6);
  const folder = await writeTree(generated.files, {
    saveDir: path.resolve(terminal.cwd, flags.saveDir ?? "output"),
    folder: naiveFolderName(deployment, suffix),
    ...compact({ overwrite: flags.overwrite }),
  });
  const saved = asGiven(folder, flags.saveDir ?? "output", terminal.cwd);
  const { isl, osl } = lengths;
  const manifest = shellWord(path.join(saved, "k8s_deploy.yaml"));
  terminal.out(
    [
      `Saved to ${saved}: ${[...generated.files.keys()].join(", ")}`,
      "Nothing was predicted; this does:",
      `  ${startedBy(moduleUrl, terminal.cwd)} check ${manifest} --system ${shellWord(asked.system ?? facts.system.name)} --isl ${isl} --osl ${osl}`,
    ].join("\n"),
  );
  return 0;
}
