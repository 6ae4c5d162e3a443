import { largestFit } from "../../domain/largest-fit.js";
import type { Interval, MemoryVerdict } from "../../domain/prediction.js";
import type { ReplicaFigures } from "../profile/profile.js";

/**
 * Requests of a rank that an engine admits of `wanted`: those whose cache fits, else those that memory holds at all. 0 when not even one does.
 */
export function admittedOf(wanted: number, verdictAt: (batch: number) => MemoryVerdict): number {
  if (verdictAt(wanted) === "fits") return wanted;
  const fitting = largestFit(wanted, (batch) => verdictAt(batch) === "fits");
  return fitting > 0 ? fitting : largestFit(wanted, (batch) => verdictAt(batch) !== "oom");
}

/**
 * Figures of a closed loop of `wanted` requests when the engines admit `admitted` of them (the rest has no memory and waits
 * at the door). The service is that of the admitted ones; by Little's law a request then spends `wanted / admitted` of its
 * time in the system as before, and what is added is waiting before the first token.
 */
export function withAdmissionQueue(
  figures: ReplicaFigures,
  admitted: number,
  wanted: number,
): ReplicaFigures {
  if (wanted <= admitted) return figures;
  const turns = wanted / admitted - 1;
  const waitMs = turns * figures.requestLatencyMs;
  const { bands, requestLatencyMs } = figures;
  // nothing was measured with requests waiting at the door: their wait is believed half as well, on a logarithmic scale
  const waiting = (figure: Interval, latency: Interval): Interval => [
    figure[0] + (turns * latency[0] ** 2) / requestLatencyMs,
    figure[1] + (turns * latency[1] ** 2) / requestLatencyMs,
  ];
  return {
    ...figures,
    ttftMs: figures.ttftMs + waitMs,
    requestLatencyMs: figures.requestLatencyMs + waitMs,
    ...(bands === undefined
      ? {}
      : {
          bands: {
            ...bands,
            ttftMs: waiting(bands.ttftMs, bands.requestLatencyMs),
            requestLatencyMs: waiting(bands.requestLatencyMs, bands.requestLatencyMs),
          },
        }),
    notes: [
      ...(figures.notes ?? []),
      `memory holds ${admitted} of ${wanted} requests per rank; the others wait to be admitted, which TTFT contains`,
    ],
  };
}
