export const id = 872;
export const ids = [872];
export const modules = {

/***/ 8491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   declare: () => (/* binding */ declare),
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var commander__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8179);
/* harmony import */ var _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6586);


const SHELLS = ["bash", "zsh", "fish"];
/** Flags and help of `completion`. */
function declare(command) {
    command.argument("<shell>", `one of ${SHELLS.join(", ")}`);
    command.addHelpText("after", "\nExample: source <(dynamo-advisor completion bash)");
}
/** Prints a completion script that knows every command and flag of this version. */
async function run(args, _flags, environment) {
    const shell = SHELLS.find((name) => name === args[0]);
    if (shell === undefined)
        throw new _domain_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y("usage", `unknown shell '${args[0] ?? ""}'; allowed: ${SHELLS.join(", ")}`);
    const { declareAll } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 9823));
    const program = new commander__WEBPACK_IMPORTED_MODULE_0__/* .Command */ .uB("dynamo-advisor");
    await declareAll(program);
    const commands = program.commands.map((command) => ({
        name: command.name(),
        summary: command.summary(),
        flags: command.options.flatMap((option) => (option.long ? [option.long] : [])),
        words: command.name() === "completion" ? SHELLS : [],
    }));
    environment.terminal.out(script(shell, commands));
    return 0;
}
function script(shell, commands) {
    const names = commands.map((command) => command.name).join(" ");
    if (shell === "fish") {
        return commands
            .flatMap((command) => [
            `complete -c dynamo-advisor -n __fish_use_subcommand -a ${command.name} -d '${command.summary.replaceAll("'", "\\'")}'`,
            ...command.words.map((word) => `complete -c dynamo-advisor -f -n '__fish_seen_subcommand_from ${command.name}' -a ${word}`),
            ...command.flags.map((flag) => `complete -c dynamo-advisor -n '__fish_seen_subcommand_from ${command.name}' -l ${flag.slice(2)}`),
        ])
            .join("\n");
    }
    const cases = commands
        .map((command) => `    ${command.name}) words="${[...command.words, ...command.flags].join(" ")}"${command.words.length > 0 ? " fixed=1" : ""} ;;`)
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


/***/ })

};
