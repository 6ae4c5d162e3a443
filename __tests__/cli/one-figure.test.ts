import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { runCli } from "../support/run-cli.js";
import { relativeError } from "../support/perf.js";

interface Row {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly concurrency: number;
  readonly replicas: number;
  readonly gpusPerReplica: number;
  readonly pSla?: number;
  readonly worker?: Worker;
  readonly prefill?: Worker & { readonly workers: number };
  readonly decode?: Worker & { readonly workers: number };
}
interface Worker {
  readonly [size: string]: number;
}
interface Search {
  readonly profile: string;
  readonly confidence?: number;
  readonly experiments: Readonly<Record<string, { readonly top: readonly Row[] }>>;
}

/** One deployment asked for in every command that can be asked for it. */
const CASES = [
  ["trtllm on H200", "Qwen/Qwen3-32B-FP8", "h200_sxm", "trtllm", ["--confidence", "0.7"]],
  ["vLLM on H100, the published method", "Qwen/Qwen3-8B", "h100_sxm", "vllm", ["--profile", "reference"]],
  ["SGLang on B200, a model with experts", "openai/gpt-oss-120b", "b200_sxm", "sglang", []],
] as const;
const LOAD = ["--isl", "3000", "--osl", "300"];
const LIMITS = ["--ttft", "1500", "--tpot", "30"];
const SIZES = {
  tp: "tp-size",
  pp: "pp-size",
  dp: "attention-dp-size",
  moeTp: "moe-tp-size",
  moeEp: "moe-ep-size",
};

const cwd = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-one-figure-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function json<T>(...argv: readonly string[]): Promise<T> {
  const { exitCode, out, err } = await runCli([...argv, "--format", "json"], cwd);
  if (exitCode > 1) throw new Error(`${argv.join(" ")}: ${err}`);
  return JSON.parse(out) as T;
}

/** A worker's sizes as flags of `estimate`. */
function sizeFlags(prefix: string, worker: Worker): readonly string[] {
  return Object.entries(SIZES).flatMap(([size, flag]) => [`--${prefix}${flag}`, String(worker[size])]);
}

function estimateFlags(row: Row): readonly string[] {
  const { worker, prefill, decode } = row;
  if (worker !== undefined)
    return [
      ...sizeFlags("", worker),
      "--batch-size",
      `${worker["batchSize"]}`,
      "--ctx-tokens",
      `${worker["ctxTokens"]}`,
    ];
  const pool = (role: "prefill" | "decode", one: Row["prefill"]): readonly string[] => [
    ...sizeFlags(`${role}-`, one!),
    ...[`--${role}-batch-size`, `${one!["batchSize"]}`, `--${role}-num-workers`, `${one!.workers}`],
  ];
  return ["--estimate-mode", "disagg", ...pool("prefill", prefill), ...pool("decode", decode)];
}

