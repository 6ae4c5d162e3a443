import { readFileSync } from "node:fs";

const page = readFileSync(new URL("../../../docs/rules.md", import.meta.url), "utf8");

/** The example of each rule in `docs/rules.md`. */
export const EXAMPLES: ReadonlyMap<string | undefined, string> = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [/^`([^`]*)`/.exec(section)?.[1], /^Example: (.*)$/m.exec(section)?.[1] ?? ""]),
);

/** The words of what an example quotes, up to what it says besides. */
export function wordsOf(example: string): readonly string[] {
  const [shown = ""] = example.split(/, where |, a name |, and no | without /);
  return [...shown.matchAll(/`([^`]+)`/g)].flatMap(([, code = ""]) =>
    code.split(/[\s"'[\]{},()]+|:(?=\s|$)/).filter((word) => /[\w]/.test(word)),
  );
}

/** A word of an example, or each step of a path, stands in a file. */
export const shows = (text: string, word: string): boolean =>
  text.includes(word) || (/^[a-z.]+$/.test(word) && word.split(".").every((step) => text.includes(step)));
