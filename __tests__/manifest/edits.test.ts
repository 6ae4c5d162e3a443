import { describe, expect, it } from "@jest/globals";
import type { Deployment, Parallelism, Role, WorkerPool } from "../../src/domain/deployment.js";
import { editManifest } from "../../src/manifest/edit.js";
import { sizesUpTo } from "../../src/manifest/edits/graphs.js";
import { roleName } from "../../src/manifest/edits/names.js";
import { changeManifest } from "../../src/manifest/rewrite.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { toDeployment } from "../../src/manifest/to-deployment.js";
import { type MappingFacts } from "../../src/manifest/mapping-facts.js";
import { unifiedDiff } from "../../src/review/diff.js";
import { deploymentOf, manifest, type WorkerParts } from "./support/build.js";
import { ownFixture } from "./support/own.js";

const FACTS: MappingFacts = { system: "h200_sxm", backendVersion: "1", isMoe: false };
const ONE: Parallelism = { tp: 1, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };

interface Wanted {
  readonly tp?: number;
  readonly pp?: number;
  readonly dp?: number;
  readonly moeEp?: number;
  readonly moeTp?: number;
  readonly batch?: number;
  readonly tokens?: number;
  readonly workers?: number;
}

/** The manifest's own deployment with these differences, by role. */
function target(
  text: string,
  wanted: Partial<Record<Role, Wanted>>,
  facts: MappingFacts = FACTS,
): Deployment {
  const current = toDeployment(deploymentOf(text), facts).deployment;
  if (!current) throw new Error("not mapped");
  const pools = current.pools.map((pool): WorkerPool => {
    const { batch, tokens, workers, ...sizes } = wanted[pool.role] ?? {};
    return {
      ...pool,
      workers: current.mode === "agg" ? 1 : (workers ?? pool.workers),
      parallelism: { ...pool.parallelism, ...sizes },
      settings: {
        ...pool.settings,
        ...(batch !== undefined && { maxBatchSize: batch }),
        ...(tokens !== undefined && { maxNumTokens: tokens }),
      },
    };
  });
  return {
    ...current,
    replicas: current.mode === "agg" ? (wanted.agg?.workers ?? current.replicas) : 1,
    pools,
  };
}

/** Changed lines of an edit, `-` and `+`. */
function changes(
  text: string,
  wanted: Partial<Record<Role, Wanted>>,
  facts: MappingFacts = FACTS,
): readonly string[] {
  const result = editManifest({
    text,
    manifest: deploymentOf(text),
    target: target(text, wanted, facts),
    facts,
  });
  if (result.kind === "refused") return [`refused: ${result.reason}`];
  return unifiedDiff(text, result.newText).flatMap((line) =>
    /^[-+]/.test(line) ? [line.charAt(0) + line.slice(1).trim()] : [],
  );
}

const vllm = (parts: WorkerParts): string =>
  manifest([{ gpu: '"2"', replicas: "2", command: "[python3, -m, dynamo.vllm]", ...parts }]);

