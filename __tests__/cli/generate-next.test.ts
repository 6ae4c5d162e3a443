import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "@jest/globals";
import { runCli } from "../support/run-cli.js";

it("generate names the check of what it wrote, and that command answers", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "generate-"));
  const line =
    "generate --model Qwen/Qwen3-8B --system h100_sxm --backend vllm --tp-size 1 --total-gpus 2 --save-dir out";
  const { out } = await runCli(line.split(" "), folder);
  const next = /^ {2}\S.* (check .*)$/m.exec(out)?.[1];
  const checked = await runCli(next?.split(" ") ?? [], folder);
  expect([checked.exitCode, checked.err]).toEqual([0, ""]);
  expect(checked.out).toContain("2 × TP1");
});
