import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { parquetHeader, readColumn } from "hyparquet/src/column.js";
import { decompressPage, readDataPage } from "hyparquet/src/datapage.js";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { parquetMetadata, parquetSchema } from "hyparquet/src/metadata.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { readPlain } from "hyparquet/src/plain.js";
import { getMaxDefinitionLevel, getTreePath } from "hyparquet/src/schema.js";
import type { ColumnMetaData, Compressors, FileMetaData, SchemaTree } from "hyparquet";
import type { TableColumn } from "../types.js";
import { toColumn } from "./columns.js";

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
  const path = getTreePath(schema, [name]);
  const only = chunks.length === 1 ? readFast(file, chunks[0] as ColumnMetaData, path, rowCount, compressors) : undefined;
  return only ?? readAny(file, metadata, chunks, path, compressors);
}

/** One column chunk of required values in one page, as our importer writes them; undefined for anything else. */
function readFast(
  file: ArrayBuffer,
  chunk: ColumnMetaData,
  path: SchemaTree[],
  rowCount: number,
  compressors: Compressors,
): TableColumn | undefined {
  if (getMaxDefinitionLevel(path) > 0) return undefined;
  const element = (path[path.length - 1] as SchemaTree).element;
  const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
  const reader = { view: new DataView(file, start, Number(chunk.total_compressed_size)), offset: 0 };
  let dictionary: ArrayLike<unknown> | undefined;
  while (reader.offset < reader.view.byteLength) {
    const header = parquetHeader(reader);
    const body = new Uint8Array(file, start + reader.offset, header.compressed_page_size);
    reader.offset += header.compressed_page_size;
    const page = (): Uint8Array =>
      decompressPage(body, Number(header.uncompressed_page_size), chunk.codec, compressors);
    if (header.type === "DICTIONARY_PAGE" && header.dictionary_page_header !== undefined) {
      const bytes = page();
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      dictionary = readPlain({ view, offset: 0 }, chunk.type, header.dictionary_page_header.num_values, element.type_length);
      continue;
    }
    const data = header.data_page_header;
    if (header.type !== "DATA_PAGE" || data === undefined || data.num_values !== rowCount) return undefined;
    if (!data.encoding.endsWith("_DICTIONARY")) {
      const values = readDataPage(page(), data, { ...chunk, element, schemaPath: path, parsers: DEFAULT_PARSERS, file: { byteLength: 0, slice: () => file }, pathInSchema: [] } as never);
      return toColumn(values.dataPage);
    }
    if (dictionary === undefined) return undefined;
    return fromDictionary(page(), dictionary, rowCount);
  }
  return undefined;
}

function fromDictionary(page: Uint8Array, dictionary: ArrayLike<unknown>, rowCount: number): TableColumn {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const width = view.getUint8(0);
  const codes = dictionary.length <= 256 ? new Uint8Array(rowCount) : new Uint16Array(rowCount);
  if (width > 0) readRleBitPackedHybrid({ view, offset: 1 }, width, codes as never, page.byteLength - 1);
  if (dictionary[0] instanceof Uint8Array) {
    const decoder = new TextDecoder();
    return { kind: "text", codes, values: Array.from(dictionary, (bytes) => decoder.decode(bytes as Uint8Array)) };
  }
  const lookup = Float64Array.from(dictionary as ArrayLike<number | bigint>, Number);
  const values = new Float64Array(rowCount);
  for (let i = 0; i < rowCount; i++) values[i] = lookup[codes[i] as number] as number;
  return { kind: "number", values };
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
