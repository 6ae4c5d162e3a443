import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { contextNotes } from "../../src/perf/context-note.js";
import { runCli } from "../support/run-cli.js";

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-beyond-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MODEL = "--model Qwen/Qwen3-32B --system h200_sxm --backend vllm";
const BEYOND = "prompt and answer are 45200 tokens, and Qwen/Qwen3-32B has 40960 positions";
writeFileSync(
  path.join(folder, "exp.yaml"),
  "one:\n  serving_mode: agg\n  model_path: Qwen/Qwen3-32B\n  system_name: h200_sxm\n  backend_name: vllm\n  total_gpus: 2\n  isl: 45000\n  osl: 200\n",
);

/** Commands that answer for lengths. */
const COMMANDS: readonly string[] = [
  `estimate ${MODEL} --tp-size 2 --concurrency 2 --isl 45000 --osl 200`,
  `estimate ${MODEL} --estimate-mode disagg --prefill-tp-size 2 --decode-tp-size 2 --prefill-batch-size 1 --decode-batch-size 2 --prefill-num-workers 1 --decode-num-workers 1 --isl 45000 --osl 200 --profile calibrated`,
  `simulate ${MODEL} --tp-size 2 --concurrency 2 --requests 20 --isl 45000 --osl 200`,
  `default ${MODEL} --total-gpus 2 --isl 45000 --osl 200 --profile reference`,
  "exp exp.yaml --profile reference",
];

describe("requests beyond the context of a model are said to be refused by the engine", () => {
  it.each(COMMANDS)("%s", async (line) => {
    const { out } = await runCli(line.split(" "), folder, 200);
    expect(out.replaceAll(/\s+/g, " ").split(BEYOND)).toHaveLength(2);
  });

  const lengths = { isl: 4000, osl: 96 };
  it.each([
    ["as long as the context", { model: "m", maxPositionEmbeddings: 4096 }, 0],
    ["one token longer", { model: "m", maxPositionEmbeddings: 4095 }, 1],
    ["longer, positions stretched", { model: "m", maxPositionEmbeddings: 2048, stretchedContext: true }, 0],
    ["no context known", { model: "m", maxPositionEmbeddings: undefined }, 0],
  ])("%s", (_name, facts, notes) => {
    expect(contextNotes(facts, lengths)).toHaveLength(notes);
  });
});
