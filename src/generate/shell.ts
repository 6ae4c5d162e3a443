/** A word that a shell reads back as it is, whatever it holds: in single quotes, or escaped in double ones. */
export function shellQuote(word: string): string {
  return /['$`]/.test(word) ? `"${shellDouble(word)}"` : `'${word}'`;
}

/**
 * `NAME`, from the variable of that name (or another) when it is set, else `fallback`. Values with characters that mean
 * something inside `${…}` are assigned on a line of their own.
 */
export function assignDefault(name: string, fallback: string, variable: string = name): string {
  if (/^[\w./:@%+,=-]*(?: [\w./:@%+,=-]+)*$/.test(fallback))
    return `${name}="\${${variable}:-${fallback}}"\n`;
  return `${name}="\${${variable}:-}"\n[ -n "$${name}" ] || ${name}=${shellQuote(fallback)}\n`;
}

/** Text inside double quotes, where it means itself. */
export function shellDouble(text: string): string {
  return text.replaceAll(/[\\"$`]/g, String.raw`\$&`);
}

/** Words as lines of a bash array: a flag and its values on one line, values quoted, flags bare. */
export function arrayLines(words: readonly string[], indent = "  "): string {
  const lines: string[][] = [];
  for (const word of words) {
    const isFlag = /^--?[A-Za-z][A-Za-z0-9.-]*$/.test(word);
    const last = lines.at(-1);
    if (isFlag || last === undefined) lines.push([isFlag ? word : shellQuote(word)]);
    else last.push(shellQuote(word));
  }
  return lines.map((line) => `${indent}${line.join(" ")}\n`).join("");
}
