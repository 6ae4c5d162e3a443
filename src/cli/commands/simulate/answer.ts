import { totalGpus } from "../../../domain/deployment.js";
import { grouped } from "../../../report/terminal/grouped.js";
import type { DeploymentRun } from "../../../simulate/deployment-run.js";
import type { Distribution } from "../../../simulate/types.js";
import type { SimulateRequest } from "./request.js";

/** A finished simulation as a command reports it. */
export interface SimulateAnswer {
  readonly request: SimulateRequest;
  readonly run: DeploymentRun;
  readonly profile: string;
  /** how the load came, in words */
  readonly load: string;
  readonly seed: number;
  readonly notes: readonly string[];
}

/** The answer as an object; names and units stay. */
export function simulateToJson(answer: SimulateAnswer): Record<string, unknown> {
  const { request, run } = answer;
  const { result, factors, expected } = run;
  const gpus = totalGpus(request.deployment);
  return {
    kind: "simulation",
    mode: request.deployment.mode,
    load: answer.load,
    seed: answer.seed,
    requests: result.requests,
    ttftMs: result.ttftMs,
    tpotMs: result.tpotMs,
    itlMs: result.itlMs,
    requestLatencyMs: result.requestLatencyMs,
    requestsPerSec: result.requestsPerSec,
    tokensPerSec: result.outputTokensPerSec,
    tokensPerSecPerGpu: result.outputTokensPerSec / gpus,
    goodputPerSec: result.goodputPerSec,
    concurrency: result.meanInFlight,
    totalGpus: gpus,
    profile: answer.profile,
    stepFactors: {
      requestMs: factors.requestMs,
      companyMs: factors.companyMs,
      promptAlone: factors.promptAlone,
      promptBeside: factors.promptBeside,
      decodeAlone: factors.decode(1),
    },
    ...(expected?.bands === undefined ? {} : { interval80: expected.bands }),
    notes: answer.notes,
  };
}

/** The answer for people: a table of latencies, then rates. */
export function simulateToText(answer: SimulateAnswer, markdown: boolean): string {
  const { request, run } = answer;
  const { result } = run;
  const gpus = totalGpus(request.deployment);
  type Row = readonly [string, Distribution];
  const between: readonly Row[] = [
    ["TPOT, ms", result.tpotMs],
    ["Inter-token, ms", result.itlMs],
  ];
  const rows: readonly Row[] = [
    ["TTFT, ms", result.ttftMs],
    // answers of one token have no time between tokens
    ...between.filter(([, { mean }]) => mean > 0),
    ["Request latency, ms", result.requestLatencyMs],
  ];
  const cells = rows.map(([name, { mean, p50, p90, p99 }]) => [name, ...[mean, p50, p90, p99].map(figure)]);
  const table = markdown
    ? [
        "|  | mean | p50 | p90 | p99 |",
        "|:--|--:|--:|--:|--:|",
        ...cells.map((row) => `| ${row.join(" | ")} |`),
      ]
    : [["", "mean", "p50", "p90", "p99"], ...cells].map(([name = "", ...values]) =>
        `${name.padEnd(22)}${values.map((value) => value.padStart(12)).join("")}`.trimEnd(),
      );
  const share = result.requestsPerSec > 0 ? result.goodputPerSec / result.requestsPerSec : 0;
  const facts: readonly (readonly [string, string])[] = [
    ["Load", `${answer.load}, ${result.requests} requests after the warm-up`],
    ["Requests/s", result.requestsPerSec.toFixed(3)],
    ...(Object.keys(request.sla).length === 0
      ? []
      : [
          [
            "Goodput, requests/s",
            `${result.goodputPerSec.toFixed(3)} (${(100 * share).toFixed(1)}%)`,
          ] as const,
        ]),
    [
      "Tokens/s",
      `${grouped(result.outputTokensPerSec.toFixed(1))}, ${grouped((result.outputTokensPerSec / gpus).toFixed(1))} per GPU (${gpus})`,
    ],
    ["Requests at once", result.meanInFlight.toFixed(1)],
    ["Profile", answer.profile],
  ];
  const lines = markdown
    ? facts.map(([name, value]) => `- ${name}: ${value}`)
    : facts.map(([name, value]) => `${name.padEnd(22)}${value}`);
  return [
    ...table,
    "",
    ...lines,
    ...answer.notes.map((note) => (markdown ? `\n> ${note}` : `note: ${note}`)),
  ].join("\n");
}

function figure(value: number): string {
  return grouped(value.toFixed(value < 100 ? 2 : 0));
}
