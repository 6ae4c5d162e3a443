import { Command } from "commander";
import { UserError } from "../../domain/errors.js";
import type { CommandEnvironment } from "../command.js";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** Flags and help of `completion`. */
export function declare(command: Command): void {
  command.argument("<shell>", `one of ${SHELLS.join(", ")}`);
  command.addHelpText("after", "\nExample: source <(dynamo-advisor completion bash)");
}

/** Prints a completion script that knows every command and flag of this version. */
export async function run(
  args: readonly string[],
  _flags: Readonly<Record<string, unknown>>,
  environment: CommandEnvironment,
): Promise<number> {
  const shell = SHELLS.find((name) => name === args[0]);
  if (shell === undefined)
    throw new UserError("usage", `unknown shell '${args[0] ?? ""}'; allowed: ${SHELLS.join(", ")}`);
  const program = new Command("dynamo-advisor");
  await environment.declareAll(program);
  const commands = program.commands.map((command) => ({
    name: command.name(),
    summary: command.summary(),
    flags: command.options.flatMap((option) => (option.long ? [option.long] : [])),
    words: command.name() === "completion" ? SHELLS : [],
  }));
  environment.terminal.out(script(shell, commands));
  return 0;
}

interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly string[];
  /** what its argument may be; files when empty */
  readonly words: readonly string[];
}

function script(shell: (typeof SHELLS)[number], commands: readonly CompletedCommand[]): string {
  const names = commands.map((command) => command.name).join(" ");
  if (shell === "fish") {
    return commands
      .flatMap((command) => [
        `complete -c dynamo-advisor -n __fish_use_subcommand -a ${command.name} -d '${command.summary.replaceAll("'", "\\'")}'`,
        ...command.words.map(
          (word) =>
            `complete -c dynamo-advisor -f -n '__fish_seen_subcommand_from ${command.name}' -a ${word}`,
        ),
        ...command.flags.map(
          (flag) =>
            `complete -c dynamo-advisor -n '__fish_seen_subcommand_from ${command.name}' -l ${flag.slice(2)}`,
        ),
      ])
      .join("\n");
  }
  const cases = commands
    .map(
      (command) =>
        `    ${command.name}) words="${[...command.words, ...command.flags].join(" ")}"${command.words.length > 0 ? " fixed=1" : ""} ;;`,
    )
    .join("\n");
  const body = [
    "_dynamo_advisor() {",
    "  local words current fixed",
    '  current="${COMP_WORDS[COMP_CWORD]}"',
    '  case "${COMP_WORDS[1]}" in',
    cases,
    `    *) words="${names}" ;;`,
    "  esac",
    `  [ "$COMP_CWORD" -eq 1 ] && words="${names}"`,
    '  case "$current" in',
    '    -*|"") COMPREPLY=($(compgen -W "$words" -- "$current")) ;;',
    `    *) if [ "$COMP_CWORD" -eq 1 ] || [ -n "$fixed" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi ;;`,
    "  esac",
    "}",
    "complete -F _dynamo_advisor dynamo-advisor",
  ].join("\n");
  return shell === "zsh"
    ? `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }\nautoload -U +X bashcompinit && bashcompinit\n${body}`
    : body;
}
