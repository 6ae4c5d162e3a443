import type { EngineSettings } from "../../domain/deployment.js";
import { largestFit } from "../../domain/largest-fit.js";
import type { Bands, Interval, MemoryVerdict } from "../../domain/prediction.js";
import type { ReplicaFigures } from "../profile/profile.js";

/**
 * Requests of a rank that an engine admits of `wanted`: those whose cache fits, else those that memory holds at all. 0 when not even one does.
 */
export function admittedOf(wanted: number, verdictAt: (batch: number) => MemoryVerdict): number {
  if (verdictAt(wanted) === "fits") return wanted;
  const fitting = largestFit(wanted, (batch) => verdictAt(batch) === "fits");
  return fitting > 0 ? fitting : largestFit(wanted, (batch) => verdictAt(batch) !== "oom");
}

/** Where requests wait that are not let in: at a limit that the engine is given, or where its memory ends. */
export type Door = "limit" | "memory";

/** What keeps requests out of an engine that takes `fit` of them on a rank: its limit, where one is written, or its memory. */
export function doorOf(fit: number, { maxBatchSize }: EngineSettings): Door {
  return fit === maxBatchSize ? "limit" : "memory";
}

/**
 * Bands of figures to which a wait at the door is added. Who waits, waits for others to leave: by Little's law a part of the
 * time of a request inside (`latencyMs`), so the wait errs as that time does. How many memory lets in is a figure of ours and
 * was never measured with requests waiting: there the wait is believed half as well, on a logarithmic scale.
 */
export function waitingBands(
  bands: Bands,
  { waitMs, latencyMs, door }: { readonly waitMs: number; readonly latencyMs: number; readonly door: Door },
): Bands {
  if (waitMs === 0) return bands;
  const errs = door === "memory" ? 2 : 1;
  const wait = bands.requestLatencyMs.map((end) => waitMs * (end / latencyMs) ** errs);
  const later = ([low, high]: Interval): Interval => [low + wait[0]!, high + wait[1]!];
  return { ...bands, ttftMs: later(bands.ttftMs), requestLatencyMs: later(bands.requestLatencyMs) };
}

/**
 * Figures of a closed loop of `wanted` requests when `admitted` of them are let in. The service is that of the admitted ones;
 * by Little's law a request then spends `wanted / admitted` of its time in the system as before, and what is added is waiting
 * before the first token.
 */
export function queuedFigures(
  figures: ReplicaFigures,
  admitted: number,
  wanted: number,
  door: Door,
): ReplicaFigures {
  const { bands, requestLatencyMs: latencyMs } = figures;
  const waitMs = (wanted / admitted - 1) * latencyMs;
  return {
    ...figures,
    ttftMs: figures.ttftMs + waitMs,
    requestLatencyMs: latencyMs + waitMs,
    ...(bands === undefined ? {} : { bands: waitingBands(bands, { waitMs, latencyMs, door }) }),
  };
}

/** {@link queuedFigures} where memory holds fewer than are wanted, with a note that says so. */
export function withAdmissionQueue(
  figures: ReplicaFigures,
  admitted: number,
  wanted: number,
): ReplicaFigures {
  if (wanted <= admitted) return figures;
  const note = `memory holds ${admitted} of ${wanted} requests per rank; the others wait to be admitted, which TTFT contains`;
  return {
    ...queuedFigures(figures, admitted, wanted, "memory"),
    notes: [...(figures.notes ?? []), note],
  };
}
