import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Speculation } from "../../src/domain/deployment.js";
import type { SearchTask } from "../../src/domain/search-task.js";
import { compact } from "../../src/domain/compact.js";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { readExperimentFile } from "../../src/manifest/experiment/read-file.js";
import { recommend, type RecommendRequest } from "../../src/search/load-target.js";
import { runSearch } from "../../src/search/run-search.js";
import { runDefault, type DefaultRequest } from "../../src/search/run-default.js";
import { saveSearch } from "../../src/save/save-search.js";
import { writeTree } from "../../src/save/write-tree.js";
import { reference, type Profile, type ReplicaFigures } from "../../src/perf/profile/profile.js";
import type { Bands, Interval } from "../../src/domain/prediction.js";
import type { SearchDeps } from "../../src/search/run-search.js";
import { fakePredictor } from "../support/fake-predictor.js";

const request: DefaultRequest = {
  model: "fake/dense",
  totalGpus: 16,
  system: "h200_sxm",
  backend: "trtllm",
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  sla: { ttftMs: 600, tpotMs: 16.67 },
};

let saveDir: string;
beforeEach(() => {
  saveDir = mkdtempSync(path.join(os.tmpdir(), "save-"));
});
afterEach(() => rmSync(saveDir, { recursive: true, force: true }));

