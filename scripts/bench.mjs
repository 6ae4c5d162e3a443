// `npm run bench`: whole-process and in-process timings, memory and sizes. With `--reference PATH` (the reference's CLI)
// the same searches are timed beside it, run by run. `--node PATH` adds another Node. `--runs N` (default 7).
import { spawnSync } from "node:child_process";
import { readdirSync, statSync, mkdtempSync, mkdirSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const cli = path.join(root, "dist", "cli", "index.js");
const option = (name) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const reference = option("--reference");
const runs = Number(option("--runs") ?? 7);
const nodes = [process.execPath, ...(option("--node") ? [option("--node")] : [])];

const lengths = ["--isl", "4000", "--osl", "500"];
const SEARCHES = [
  [
    "walkthrough: Qwen3-32B-FP8, 16 x H200",
    "Qwen/Qwen3-32B-FP8",
    16,
    "trtllm",
    [...lengths, "--ttft", "600", "--tpot", "16.67"],
  ],
  [
    "Qwen3-Coder-480B, 32 x H200",
    "Qwen/Qwen3-Coder-480B-A35B-Instruct",
    32,
    "trtllm",
    [...lengths, "--ttft", "3000", "--tpot", "50"],
  ],
  [
    "Qwen3-235B-FP8, SGLang, 16 x H200",
    "Qwen/Qwen3-235B-A22B-FP8",
    16,
    "sglang",
    [...lengths, "--ttft", "1000", "--tpot", "30"],
  ],
  [
    "DeepSeek-V3, 64 x H200",
    "deepseek-ai/DeepSeek-V3",
    64,
    "trtllm",
    ["--isl", "4000", "--osl", "1000", "--ttft", "2000", "--tpot", "50"],
  ],
];
const ESTIMATE = [
  "estimate",
  "--model",
  "Qwen/Qwen3-32B-FP8",
  "--system",
  "h200_sxm",
  "--tp-size",
  "2",
  "--batch-size",
  "64",
  ...lengths,
  "--profile",
  "reference",
];

function time(command, args, options = {}) {
  const started = performance.now();
  const result = spawnSync(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64e6,
    ...options,
  });
  const ms = performance.now() - started;
  if (result.status !== 0)
    throw new Error(
      `${command} ${args.slice(0, 3).join(" ")}: exit ${result.status}\n${result.stderr.slice(0, 500)}`,
    );
  return { ms, stdout: result.stdout };
}

/** Minimum and median of several runs. */
function repeat(count, work) {
  const times = Array.from({ length: count }, () => work().ms).sort((a, b) => a - b);
  return { min: times[0], median: times[count >> 1] };
}

const row = (...cells) =>
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(54) : String(cell).padStart(14))).join(""),
  );
const ms = (value) => `${value.toFixed(0)} ms`;

for (const node of nodes) {
  const version = time(node, ["--version"]).stdout.trim();
  console.log(`\nNode ${version}, ${runs} runs each, whole process, cold`);
  row("", "minimum", "median", "x bare node");
  const bare = repeat(runs, () => time(node, ["-e", "0"]));
  row("node -e 0", ms(bare.min), ms(bare.median), "1.0");
  const estimate = repeat(runs, () => time(node, [cli, ...ESTIMATE]));
  row("one estimate", ms(estimate.min), ms(estimate.median), (estimate.min / bare.min).toFixed(1));
  for (const [name, model, gpus, backend, rest] of SEARCHES) {
    const args = [
      "default",
      "--model",
      model,
      "--total-gpus",
      String(gpus),
      "--system",
      "h200_sxm",
      "--backend",
      backend,
      ...rest,
      "--profile",
      "reference",
    ];
    const taken = repeat(runs, () => time(node, [cli, ...args]));
    row(`default, ${name}`, ms(taken.min), ms(taken.median), (taken.min / bare.min).toFixed(1));
    if (reference !== undefined) {
      const theirs = repeat(2, () => time(reference, ["cli", ...args.slice(0, -2)]));
      row(
        "  the reference, same command",
        ms(theirs.min),
        ms(theirs.median),
        `${(theirs.min / taken.min).toFixed(0)}x slower`,
      );
    }
  }
}

