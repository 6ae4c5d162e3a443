import type { NumberColumn, TableColumn, TextColumn } from "../table.js";

/** A decoded column of any kind: text becomes dictionary codes in order of first sight, booleans 0 and 1, null NaN or "". */
export function toColumn(data: ArrayLike<unknown>): TableColumn {
  if (data instanceof Float64Array || data instanceof Float32Array || data instanceof Int32Array) {
    return { kind: "number", values: data };
  }
  let isText = false;
  for (let i = 0; i < data.length && !isText; i++) isText = typeof data[i] === "string";
  if (isText) return textColumn(data);
  const values = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    values[i] = value === null || value === undefined ? NaN : Number(value);
  }
  return { kind: "number", values };
}

/** A column of one text value. */
export function constantColumn(value: string, rowCount: number): TextColumn {
  return { kind: "text", codes: new Uint8Array(rowCount), values: [value] };
}

/** A numeric column in dictionary form; its row values are made when somebody asks for them. */
export function codedColumn(codes: Uint16Array | Uint8Array, dictionary: Float64Array): NumberColumn {
  let rows: Float64Array | undefined;
  return {
    kind: "number",
    coded: { codes, dictionary },
    get values() {
      if (rows === undefined) {
        rows = new Float64Array(codes.length);
        for (let i = 0; i < codes.length; i++) rows[i] = dictionary[codes[i] as number] as number;
      }
      return rows;
    },
  };
}

function textColumn(data: ArrayLike<unknown>): TextColumn {
  const codes = new Int32Array(data.length);
  const known = new Map<unknown, number>();
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? "";
    let code = known.get(value);
    if (code === undefined) known.set(value, (code = known.size));
    codes[i] = code;
  }
  return { kind: "text", codes, values: [...known.keys()].map(String) };
}
