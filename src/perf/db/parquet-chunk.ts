import type { ColumnMetaData, Compressors, SchemaTree } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { readPlain } from "hyparquet/src/plain.js";
import { getMaxDefinitionLevel } from "hyparquet/src/schema.js";
import type { TableColumn } from "../types.js";
import { codedColumn } from "./columns.js";

/**
 * Decodes a chunk as our importer writes them: required values, one data page, dictionary or byte-stream-split. Dictionary
 * codes stay codes, which the library's own reader would expand. Undefined for any other chunk.
 */
export function readPlainChunk(
  file: ArrayBuffer,
  chunk: ColumnMetaData,
  path: SchemaTree[],
  rowCount: number,
  compressors: Compressors,
): TableColumn | undefined {
  if (getMaxDefinitionLevel(path) > 0) return undefined;
  const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
  const reader = { view: new DataView(file, start, Number(chunk.total_compressed_size)), offset: 0 };
  let dictionary: ArrayLike<unknown> | undefined;
  while (reader.offset < reader.view.byteLength) {
    const header = parquetHeader(reader);
    const body = new Uint8Array(file, start + reader.offset, header.compressed_page_size);
    reader.offset += header.compressed_page_size;
    if (header.type === "DICTIONARY_PAGE" && header.dictionary_page_header !== undefined) {
      const page = decompressPage(body, Number(header.uncompressed_page_size), chunk.codec, compressors);
      const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
      dictionary = readPlain({ view, offset: 0 }, chunk.type, header.dictionary_page_header.num_values, undefined);
      continue;
    }
    const data = header.data_page_header_v2;
    if (data === undefined || data.num_values !== rowCount || data.num_nulls > 0 || data.is_compressed === false) {
      return undefined;
    }
    if (data.definition_levels_byte_length + data.repetition_levels_byte_length > 0) return undefined;
    const page = decompressPage(body, Number(header.uncompressed_page_size), chunk.codec, compressors);
    if (data.encoding === "RLE_DICTIONARY" && dictionary !== undefined) return fromDictionary(page, dictionary, rowCount);
    return data.encoding === "BYTE_STREAM_SPLIT" && chunk.type === "FLOAT" ? fromStreams(page, rowCount) : undefined;
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
  return codedColumn(codes, Float64Array.from(dictionary as ArrayLike<number>, Number));
}

/** Floats whose bytes lie in four streams, lowest first. */
function fromStreams(page: Uint8Array, rowCount: number): TableColumn {
  const bits = new Uint32Array(rowCount);
  const [second, third, fourth] = [rowCount, 2 * rowCount, 3 * rowCount];
  for (let i = 0; i < rowCount; i++) {
    bits[i] =
      (page[i] as number) |
      ((page[second + i] as number) << 8) |
      ((page[third + i] as number) << 16) |
      ((page[fourth + i] as number) << 24);
  }
  return { kind: "number", values: new Float32Array(bits.buffer) };
}
