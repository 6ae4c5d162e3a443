import type { Deployment } from "../domain/deployment.js";
import type { Evaluation, Metric, Movement, SettingChange } from "../domain/review.js";
import type { Step } from "./steps.js";

/** Evaluates a deployment at its operating point; undefined when it cannot stand (memory, parallel sizes, no data). */
export type EvaluateStep = (deployment: Deployment) => Promise<Evaluation | undefined>;

/**
 * What each edit of a pull request moved, in file order, each on top of the ones before. The rows add up to *proposed* minus
 * *base* by construction: every row is the difference of two neighbours, and the last is the proposed deployment itself.
 * An edit that cannot stand alone is one row with the next that can.
 */
export async function traceMovements(
  base: Evaluation,
  proposed: Evaluation,
  steps: readonly Step[],
  evaluate: EvaluateStep,
): Promise<readonly Movement[]> {
  const movements: Movement[] = [];
  let before = base;
  let waiting: readonly SettingChange[] = [];
  let line: number | undefined;
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1;
    const settings = [...waiting, ...step.settings];
    line ??= step.line;
    const after = last ? proposed : await evaluate(step.deployment);
    if (after === undefined || after.prediction.memoryVerdict !== "fits") {
      if (!last) {
        waiting = settings;
        continue;
      }
    }
    if (after === undefined) continue;
    movements.push(movement(before, after, settings, line));
    before = after;
    waiting = [];
    line = undefined;
  }
  return movements;
}

function movement(
  before: Evaluation,
  after: Evaluation,
  settings: readonly SettingChange[],
  line: number,
): Movement {
  const holds = ({ limits }: Evaluation, metric: Metric): boolean =>
    limits.find((each) => each.metric === metric)?.holds ?? true;
  return {
    label: settings.map(labelOf).join(", "),
    line: line === Number.MAX_SAFE_INTEGER ? 1 : line,
    deltaTtftMs: after.prediction.ttftMs - before.prediction.ttftMs,
    deltaTpotMs: after.prediction.tpotMs - before.prediction.tpotMs,
    deltaTokensPerSecPerGpu: after.prediction.tokensPerSecPerGpu - before.prediction.tokensPerSecPerGpu,
    breaks: (["ttft", "tpot", "requestLatency"] as const).filter(
      (metric) => holds(before, metric) && !holds(after, metric),
    ),
    settings,
  };
}

/** `TP 2 → 4`, for readers of the JSON. */
function labelOf({ name, from, to }: SettingChange): string {
  if (from === undefined) return to === undefined ? name : `${valued(name, to)} added`;
  return to === undefined ? `${valued(name, from)} removed` : `${valued(name, from)} → ${to}`;
}

/** A setting with its value; a switch has none. */
function valued(name: string, value: string): string {
  return value === "" ? name : `${name} ${value}`;
}
