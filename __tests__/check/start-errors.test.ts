import { describe, expect, it } from "@jest/globals";
import { checkManifest } from "../support/check-manifest.js";
import { fakePredictor } from "../support/fake-predictor.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";

const deps = { predictor: fakePredictor(), systems: ["h200_sxm"], nearestModels: () => [] };
const worker = (gpu: string, ...args: readonly string[]): WorkerParts => ({
  ...{ gpu: `"${gpu}"`, command: "[python3, -m, dynamo.vllm]" },
  args: ["--model", "org/m", ...args].map((one) => `- "${one}"`).join("\n"),
});

/** A worker that an engine does not start with → the rule, and what its message says to do. */
const STOPPED: Readonly<Record<string, readonly [WorkerParts, string, string]>> = {
  "too few GPUs": [worker("1", "-tp", "2"), "gpus-too-few", "Give it 2 GPUs."],
  "a value in words": [
    worker("2", "-tp", "2", "--max-num-seqs", "thirty"),
    "flag-value-invalid",
    "a whole number",
  ],
  "a misspelt flag": [
    worker("2", "-tp", "2", "--max-model-lenn", "8192"),
    "flag-unknown",
    "--max-model-len?",
  ],
  "a size that divides nothing": [worker("3", "-tp", "3"), "heads-not-divisible", "Nearest: 2 or 4"],
};

describe("an error that stops the start", () => {
  it.each(Object.keys(STOPPED))(
    "says its own remedy, and no fix of the limits stands under it: %s",
    async (name) => {
      const [one, rule, remedy] = STOPPED[name]!;
      // limits that nothing meets: a sound file would get a smallest fix
      const review = await checkManifest(manifest([one]), { ttftMs: 1, tpotMs: 1 }, deps);

      expect(review.verdict).toBe("fail");
      expect(review.findings.find((finding) => finding.rule === rule)?.message).toContain(remedy);
      expect([review.smallestFix, review.recommended, review.bestFound]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    },
  );
});
