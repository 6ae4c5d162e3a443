import { describe, expect, it } from "@jest/globals";
import { checkManifest } from "../support/check-manifest.js";
import { fakePredictor } from "../support/fake-predictor.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";

const deps = { predictor: fakePredictor(), systems: ["h200_sxm"], nearestModels: () => [] };
const worker = (gpu: string, ...args: readonly string[]): WorkerParts => ({
  ...{ gpu: `"${gpu}"`, command: "[python3, -m, dynamo.vllm]" },
  args: ["--model", "org/m", ...args].map((one) => `- "${one}"`).join("\n"),
});

/** A worker that an engine does not start with → the rule, what its message says to do, the lines of the edit that does it. */
const STOPPED: Readonly<
  Record<string, readonly [WorkerParts, rule: string, remedy: string, edit: readonly string[]]>
> = {
  "too few GPUs": [worker("1", "-tp", "2"), "gpus-too-few", "Give it 2 GPUs.", ['gpu: "2"']],
  "fewer GPUs than two sizes need": [
    worker("2", "-tp", "2", "-pp", "2"),
    "gpus-too-few",
    "Give it 4 GPUs.",
    ['gpu: "4"'],
  ],
  "more GPUs than a machine has": [worker("8", "-tp", "16"), "gpus-too-few", "Give it 16 GPUs.", ['- "8"']],
  "a value in words": [
    worker("2", "-tp", "2", "--max-num-seqs", "thirty"),
    "flag-value-invalid",
    "a whole number",
    [],
  ],
  "a misspelt flag": [
    worker("2", "-tp", "2", "--max-model-lenn", "8192"),
    "flag-unknown",
    "--max-model-len?",
    ['- "--max-model-len"'],
  ],
  "a misspelt flag with its value in one word": [
    worker("2", "-tp", "2", "--max-num-sequences=64"),
    "flag-unknown",
    "--max-num-seqs?",
    ['- "--max-num-seqs=64"'],
  ],
  "two misspelt flags": [
    worker("2", "--tensor-paralel-size", "2", "--max-model-lenn", "8192"),
    "flag-unknown",
    "did you mean",
    ['- "--tensor-parallel-size"', '- "--max-model-len"'],
  ],
  "a misspelt flag beside too few GPUs": [
    worker("1", "-tp", "2", "--max-model-lenn", "8192"),
    "gpus-too-few",
    "Give it 2 GPUs.",
    ['gpu: "2"', '- "--max-model-len"'],
  ],
  "a misspelt flag in a script": [
    {
      gpu: '"2"',
      command: "[/bin/sh, -c]",
      args: '- "python3 -m dynamo.vllm --model org/m -tp 2 --max-model-lenn 8192"',
    },
    "flag-unknown",
    "--max-model-len?",
    ['- "python3 -m dynamo.vllm --model org/m -tp 2 --max-model-len 8192"'],
  ],
  "a size that divides nothing": [
    worker("3", "-tp", "3"),
    "heads-not-divisible",
    "Nearest: 2 or 4",
    ['gpu: "4"', '- "4"'],
  ],
  "a size that divides nothing on GPUs for another": [
    worker("4", "-tp", "3"),
    "heads-not-divisible",
    "Nearest: 2 or 4",
    ['- "4"'],
  ],
  "a misspelt flag beside the right one, which would then stand twice": [
    worker("2", "-tp", "2", "--max-model-lenn", "8192", "--max-model-len", "4096"),
    "flag-unknown",
    "--max-model-len?",
    [],
  ],
  "a misspelt value": [
    worker("2", "-tp", "2", "--kv-cache-dtype", "fp8_e4m33"),
    "flag-value-invalid",
    "did you mean fp8_e4m3?",
    ['- "fp8_e4m3"'],
  ],
  "a misspelt value in one word with its flag": [
    worker("2", "-tp", "2", "--kv-cache-dtype=fp8_e4m33"),
    "flag-value-invalid",
    "did you mean fp8_e4m3?",
    ['- "--kv-cache-dtype=fp8_e4m3"'],
  ],
  "an error that is mended beside one that is not": [
    worker("1", "-tp", "2", "--max-num-seqs", "thirty"),
    "gpus-too-few",
    "Give it 2 GPUs.",
    [],
  ],
};

describe("an error that stops the start", () => {
  it.each(Object.keys(STOPPED))(
    "gets the edit that removes it or none, and no fix of the limits: %s",
    async (name) => {
      const [one, rule, remedy, edit] = STOPPED[name]!;
      // limits that nothing meets: a sound file would get a smallest fix
      const told = { ttftMs: 1, tpotMs: 1 };
      const review = await checkManifest(manifest([one]), told, deps);
      const { smallestFix } = review;
      const written = (smallestFix?.edits ?? []).flatMap(({ text }) => text.trim().split(/\n\s*/));

      expect(review.verdict).toBe("fail");
      expect(review.findings.find((finding) => finding.rule === rule)?.message).toContain(remedy);
      expect([review.recommended, review.bestFound]).toEqual([undefined, undefined]);
      expect(written.map((line) => line.replace("nvidia.com/", "")).sort()).toEqual([...edit].sort());
      if (smallestFix?.newText === undefined) return;
      const again = await checkManifest(smallestFix.newText, told, deps);
      expect(again.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(again.proposed?.prediction).toEqual(smallestFix.evaluation.prediction);
    },
  );
});
