import { UserError } from "./domain/errors.js";
import { runDefault } from "./search/run-default.js";
import type { SearchDeps } from "./search/run-search.js";
import type { SweepPoint } from "./sweep/grid.js";
import { outcomeOf, type SweepOutcome } from "./sweep/outcome.js";
import { runPoints, serveSweepThread } from "./sweep-threads.js";
import type { Engine } from "./action/run-context.js";
import type { Inputs } from "./action/inputs.js";
import { runCheck } from "./check/run-check.js";
import type { CheckDeps } from "./check/deps.js";
import { perfDbRoot, readVersion } from "./cli/data-root.js";
import { nearestName } from "./perf/nearest-name.js";
import { openPerfDb } from "./perf/open.js";
import type { Candidate, SourcedValues } from "./policy/index.js";

/** The performance data beside the bundle and the check over them, for the action. */
export async function openEngine(moduleUrl: string): Promise<Engine> {
  const { predictor, folders } = await openPerfDb({ root: perfDbRoot(moduleUrl) });
  const models = folders.flatMap((folder) => Object.keys(folder.index.models));
  const deps: CheckDeps = {
    predictor,
    systems: folders.flatMap((folder) => Object.keys(folder.index.systems)),
    nearestModels: (name) => {
      const near = nearestName(name, models);
      return near === undefined ? [] : [near];
    },
  };
  const { source } = folders[0]!.index;
  return {
    version: `${readVersion(moduleUrl)} ${source.package} ${source.version} ${source.sha256}`,
    check: (files, policy, { inputs, siblings, incomplete }) =>
      runCheck(deps, { files, policy, siblings, incomplete, inputs: inputCandidate(inputs) }),
    sweep: (points) => runPoints(points, (point) => searchPoint(deps, point), moduleUrl),
  };
}

/** A worker thread's part of a sweep: opens the data for itself and answers points. */
export async function serveSweep(moduleUrl: string): Promise<void> {
  const { predictor } = await openPerfDb({ root: perfDbRoot(moduleUrl) });
  serveSweepThread((point) => searchPoint({ predictor }, point));
}

/** One point of a sweep; what a user got wrong (a name, a size) is its outcome, a defect is thrown. */
async function searchPoint(deps: SearchDeps, point: SweepPoint): Promise<SweepOutcome> {
  const { index, model, system, backend, isl, osl, gpus, ttftMs, tpotMs } = point;
  try {
    const result = await runDefault(deps, {
      model,
      system,
      backend,
      totalGpus: gpus,
      lengths: { isl, osl, prefix: 0 },
      sla: { ...(ttftMs === undefined ? {} : { ttftMs }), ...(tpotMs === undefined ? {} : { tpotMs }) },
      topN: 1,
    });
    return outcomeOf(point, result);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { index, kind: "error", message: error.message };
  }
}

/** The values of the action's inputs as the strongest source. */
function inputCandidate(inputs: Inputs): Candidate {
  const names: Readonly<Record<string, string>> = {
    ttftMs: "ttft-ms",
    tpotMs: "tpot-ms",
    requestLatencyMs: "request-latency-ms",
    system: "system",
    gpus: "gpus",
  };
  const values = Object.fromEntries(
    Object.entries(inputs.values).map(([key, value]) => [
      key,
      { value, source: { kind: "input", what: `input \`${names[key] ?? "workload"}\`` } },
    ]),
  ) as SourcedValues;
  return { kind: "input", values };
}
