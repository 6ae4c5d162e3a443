import { shellQuote } from "../shell.js";
import type { BenchSettings } from "./settings.js";

/** The AIPerf command that measures one load through a port-forward, one argument pair a line. For people to copy. */
export function aiperfCommand(
  settings: BenchSettings,
  options: { url?: string; artifactDir?: string } = {},
): string {
  const pairs: readonly (readonly [string, string?])[] = [
    ["--model", settings.model],
    ["--tokenizer", settings.tokenizer],
    ["--endpoint-type", settings.endpointType],
    ["--url", options.url ?? "http://localhost:8000"],
    ["--streaming"],
    ["--synthetic-input-tokens-mean", String(settings.isl)],
    ["--synthetic-input-tokens-stddev", String(settings.islStddev)],
    ["--output-tokens-mean", String(settings.osl)],
    ["--output-tokens-stddev", String(settings.oslStddev)],
    ["--concurrency", String(settings.recommended)],
    ...(settings.rampSeconds === undefined
      ? []
      : [["--concurrency-ramp-duration", String(settings.rampSeconds)] as const]),
    ["--request-count", "1000"],
    ["--warmup-request-count", "100"],
    ["--artifact-dir", options.artifactDir ?? "./benchmark-results"],
    ["-v"],
  ];
  return `aiperf profile \\\n${pairs.map(([flag, value]) => `  ${flag}${value === undefined ? "" : ` ${plainOrQuoted(value)}`}`).join(" \\\n")}\n`;
}

function plainOrQuoted(word: string): string {
  return /^[A-Za-z0-9_./:@%+-]+$/.test(word) ? word : shellQuote(word);
}
