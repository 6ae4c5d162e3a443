import { truncate } from "./visible.js";

/** Most characters of the policy's own text. */
const MAX_OWN_TEXT = 2000;

/**
 * Header and footer of the policy: its Markdown is wanted; what would swallow the comment under it is not: comments and
 * blocks of HTML that only their own end closes, a fence or a fold that was left open.
 *
 * Whether a line of backticks opens a fence depends on what stands around it (in a block of HTML it is text, in a list
 * it ends with the list). So each fence is put at the margin and after a blank line, where it can only be a fence, and
 * what is still open at the end is closed.
 */
export function ownText(value: string | undefined): string {
  const text = truncate((value ?? "").replace(/\p{Cs}/gu, "\ufffd").trim(), MAX_OWN_TEXT).replace(
    /<(?=\/?(?:pre|script|style|textarea)\b|[!?])/gi,
    "&lt;",
  );
  const lines: string[] = [];
  let open = "";
  let folds = 0;
  for (const line of text.split(/\r\n|[\n\r]/)) {
    const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/.exec(line);
    const ticks = mark?.groups?.["mark"] ?? "";
    const rest = line.slice(mark?.[0].length ?? 0);
    if (open !== "") {
      if (ticks.startsWith(open) && rest.trim() === "") open = "";
      lines.push(line);
      continue;
    }
    // a fence of backticks has none in its info string
    if (ticks !== "" && !(ticks.startsWith("`") && rest.includes("`"))) {
      open = ticks;
      if ((lines.at(-1)?.trim() ?? "") !== "") lines.push("");
      lines.push(line.trimStart());
      continue;
    }
    folds = foldsAfter(line, folds);
    lines.push(line);
  }
  return [
    ...lines,
    ...(open === "" ? [] : [open]),
    ...Array.from({ length: folds }, () => "\n</details>"),
  ].join("\n");
}

/**
 * How many folds are open after a line; an end without a beginning closes none that comes later. An end counts only on a
 * line that begins with such a tag: elsewhere it may be text (a fence in a quotation, a span of code, an indented line),
 * and one end too many does no harm.
 */
function foldsAfter(line: string, before: number): number {
  const sure = /^ {0,3}<\/?details\b/i.test(line);
  let folds = before;
  for (const [tag] of line.matchAll(/<(?:details\b|\/details>)/gi)) {
    if (!tag.startsWith("</")) folds++;
    else if (sure) folds = Math.max(0, folds - 1);
  }
  return folds;
}
