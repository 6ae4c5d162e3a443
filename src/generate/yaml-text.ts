import { Document, isCollection, isScalar, isSeq, visit } from "yaml";
import type { Json } from "./options/types.js";

/** How a document is written. */
export interface YamlTextOptions {
  /** lines above the document */
  readonly header?: readonly string[];
  /** remarks behind values, by dotted path */
  readonly comments?: Readonly<Record<string, string>>;
}

/**
 * Data as YAML text: keys in the order of the data, no folded lines, texts of several lines as literal blocks, lists of
 * numbers on one line. Texts that YAML 1.1 would read as something else (`y`, `off`, `1_000`) are quoted.
 */
export function yamlText(data: Json, options: YamlTextOptions = {}): string {
  const document = new Document(data, { compat: "yaml-1.1", aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_key, node) => {
      if (
        node.items.length > 0 &&
        node.items.every((item) => isScalar(item) && typeof item.value === "number")
      )
        node.flow = true;
    },
  });
  for (const [path, remark] of Object.entries(options.comments ?? {})) {
    const node = document.getIn(path.split("."), true);
    if (isScalar(node) || (isSeq(node) && node.flow === true)) node.comment = ` ${yamlLine(remark)}`;
  }
  if (options.header !== undefined && options.header.length > 0) {
    const comment = options.header.map((line) => ` ${yamlLine(line)}`).join("\n");
    if (isCollection(document.contents)) document.contents.commentBefore = comment;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, indentSeq: false });
}

/** Documents in one file. */
export function yamlFile(documents: readonly string[]): string {
  return documents.join("---\n");
}

/** Text from outside as part of a comment: no line breaks, no control characters. */
export function yamlLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]/g, " ");
}
