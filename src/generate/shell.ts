/** A word that a shell reads back as it is: in single quotes, whatever it holds. */
export function shellQuote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A default inside `"${NAME:-…}"`: the characters that the shell would read there are escaped. */
export function shellDefault(value: string): string {
  return value.replaceAll(/[\\"$`}]/g, String.raw`\$&`);
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
