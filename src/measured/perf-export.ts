import { csvCells } from "../domain/csv.js";
import {
  fault,
  finished,
  given,
  listAt,
  numberAt,
  objectAt,
  shownValue,
  wordAt,
  type Fields,
  type Source,
} from "./parts.js";
import type { MeasuredResult, Statistics, Tool } from "./result.js";

/** Milliseconds of a unit as the exports spell it. */
const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  milliseconds: 1,
  s: 1000,
  sec: 1000,
  seconds: 1000,
  us: 1e-3,
  microseconds: 1e-3,
  ns: 1e-6,
  nanoseconds: 1e-6,
};

/** Whether an object is the summary of AIPerf or of GenAI-Perf, which it took the shape from. */
export function isPerfExport(fields: Fields): boolean {
  return ["time_to_first_token", "inter_token_latency", "request_latency"].some(
    (tag) => wordAt(objectAt(fields, tag), "unit") !== undefined,
  );
}

/**
 * `profile_export_aiperf.json`, or `profile_export_genai_perf.json`: one object of statistics (`unit`, `avg`, `p1`…`p99`)
 * for each metric; `unit` alone says what numbers mean. Lengths are those that were measured. The load is where the version
 * at hand puts it: AIPerf's `input_config.phases[].concurrency` (warm-up phases are marked `exclude_from_results`) or the
 * older `input_config.loadgen`; GenAI-Perf's `input_config.perf_analyzer.stimulus` or the older `input_config` itself.
 *
 * Sources: AIPerf `docs/reference/json-export-schema.md` (schema 1.0 to 1.5) and `src/aiperf/common/models/export_models.py`
 * (github.com/ai-dynamo/aiperf); GenAI-Perf `genai_perf/export_data/json_exporter.py`
 * (github.com/triton-inference-server/perf_analyzer).
 */
export function readPerfJson(source: Source, fields: Fields): MeasuredResult {
  const config = objectAt(fields, "input_config");
  const aiperf = ["aiperf_version", "schema_version", "benchmark_id"].some((key) => key in fields);
  const tool: Tool =
    aiperf || objectAt(config, "loadgen") !== undefined || listAt(config, "phases").length > 0
      ? "aiperf"
      : "genai-perf";
  return fromMetrics(source, fields, tool, config);
}

/** The parts that JSON and CSV share. */
function fromMetrics(
  source: Source,
  metrics: Fields,
  tool: Tool,
  config: Fields | undefined,
): MeasuredResult {
  const average = (tag: string): number | undefined => numberAt(source, objectAt(metrics, tag), "avg", tag);
  const failed = average("error_request_count");
  return finished(source, {
    tool,
    model: modelOf(config),
    date: wordAt(metrics, "end_time") ?? wordAt(metrics, "start_time"),
    isl: average("input_sequence_length"),
    osl: average("output_sequence_length"),
    ...loadOf(source, metrics, config),
    requests: average("request_count"),
    ttftMs: latency(source, metrics, "time_to_first_token"),
    tpotMs: latency(source, metrics, "inter_token_latency"),
    requestLatencyMs: latency(source, metrics, "request_latency"),
    requestsPerSec: average("request_throughput"),
    tokensPerSec: average("output_token_throughput"),
    doubts: [
      ...(metrics["was_cancelled"] === true ? ["the run was cancelled"] : []),
      ...(failed === undefined ? [] : [`${failed} requests failed`]),
    ],
  });
}

function modelOf(config: Fields | undefined): string | undefined {
  const [item] = listAt(objectAt(config, "models"), "items");
  const endpoint = objectAt(config, "endpoint");
  const names = [
    (item as Fields | undefined)?.["name"],
    listAt(endpoint, "model_names")[0],
    listAt(config, "model_names")[0],
    listAt(config, "model")[0],
    config?.["model"],
  ];
  return names.find((name): name is string => typeof name === "string" && name !== "");
}

