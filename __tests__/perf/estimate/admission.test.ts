import { describe, expect, it } from "@jest/globals";
import { largestFit } from "../../../src/domain/largest-fit.js";
import { admit, withAdmissionQueue } from "../../../src/perf/estimate/admission.js";

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

  it.each([
    ["all of a load that fits", 8, 1, { admitted: 8, batch: 8 }],
    ["as many as one slot holds", 50, 1, { admitted: 10, batch: 10 }],
    ["as many as all slots hold", 50, 4, { admitted: 40, batch: 10 }],
    ["a load below the number of slots as it is", 3, 8, { admitted: 3, batch: 1 }],
    ["a load that is no multiple of the slots as it is", 12, 8, { admitted: 12, batch: 2 }],
  ])("slots that hold ten take %s", (_name, wanted, slots, expected) => {
    expect(admit(wanted, slots, (batch) => batch <= 10)).toEqual(expected);
  });

  it("slots that hold none take none", () => {
    expect(admit(50, 8, () => false)).toEqual({ admitted: 0, batch: 1 });
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
