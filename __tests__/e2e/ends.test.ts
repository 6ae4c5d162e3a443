import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { commandNames } from "../../src/cli/main.js";
import { findProgram } from "../support/run-bundle.js";

/*
 * Every command ends. A process that has answered and sleeps for ever looks like a slow one, so each kind of end is
 * tried many times: the compiler threads of Node meet the end of a short run in a third of the cases at worst.
 */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const bundle = path.join(root, "dist", "cli", "index.js");
const CI = process.env["CI"] === "true";
/** Fifty on CI; elsewhere a few, and more of the command that was met first. */
const times = (command: string): number => (CI ? 50 : command === "simulate" ? 12 : 4);
/** Processes at once. */
const LANES = 2;
/** Only what sleeps for ever meets it. */
const SLEEPS_MS = 120_000;

const POINT = ["--model", "Qwen/Qwen3-32B-FP8", "--system", "h200_sxm", "--backend", "trtllm"];
const LENGTHS = ["--isl", "1000", "--osl", "100"];
/** A cheap line of each command; `{tmp}` is a folder of the run's own. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  check: ["{tmp}/one.yaml", "--system", "h200_sxm", "--profile", "reference", ...LENGTHS],
  parse: ["examples/qwen3-32b/proposed.yaml"],
  default: [...POINT, ...LENGTHS, "--total-gpus", "1"],
  exp: ["{tmp}/exp.yaml"],
  estimate: [...POINT, ...LENGTHS, "--tp-size", "2", "--concurrency", "8"],
  simulate:
    "--model Qwen/Qwen3-235B-A22B-FP8 --system h200_sxm --backend sglang --isl 3200 --osl 450 --tp-size 2 --moe-tp-size 2 --moe-ep-size 1 --concurrency 20".split(
      " ",
    ),
  calibrate: ["{tmp}/none.json"],
  recommend: [...POINT, ...LENGTHS, "--target-concurrency", "2"],
  generate: [...POINT, "--total-gpus", "2", "--save-dir", "{tmp}/out", "--overwrite"],
  support: ["--model", "Qwen/Qwen3-32B-FP8"],
  completion: ["bash"],
  system: ["list"],
};
/** One worker of a small model: a check with a search that is soon over. */
const MANIFEST = `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: { name: one }
spec:
  services:
    Worker:
      componentType: worker
      replicas: 1
      resources: { limits: { gpu: "1" } }
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.3.0
          command: [python3, -m, dynamo.vllm]
          args: [--model, Qwen/Qwen3-0.6B, --max-num-seqs, "8", --max-model-len, "2048"]
`;
const EXPERIMENT = `one:
  mode: patch
  serving_mode: agg
  model_path: Qwen/Qwen3-32B-FP8
  system_name: h200_sxm
  total_gpus: 1
  isl: 1000
  osl: 100
`;

const tmp = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-ends-"));
beforeAll(() => {
  writeFileSync(path.join(tmp, "exp.yaml"), EXPERIMENT);
  writeFileSync(path.join(tmp, "one.yaml"), MANIFEST);
});
afterAll(() => rmSync(tmp, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

function runOnce(node: string, line: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [bundle, ...line], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const sleeps = setTimeout(() => child.kill("SIGKILL"), SLEEPS_MS);
    const out: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => out.push(text));
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(sleeps);
      resolve({ code, out: out.join("") });
    });
  });
}

async function runMany(times: number, once: () => Promise<Ended>): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  let left = times;
  const lane = async (): Promise<void> => {
    while (left-- > 0) ended.push(await once());
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return ended;
}

const present = existsSync(bundle);
if (!present) console.warn("skipped: the bundle (dist/cli/index.js) is not built");
const node24 = findProgram("node24", "NODE24");
const nodes = [...new Set([process.execPath, ...(node24 === undefined ? [] : [node24])])];

describe.each(nodes)("every command ends (%s)", (node) => {
  it("has a line here", () => expect(Object.keys(LINES).sort()).toEqual([...commandNames()].sort()));

  (present ? it : it.skip).each(Object.entries(LINES))("%s", async (command, line) => {
    const words = [command, ...line.map((word) => word.replace("{tmp}", tmp))];
    const ended = await runMany(times(command), () => runOnce(node, words));
    // a sleeper was killed and has no exit code; the others all give the same answer
    expect(new Set(ended.map(({ code }) => code))).toEqual(new Set([command === "calibrate" ? 2 : 0]));
    expect(new Set(ended.map(({ out }) => out.replace(/\d+(?:\.\d+)? ?s\b/g, "S"))).size).toBe(1);
  });
});
