import { describe, expect, it } from "@jest/globals";
import { largestFit } from "../../../src/domain/largest-fit.js";
import { admittedOf, withAdmissionQueue } from "../../../src/perf/estimate/admission.js";

const FIGURES = {
  ttftMs: 100,
  tpotMs: 10,
  requestLatencyMs: 1100,
  requestsPerSec: 8 / 1.1,
  tokensPerSec: (8 / 1.1) * 101,
  bands: {
    ttftMs: [80, 125],
    tpotMs: [9, 11.1],
    requestLatencyMs: [1000, 1210],
    tokensPerSecPerGpu: [1, 2],
  } as const,
};

describe("requests that memory does not hold wait at the door", () => {
  it.each([0, 1, 7, 63, 64, 1000])("the largest batch up to 64 that fits %d", (room) => {
    expect(largestFit(64, (batch) => batch <= room)).toBe(Math.min(64, room));
  });

  it("an engine admits those whose cache fits, else those that memory holds at all", () => {
    const verdict = (batch: number): "fits" | "kv-oom" | "oom" =>
      batch <= 10 ? "fits" : batch <= 20 ? "kv-oom" : "oom";
    expect([admittedOf(8, verdict), admittedOf(15, verdict), admittedOf(50, verdict)]).toEqual([8, 10, 10]);
    expect(admittedOf(50, (batch) => (batch <= 20 ? "kv-oom" : "oom"))).toBe(20);
    expect(admittedOf(50, () => "oom")).toBe(0);
  });

  it("nobody waits when all are admitted", () => {
    expect(withAdmissionQueue(FIGURES, 8, 8)).toBe(FIGURES);
  });

  it.each([9, 16, 80])("Little's law holds for %d requests of which 8 are served", (wanted) => {
    const { requestLatencyMs, requestsPerSec, tpotMs, ttftMs } = withAdmissionQueue(FIGURES, 8, wanted);
    expect((requestsPerSec * requestLatencyMs) / 1000 / wanted).toBeCloseTo(1, 9);
    expect(tpotMs).toBe(FIGURES.tpotMs);
    expect(ttftMs - FIGURES.ttftMs).toBeCloseTo(requestLatencyMs - FIGURES.requestLatencyMs, 9);
  });

  it("bands hold the waiting time and are wider for it", () => {
    const { bands, ttftMs } = withAdmissionQueue(FIGURES, 8, 16);
    const [low, high] = bands!.ttftMs;
    expect(low).toBeLessThan(ttftMs);
    expect(high / low).toBeGreaterThan(FIGURES.bands.requestLatencyMs[1] / FIGURES.bands.requestLatencyMs[0]);
  });
});
