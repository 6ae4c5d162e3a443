import { describe, expect, it } from "@jest/globals";
import type { Deployment, Parallelism } from "../../src/domain/deployment.js";
import { decodeContextFlags, decodeContextRefusal } from "../../src/generate/decode-context.js";
import { editManifest } from "../../src/manifest/edit.js";
import { type MappingFacts } from "../../src/manifest/mapping-facts.js";
import { toDeployment } from "../../src/manifest/to-deployment.js";
import { deploymentOf, manifest } from "./support/build.js";

const FACTS: MappingFacts = { system: "h200_sxm", backendVersion: "1.0", isMoe: true };
const EXPERTS = { tp: 8, pp: 1, dp: 1, cp: 1, moeTp: 8, moeEp: 1 };

function worker(engine: "vllm" | "sglang", args: string): string {
  const words = ["--model", "org/m", ...args.split(" ")].map((word) => `- "${word}"`);
  return manifest([{ command: `[python3, -m, dynamo.${engine}]`, args: words.join("\n"), gpu: '"8"' }]);
}

function mapped(text: string): Deployment {
  const { deployment } = toDeployment(deploymentOf(text), FACTS);
  if (deployment === undefined) throw new Error("not mapped");
  return deployment;
}

/** The text after an edit of its only pool. */
function edited(text: string, maxBatchSize: number, sizes: Partial<Parallelism>): string {
  const current = mapped(text);
  const pools = current.pools.map((pool) => {
    const { dcp: _dcp, ...others } = pool.parallelism;
    const parallelism = Object.keys(sizes).length === 0 ? pool.parallelism : { ...others, ...sizes };
    return { ...pool, parallelism, settings: { ...pool.settings, maxBatchSize } };
  });
  const target = { ...current, pools };
  const result = editManifest({ text, manifest: deploymentOf(text), target, facts: FACTS });
  if (result.kind === "refused") throw new Error(result.reason);
  return result.newText;
}

describe("ranks that share the cache of a decode", () => {
  it.each<["vllm" | "sglang", string, Partial<Parallelism>]>([
    ["vllm", "-tp 8 -dcp 4", { dcp: 4 }],
    ["vllm", "-tp 8 --decode-context-parallel-size 8 --dcp-comm-backend a2a", { dcp: 8, dcpComm: "a2a" }],
    ["vllm", "-tp 8 -dcp 2 --dcp-q-replicate", { dcp: 2, dcpReplicateQ: true }],
    ["vllm", "-tp 8 -dcp 1", {}],
    ["sglang", "--tp 8 --dcp-size 4 --dcp-comm-backend fi_a2a", { dcp: 4, dcpComm: "a2a" }],
    [
      "sglang",
      "--tp 8 --decode-context-parallel-size 2 --dcp-comm-backend ag_rs",
      { dcp: 2, dcpComm: "ag_rs" },
    ],
  ])("are read from the flags: %s %s", (engine, args, expected) => {
    expect(mapped(worker(engine, args)).pools[0]?.parallelism).toEqual({ ...EXPERTS, ...expected });
  });

  it("are kept by an edit of something else", () => {
    const text = worker("vllm", "-tp 8 -dcp 4 --dcp-comm-backend a2a --max-num-seqs 64");

    expect(edited(text, 128, {})).toBe(text.replace('"64"', '"128"'));
  });

  it.each(["vllm", "sglang"] as const)(
    "are taken back where a layout was priced without them: %s",
    (engine) => {
      const size = engine === "vllm" ? "--decode-context-parallel-size" : "--dcp-size";
      const text = worker(engine, `--tensor-parallel-size 8 ${size} 4`);
      const after = edited(text, 64, { tp: 4, moeTp: 4 });

      expect(mapped(after).pools[0]?.parallelism).toEqual({ ...EXPERTS, tp: 4, moeTp: 4 });
      expect(after).toContain(`- "${size}"`);
    },
  );

  it.each<["vllm" | "sglang", Partial<Parallelism>, string, string | undefined]>([
    ["vllm", {}, "", undefined],
    ["vllm", { dcp: 4 }, "--decode-context-parallel-size 4", undefined],
    [
      "sglang",
      { dcp: 4, dcpComm: "ag_rs" },
      "--dcp-size 4 --dcp-comm-backend ag_rs",
      "--dcp-comm-backend; decode context parallelism so needs 0.5.17",
    ],
    ["sglang", { dcp: 2, dcpReplicateQ: false }, "--dcp-size 2 --no-dcp-replicate-q-proj", undefined],
  ])("are written with the flags of the engine: %s %j", (backend, sizes, words, refusal) => {
    const layout = { ...EXPERTS, ...sizes };

    expect(decodeContextFlags(backend, layout).join(" ")).toBe(words);
    const refused = decodeContextRefusal(backend, layout, backend === "vllm" ? "0.18.0" : "0.5.15");
    if (refusal === undefined) expect(refused).toBeUndefined();
    else expect(refused).toContain(refusal);
  });
});
