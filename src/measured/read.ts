import { UserError } from "../domain/errors.js";
import { fault, shownValue, type Fields, type Source } from "./parts.js";
import { isPerfCsv, isPerfExport, readPerfCsv, readPerfJson } from "./perf-export.js";
import type { MeasuredResult } from "./result.js";
import { isServingBench, readServingBench } from "./serving-bench.js";

const READABLE =
  "readable are profile_export_aiperf.json or .csv, profile_export_genai_perf.json or .csv, the JSON of `vllm bench serve --save-result` and the lines of sglang.bench_serving";

/**
 * Every run in a file of benchmark results, whatever it is called: the content says what it is. JSON may be one object, a
 * list, or one object a line. Throws `UserError` (`input`) at the first thing that cannot be used.
 */
export function readMeasured(text: string, file: string): readonly MeasuredResult[] {
  const source: Source = { file, text, line: 1 };
  if (text.trim() === "") throw fault(source, `the file is empty; ${READABLE}`);
  if (isPerfCsv(text)) return [readPerfCsv(source)];
  if (!/^\uFEFF?\s*[{[]/.test(text))
    throw fault(
      source,
      `neither JSON nor a table of metrics begins with ${shownValue(text.trim().slice(0, 20))}; ${READABLE}`,
    );
  return objectsOf(source).map(({ at, fields }) => {
    if (isPerfExport(fields)) return readPerfJson(at, fields);
    if (isServingBench(fields)) return readServingBench(at, fields);
    const keys = Object.keys(fields);
    throw fault(
      at,
      `no benchmark result: the object has ${keys.length === 0 ? "no fields" : `the fields ${shownValue(keys.slice(0, 5).join(", "))}`}; ${READABLE}`,
    );
  });
}

interface Located {
  readonly at: Source;
  readonly fields: Fields;
}

function objectsOf(source: Source): readonly Located[] {
  const whole = parsed(source);
  if (!(whole instanceof UserError))
    return (Array.isArray(whole) ? whole : [whole]).map((value) => located(source, value));
  const lines = source.text.split("\n");
  const filled = lines.flatMap((text, i) => (text.trim() === "" ? [] : [{ ...source, text, line: i + 1 }]));
  // one object a line begins with a whole object; else the first message, on the whole text, says more
  if (filled.length < 2 || parsed(filled[0]!) instanceof UserError) throw whole;
  return filled.map((line) => {
    const value = parsed(line);
    if (value instanceof UserError) throw value;
    return located(line, value);
  });
}

function located(at: Source, value: unknown): Located {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw fault(at, `${shownValue(value)} is no object; ${READABLE}`);
  return { at, fields: value as Fields };
}

/** Python writes numbers that JSON does not know; they say "not measured", or "no limit" of a rate. */
const NOT_JSON = /-?\bInfinity\b|\bNaN\b/g;

function parsed(source: Source): unknown {
  const text = source.text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(text);
  } catch {
    // most files are plain JSON, so the others pay for a second reading
  }
  try {
    return JSON.parse(text.replace(NOT_JSON, "null"));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    const before = text.slice(0, offset).split("\n");
    return new UserError("input", `not valid JSON: ${message.replace(/ (?:in JSON )?at position.*$/, "")}`, {
      file: source.file,
      position: { line: source.line + before.length - 1, column: before.at(-1)!.length + 1 },
    });
  }
}
