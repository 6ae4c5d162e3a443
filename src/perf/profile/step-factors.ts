import type { Calibration } from "./calibration-file.js";
import type { Gains } from "./gains.js";
import type { LocalShift } from "./load-curve.js";
import { COMPANY_PART, costsOf, PROMPTS_BETWEEN, PROMPTS_PART, tpotParts } from "./load-parts.js";
import { alongLoads, LOADS, type ReplicaPhysics } from "./replica-physics.js";

/** How the steps of measured engines differ from the operators' own, for schedulers: one set for every load of a replica. */
export interface StepFactors {
  /** fixed time of a request before it can be scheduled, and what company adds to it at most, milliseconds */
  readonly requestMs: number;
  readonly companyMs: number;
  /** factor of a step of prompts that nobody's answer waits for */
  readonly promptAlone: number;
  /** factor of prompts that answers wait for */
  readonly promptBeside: number;
  /**
   * whether answers wait for prompts that share a step as for so many alone: what was measured of a model is told so. Where
   * nothing was, a step costs what its operators say
   */
  readonly promptsApart?: boolean;
  /** factor of a decode step at `batch` requests of a rank */
  decode(batch: number): number;
}

/** Steps as the operators say. */
export const OWN_STEPS: StepFactors = {
  requestMs: 0,
  companyMs: 0,
  promptAlone: 1,
  promptBeside: 1,
  decode: () => 1,
};

/**
 * The corrections of a replica as factors of its steps. What TPOT is made of is what a scheduler adds up again: decode steps
 * by batch, and the prompts of others between them; waits come about by themselves. Decode steps never fall with the batch
 * and never below their roofline.
 */
export function stepFactors(
  calibration: Pick<Calibration, "fixedMs" | "companyMs" | "stepMs">,
  physics: ReplicaPhysics,
  gains: Gains,
  { local, measured = false }: { readonly local?: LocalShift | undefined; readonly measured?: boolean } = {},
): StepFactors {
  const { decodeMs, decodeFloorMs, ranks, tokensPerStep, prefillMs, prefillFloorMs } = physics;
  const shiftAt = (batch: number): { readonly ttft: number; readonly tpot: number } =>
    local?.(batch * ranks) ?? { ttft: 0, tpot: 0 };
  const steps = new Float64Array(LOADS.length);
  LOADS.forEach((batch, i) => {
    const parts = tpotParts(physics, calibration.stepMs, batch);
    let stepMs = 0;
    for (let part = 0; part < PROMPTS_PART; part++) stepMs += parts[part]! * Math.exp(gains.tpot[part]!);
    stepMs *= tokensPerStep * Math.exp(shiftAt(batch).tpot);
    steps[i] = Math.max(stepMs, decodeFloorMs[i]!, i === 0 ? 0 : steps[i - 1]!);
  });
  const { ttft } = shiftAt(1);
  const costs = costsOf(calibration, physics.backend);
  const least = prefillFloorMs / prefillMs;
  return {
    requestMs: costs.fixedMs * Math.exp(gains.ttft[0]! + ttft),
    companyMs: costs.companyMs * Math.exp(gains.ttft[COMPANY_PART]! + ttft),
    promptAlone: Math.max(least, Math.exp(gains.ttft[1]! + ttft)),
    promptBeside: Math.max(least, PROMPTS_BETWEEN * Math.exp(gains.tpot[PROMPTS_PART]! + ttft)),
    promptsApart: measured,
    decode: (batch) => alongLoads(steps, batch) / alongLoads(decodeMs, batch),
  };
}
