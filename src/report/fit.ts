/** Characters that a comment may have, hidden header included; GitHub's own limit is 65,536. */
export const COMMENT_BUDGET = 60_000;

/** How willingly a part is given up: of a manifest that passes without a gain, with one, or of one that does not pass. */
export type Rank = 0 | 1 | 2;

/** A shorter form of a block. Steps are those of `docs/method/comment.md` 11; lower ones go first. */
export interface Cut {
  readonly step: number;
  readonly rank: Rank;
  /** empty: the block is dropped */
  readonly text: string;
}

/** A part of a comment. */
export interface CommentBlock {
  readonly text: string;
  /** shorter forms in the order they replace each other */
  readonly cuts?: readonly Cut[];
  /** never shortened, whatever happens */
  readonly fixed?: true;
}

/** Blocks under a budget. */
export interface Fitted {
  readonly text: string;
  /** blocks that were shortened or dropped */
  readonly shortened: number;
}

/**
 * Joins blocks; over the budget, whole parts become shorter in a fixed order until it fits. `footer` is made last because it
 * counts what was cut. What is still too long after every cut loses its largest block that is not fixed.
 */
export function fit(
  blocks: readonly CommentBlock[],
  footer: (shortened: number) => string,
  budget = COMMENT_BUDGET,
): Fitted {
  const texts = blocks.map(({ text }) => text);
  const touched = new Set<number>();
  const compose = (): string => join([...texts, footer(touched.size)]);
  const first = compose();
  if (first.length <= budget) return { text: first, shortened: 0 };

  const cuts = blocks
    // a part that is not there cannot be cut, nor counted as cut
    .flatMap(({ text, cuts: own = [] }, block) =>
      (text === "" ? [] : own).map((cut, order) => ({ ...cut, block, order })),
    )
    .sort((a, b) => a.step - b.step || a.rank - b.rank || b.block - a.block || a.order - b.order);
  // joining costs two characters a block at most; the footer grows by its notice
  let length = texts.reduce((sum, text) => sum + text.length + 2, 0) + footer(blocks.length).length;
  for (const { block, text } of cuts) {
    if (length <= budget) break;
    length += text.length - (texts[block] ?? "").length;
    texts[block] = text;
    touched.add(block);
  }
  const bySize = texts
    .map((text, index) => ({ index, size: blocks[index]?.fixed ? 0 : text.length }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size);
  for (const { index, size } of bySize) {
    if (length <= budget) break;
    length -= size;
    texts[index] = "";
    touched.add(index);
  }
  return { text: compose(), shortened: touched.size };
}

/** Blocks with a blank line between; folds stand on each other. Empty ones are left out. */
export function join(texts: readonly string[]): string {
  const parts: string[] = [];
  let last = "";
  for (const text of texts) {
    if (text === "") continue;
    if (last !== "") parts.push(last.endsWith("</details>") && text.startsWith("<details>") ? "\n" : "\n\n");
    parts.push(text);
    last = text;
  }
  return parts.join("");
}
