import { finished, given, numberAt, objectAt, wordAt, type Fields, type Source } from "./parts.js";
import type { MeasuredResult, Statistics, Tool } from "./result.js";

/** Whether an object is the result of vLLM's or SGLang's serving benchmark. */
export function isServingBench(fields: Fields): boolean {
  return "mean_ttft_ms" in fields || "mean_tpot_ms" in fields || "mean_itl_ms" in fields;
}

/**
 * The result of `vllm bench serve --save-result` (or `benchmark_serving.py`), or one line that `sglang.bench_serving`
 * appends. Latencies are milliseconds under `mean_`, `median_`, `p90_`, `p99_` and `ttft`, `tpot`, `e2el` (SGLang:
 * `e2e_latency`); lengths follow from totals over completed requests. `max_concurrency` is the load of a closed loop and a
 * ceiling where `request_rate` is a number instead of `"inf"`; SGLang also tells the `concurrency` that was reached.
 * `tpot` is used, not `itl`: engines that send several tokens at once have a longer `itl`.
 *
 * Sources: `vllm/benchmarks/serve.py` (github.com/vllm-project/vllm), `python/sglang/bench_serving.py`
 * (github.com/sgl-project/sglang).
 */
export function readServingBench(source: Source, fields: Fields): MeasuredResult {
  const sglang = "mean_e2e_latency_ms" in fields;
  const tool: Tool = sglang ? "sglang" : "vllm";
  const number = (key: string): number | undefined => numberAt(source, fields, key);
  const rate = fields["request_rate"];
  // JSON has no infinity: vLLM writes "inf", SGLang writes Infinity, which the reader has turned into null
  const requestRate = typeof rate === "string" || rate === null ? undefined : number("request_rate");
  const requests = number("completed");
  const each = (total: string): number | undefined => {
    const tokens = number(total);
    return tokens === undefined || requests === undefined ? undefined : tokens / requests;
  };
  const closed = requestRate === undefined ? number("max_concurrency") : undefined;
  const failed = number("failed");
  return finished(source, {
    tool,
    model:
      wordAt(fields, "model_id") ??
      wordAt(fields, "model") ??
      wordAt(objectAt(fields, "server_info"), "model_path"),
    date: dateOf(wordAt(fields, "date")),
    isl: each("total_input_tokens"),
    osl: each("total_output_tokens"),
    concurrency: closed ?? (sglang ? number("concurrency") : undefined),
    requestRate,
    requests,
    ttftMs: latency(source, fields, "ttft"),
    tpotMs: latency(source, fields, "tpot"),
    requestLatencyMs: latency(source, fields, sglang ? "e2e_latency" : "e2el"),
    requestsPerSec: number("request_throughput"),
    tokensPerSec: number("output_throughput"),
    doubts: failed === undefined ? [] : [`${failed} requests failed`],
  });
}

function latency(source: Source, fields: Fields, name: string): Statistics {
  const at = (statistic: string): number | undefined => numberAt(source, fields, `${statistic}_${name}_ms`);
  return given({ mean: at("mean"), p50: at("median"), p90: at("p90"), p99: at("p99") });
}

/** vLLM writes `20251124-093000`. */
function dateOf(text: string | undefined): string | undefined {
  const groups = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(text ?? "");
  if (groups === null) return text;
  const [, year, month, day, hour, minute, second] = groups;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}
