/** Commands of a shell that set the variables that they are given by name, whatever those held. */
const SETTERS = /^(?:read|mapfile|readarray|getopts|let)$/;
/** Those that do with an option: attributes by which a value becomes another one, and a name behind the option. */
const WITH_OPTION: readonly (readonly [command: RegExp, option: RegExp])[] = [
  [/^(?:declare|typeset|local)$/, /^-\w*[iluc]/],
  [/^(?:printf|wait)$/, /^-[vp]/],
];
const RUNNERS = /^(?:command|builtin)$/;
const NAME = /[A-Za-z_]\w*/g;

/** A part of an array that is taken away, a descriptor that is put under a name, a value that is given by its use. */
const ASIDE = /\bunset\b[^\n;&|]{0,200}?\b([A-Za-z_]\w*)\[|\{([A-Za-z_]\w*)\}[<>]|\$\{([A-Za-z_]\w*):?=/g;
/** Arithmetic, of which what sets something is told by its operators. */
const ARITHMETIC = /\(\(((?:[^()]|\([^()]*\)){0,300})\)\)|\$\[([^[\]]{0,300})\]/g;
const SETS = /(?<![=!<>])=(?!=)|<<=|>>=|\+\+|--/;
/** Variables that keep the value that they are given first. */
const KEPT = /(?:^|[\s;&|])(?:readonly|(?:declare|typeset)[ \t]+-[A-Za-qs-z]*r\w*)[ \t]+([A-Za-z_]\w*)=/g;

function namesIn(text: string): readonly string[] {
  return text.match(NAME) ?? [];
}

/**
 * Variables that a command sets in another way than by an assignment. Programs set none, so that the commands are those of the
 * shell itself; words may hold more than the names, which costs nothing where no engine's words use those.
 */
export function setByCommand(words: readonly string[]): readonly string[] {
  const [command = "", ...rest] = RUNNERS.test(words[0] ?? "") ? words.slice(1) : words;
  const sets =
    SETTERS.test(command) ||
    WITH_OPTION.some(([name, option]) => name.test(command) && rest.some((word) => option.test(word)));
  return sets ? rest.flatMap((word) => namesIn(word.replace(/^-[vp](?=.)/, ""))) : [];
}

/** Variables that the text of a script sets aside of its commands. */
export function setAside(script: string): readonly string[] {
  const aside = [...script.matchAll(ASIDE)].flatMap(([, ...names]) =>
    names.filter((name: string | undefined) => name !== undefined),
  );
  const counted = [...script.matchAll(ARITHMETIC)].flatMap(([, one = "", text = one]) =>
    SETS.test(text) ? namesIn(text) : [],
  );
  const kept = [...script.matchAll(KEPT)].flatMap(([, name = ""]) =>
    script.split(new RegExp(`\\b${name}\\+?=`)).length > 2 ? [name] : [],
  );
  return [...aside, ...counted, ...kept];
}