describe("edits keep the style of their place", () => {
  it("list items, quotes, comments, joined flags", () => {
    expect(changes(ownFixture("vllm-agg-list.yaml"), { agg: { tp: 4, batch: 128, workers: 1 } })).toEqual([
      "-replicas: 2",
      "+replicas: 1",
      '-gpu: "2"',
      '+gpu: "4"',
      '-gpu: "2"',
      '+gpu: "4"',
      '-- "2"',
      "-- --max-num-seqs=64",
      '+- "4"',
      "+- --max-num-seqs=128",
    ]);
  });

  it("an engine file, its CUDA graphs and the GPU limit together; comments and spelling stay", () => {
    const text = ownFixture("trtllm-agg-configmap.yaml");
    expect(
      changes(
        text,
        { agg: { tp: 1, dp: 2, moeEp: 1, moeTp: 2, batch: 256, workers: 6 } },
        { ...FACTS, isMoe: true },
      ),
    ).toEqual([
      "-replicas: 3",
      "+replicas: 6",
      "-limits: {nvidia.com/gpu: 4}",
      "+limits: {nvidia.com/gpu: 2}",
      "-tensor_parallel_size: 4   # the whole worker",
      "-moe_expert_parallel_size: 4",
      "+tensor_parallel_size: 2   # the whole worker",
      "+moe_expert_parallel_size: 1",
      "-max_batch_size: 128",
      "+max_batch_size: 256",
      "+- 256",
    ]);
    expect(changes(text, { agg: { tp: 4, dp: 1 } }, { ...FACTS, isMoe: true })).toEqual([
      "-enable_attention_dp: True",
      "+enable_attention_dp: False",
    ]);
  });

  it.each<readonly [string, WorkerParts, readonly string[]]>([
    ["list items", { args: "- --model\n- org/m\n- -tp\n- '2'" }, ["+- --max-num-seqs", "+- '64'"]],
    [
      "a flow list",
      { args: undefined, container: 'args: [--model, org/m, -tp, "2"]' } as unknown as WorkerParts,
      ['-args: [--model, org/m, -tp, "2"]', '+args: [--model, org/m, -tp, "2", --max-num-seqs, "64"]'],
    ],
    [
      "a script with continuations",
      {
        command: "[sh, -c]",
        args: "- |\n  python3 -m dynamo.vllm \\\n    --model org/m \\\n    -tp 2 2>&1 | tee x",
      },
      ["--tp 2 2>&1 | tee x", "+-tp 2 \\", "+--max-num-seqs 64 2>&1 | tee x"],
    ],
    [
      "a script on one line",
      { command: "[sh, -c]", args: "- exec python3 -m dynamo.vllm --model org/m -tp 2" },
      [
        "-- exec python3 -m dynamo.vllm --model org/m -tp 2",
        "+- exec python3 -m dynamo.vllm --model org/m -tp 2 --max-num-seqs 64",
      ],
    ],
    [
      "a bash array",
      {
        command: "[bash, -c]",
        args: '- |\n  args=(\n    --model org/m\n    -tp 2\n  )\n  exec python3 -m dynamo.vllm "${args[@]}"',
      },
      ["+--max-num-seqs 64"],
    ],
    [
      "positional parameters",
      {
        command: "[bash, -c, 'exec python3 -m dynamo.vllm \"$@\"', x]",
        args: '- --model\n- org/m\n- -tp\n- "2"',
      },
      ["+- --max-num-seqs", '+- "64"'],
    ],
  ])("a new flag in %s", (_name, parts, expected) => {
    expect(changes(vllm(parts), { agg: { batch: 64 } })).toEqual(expected);
  });

  it("a value inside JSON inside shell quotes inside a double-quoted scalar", () => {
    const text = manifest([
      {
        command: "[bash, -c]",
        args: '- "exec python3 -m dynamo.trtllm --model org/m --override-engine-args \'{\\"tensor_parallel_size\\": 2,\\n \\"max_batch_size\\": 8}\'\\n"',
        gpu: "2",
      },
    ]);
    expect(changes(text, { agg: { tp: 4, batch: 16 } })).toEqual([
      "-gpu: 2",
      "+gpu: 4",
      '-- "exec python3 -m dynamo.trtllm --model org/m --override-engine-args \'{\\"tensor_parallel_size\\": 2,\\n \\"max_batch_size\\": 8}\'\\n"',
      '+- "exec python3 -m dynamo.trtllm --model org/m --override-engine-args \'{\\"tensor_parallel_size\\": 4,\\n \\"max_batch_size\\": 16}\'\\n"',
    ]);
  });

  it("a variable is changed where it is set", () => {
    expect(
      changes(vllm({ args: "- --model\n- org/m\n- -tp\n- $(TP)", env: '- {name: TP, value: "2"}' }), {
        agg: { tp: 4 },
      }),
    ).toEqual(['-gpu: "2"', '+gpu: "4"', '-- {name: TP, value: "2"}', '+- {name: TP, value: "4"}']);
  });

  it("a variable that two settings share is not changed for one of them", () => {
    const text = vllm({
      args: "- --model\n- org/m\n- -tp\n- $(N)\n- --max-num-seqs\n- $(N)",
      env: '- {name: N, value: "2"}',
    });
    expect(changes(text, { agg: { tp: 4 } })[0]).toMatch(/^refused: .*variable that other settings use/);
  });

  it("several nodes come and go with the width of a worker", () => {
    const wide = vllm({
      args: "- --model\n- org/m\n- -tp\n- 16",
      gpu: "8",
      extra: "multinode:\n  nodeCount: 2",
    });
    expect(changes(wide, { agg: { tp: 8 } })).toEqual(["-multinode:", "-nodeCount: 2", "-- 16", "+- 8"]);
    const narrow = vllm({ args: "- --model\n- org/m\n- -tp\n- 8", gpu: "8" });
    expect(changes(narrow, { agg: { tp: 16 } })).toEqual(["+multinode:", "+nodeCount: 2", "-- 8", "+- 16"]);
    expect(changes(narrow, { agg: { tp: 8, pp: 2 } })).toEqual([
      "+multinode:",
      "+nodeCount: 2",
      "+- --pipeline-parallel-size",
      '+- "2"',
    ]);
  });

  it("the token budget never falls below the batch", () => {
    const text = vllm({
      args: "- --model\n- org/m\n- -tp\n- 2\n- --max-num-seqs\n- 8\n- --max-num-batched-tokens\n- 64",
    });
    expect(changes(text, { agg: { batch: 128 } })).toEqual(["-- 8", "+- 128", "-- 64", "+- 128"]);
  });

  it("an alias is replaced by a copy when only one of its users changes", () => {
    const worker = (name: string, subType: string, resources: string): WorkerParts => ({
      name,
      subType,
      command: "[python3, -m, dynamo.vllm]",
      args: '- --model\n- org/m\n- -tp\n- "2"\n- --disaggregation-mode\n- ' + subType,
      extra: `resources: ${resources}`,
    });
    const text = manifest([
      worker("P", "prefill", '&r\n  limits: {gpu: "2"}  # each'),
      worker("D", "decode", "*r"),
    ]);
    expect(changes(text, { decode: { tp: 4 } })).toEqual([
      "-resources: *r",
      "+resources:",
      '+limits: {gpu: "4"}  # each',
      '-- "2"',
      '+- "4"',
    ]);
    expect(changes(text, { prefill: { tp: 4 } })).toEqual([
      '-limits: {gpu: "2"}  # each',
      '+limits: {gpu: "4"}  # each',
      '-- "2"',
      '+- "4"',
      "-resources: *r",
      "+resources:",
      '+limits: {gpu: "2"}  # each',
    ]);
    expect(changes(text, { prefill: { tp: 4 }, decode: { tp: 4 } })).toEqual([
      '-limits: {gpu: "2"}  # each',
      '+limits: {gpu: "4"}  # each',
      '-- "2"',
      '+- "4"',
      '-- "2"',
      '+- "4"',
    ]);
  });

  it("other deployments and documents of the file stay as they are", () => {
    const text = `${ownFixture("vllm-agg-list.yaml")}---\n${ownFixture("trtllm-agg-configmap.yaml")}`;
    const parsed = parseManifest(text, { file: "deploy.yaml" });
    const result = editManifest({
      text,
      manifest: parsed.deployments[0]!,
      target: target(ownFixture("vllm-agg-list.yaml"), { agg: { workers: 7 } }),
      facts: FACTS,
    });
    expect(result).toMatchObject({
      kind: "edits",
      lines: [{ line: 18, endLine: 18, text: "      replicas: 7" }],
    });
  });

  it.each([
    [
      "a generated file",
      `# Code generated by a tool. DO NOT EDIT.\n${ownFixture("vllm-agg-list.yaml")}`,
      /generated/,
    ],
    [
      "a script with syntax errors",
      vllm({ command: "[bash, -c]", args: "- |\n  if true\n  python3 -m dynamo.vllm --model org/m -tp 2" }),
      /cannot be added/,
    ],
  ])("refuses %s", (_name, text, reason) => {
    expect(changes(text, { agg: { batch: 5, workers: 3 } })[0]).toMatch(reason);
  });

  it("refuses what the engine cannot say", () => {
    const text = ownFixture("trtllm-agg-configmap.yaml");
    expect(
      changes(text, { agg: { tp: 2, dp: 2, moeEp: 4, moeTp: 1 } }, { ...FACTS, isMoe: true })[0],
    ).toMatch(/attention data parallelism takes the whole/);
    expect(
      changes(
        vllm({ args: "- --model\n- org/m\n- -tp\n- 2" }),
        { agg: { tp: 4, moeEp: 2, moeTp: 2 } },
        { ...FACTS, isMoe: true },
      )[0],
    ).toMatch(/all 4 ranks or none/);
  });
});

