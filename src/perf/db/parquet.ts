import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { readColumn } from "hyparquet/src/column.js";
import { parquetMetadata, parquetSchema } from "hyparquet/src/metadata.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getTreePath } from "hyparquet/src/schema.js";
import type { ColumnMetaData, Compressors, FileMetaData, SchemaTree } from "hyparquet";
import type { TableColumn } from "../types.js";
import { toColumn } from "./columns.js";
import { readOwnChunk } from "./own-chunk.js";

/** A file's needed columns; the constants that our own importer keeps in the footer. */
export interface ParquetTable {
  readonly rowCount: number;
  readonly constants: Readonly<Record<string, string>>;
  /** written by our importer, rows in the order that decides ties */
  readonly ordered: boolean;
  readonly columns: ReadonlyMap<string, TableColumn>;
}

/** Decompressors beyond what the library brings. Zstandard occurs in upstream files only. */
const COMPRESSORS: Compressors = { BROTLI: (bytes) => brotliDecompressSync(bytes) };

/** Reads some columns of a Parquet file; absent ones are left out. `extra` decompressors serve upstream files. */
export function readParquet(path: string, wanted: Iterable<string>, extra: Compressors = {}): ParquetTable {
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(file);
  const compressors = { ...COMPRESSORS, ...extra };
  const columns = new Map<string, TableColumn>();
  const schema = parquetSchema(metadata);
  for (const name of wanted) {
    const column = readNamedColumn(file, metadata, schema, name, compressors);
    if (column !== undefined) columns.set(name, column);
  }
  const kept = metadata.key_value_metadata?.find((entry) => entry.key === "const")?.value;
  return {
    rowCount: Number(metadata.num_rows),
    constants: kept === undefined ? {} : textValues(JSON.parse(kept) as Record<string, unknown>),
    ordered: kept !== undefined,
    columns,
  };
}

function textValues(constants: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, String(value ?? "")]));
}

function readNamedColumn(
  file: ArrayBuffer,
  metadata: FileMetaData,
  schema: SchemaTree,
  name: string,
  compressors: Compressors,
): TableColumn | undefined {
  const rowCount = Number(metadata.num_rows);
  const chunks: ColumnMetaData[] = [];
  for (const group of metadata.row_groups) {
    const chunk = group.columns.find((candidate) => candidate.meta_data?.path_in_schema[0] === name)?.meta_data;
    if (chunk === undefined) return undefined;
    chunks.push(chunk);
  }
  const only = chunks.length === 1 ? readOwnChunk(file, chunks[0] as ColumnMetaData, rowCount) : undefined;
  return only ?? readAny(file, metadata, chunks, getTreePath(schema, [name]), compressors);
}

/** Any Parquet column, through the library's own reader. */
function readAny(
  file: ArrayBuffer,
  metadata: FileMetaData,
  chunks: readonly ColumnMetaData[],
  path: SchemaTree[],
  compressors: Compressors,
): TableColumn {
  const element = (path[path.length - 1] as SchemaTree).element;
  const parts: unknown[] = [];
  chunks.forEach((chunk, i) => {
    const rows = Number(metadata.row_groups[i]?.num_rows ?? 0);
    const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
    const reader = { view: new DataView(file, start, Number(chunk.total_compressed_size)), offset: 0 };
    const plan = { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows };
    const decoder = { ...chunk, pathInSchema: chunk.path_in_schema, element, schemaPath: path, compressors, parsers: DEFAULT_PARSERS };
    for (const data of readColumn(reader, plan, decoder as never).data) {
      for (let row = 0; row < data.length; row++) parts.push((data as ArrayLike<unknown>)[row]);
    }
  });
  return toColumn(parts);
}
