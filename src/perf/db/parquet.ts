import { readFileSync } from "node:fs";
import * as zlib from "node:zlib";
import type { ColumnMetaData, Compressors, FileMetaData, SchemaTree } from "hyparquet";
import { readColumn } from "hyparquet/src/column.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { parquetMetadata, parquetSchema } from "hyparquet/src/metadata.js";
import { getTreePath } from "hyparquet/src/schema.js";
import { UserError } from "../../domain/errors.js";
import type { TableColumn } from "../table.js";
import { toColumn } from "./columns.js";
import type { TableFile } from "./table-file.js";

/** Decompressors beyond what the library brings. */
const COMPRESSORS: Compressors = {
  BROTLI: (bytes) => zlib.brotliDecompressSync(bytes),
  ZSTD: (bytes) => {
    if (!("zstdDecompressSync" in zlib)) {
      throw new UserError("io", "this data folder holds Zstandard files, which need Node 22.15 or newer");
    }
    return zlib.zstdDecompressSync(bytes);
  },
};

/** Opens a Parquet table of a collector, rows in the order in which it wrote them; each column is decoded when it is first asked for. */
export function openParquet(path: string): TableFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new UserError("io", `cannot read the performance table ${path}`, { cause });
  }
  const shares = bytes.byteOffset !== 0 || bytes.byteLength !== bytes.buffer.byteLength;
  const file = (shares ? new Uint8Array(bytes).buffer : bytes.buffer) as ArrayBuffer;
  const metadata = parquetMetadata(file);
  const schema = parquetSchema(metadata);
  const columns = new Map<string, TableColumn | undefined>();
  return {
    rowCount: Number(metadata.num_rows),
    constants: {},
    ordered: false,
    column(name) {
      if (!columns.has(name)) columns.set(name, readNamedColumn(file, metadata, schema, name));
      return columns.get(name);
    },
  };
}

function readNamedColumn(
  file: ArrayBuffer,
  metadata: FileMetaData,
  schema: SchemaTree,
  name: string,
): TableColumn | undefined {
  const chunks: ColumnMetaData[] = [];
  for (const group of metadata.row_groups) {
    const chunk = group.columns.find(
      (candidate) => candidate.meta_data?.path_in_schema[0] === name,
    )?.meta_data;
    if (chunk === undefined) return undefined;
    chunks.push(chunk);
  }
  const path = getTreePath(schema, [name]);
  return readAny(file, metadata, chunks, path);
}

/** Any Parquet column, through the library's own reader. */
function readAny(
  file: ArrayBuffer,
  metadata: FileMetaData,
  chunks: readonly ColumnMetaData[],
  path: SchemaTree[],
): TableColumn {
  const element = (path[path.length - 1] as SchemaTree).element;
  const parts: unknown[] = [];
  chunks.forEach((chunk, i) => {
    const rows = Number(metadata.row_groups[i]?.num_rows ?? 0);
    const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
    const reader = { view: new DataView(file, start, Number(chunk.total_compressed_size)), offset: 0 };
    const plan = { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows };
    const decoder = {
      ...chunk,
      pathInSchema: chunk.path_in_schema,
      element,
      schemaPath: path,
      compressors: COMPRESSORS,
      parsers: DEFAULT_PARSERS,
    };
    for (const data of readColumn(reader, plan, decoder).data) {
      for (let row = 0; row < data.length; row++) parts.push((data as ArrayLike<unknown>)[row]);
    }
  });
  return toColumn(parts);
}