const simulation = repeat(runs, () =>
  time(process.execPath, [
    ...[
      cli,
      "simulate",
      "--model",
      "Qwen/Qwen3-32B-FP8",
      "--system",
      "h200_sxm",
      "--tp-size",
      "2",
      ...lengths,
    ],
    ...["--replicas", "8", "--request-rate", "8", "--requests", "1000", "--profile", "reference"],
  ]),
);
row("simulate, 1,000 requests on 8 workers", ms(simulation.min), ms(simulation.median));

console.log("\nTime against points (one search each, JSON)");
row("", "points", "search, ms", "us a point");
const dense = "--model Qwen/Qwen3-32B-FP8 --total-gpus 16".split(" ");
const experts = "--model deepseek-ai/DeepSeek-V3 --backend sglang --isl 1000".split(" ");
const searches = [
  ...[4000, 1000, 256].map((isl) => [`Qwen3-32B, isl ${isl}`, [...dense, "--isl", isl]]),
  ["Qwen3-32B, isl 8000, chunked prefill", [...dense, "--isl", 8000, "--enable-chunked-prefill"]],
  ...[8, 16, 32].map((gpus) => [`DeepSeek-V3, ${gpus} GPUs`, [...experts, "--total-gpus", gpus]]),
  ["DeepSeek-V3, 64 GPUs, chunked prefill", [...experts, "--total-gpus", 64, "--enable-chunked-prefill"]],
];
for (const [name, own] of searches) {
  const common = "--system h200_sxm --osl 500 --ttft 5000 --tpot 50 --profile reference --format json".split(
    " ",
  );
  const { stdout } = time(process.execPath, [cli, "default", ...own.map(String), ...common]);
  const result = JSON.parse(stdout);
  const points = Object.values(result.experiments).reduce((sum, experiment) => sum + experiment.evaluated, 0);
  const seconds = Object.values(result.experiments).reduce((sum, experiment) => sum + experiment.seconds, 0);
  row(name, points, (1000 * seconds).toFixed(0), ((1e6 * seconds) / points).toFixed(0));
}

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-bench-"));
try {
  const text = readFileSync(path.join(root, "examples", "qwen3-32b", "proposed.yaml"), "utf8");
  const base = readFileSync(path.join(root, "examples", "qwen3-32b", "base.yaml"), "utf8");
  for (const [sub, content] of [
    ["before", base],
    ["after", text],
  ]) {
    mkdirSync(path.join(folder, sub));
    for (let i = 0; i < 100; i++)
      writeFileSync(
        path.join(folder, sub, `m${i}.yaml`),
        content.replace("name: qwen3-32b\n", `name: m${i}\n`),
      );
  }
  const check = repeat(3, () =>
    time(
      process.execPath,
      [
        cli,
        "check",
        ".",
        "--base",
        path.join(folder, "before"),
        "--profile",
        "reference",
        "--format",
        "json",
      ],
      { cwd: path.join(folder, "after") },
    ),
  );
  console.log("");
  row("check of 100 changed manifests, one configuration", ms(check.min), ms(check.median));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const memory = spawnSync(
  process.execPath,
  [
    "-e",
    `process.on("exit", () => process.stderr.write("RSS " + process.resourceUsage().maxRSS)); process.argv = [process.argv[0], ${JSON.stringify(cli)}, "default", "--model", "Qwen/Qwen3-32B-FP8", "--total-gpus", "16", "--system", "h200_sxm", "--isl", "4000", "--osl", "500"]; import(${JSON.stringify(cli)})`,
  ],
  { encoding: "utf8" },
);
console.log("");
row(
  "resident memory at most, walkthrough search",
  `${(Number(/RSS (\d+)/.exec(memory.stderr)?.[1] ?? 0) / 1024).toFixed(0)} MB`,
);
const size = (sub) =>
  readdirSync(path.join(root, sub), { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) =>
      sum + (entry.isFile() ? statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size : 0),
    0,
  ) / 1e6;
row("perf-db/", `${size("perf-db").toFixed(2)} MB`);
row("dist/", `${size("dist").toFixed(2)} MB`);
