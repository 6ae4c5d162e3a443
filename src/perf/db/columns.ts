import type { Codes, KeyCodes, NumberColumn, TableColumn, TextColumn } from "../table.js";

/** A decoded column of any kind: text becomes dictionary codes in order of first sight, booleans 0 and 1, null NaN or "". */
export function toColumn(data: ArrayLike<unknown>): TableColumn {
  if (data instanceof Float64Array || data instanceof Float32Array || data instanceof Int32Array) {
    return { kind: "number", values: data };
  }
  let isText = false;
  for (let i = 0; i < data.length && !isText; i++) isText = typeof data[i] === "string";
  if (isText) return plainText(data);
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

/** Codes of rows that agree within runs: `byRun` has one a run; those of the rows are made when somebody asks for them. */
export function runCodes(runs: Int32Array, byRun: Uint16Array | Uint8Array): KeyCodes {
  let rows: Codes | undefined;
  return {
    byRun,
    get codes() {
      if (rows === undefined) {
        const filled =
          byRun.BYTES_PER_ELEMENT === 1 ? new Uint8Array(runs.at(-1)!) : new Uint16Array(runs.at(-1)!);
        byRun.forEach((code, run) => filled.fill(code, runs[run], runs[run + 1]));
        rows = filled;
      }
      return rows;
    },
  };
}

/** A text column in dictionary form. */
export function codedText(keys: KeyCodes, values: readonly string[]): TextColumn {
  return {
    kind: "text",
    byRun: keys.byRun,
    get codes() {
      return keys.codes;
    },
    values,
  };
}

/** A numeric column in dictionary form; its row values are made when somebody asks for them. */
export function codedColumn(keys: KeyCodes, dictionary: Float64Array): NumberColumn {
  let rows: Float64Array | undefined;
  return {
    kind: "number",
    coded: {
      byRun: keys.byRun,
      get codes() {
        return keys.codes;
      },
      dictionary,
    },
    get values() {
      if (rows === undefined) {
        const { codes } = keys;
        rows = new Float64Array(codes.length);
        for (let i = 0; i < codes.length; i++) rows[i] = dictionary[codes[i] as number] as number;
      }
      return rows;
    },
  };
}

function plainText(data: ArrayLike<unknown>): TextColumn {
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
