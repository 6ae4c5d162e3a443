import { UserError } from "../../../domain/errors.js";
import { systemNames } from "../../../perf/db/names.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { openData } from "../../inputs/open-data.js";

const SHELLS = ["bash", "zsh", "fish"] as const;

export const COMMAND = defineCommand({
  flags: {},
  argument: ["<shell>", `one of ${SHELLS.join(", ")}`],
  example: "source <(dynamo-advisor completion bash)",
  run,
});

/** Prints a completion script that knows every command and flag of this version. */
async function run(
  args: readonly string[],
  _flags: object,
  environment: CommandEnvironment,
): Promise<number> {
  const shell = SHELLS.find((name) => name === args[0]);
  if (shell === undefined)
    throw new UserError("usage", `unknown shell '${args[0] ?? ""}'; allowed: ${SHELLS.join(", ")}`);
  const { folders } = await openData(environment, {});
  const systems = systemNames(folders);
  const named: Readonly<Record<string, readonly string[] | undefined>> = {
    model: folders.flatMap(({ index }) => Object.keys(index.models)).sort(),
    system: systems,
    "decode-system": systems,
  };
  const commands = (await environment.allCommands()).map(({ name, summary, flags }) => ({
    name,
    summary,
    flags: Object.entries(flags).map(([flag, { values = [] }]) => ({
      name: `--${flag}`,
      values: named[flag] ?? values,
    })),
    words: name === "completion" ? SHELLS : [],
  }));
  environment.terminal.out(script(shell, commands));
  return 0;
}

interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** what its argument may be; files when empty */
  readonly words: readonly string[];
}

/** One case for all flags that may be the same. */
function valueCases(commands: readonly CompletedCommand[]): readonly string[] {
  const byValues = new Map<string, string[]>();
  for (const command of commands)
    for (const { name, values } of command.flags) {
      const words = values.join(" ");
      if (words !== "") byValues.set(words, [...(byValues.get(words) ?? []), `"${command.name} ${name}"`]);
    }
  return [...byValues].map(([words, flags]) => `    ${flags.join("|")}) values="${words}" ;;`);
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
          ({ name, values }) =>
            `complete -c dynamo-advisor -n '__fish_seen_subcommand_from ${command.name}' -l ${name.slice(2)}${values.length === 0 ? "" : ` -xa '${values.join(" ")}'`}`,
        ),
      ])
      .join("\n");
  }
  const cases = commands
    .map(
      (command) =>
        `    ${command.name}) words="${[...command.words, ...command.flags.map(({ name }) => name)].join(" ")}"${command.words.length > 0 ? " fixed=1" : ""} ;;`,
    )
    .join("\n");
  const body = [
    "_dynamo_advisor() {",
    "  local words current fixed values",
    '  current="${COMP_WORDS[COMP_CWORD]}"',
    '  case "${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]}" in',
    ...valueCases(commands),
    "  esac",
    '  if [ -n "$values" ]; then COMPREPLY=($(compgen -W "$values" -- "$current")); return; fi',
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
