import type { Command } from "commander";
import { declareFlags } from "./flags/table.js";
import type { Flags, FlagValues } from "./flags/types.js";
import type { Terminal } from "./terminal.js";

/** What every command gets besides its own flags. */
export interface CommandEnvironment {
  readonly terminal: Terminal;
  /** URL of the running bundle; `perf-db/` lies beside it */
  readonly moduleUrl: string;
  /** the command line as typed, for "how to recompute" lines */
  readonly argv: readonly string[];
  /** every command, for the completion script */
  allCommands(): Promise<readonly NamedCommand[]>;
}

/** One command: what it takes, and its work. */
export interface CommandSpec<T extends Flags> {
  readonly flags: T;
  /** its arguments as commander spells them, and what they are */
  readonly argument?: readonly [spelled: string, help: string];
  /** stands below the flags in the help */
  readonly example?: string;
  /** Resolves to the exit code. */
  run(
    args: readonly string[],
    flags: FlagValues<T>,
    environment: CommandEnvironment,
  ): Promise<number> | number;
}

/** A command whose flags are known by their table only. */
export interface CommandModule {
  readonly flags: Flags;
  declare(command: Command): void;
  run(
    args: readonly string[],
    values: Readonly<Record<string, unknown>>,
    environment: CommandEnvironment,
  ): Promise<number>;
}

/** A command with its name and the line of the help. */
export interface NamedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: Flags;
}

/** A command of a table of flags: the one place where what the parser read gets the types of the table. */
export function defineCommand<T extends Flags>(spec: CommandSpec<T>): CommandModule {
  return {
    flags: spec.flags,
    declare(command) {
      if (spec.argument !== undefined) command.argument(...spec.argument);
      declareFlags(command, spec.flags);
      if (spec.example !== undefined) command.addHelpText("after", `\nExample: ${spec.example}`);
    },
    run: async (args, values, environment) => spec.run(args, values as FlagValues<T>, environment),
  };
}