describe.each(CASES)(
  "one deployment at one load has one figure: %s",
  (_name, model, system, backend, asked) => {
    const what = ["--model", model, "--system", system, "--backend", backend, ...LOAD];
    const inTree = (suffix: string, saved = backend as string): string => {
      const saveDir = path.join(cwd, saved);
      const found = readdirSync(saveDir, { recursive: true, encoding: "utf8" }).find((file) =>
        file.endsWith(suffix),
      );
      return path.join(saveDir, found ?? `no ${suffix}`);
    };
    const estimated = (row: Row, profile: string): Promise<{ ttftMs: number; tpotMs: number }> =>
      json("estimate", ...what, ...estimateFlags(row), "--profile", profile);
    let first: Search;
    beforeAll(async () => {
      first = await json("default", ...what, ...LIMITS, "--total-gpus", "4", "--save-dir", backend, ...asked);
    });

    describe.each(["agg", "disagg"] as const)("%s", (mode) => {
      const row = (): Row => first.experiments[mode]!.top[0]!;
      const total = (): string => String(row().concurrency * row().replicas);

      it("exp on the saved config.yaml: the same row, asked in the same way", async () => {
        const again = await json<Search>("exp", inTree(`${mode}/config.yaml`));

        expect([again.profile, again.confidence]).toEqual([first.profile, first.confidence]);
        expect(again.experiments[mode]?.top[0]).toEqual(row());
      });

      it("the saved manifest: its header, and check at the load that it names", async () => {
        const manifest = inTree(`${mode}/top1/k8s_deploy.yaml`);
        const [header = ""] = /# Predicted at .*/.exec(readFileSync(manifest, "utf8")) ?? [];
        const profile = asked[0] === "--profile" ? asked : [];
        const { files } = await json<{
          files: { deployments: { proposed: { ttftMs: number; tpotMs: number; pSla?: number } }[] }[];
        }>("check", path.relative(cwd, manifest), "--concurrency", total(), ...profile);
        const { ttftMs, tpotMs, pSla } = files[0]!.deployments[0]!.proposed;

        expect(header).toContain(`at ${total()} requests`);
        expect(header).toContain(`TTFT ${Math.round(row().ttftMs * 100) / 100} ms`);
        expect(relativeError(ttftMs, row().ttftMs)).toBeLessThan(0.001);
        expect(relativeError(tpotMs, row().tpotMs)).toBeLessThan(0.001);
        expect(pSla ?? 1).toBeCloseTo(row().pSla ?? 1, 2);
      });

      it("estimate with its sizes and batch", async () => {
        const found = await estimated(row(), first.profile);

        expect(relativeError(found.ttftMs, row().ttftMs)).toBeLessThan(0.001);
        expect(relativeError(found.tpotMs, row().tpotMs)).toBeLessThan(0.001);
      });
    });

    it("recommend: each mode's best, estimated, and by exp on its config.yaml", async () => {
      const saved = `${backend}-load`;
      const load = ["--target-concurrency", "640", "--save-dir", saved];
      const found = await json<Search>("recommend", ...what, ...LIMITS, ...load, ...asked);
      for (const [mode, { top }] of Object.entries(found.experiments)) {
        const again = await json<Search>("exp", inTree(`${mode}/config.yaml`, saved));
        expect(again.experiments[mode]?.top[0]).toEqual(top[0]);
        const { ttftMs, tpotMs } = await estimated(top[0]!, found.profile);

        expect(relativeError(ttftMs, top[0]!.ttftMs)).toBeLessThan(0.001);
        expect(relativeError(tpotMs, top[0]!.tpotMs)).toBeLessThan(0.001);
      }
    });
  },
);

it.each(["trtllm", "vllm", "sglang"])("support and estimate name one version of %s", async (backend) => {
  const asked = `--model Qwen/Qwen3-32B-FP8 --system h200_sxm --backend ${backend}`.split(" ");
  const support = JSON.parse((await runCli(["support", ...asked, "--format", "json"])).out);
  const size = ["--tp-size", "2", "--batch-size", "4", "--isl", "1000", "--osl", "100", "--format", "json"];
  const estimate = JSON.parse((await runCli(["estimate", ...asked, ...size])).out);
  expect(JSON.stringify(estimate)).toContain(`"${support.rows[0].version}"`);
});

it.each([
  // its FP8-block products were timed without graphs, and price no engine as it runs
  ["l40s", "vllm", "Qwen/Qwen3-32B-FP8", false],
  ["l40s", "vllm", "MiniMaxAI/MiniMax-M2.7", false],
  ["l40s", "trtllm", "Qwen/Qwen3-32B-FP8", true],
  ["l40s", "vllm", "Qwen/Qwen3-32B", true],
] as const)("support on %s with %s says of %s what default does", async (system, backend, model, priced) => {
  const asked = ["--model", model, "--system", system, "--backend", backend, "--format", "json"];
  const { rows } = JSON.parse((await runCli(["support", ...asked])).out) as {
    rows: readonly { agg: boolean; disagg: boolean; reason?: string }[];
  };
  const search = await runCli(["default", ...asked, "--total-gpus", "8"]);

  expect(rows.map(({ agg, disagg }) => [agg, disagg])).toEqual([[priced, priced]]);
  expect(search.exitCode).toBe(priced ? 0 : 2);
  if (!priced) expect(search.out + search.err).toContain("no measurements cover this: no fp8_block");
  if (!priced) expect(rows[0]!.reason).toContain("no measurements cover this: no fp8_block");
});
