import { describe, expect, it } from "@jest/globals";
import { movementLabel } from "../../src/report/sections/moved.js";
import { plainText } from "../../src/report/text-layout.js";
import { manifest } from "../manifest/support/build.js";
import { checkChange, modified } from "../support/checked-change.js";

const written = (engine: string, args: string): string =>
  manifest([
    {
      gpu: '"4"',
      command: `[python3, -m, dynamo.${engine}]`,
      args: `--model org/known --tp 4 ${args}`
        .trim()
        .split(/\s+/)
        .map((word) => `- "${word}"`)
        .join("\n"),
    },
  ]);

describe("what moved is told as the files write it", () => {
  it.each([
    // engine, before, after, edits
    ["sglang", "", "--chunked-prefill-size 4096", ["--chunked-prefill-size 4096 added"]],
    [
      "sglang",
      "--chunked-prefill-size -1",
      "--chunked-prefill-size 4096",
      ["--chunked-prefill-size -1 → 4096"],
    ],
    [
      "sglang",
      "--max-prefill-tokens 9000 --chunked-prefill-size 8192",
      "--max-prefill-tokens 9000 --chunked-prefill-size 2048",
      ["--chunked-prefill-size 8192 → 2048"],
    ],
    ["sglang", "--disable-radix-cache", "", ["--disable-radix-cache removed"]],
    ["vllm", "", "--no-enable-prefix-caching", ["--no-enable-prefix-caching added"]],
    [
      "vllm",
      "--no-enable-prefix-caching",
      "--enable-prefix-caching",
      ["--no-enable-prefix-caching removed, --enable-prefix-caching added"],
    ],
    ["vllm", "--max-num-seqs 16", "--max-num-seqs=64", ["--max-num-seqs 16 → 64"]],
    ["vllm", "--max_num_seqs 16", "--max-num-seqs 64", ["--max-num-seqs 16 → 64"]],
    ["vllm", "--max-num-seqs 16", "", ["--max-num-seqs 16 removed"]],
    [
      "vllm",
      "--max-num-seqs 16 --max-num-batched-tokens 4000",
      "--max-num-seqs 64 --max-num-batched-tokens 8k",
      ["--max-num-seqs 16 → 64", "--max-num-batched-tokens 4000 → 8k"],
    ],
    ["vllm", "--kv-cache-dtype auto", "--kv-cache-dtype fp8", ["--kv-cache-dtype auto → fp8"]],
  ])("%s: %s → %s", async (engine, before, after, edits) => {
    const { result } = await checkChange([modified(written(engine, after), written(engine, before))]);
    const [review] = result.deployments;

    expect(review?.movements.map(({ label }) => label)).toEqual(edits);
    expect(review?.movements.map((one) => plainText(movementLabel(one)))).toEqual(edits);
  });
});
