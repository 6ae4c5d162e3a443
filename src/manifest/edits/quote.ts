import type { QuoteLayer } from "../types.js";

/** A text as it must be spelled inside the given quoting, outermost layer first. Undefined when it cannot be. */
export function encode(text: string, layers: readonly QuoteLayer[]): string | undefined {
  let spelled: string | undefined = text;
  for (const layer of [...layers].reverse()) {
    if (spelled === undefined) return undefined;
    spelled = encodeOne(spelled, layer);
  }
  return spelled;
}

function encodeOne(text: string, layer: QuoteLayer): string | undefined {
  switch (layer.kind) {
    case "yaml-double":
    case "json":
      return text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
    case "yaml-single":
      return text.includes("\n") ? undefined : text.replaceAll("'", "''");
    case "yaml-block":
      return layer.folded && text.includes("\n")
        ? undefined
        : text.replaceAll("\n", `\n${" ".repeat(layer.indent)}`);
    case "yaml-plain":
      return /^[\w./+][\w./+:=@-]*$/.test(text) ||
        /^--?[\w-]+$/.test(text) ||
        /^-?\d+(?:\.\d+)?$/.test(text) ||
        isWords(text)
        ? text
        : undefined;
    case "shell-plain":
      return /^[\w./+:=@,%-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
    case "shell-single":
      return text.replaceAll("'", "'\\''");
    case "shell-double":
      return text.replace(/["\\$`]/g, "\\$&");
    case "here-doc":
      return layer.expands ? text.replace(/[\\$`]/g, "\\$&") : text;
  }
}

/** Words of a command inside a plain scalar of block style: nothing that YAML reads as more than text. */
function isWords(text: string): boolean {
  return /^[\w ./+=@'"{}[\]:,-]+$/.test(text) && !/^\s|\s$|: | #|:$/.test(text);
}
