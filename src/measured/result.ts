import type { Statistic } from "../domain/measurement.js";

/** Benchmark programs whose results are read. */
export const TOOLS = ["aiperf", "genai-perf", "vllm", "sglang"] as const;
export type Tool = (typeof TOOLS)[number];

/** What a file holds of one latency, milliseconds. */
export type Statistics = Readonly<Partial<Record<Statistic, number>>>;

/** How the load of a measurement is known. */
export type LoadOrigin = "stated" | "folder" | "little";

/** One finished benchmark run: its load, and what clients saw. */
export interface MeasuredResult {
  readonly file: string;
  /** line of the run in a file of several */
  readonly line: number;
  readonly tool: Tool;
  /** as the client called it; often an alias */
  readonly model?: string;
  /** when it ran, as the file says, ISO 8601; never the clock's or the file system's */
  readonly date?: string;
  /** mean tokens of prompts and answers, rounded */
  readonly isl: number;
  readonly osl: number;
  /** requests in flight over all replicas */
  readonly concurrency: number;
  /** `stated` in the file, in the name of its folder, or requests/s times latency (Little's law) */
  readonly concurrencyFrom: LoadOrigin;
  /** arrivals a second of an open loop */
  readonly requestRate?: number;
  readonly requests?: number;
  readonly ttftMs: Statistics;
  /** time per output token after the first, mean over a request */
  readonly tpotMs: Statistics;
  readonly requestLatencyMs: Statistics;
  readonly requestsPerSec?: number;
  /** output tokens of all users */
  readonly tokensPerSec?: number;
  /** what a reader should know before trusting it: failed or cancelled requests */
  readonly doubts: readonly string[];
}
