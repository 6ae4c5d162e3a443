import type { Command, CommanderError } from "commander";
import { UserError } from "../domain/errors.js";
import { normalizeArgv } from "./argv.js";
import { whyRefused } from "./flags/refused.js";
import { didYouMean } from "../domain/nearest-name.js";
import { shown } from "./flags/values.js";

/** What a complaint of the argument parser is about. */
export interface UsageContext {
  /** the command that was asked for; the program itself before one is known */
  readonly command: Command;
  /** names of all commands */
  readonly commands: readonly string[];
  /** the command line as typed */
  readonly argv: readonly string[];
}

/** A complaint of the argument parser in one line that says what was found, what is allowed and what to do. */
export function usageError(error: CommanderError, context: UsageContext): UserError {
  return new UserError("usage", words(error, context), { cause: error });
}

function words(error: CommanderError, context: UsageContext): string {
  const { command, commands, argv } = context;
  const program = command.parent === null;
  const name = program ? "" : ` ${command.name()}`;
  const help = `dynamo-advisor${name} --help lists all`;
  const quoted = /'([\s\S]*)'/.exec(error.message)?.[1] ?? "";
  switch (error.code) {
    case "commander.unknownOption":
      if (program) return `unknown flag ${shown(quoted)} before the command; ${help}`;
      return unknownFlag(asTyped(quoted, argv), command, help);
    case "commander.unknownCommand":
      return `unknown command ${shown(quoted)}${didYouMean(quoted, commands, ".")} Allowed: ${commands.join(", ")}`;
    case "commander.optionMissingArgument":
      return `${quoted.replace(/ <.*/, "")} needs a value; ${help}`;
    case "commander.missingArgument":
      return `${command.name()} needs ${argumentWords(command)}; ${help}`;
    case "commander.excessArguments": {
      const extra = command.args.slice(command.registeredArguments.length).map(shown);
      return `${command.name()} takes ${argumentWords(command)}, found ${extra.slice(0, 3).join(" ")} as well; a value follows its flag, ${help}`;
    }
    default:
      return error.message.replace(/^error: /, "");
  }
}

function unknownFlag(flag: string, command: Command, help: string): string {
  const name = (normalizeArgv([flag])[0] ?? flag).replace(/^--/, "").replace(/=.*/, "");
  const reason = whyRefused(command.name(), name);
  if (reason !== undefined) return `${flag} is not taken by ${command.name()}: ${reason}`;
  const known = command.options.flatMap(({ long }) => long ?? []);
  return `unknown flag ${shown(flag)} of ${command.name()}${didYouMean(`--${name}`, known, ";")} ${help}`;
}

/** The flag as it stands in the command line, where older spellings are taken too. */
function asTyped(flag: string, argv: readonly string[]): string {
  const typed = argv.find((argument) => normalizeArgv([argument])[0] === flag);
  return (typed ?? flag).replace(/=.*/s, "");
}

function argumentWords(command: Command): string {
  const names = command.registeredArguments.map((argument) => argument.name());
  if (names.length === 0) return "flags only";
  return `${command.registeredArguments[0]!.variadic ? "one or more of" : "one"} <${names.join("> <")}>`;
}
