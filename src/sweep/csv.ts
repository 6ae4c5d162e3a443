import { stringify } from "csv-stringify/sync";
import { visible } from "../report/visible.js";
import type { SweepPoint } from "./grid.js";
import type { SweepOutcome } from "./outcome.js";

/** One line a point, in the order of the grid; empty cells where there is no figure. Text cannot become a formula. */
export function sweepCsv(points: readonly SweepPoint[], outcomes: readonly SweepOutcome[]): string {
  const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
  const rows = points.map((point) => {
    const outcome = byIndex.get(point.index);
    const best = outcome !== undefined && outcome.kind !== "error" ? outcome.best : undefined;
    return {
      model: visible(point.model),
      system: visible(point.system),
      backend: point.backend,
      gpus: point.gpus,
      isl: point.isl,
      osl: point.osl,
      ttft_limit_ms: point.ttftMs,
      tpot_limit_ms: point.tpotMs,
      result:
        outcome === undefined ? "lost" : { best: "meets", miss: "nearest miss", error: "none" }[outcome.kind],
      mode: best?.mode,
      best_backend: best && visible(best.backend),
      workers: best && visible(best.workers),
      ttft_ms: best?.ttftMs,
      tpot_ms: best?.tpotMs,
      request_latency_ms: best?.requestLatencyMs,
      tokens_per_s_per_gpu: best?.tokensPerSecPerGpu,
      tokens_per_s_per_user: best?.tokensPerSecPerUser,
      requests_per_s: best?.requestsPerSec,
      concurrency: best?.concurrency,
      gpus_used: best?.gpusUsed,
      memory_gib: best?.memoryGib,
      data_version: best && visible(best.dataVersion),
      message: outcome?.kind === "error" ? visible(outcome.message) : undefined,
    };
  });
  return stringify(rows, { header: true, escape_formulas: true });
}