describe("CUDA graph sizes", () => {
  it.each([
    [[1, 2, 4, 8], 16, [1, 2, 4, 8, 16]],
    [[1, 2, 4, 8], 40, [1, 2, 4, 8, 16, 32, 40]],
    [[1, 2, 4, 8, 16], 6, [1, 2, 4, 6]],
    [[8], 8, [1, 2, 4, 8]],
  ])("%j up to %i", (sizes, batch, expected) => {
    expect(sizesUpTo(sizes, batch).at(-1)).toBe(expected.at(-1));
    expect(sizesUpTo(sizes, batch).every((size) => size <= batch)).toBe(true);
  });
});

describe("a change of the serving mode", () => {
  it.each([
    ["TrtllmWorker", "TrtllmPrefillWorker", "TrtllmDecodeWorker", "TrtllmWorker"],
    ["VllmDecodeWorker", "VllmPrefillWorker", "VllmDecodeWorker", "VllmWorker"],
    ["agg", "prefill", "decode", "agg"],
    ["decode", "prefill", "decode", "agg"],
    ["vllm-worker", "vllm-prefill-worker", "vllm-decode-worker", "vllm-worker"],
    ["engine", "engine-prefill", "engine-decode", "engine"],
    ["Engine", "EnginePrefill", "EngineDecode", "Engine"],
    ["llama-decode", "llama-prefill", "llama-decode", "llama"],
  ])("%s becomes %s and %s, and back %s", (name, prefill, decode, agg) => {
    expect(roleName(name, "prefill")).toBe(prefill);
    expect(roleName(name, "decode")).toBe(decode);
    if (agg !== "agg") expect(roleName(decode, "agg")).toBe(agg);
  });

  const pool = (role: Role, tp: number, workers: number, batch: number): WorkerPool => ({
    role,
    system: "h200_sxm",
    parallelism: { ...ONE, tp, moeTp: 1 },
    workers,
    batchSize: batch,
    settings: { maxBatchSize: batch },
  });

  function disaggregate(text: string, facts = FACTS) {
    const current = target(text, {}, facts);
    return changeManifest({
      text,
      manifest: deploymentOf(text),
      target: {
        ...current,
        mode: "disagg",
        replicas: 1,
        pools: [pool("prefill", 1, 10, 1), pool("decode", 2, 3, 64)],
      },
      facts,
    });
  }

  it("one worker becomes two with names, roles, engine files and sizes of their own; the rest stays", () => {
    const text = ownFixture("trtllm-agg-configmap.yaml")
      .replace("enable_attention_dp: True", "enable_attention_dp: False")
      .replace("moe_expert_parallel_size: 4", "moe_expert_parallel_size: 1");
    const result = disaggregate(text);
    if (result.kind !== "rewritten") throw new Error(JSON.stringify(result));
    const deployment = deploymentOf(result.newText);
    expect(deployment).toMatchObject({
      name: "trtllm-agg",
      mode: "disagg",
      others: [{ component: "Frontend", kind: "frontend" }],
    });
    expect(
      deployment.workers.map((one) => [
        one.component,
        one.role,
        one.replicas?.value,
        one.gpusPerNode?.value,
        one.settings.tp?.value,
        one.settings.maxBatch?.value,
        one.settings.kvTransfer?.value,
        one.engineFiles[0]?.path,
      ]),
    ).toEqual([
      ["TrtllmPrefillWorker", "prefill", 10, 1, 1, 1, "DEFAULT", "/engine/prefill.yaml"],
      ["TrtllmDecodeWorker", "decode", 3, 2, 2, 64, "DEFAULT", "/engine/decode.yaml"],
    ]);
    expect(result.newText).toContain("decoy.yaml: |");
    expect(result.newText).not.toContain("config.yaml: |");
    expect(
      parseManifest(result.newText, { file: "x" }).findings.filter((one) => one.severity === "error"),
    ).toEqual([]);
  });

  it("vLLM gets a mode, and a connector that the image's release knows", () => {
    const modern = disaggregate(ownFixture("vllm-agg-list.yaml"));
    if (modern.kind !== "rewritten") throw new Error(JSON.stringify(modern));
    expect(modern.newText).toContain(
      '- --disaggregation-mode\n            - prefill\n            - --kv-transfer-config\n            - \'{"kv_connector":"NixlConnector","kv_role":"kv_both"}\'',
    );
    expect(deploymentOf(modern.newText).workers.map((one) => one.component)).toEqual([
      "VllmPrefillWorker",
      "VllmDecodeWorker",
    ]);
    const old = disaggregate(ownFixture("vllm-agg-list.yaml").replaceAll(":1.2.0", ":0.9.0"));
    if (old.kind !== "rewritten") throw new Error(JSON.stringify(old));
    expect(old.newText).toContain("- --is-prefill-worker");
  });

  it("what was said of the counts of one worker is not said of both", () => {
    const text = ownFixture("vllm-agg-list.yaml").replace("replicas: 2", "replicas: 2   # of eight nodes");
    const made = disaggregate(text);
    if (made.kind !== "rewritten") throw new Error(JSON.stringify(made));

    expect(made.newText.match(/# of eight nodes/g)).toHaveLength(1);
  });

  it("two workers become one again", () => {
    const made = disaggregate(ownFixture("vllm-agg-list.yaml"));
    if (made.kind !== "rewritten") throw new Error(JSON.stringify(made));
    const current = target(made.newText, {});
    const back = changeManifest({
      text: made.newText,
      manifest: deploymentOf(made.newText),
      target: {
        ...current,
        mode: "agg",
        replicas: 2,
        pools: [{ ...pool("agg", 2, 1, 64), settings: { maxBatchSize: 64, maxNumTokens: 8000 } }],
      },
      facts: FACTS,
    });
    if (back.kind !== "rewritten") throw new Error(JSON.stringify(back));
    expect(back.newText).toBe(ownFixture("vllm-agg-list.yaml"));
  });

  it.each([
    [
      "an engine file inside the image",
      manifest([
        {
          gpu: "1",
          command: "[python3, -m, dynamo.trtllm]",
          args: "- --model\n- org/m\n- --extra-engine-args\n- agg.yaml",
        },
      ]),
      /is not in this file/,
    ],
    [
      "TensorRT-LLM without an engine file",
      manifest([{ command: "[python3, -m, dynamo.trtllm]", args: "- --model\n- org/m" }]),
      /needs an engine file/,
    ],
    [
      "a name that is taken",
      manifest([
        { name: "VllmWorker", command: "[python3, -m, dynamo.vllm]", args: "- --model\n- org/m" },
        { name: "vllmprefillworker", type: "frontend" },
      ]),
      /exists already/,
    ],
  ])("refuses %s", (_name, text, reason) => {
    const result = disaggregate(text);
    expect(result.kind === "refused" ? result.reason : "made").toMatch(reason);
  });
});
