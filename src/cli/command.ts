import type { Command } from "commander";
import type { FlagValues } from "./flags/table.js";
import type { Terminal } from "./terminal.js";

/** What every command gets besides its own flags. */
export interface CommandEnvironment {
  readonly terminal: Terminal;
  /** URL of the running bundle; `perf-db/` lies beside it */
  readonly moduleUrl: string;
  /** the command line as typed, for "how to recompute" lines */
  readonly argv: readonly string[];
  /** every command with its flags, below `program` */
  declareAll(program: Command): Promise<void>;
}

/** One folder of `commands/`: declares its flags and does its work. Resolves to the exit code. */
export interface CommandModule {
  declare(command: Command): void;
  run(args: readonly string[], flags: FlagValues, environment: CommandEnvironment): Promise<number>;
}