function loadOf(
  source: Source,
  metrics: Fields,
  config: Fields | undefined,
): { concurrency?: number; requestRate?: number } {
  const phase = listAt(config, "phases").find(
    (each): each is Fields =>
      typeof each === "object" && each !== null && (each as Fields)["exclude_from_results"] !== true,
  );
  const places = [
    phase,
    objectAt(config, "loadgen"),
    objectAt(objectAt(config, "perf_analyzer"), "stimulus"),
    config,
  ];
  const first = (key: string): number | undefined => {
    for (const place of places) {
      const value = numberAt(source, place, key);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const varied = objectAt(objectAt(metrics, "run_info"), "variation_values");
  const swept = Object.keys(varied ?? {}).find((key) => key.endsWith(".concurrency"));
  const concurrency =
    first("concurrency") ?? (swept === undefined ? undefined : numberAt(source, varied, swept));
  // with a rate, a concurrency is only a ceiling: what was in flight follows from rate and latency
  const requestRate = first("request_rate") ?? numberAt(source, phase, "rate");
  return given({ concurrency: requestRate === undefined ? concurrency : undefined, requestRate });
}

function latency(source: Source, metrics: Fields, tag: string): Statistics {
  const metric = objectAt(metrics, tag);
  if (metric === undefined) return {};
  const unit = wordAt(metric, "unit") ?? "ms";
  const factor = MILLISECONDS[unit];
  if (factor === undefined)
    throw fault(
      source,
      `\`${tag}\` has the unit ${shownValue(unit)}; allowed: ${Object.keys(MILLISECONDS).join(", ")}`,
      tag,
    );
  const at = (key: string): number | undefined => {
    const value = numberAt(source, metric, key, tag);
    return value === undefined ? undefined : value * factor;
  };
  return given({ mean: at("avg"), p50: at("p50"), p90: at("p90"), p99: at("p99") });
}

/** Whether a text is the CSV summary of either program. */
export function isPerfCsv(text: string): boolean {
  return /^\uFEFF?"?Metric"?,/.test(text);
}

/**
 * `profile_export_aiperf.csv` or `profile_export_genai_perf.csv`: a section of metrics with statistics (`Metric,avg,min,…`),
 * an empty line, a section of single values (`Metric,Value`); further sections are telemetry. Names are those of the JSON in
 * words with the unit behind (`Time to First Token (ms)`); GenAI-Perf groups thousands with commas. The file states neither
 * model nor load.
 *
 * Sources: AIPerf `src/aiperf/exporters/metrics_csv_exporter.py`, GenAI-Perf `genai_perf/export_data/csv_exporter.py`.
 */
export function readPerfCsv(source: Source): MeasuredResult {
  const metrics: Record<string, Record<string, unknown>> = {};
  let header: readonly string[] = [];
  for (const [index, line] of source.text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const [name = "", ...cells] = csvCells(line).map((cell) => cell.trim());
    if (name === "Metric") header = cells;
    else if (name === "" || header.length === 0) header = [];
    else {
      const { tag, unit } = named(name);
      const row: Record<string, unknown> = { unit };
      for (const [column, cell] of cells.entries()) {
        const key = header[column] === "Value" ? "avg" : (header[column] ?? "");
        if (cell === "" || cell === "N/A") continue;
        const value = Number(cell.replaceAll(",", ""));
        if (!Number.isFinite(value))
          throw fault(
            { ...source, line: source.line + index },
            `\`${name}\` has ${key} ${shownValue(cell)}; a number is needed`,
          );
        row[key] = value;
      }
      metrics[tag] ??= row;
    }
  }
  const tool: Tool = /genai_perf[^/]*$/.test(source.file) ? "genai-perf" : "aiperf";
  return fromMetrics(source, metrics, tool, undefined);
}

/** `Time to First Token (ms)` as tag and unit. */
function named(name: string): { readonly tag: string; readonly unit: string } {
  const open = name.indexOf("(");
  const words = open < 0 ? name : name.slice(0, open);
  const unit = open < 0 ? "ms" : name.slice(open + 1).replace(")", "");
  return { tag: words.trim().toLowerCase().replaceAll(/[ -]/g, "_"), unit };
}
