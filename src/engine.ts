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
  };
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
