import { truncate } from "./visible.js";

/** Most characters of the policy's own text. */
const MAX_OWN_TEXT = 2000;

/**
 * Header and footer of the policy: its Markdown is wanted; what would swallow the comment under it is not: comments and
 * blocks of HTML that only their own end closes, a fence or a fold that was left open.
 */
export function ownText(value: string | undefined): string {
  const text = truncate((value ?? "").replace(/\p{Cs}/gu, "\ufffd").trim(), MAX_OWN_TEXT).replace(
    /<(?=\/?(?:pre|script|style|textarea)\b|[!?])/gi,
    "&lt;",
  );
  let open = "";
  let folds = 0;
  for (const line of text.split(/\r\n|[\n\r]/)) {
    const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/.exec(line);
    const ticks = mark?.groups?.["mark"] ?? "";
    const rest = line.slice(mark?.[0].length ?? 0);
    if (open !== "") {
      if (ticks.startsWith(open) && rest.trim() === "") open = "";
      continue;
    }
    // a fence of backticks has none in its info string
    if (ticks !== "" && !(ticks.startsWith("`") && rest.includes("`"))) open = ticks;
    folds += count(line, /<details\b/gi) - count(line, /<\/details>/gi);
  }
  const ends = [
    ...(open === "" ? [] : [`\n${open}`]),
    ...(folds > 0 ? ["\n\n</details>".repeat(folds)] : []),
  ];
  return `${text}${ends.join("")}`;
}

function count(line: string, what: RegExp): number {
  return [...line.matchAll(what)].length;
}