/** Every file below a folder, as relative paths. */
function tree(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** A tenth to either side of every figure. */
function bandsAround({ ttftMs, tpotMs, requestLatencyMs, tokensPerSec }: ReplicaFigures): Bands {
  const around = (value: number): Interval => [value * 0.9, value * 1.1];
  return {
    ttftMs: around(ttftMs),
    tpotMs: around(tpotMs),
    requestLatencyMs: around(requestLatencyMs),
    tokensPerSecPerGpu: around(tokensPerSec),
  };
}

describe("a saved search", () => {
  it("is the walkthrough's tree", async () => {
    const result = await runDefault({ predictor: fakePredictor() }, request);

    const saved = await saveSearch(result, { saveDir, producer: "dynamo-advisor" });

    expect(path.relative(saveDir, saved.folder)).toMatch(
      /^fake\/dense_h200_sxm_trtllm_isl4000_osl500_ttft600_tpot16_\d{6}$/,
    );
    const files = tree(saved.folder);
    expect(files).toEqual(
      expect.arrayContaining([
        "pareto_frontier.svg",
        "agg/pareto.csv",
        "agg/points.csv",
        "agg/best_config_topn.csv",
        "agg/config.yaml",
        "disagg/config.yaml",
      ]),
    );
    const top1 = files
      .filter((name) => name.startsWith("disagg/top1/"))
      .map((name) => name.slice("disagg/top1/".length));
    expect(top1).toEqual(
      expect.arrayContaining([
        "k8s_deploy.yaml",
        "prefill_config.yaml",
        "decode_config.yaml",
        "generator_config.yaml",
        "run_0.sh",
        "bench_run.sh",
        "k8s_bench.yaml",
      ]),
    );
    expect(
      result.experiments.map(({ name, top }) => [
        name,
        files.filter((file) => new RegExp(`^${name}/top\\d+/k8s_deploy`).test(file)).length === top.length,
      ]),
    ).toEqual([
      ["agg", true],
      ["disagg", true],
    ]);
    expect(statSync(path.join(saved.folder, "disagg/top1/run_0.sh")).mode & 0o111).toBe(0o111);
    expect(saved.bestFolder).toBe(`${result.best}/top1`);
    expect(saved.benchCommand).toContain("--concurrency ");
    // requests start spread over the time that one stays, not in a burst that TTFT would hold
    const { ttftMs, tpotMs } = result.experiments.find(({ name }) => name === result.best)!.top[0]!.figures;
    const seconds = Math.round((ttftMs + tpotMs * 499) / 1000);
    expect(saved.benchCommand).toContain(`--concurrency-ramp-duration ${seconds} `);
    const bench = readFileSync(path.join(saved.folder, `${result.best}/top1/bench_run.sh`), "utf8");
    expect(bench).toContain(`BENCH_RAMP:-${seconds}}`);
    expect(bench).toContain('--concurrency-ramp-duration "$BENCH_RAMP"');
  });

  it.each([
    [true, ["pareto_frontier.png", "pareto_frontier.svg"]],
    [false, ["pareto_frontier.svg"]],
    [undefined, ["pareto_frontier.svg"]],
  ])("has a PNG only when asked for (picture: %s)", async (picture, pictures) => {
    const result = await runDefault({ predictor: fakePredictor() }, request);

    const { folder } = await saveSearch(result, { saveDir, ...compact({ picture }) });

    expect(tree(folder).filter((name) => name.startsWith("pareto_frontier"))).toEqual(pictures);
    if (picture === true)
      expect(readFileSync(path.join(folder, "pareto_frontier.png")).subarray(1, 4).toString("latin1")).toBe(
        "PNG",
      );
  });

  it("has the same folder for the same question, and keeps what is there", async () => {
    const result = await runDefault({ predictor: fakePredictor() }, request);
    const { folder } = await saveSearch(result, { saveDir, picture: false });
    const marked = path.join(folder, "mine.txt");
    writeFileSync(marked, "x");

    await expect(saveSearch(result, { saveDir, picture: false })).rejects.toThrow(
      /exists already; give --overwrite/,
    );
    expect(existsSync(marked)).toBe(true);

    await saveSearch(result, { saveDir, picture: false, overwrite: true });
    expect(existsSync(marked)).toBe(false);
    expect(readdirSync(path.join(saveDir, "fake"))).toEqual([path.basename(folder)]);
  });

  it.each<[string, Pick<RecommendRequest, "load"> | undefined]>([
    ["a budget", undefined],
    ["a request rate", { load: { requestRate: 33 } }],
    ["a concurrency", { load: { concurrency: 700 } }],
    ["a load within a ceiling", { load: { requestRate: 5, maxTotalGpus: 40 } }],
    ["a load beyond its ceiling", { load: { requestRate: 900, maxTotalGpus: 24 } }],
  ])("config.yaml of %s gives the same top rows, however often it is saved and run", async (_name, asked) => {
    const deps = { predictor: fakePredictor() };
    let result =
      asked === undefined
        ? await runDefault(deps, request)
        : await recommend(deps, { ...request, databaseMode: "SILICON", ...asked });
    const first = result.experiments;

    for (let round = 0; round < 2; round++) {
      const { folder } = await saveSearch(result, { saveDir, overwrite: true });
      const read = first.map(({ name }) =>
        readExperimentFile(readFileSync(path.join(folder, name, "config.yaml"), "utf8"), "config.yaml"),
      );
      expect(read.flatMap(({ findings }) => findings)).toEqual([]);
      const tasks = read.flatMap(({ experiments }) => experiments.flatMap(({ task }) => task ?? []));
      result = await runSearch(deps, tasks);
      const rows = (found: typeof first): unknown =>
        found.map(({ name, top, bestThroughput }) => [
          name,
          bestThroughput,
          top.map(({ key, figures, replicas, totalGpusUsed, load }) => ({
            key,
            figures,
            replicas,
            totalGpusUsed,
            load,
          })),
        ]);

      expect(rows(result.experiments)).toEqual(rows(first));
      expect(first.map(({ top }) => top.length > 0)).toEqual([true, true]);
    }
  });

  it("points.csv lists the replicas that the load needs, and none beyond the GPUs that may be used", async () => {
    const load = { requestRate: 12, maxTotalGpus: 32 };
    const result = await recommend({ predictor: fakePredictor() }, { ...request, load });
    const { folder } = await saveSearch(result, { saveDir });

    const [head = [], ...points] = readFileSync(path.join(folder, "agg/points.csv"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    const column = (name: string): readonly number[] =>
      points.map((cells) => Number(cells[head.indexOf(name)]));
    const [rates, replicas, gpus] = ["seq/s", "replicas", "total_gpus_used"].map(column);

    expect(points.length).toBeGreaterThan(5);
    expect(Math.max(...gpus!)).toBeLessThanOrEqual(32);
    rates!.forEach((rate, at) => expect(rate * replicas![at]!).toBeGreaterThan(0.99 * 12));
    expect(Math.max(...replicas!)).toBeGreaterThan(1);
  });

  it.each<[string, Partial<Pick<SearchTask, "speculation" | "autoDrafts">>, Speculation]>([
    ["layers of the checkpoint", { speculation: { nextn: 2, accepted: 1.1 } }, { nextn: 2, accepted: 1.1 }],
    [
      "a lookup",
      { speculation: { method: "ngram", nextn: 4, accepted: 1.1 } },
      { method: "ngram", nextn: 4, accepted: 1.1 },
    ],
    [
      "a trained network whose files told the number",
      { autoDrafts: { accepted: 1.1, trained: { method: "eagle3", draftModel: "drafts/e" } } },
      { method: "eagle3", draftModel: "drafts/e", nextn: 4, accepted: 1.1 },
    ],
  ])("config.yaml keeps who drafts: %s", async (_name, drafts, speculation) => {
    const { model, totalGpus, lengths, sla, system } = request;
    const worker = { system, backend: "vllm" } as const;
    const task: SearchTask = { name: "agg", mode: "agg", model, totalGpus, lengths, sla, worker, ...drafts };
    const result = await runSearch({ predictor: fakePredictor() }, [task]);
    const { folder } = await saveSearch(result, { saveDir, picture: false });

    const text = readFileSync(path.join(folder, "agg", "config.yaml"), "utf8");
    expect(readExperimentFile(text, "config.yaml").experiments[0]?.task?.speculation).toEqual(speculation);
  });

  it("lists every priced configuration, the frontier by speed, and says which meet the limits", async () => {
    const result = await runDefault({ predictor: fakePredictor() }, request);
    const { folder } = await saveSearch(result, { saveDir, picture: false });
    const rows = (file: string): readonly string[][] =>
      readFileSync(path.join(folder, file), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split(","));

    const [header, ...points] = rows("agg/points.csv");
    const [, ...frontier] = rows("agg/pareto.csv");

    expect(header?.slice(-3)).toEqual(["replicas", "total_gpus_used", "meets_sla"]);
    expect(points.length).toBe([...(result.experiments[0]?.everyRow?.() ?? [])].length);
    expect(points.length).toBeGreaterThan(result.experiments[0]?.rows.length ?? 0);
    const speeds = frontier.map((row) => Number(row[header?.indexOf("tokens/s/user") ?? 0]));
    expect(speeds).toEqual([...speeds].sort((a, b) => a - b));
  });

  it("says in every table which profile answered, and the chance and the bands where it knows its error", async () => {
    const profile: Profile = {
      ...reference,
      name: "calibrated",
      identity: false,
      agg: (_load, published) => ({ ...published(), bands: bandsAround(published()) }),
    };
    const headers = async (deps: SearchDeps): Promise<readonly (readonly string[])[]> => {
      const { folder } = await saveSearch(await runDefault(deps, { ...request, modes: ["agg"] }), {
        ...{ saveDir, picture: false, overwrite: true },
      });
      const text = readFileSync(path.join(folder, "agg/best_config_topn.csv"), "utf8");
      return text.split("\n").map((line) => line.split(","));
    };
    const own = [
      "chance",
      ...["ttft", "tpot", "request_latency", "tokens/s/gpu"].flatMap((name) => [
        `${name}_low`,
        `${name}_high`,
      ]),
    ];

    const [plain = [], first = []] = await headers({ predictor: fakePredictor() });
    const [banded = [], row = []] = await headers({ predictor: fakePredictor(), profile });

    expect([plain.at(-1), first.at(-1)]).toEqual(["profile", "reference"]);
    expect(banded.slice(plain.length)).toEqual(own);
    expect(Number(row[banded.indexOf("ttft_low")])).toBeLessThan(Number(row[banded.indexOf("ttft")]));
    expect(Number(row[banded.indexOf("chance")])).toBeGreaterThanOrEqual(0.8);
  });

  it("saves the nearest misses, and no deployment, when nothing meets the limits", async () => {
    const result = await runDefault(
      { predictor: fakePredictor() },
      { ...request, sla: { ttftMs: 600, tpotMs: 0.5 } },
    );

    const saved = await saveSearch(result, { saveDir, picture: false });

    expect(tree(saved.folder)).toEqual(expect.arrayContaining(["agg/nearest_misses.csv"]));
    expect(tree(saved.folder).filter((name) => name.includes("top1/"))).toEqual([]);
    expect(saved.benchCommand).toBeUndefined();
  });
});

describe("writing a tree", () => {
  const files = new Map([
    ["a/b.txt", "1"],
    ["c.txt", "2"],
  ]);

  it("leaves nothing behind when it is stopped", async () => {
    const controller = new AbortController();
    controller.abort();

    await expect(writeTree(files, { saveDir, folder: "x/y", signal: controller.signal })).rejects.toThrow();

    expect(readdirSync(saveDir)).toEqual([]);
  });

  it("leaves nothing behind when the disk refuses", async () => {
    const impossible = new Map([
      ["a", "1"],
      ["a/b", "a is a file"],
    ]);

    await expect(writeTree(impossible, { saveDir, folder: "x/y" })).rejects.toThrow(/cannot be written/);

    expect(readdirSync(saveDir)).toEqual([]);
  });

  it("never leaves its folder", async () => {
    await expect(writeTree(new Map([["../../evil", "1"]]), { saveDir, folder: "x" })).rejects.toThrow(
      /leaves the folder/,
    );
  });

  it("takes an empty folder that is there", async () => {
    const folder = await writeTree(files, { saveDir, folder: "x" });

    expect(tree(folder)).toEqual(["a/b.txt", "c.txt"]);
  });
});
