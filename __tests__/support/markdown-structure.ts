/** What is wrong with the skeleton of a comment: rules that hold whatever it says. */
export function problemsOf(markdown: string): readonly string[] {
  const problems: string[] = [];
  const lines = markdown.split("\n");
  let fence: string | undefined;
  let depth = 0;
  let columns: number | undefined;
  for (const [index, line] of lines.entries()) {
    const at = `line ${index + 1}: ${line.slice(0, 80)}`;
    const ticks = /^(?<ticks>`{3,})(?<info>[a-z]*)$/.exec(line)?.groups;
    if (fence !== undefined) {
      if (line === fence) fence = undefined;
      continue;
    }
    if (ticks?.["ticks"] !== undefined) {
      if (ticks["info"] === "mermaid" && depth > 0) problems.push(`chart in a fold, ${at}`);
      fence = ticks["ticks"];
      continue;
    }
    if (line.startsWith("<details>")) depth++;
    if (depth > 1) problems.push(`fold in a fold, ${at}`);
    if (line === "</details>") depth--;
    if (line.startsWith("| ")) {
      const cells = line.replace(/\\./g, "").split("|").length - 2;
      columns ??= cells;
      if (cells !== columns) problems.push(`${cells} cells under ${columns} columns, ${at}`);
      const open = depth === 0 ? (line.includes("Smallest fix") || columns === 5 ? 5 : 4) : 8;
      if (columns > open) problems.push(`${columns} columns, ${at}`);
    } else if (!line.startsWith("|")) columns = undefined;
    if (
      /\b(?:NaN|undefined|null|Infinity|none|n\/a)\b/.test(
        line
          .replace(/`[^`]*`/g, "")
          .replaceAll("none with a gain", "")
          .replace(/cannot read.*$/, ""),
      )
    )
      problems.push(`empty words, ${at}`);
    if (/^#{2,3} /.test(line) && line.length > 110) problems.push(`long heading, ${at}`);
  }
  if (fence !== undefined) problems.push("a fence is left open");
  if (depth !== 0) problems.push("folds do not balance");
  return problems;
}
