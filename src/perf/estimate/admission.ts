import type { EngineSettings } from "../../domain/deployment.js";
import { largestFit } from "../../domain/largest-fit.js";
import type { Bands, Interval } from "../../domain/prediction.js";
import type { ReplicaFigures } from "../profile/profile.js";

/** A closed loop on the slots of a deployment: ranks, pipeline stages, workers. */
export interface Admission {
  /** requests that are let in, over all slots; 0 where a slot holds not even one */
  readonly admitted: number;
  /** requests of the fullest slot, at least 1: its memory is looked at even where it holds none */
  readonly batch: number;
}

/** What `slots` slots take of `wanted` requests, spread evenly, when one holds the batches that `fits` names. */
export function admit(wanted: number, slots: number, fits: (batch: number) => boolean): Admission {
  const batch = largestFit(Math.max(1, Math.ceil(wanted / slots)), fits);
  return { admitted: Math.min(wanted, batch * slots), batch: Math.max(1, batch) };
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
  const note = `memory holds ${admitted} of ${wanted} requests; the others wait to be admitted, which TTFT contains`;
  return {
    ...queuedFigures(figures, admitted, wanted, "memory"),
    notes: [...(figures.notes ?? []), note],
  };
}
