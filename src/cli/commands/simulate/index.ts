import { compact } from "../../../domain/compact.js";
import type { DatabaseMode } from "../../../domain/data-policy.js";
import { finiteAnswer } from "../../../domain/finite.js";
import { UserError } from "../../../domain/errors.js";
import { contextNotes } from "../../../perf/context-note.js";
import { selectProfile } from "../../../perf/profile/select.js";
import { noMeasurements } from "../../../perf/no-data.js";
import { MissingDataError } from "../../../perf/types.js";
import { meanLengths, simulateDeployment, type DeploymentRun } from "../../../simulate/deployment-run.js";
import { closedLoad, poissonLoad } from "../../../simulate/loads.js";
import { openSystem } from "../../../simulate/open-system.js";
import { requestsFor } from "../../../simulate/simulate.js";
import { parseTrace } from "../../../simulate/trace.js";
import type { Load } from "../../../simulate/types.js";
import { contextOf } from "../../flags/context.js";
import { withLocalCalibration } from "../../inputs/local-calibration.js";
import { defineCommand, type CommandEnvironment } from "../../command.js";
import { openData, settledDrafts } from "../../inputs/open-data.js";
import { readTextFile } from "../../inputs/read-file.js";
import { simulateToJson, simulateToText } from "./answer.js";
import {
  askedLoad,
  SIMULATE_FLAGS,
  simulateRequest,
  type AskedLoad,
  type SimulateFlags,
  type SimulateRequest,
} from "./request.js";

/** Traces of real days are long. */
const MAX_TRACE_BYTES = 256 * 1024 * 1024;

export const COMMAND = defineCommand({ flags: SIMULATE_FLAGS, run });

/** Runs a load through the schedulers of a deployment, request by request. */
async function run(
  _args: readonly string[],
  given: SimulateFlags,
  environment: CommandEnvironment,
): Promise<number> {
  const { terminal } = environment;
  const asked = askedLoad(given);
  const { root, predictor, flags: named } = await openData(environment, given);
  const { flags, notes } = await settledDrafts(predictor, named);
  const request = await simulateRequest(predictor, flags);
  const seed = flags.seed ?? 1;
  const load = loadOf(asked, request, flags, seed, terminal.cwd);
  const profile = await withLocalCalibration(selectProfile(flags.profile ?? "calibrated", root), {
    flags,
    environment,
    root,
    predictor,
  });
  const { deployment, lengths: asLengths, sla } = request;
  const { databaseMode, warmup } = flags;
  const system = await openSystem(
    predictor,
    deployment,
    compact({ prefix: asLengths.prefix, databaseMode, profile }),
  );
  const lengths = asked.kind === "trace" ? meanLengths(load, asLengths.prefix) : asLengths;
  const simulated = priced(contextOf(flags).databaseMode, () =>
    simulateDeployment(system, { deployment, lengths, load, profile, sla, warmup }),
  );
  const answer = finiteAnswer({
    request,
    run: simulated,
    profile: profile.name,
    load: words(asked, load),
    seed,
    notes: [
      ...notes,
      ...contextNotes(await predictor.facts(contextOf(flags)), lengths),
      ...(simulated.expected?.notes ?? []),
      ...outside(simulated),
      ...overload(asked, simulated.result.requestsPerSec),
    ],
  });
  if (flags.format === "json") terminal.out(JSON.stringify(simulateToJson(answer)));
  else terminal.out(simulateToText(answer, flags.format === "markdown"));
  return 0;
}

function loadOf(
  asked: AskedLoad,
  { lengths: { isl, osl } }: SimulateRequest,
  flags: SimulateFlags,
  seed: number,
  cwd: string,
): Load {
  const { requests } = flags;
  switch (asked.kind) {
    case "concurrency":
      return closedLoad(asked.concurrency, {
        requests: requests ?? requestsFor(asked.concurrency),
        isl,
        osl,
      });
    case "rate":
      return poissonLoad(asked.requestRate, seed, { requests: requests ?? 1000, isl, osl });
    case "trace": {
      const load = parseTrace(readText(asked.file, cwd), asked.file);
      return requests === undefined ? load : { ...load, requests: load.requests.slice(0, requests) };
    }
  }
}

function readText(file: string, cwd: string): string {
  return readTextFile(cwd, file, `--trace ${file}`, MAX_TRACE_BYTES);
}

function words(asked: AskedLoad, load: Load): string {
  if (asked.kind === "concurrency") return `${asked.concurrency} requests in flight`;
  if (asked.kind === "rate") return `${asked.requestRate} requests a second (Poisson)`;
  return `${asked.file} (${load.requests.length} requests)`;
}

/** A schedule may not reach the mean that measurements suggest, e.g. where prompts hardly queue; both are then said. */
function outside({ expected, result }: DeploymentRun): readonly string[] {
  const band = expected?.bands?.ttftMs;
  if (band === undefined || (result.ttftMs.mean >= band[0] && result.ttftMs.mean <= band[1])) return [];
  return [
    `measurements of like loads suggest a mean TTFT of ${band[0].toFixed(0)} to ${band[1].toFixed(0)} ms; the schedule does not reach it with step times that can be believed`,
  ];
}

/** Arrivals that outrun the service: percentiles then say how long the run was, not how good the deployment is. */
function overload(asked: AskedLoad, requestsPerSec: number): readonly string[] {
  return asked.kind === "rate" && requestsPerSec < 0.95 * asked.requestRate
    ? [
        `only ${requestsPerSec.toFixed(2)} of ${asked.requestRate} requests a second are served: the queue grows with the length of the run`,
      ]
    : [];
}

function priced<T>(mode: DatabaseMode | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MissingDataError)
      throw new UserError("data", noMeasurements(error, mode), { cause: error });
    throw error;
  }
}
