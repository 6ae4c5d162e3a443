import { Command, CommanderError } from "commander";
import { normalizeArgv } from "./argv.js";
import type { CommandModule, NamedCommand } from "./command.js";
import { EXIT, reportFailure } from "./failure.js";
import { preflight } from "./preflight.js";
import { processTerminal, type Terminal } from "./terminal.js";
import { readVersion } from "../data-root.js";
import { usageError } from "./usage-error.js";

/**
 * The commands, in the order of the help. A command's file is loaded only when it is asked for; those that have to start
 * fastest lie in the entry's own file, where the bundler would otherwise make ten small ones of them.
 */
const COMMANDS: Readonly<
  Record<string, { readonly summary: string; load(): Promise<{ readonly COMMAND: CommandModule }> }>
> = {
  check: {
    summary: "predict changed manifests, find a better configuration, gate on the SLA",
    load: () => import("./commands/check/index.js"),
  },
  parse: {
    summary: "show what was understood of a manifest; nothing is predicted",
    load: () => import("./commands/parse/index.js"),
  },
  default: {
    summary: "aggregated against disaggregated serving for a model, a GPU budget and an SLA",
    load: () => import(/* webpackMode: "eager" */ "./commands/default/index.js"),
  },
  exp: {
    summary: "run and compare the experiments of a YAML file",
    load: () => import("./commands/exp/index.js"),
  },
  estimate: {
    summary: "predict one configuration",
    load: () => import(/* webpackMode: "eager" */ "./commands/estimate/index.js"),
  },
  simulate: {
    summary: "run a load through the schedulers: percentiles of TTFT and TPOT, goodput",
    load: () => import("./commands/simulate/index.js"),
  },
  calibrate: {
    summary: "let measured results correct the predictions of their deployments",
    load: () => import("./commands/calibrate/index.js"),
  },
  recommend: {
    summary: "fewest GPUs for a request rate or a concurrency",
    load: () => import("./commands/recommend/index.js"),
  },
  generate: {
    summary: "write deployment files for a configuration, without a search",
    load: () => import("./commands/generate/index.js"),
  },
  support: {
    summary: "which models, systems and backends the data covers",
    load: () => import("./commands/support/index.js"),
  },
  system: {
    summary: "explain how a GPU that was never measured is scaled, or list all systems",
    load: () => import("./commands/system/index.js"),
  },
  completion: {
    summary: "print a shell completion script",
    load: () => import("./commands/completion/index.js"),
  },
};

/** The names and summaries of all commands. */
export function commandNames(): readonly string[] {
  return Object.keys(COMMANDS);
}

async function allCommands(): Promise<readonly NamedCommand[]> {
  const all: NamedCommand[] = [];
  for (const [name, { summary, load }] of Object.entries(COMMANDS))
    all.push({ name, summary, flags: (await load()).COMMAND.flags });
  return all;
}

/** Runs one command line. Never throws; returns the exit code. */
export async function main(
  argv: readonly string[],
  moduleUrl: string,
  given: Terminal = processTerminal(),
): Promise<number> {
  // `cli` is accepted because the walkthrough's commands begin with `aiconfigurator cli`.
  const args = normalizeArgv(argv[0] === "cli" ? argv.slice(1) : argv);
  const json = args.some(
    (argument, i) => argument === "--format=json" || (argument === "json" && args[i - 1] === "--format"),
  );
  const terminal = args.includes("--no-color") ? { ...given, color: false } : given;
  let exitCode: number = EXIT.done;
  const program = new Command("dynamo-advisor")
    .description("Predicts NVIDIA Dynamo deployments and finds better ones under the same SLA.")
    .showSuggestionAfterError(false);
  const wanted = args.find((argument) => !argument.startsWith("-"));
  const writer = {
    writeOut: (text: string) => terminal.out(text),
    // Complaints come as errors too and are told once, in our own words.
    writeErr: () => undefined,
  };
  let asked: Command = program;
  const prepare = (command: Command): Command => command.exitOverride().configureOutput(writer);
  prepare(program);
  for (const [name, entry] of Object.entries(COMMANDS)) {
    const command = prepare(program.command(name).summary(entry.summary).description(entry.summary));
    if (name !== wanted) continue;
    const { COMMAND: loaded } = await entry.load();
    loaded.declare(command);
    asked = command;
    command.action(async () => {
      await preflight(name, command.opts(), command.args, terminal);
      exitCode = await loaded.run(command.args, command.opts(), { terminal, moduleUrl, argv, allCommands });
    });
  }
  const asksVersion = args.includes("--version") || args.includes("-V");
  program.version(asksVersion ? readVersion(moduleUrl) : "", "-V, --version", "print the version");
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFailure(error, terminal, json);
    if (error.exitCode === 0) return EXIT.done;
    return reportFailure(
      usageError(error, { command: asked, commands: commandNames(), argv }),
      terminal,
      json,
    );
  }
}
