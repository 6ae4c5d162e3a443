import { readEnvironment, readPayload, type RunnerEnvironment } from "./action/environment.js";
import { readInputs, type Inputs } from "./action/inputs.js";
import { createLogger, type Logger } from "./action/log.js";
import { createOutputs, type Outputs } from "./action/outputs.js";
import { runAction } from "./action/run.js";
import type { Engine } from "./action/run-context.js";
import { openEngine, serveSweep } from "./engine.js";
import { errorMessage, UserError } from "./domain/errors.js";
import { isSweepThread } from "./sweep-threads.js";
import { createBudget, type TimeBudget } from "./forge/budget.js";
import type { Forge } from "./forge/forge.js";

/** The edges of a run; tests replace the engine and keep the rest. */
export interface Edges {
  readonly environment: RunnerEnvironment;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  readonly log: Logger;
  createForge(budget: TimeBudget, dryRun: { readonly lines: string[] }): Promise<Forge>;
  createEngine(): Promise<Engine>;
}

/** The action, as the runner starts it: read → plan → predict → report → publish → conclude. */
export async function run(moduleUrl: string): Promise<void> {
  if (isSweepThread()) return serveSweep(moduleUrl);
  const outputs = createOutputs();
  try {
    await runWith(realEdges(moduleUrl, outputs));
  } catch (error) {
    // only what happens before the run has a policy to ask: bad inputs, a broken installation
    outputs.fail(
      error instanceof UserError
        ? error.message
        : `The advisor broke, not your change: ${errorMessage(error)}`,
    );
  }
}

/** The same over given edges. */
export async function runWith(edges: Edges): Promise<void> {
  const { environment, inputs, outputs, log } = edges;
  if (inputs.token === "")
    throw new UserError("usage", "input github-token is empty; leave it out to use the job's own token");
  outputs.mask(inputs.token);
  // opened first: the time limit is for calls to GitHub
  const engine = await edges.createEngine();
  const budget = createBudget(inputs.timeLimitMs);
  const dryRun = { lines: [] as string[] };
  await runAction({
    environment,
    payload: readPayload(environment),
    inputs,
    forge: await edges.createForge(budget, dryRun),
    budget,
    engine,
    outputs,
    log,
    gate: { enforced: inputs.gate === undefined || inputs.gate === "enforce", onInternalError: "fail" },
  });
  if (dryRun.lines.length > 0) log.group("Dry run: not written", dryRun.lines);
}

function realEdges(moduleUrl: string, outputs: Outputs): Edges {
  const environment = readEnvironment();
  const inputs = readInputs();
  const log = createLogger();
  return {
    environment,
    inputs,
    outputs,
    log,
    createForge: (budget, dryRun) => createForge({ environment, inputs, log, budget, dryRun }),
    createEngine: () => openEngine(moduleUrl),
  };
}

/** GitHub behind the runner's variables; with `dry-run` only its reading half. */
export async function createForge(options: {
  readonly environment: RunnerEnvironment;
  readonly inputs: Pick<Inputs, "token" | "dryRun">;
  readonly log: Logger;
  readonly budget: TimeBudget;
  readonly dryRun: { readonly lines: string[] };
  readonly throttle?: boolean;
  readonly retryUnitMs?: number;
}): Promise<Forge> {
  const { environment, inputs, log, budget, dryRun } = options;
  const [owner, repo] = environment.repository.split("/");
  if (owner === undefined || repo === undefined || owner === "" || repo === "") {
    throw new UserError("usage", `GITHUB_REPOSITORY is '${environment.repository}', owner/name is needed`);
  }
  // loaded here: the toolkit reads the environment when it is imported
  const { openForge } = await import("./forge/open-forge.js");
  return openForge(
    {
      token: inputs.token,
      apiUrl: environment.apiUrl,
      version: "1",
      budget,
      onWait: (message) => log.info(message),
      ...(options.throttle === undefined ? {} : { throttle: options.throttle }),
      ...(options.retryUnitMs === undefined ? {} : { retryUnitMs: options.retryUnitMs }),
    },
    { owner, repo },
    inputs.dryRun ? dryRun : undefined,
  );
}
