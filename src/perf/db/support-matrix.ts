import type { SupportRow } from "./index-format.js";

/**
 * `perf-db/support.json.br` (Brotli over JSON): the reference's support matrix. Texts are stored once; a row holds
 * positions in `texts`, in the order of {@link SUPPORT_FIELDS}.
 */
export interface SupportMatrixFile {
  readonly texts: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** Fields of a stored row. */
export const SUPPORT_FIELDS = [
  "model",
  "architecture",
  "system",
  "backend",
  "version",
  "mode",
  "status",
  "error",
  "source",
] as const satisfies readonly (keyof SupportRow)[];

/** Stores every text once. */
export function packSupport(rows: readonly SupportRow[]): SupportMatrixFile {
  const texts = new Map<string, number>();
  const code = (text: string): number => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, texts.size);
    return texts.size - 1;
  };
  const packed = rows.map((row) => SUPPORT_FIELDS.map((field) => code(row[field])));
  return { texts: [...texts.keys()], rows: packed };
}

/** The rows of a stored matrix, in the source's order. */
export function unpackSupport(file: SupportMatrixFile): SupportRow[] {
  return file.rows.map(
    (row) =>
      Object.fromEntries(
        SUPPORT_FIELDS.map((field, i) => [field, file.texts[row[i] ?? 0] ?? ""]),
      ) as unknown as SupportRow,
  );
}
