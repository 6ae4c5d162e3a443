import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { manifest } from "./support/build.js";

const request = (spec: string): string =>
  `apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: r}\nspec: ${spec}\n`;
const older = (spec: string): string =>
  `apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeploymentRequest\nmetadata: {name: r}\nspec: {model: org/m, profilingConfig: {config: ${spec}}}\n`;
const planner = (args: string): string =>
  manifest([
    { name: "Planner", type: "planner", command: "[python3, -m, dynamo.planner]", args },
    { command: "[python3, -m, dynamo.vllm]", args: "- --model\n- org/m", gpu: '"1"' },
  ]);

const invalid = (text: string): readonly string[] =>
  parseManifest(text, { file: "r.yaml" })
    .findings.filter(({ rule, severity }) => rule === "field-value-invalid" && severity === "error")
    .map(({ message }) => message);

/** A value that cannot be → what is said of it. */
const WRONG: Readonly<Record<string, readonly [string, string]>> = {
  "a limit with a unit": [
    request("{model: org/m, sla: {ttft: 600ms}}"),
    'spec.sla.ttft needs a number of milliseconds above 0, found "600ms".',
  ],
  "a negative limit": [request("{model: org/m, sla: {itl: -5}}"), "spec.sla.itl needs"],
  "a limit of nothing": [request("{model: org/m, sla: {e2eLatency: 0}}"), "spec.sla.e2eLatency needs"],
  "half a token": [request("{model: org/m, workload: {isl: 4000.5}}"), "a whole number of tokens above 0"],
  "a length with a suffix": [request("{model: org/m, workload: {osl: 1k}}"), 'found "1k"'],
  "a list of loads": [request("{model: org/m, workload: {concurrency: [1, 2]}}"), "found no plain value"],
  "no GPUs": [request("{model: org/m, hardware: {totalGpus: 0}}"), "a whole number of GPUs above 0"],
  "an engine that is none": [request("{model: org/m, backend: vlm}"), "one of auto, vllm, sglang, trtllm"],
  "a strategy that is none": [request("{model: org/m, searchStrategy: fast}"), "one of rapid, thorough"],
  "the planner of a request": [
    request("{model: org/m, features: {planner: {ttft_ms: soon}}}"),
    "spec.features.planner.ttft_ms needs",
  ],
  "the older shape": [older("{sla: {ttft: 600ms}}"), "spec.profilingConfig.config.sla.ttft needs"],
  "a flag of a planner": [
    planner('- --ttft\n- "600ms"'),
    '--ttft needs a number of milliseconds above 0, found "600ms".',
  ],
  "a flag of a planner, with =": [planner("- --isl=4k"), "--isl needs a whole number of tokens"],
  "JSON of a planner": [planner(`- --config\n- '{"ttft_ms": "fast"}'`), "--config.ttft_ms needs"],
};

const SOUND: Readonly<Record<string, string>> = {
  "a whole request": request(
    "{model: org/m, backend: auto, searchStrategy: thorough, sla: {ttft: 600, itl: 16.67}, " +
      "workload: {isl: 4000, osl: 500, concurrency: 12.5}, hardware: {totalGpus: 16, numGpusPerNode: 8}}",
  ),
  "values left out": request("{model: org/m, sla: {ttft: }}"),
  placeholders: request('{model: org/m, sla: {ttft: "${TTFT}"}, hardware: {totalGpus: <GPUS>}}'),
  "the older shape": older("{sla: {isl: 4000, osl: 500, ttft: 600.0, itl: 20}}"),
  "a planner": planner('- --ttft\n- "600"\n- --itl=20\n- --config\n- \'{"ttft_ms": 600, "mode": "disagg"}\''),
  "a planner's variable": planner("- --ttft\n- $(TTFT)"),
};

describe("a value of a request or a planner that cannot be", () => {
  it.each(Object.keys(WRONG))("is named where it stands: %s", (name) => {
    const [text, part] = WRONG[name]!;

    expect(invalid(text)).toEqual([expect.stringContaining(part)]);
  });

  it.each(Object.keys(SOUND))("is not: %s", (name) => {
    expect(invalid(SOUND[name]!)).toEqual([]);
  });
});
