import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  mayBeExperimentText,
  readExperimentFile,
  stopsExperiment,
  type ExperimentFile,
} from "../../../src/manifest/experiment/read-file.js";
import { sharedPath } from "../../support/shared.js";

const read = (text: string): ExperimentFile => readExperimentFile(text, "exp.yaml");
const errorsOf = (file: ExperimentFile): string[] =>
  file.findings
    .filter(stopsExperiment)
    .map((one) => `${one.position.line}:${one.position.column} ${one.message}`);

const V1 = `exps:
  - trtllm_disagg
trtllm_disagg:
  mode: patch
  serving_mode: disagg
  model_name: QWEN3_32B
  total_gpus: 16
  system_name: h200_sxm
  backend_name: trtllm
  backend_version: "1.2.0rc2"
  isl: 4000
  osl: 500
  ttft: 600.0
  tpot: 16.67
`;
const V2 = `agg:
  serving_mode: agg
  model_path: Qwen/Qwen3-32B-FP8
  system_name: h200_sxm
  total_gpus: 16
`;

const V2_DISAGG = `d:
  serving_mode: disagg
  prefill_model_path: a/b
  decode_model_path: a/b
  prefill_system_name: h200_sxm
  decode_system_name: h200_sxm
  total_gpus: 8
`;

/** A block `speculative` under the flat form. */
const drafts = (block: string, more = "") => `${V2}  speculative: {${block}}\n${more}`;

describe("drafts of every kind", () => {
  it.each<[string, string, object]>([
    [
      "a lookup in the text",
      drafts("method: ngram, params: {num_speculative_tokens: 4}, accepted_tokens: 1.5"),
      { speculation: { method: "ngram", nextn: 4, accepted: 1.5 } },
    ],
    [
      "layers of the checkpoint, by the newer words",
      drafts("method: mtp, params: {depth: 2}, accepted_tokens: 1.5"),
      { speculation: { nextn: 2, accepted: 1.5 } },
    ],
    [
      "the same by both words",
      drafts("method: mtp, accepted_tokens: 0.5", "  nextn: 1\n  nextn_accepted: 0.5\n"),
      { speculation: { nextn: 1, accepted: 0.5 } },
    ],
    [
      "as many as the checkpoint has layers for",
      drafts("method: mtp, accepted_tokens: 0.5", "  nextn: auto\n"),
      { autoDrafts: { accepted: 0.5 } },
    ],
    ["a depth of none", drafts("method: mtp, params: {depth: 0}"), {}],
    ["none", drafts("method: none, params: null, draft_model_path: null"), {}],
    [
      "a trained network whose files tell the number",
      drafts("method: dflash, draft_model_path: drafts/d, accepted_tokens: 2", "  backend_name: vllm\n"),
      { autoDrafts: { accepted: 2, trained: { method: "dflash", draftModel: "drafts/d" } } },
    ],
    [
      "a trained network with a number",
      drafts(
        "method: eagle3, params: {num_speculative_tokens: 3}, draft_model_path: drafts/e, accepted_tokens: 2",
        "  backend_name: vllm\n",
      ),
      { speculation: { method: "eagle3", draftModel: "drafts/e", nextn: 3, accepted: 2 } },
    ],
    [
      "layers of the checkpoint in pools of their own",
      `${V2_DISAGG}  speculative: {method: mtp, params: {depth: 1}, accepted_tokens: 0.5}\n`,
      { speculation: { nextn: 1, accepted: 0.5 } },
    ],
  ])("%s", (_name, text, expected) => {
    const file = read(text);

    expect(errorsOf(file)).toEqual([]);
    const { speculation, autoDrafts } = file.experiments[0]?.task ?? {};
    expect({ speculation, autoDrafts }).toEqual(expected);
  });

  it.each([
    ["no method", drafts("accepted_tokens: 1"), "method"],
    ["a method that nobody knows", drafts("method: ngrams"), 'method is "ngrams"'],
    ["a key that nobody knows", drafts("method: none, acceptance: 1"), "acceptance"],
    [
      "no acceptance",
      drafts("method: ngram, params: {num_speculative_tokens: 4}"),
      "speculative.method ngram needs speculative.accepted_tokens",
    ],
    [
      "more accepted than drafted",
      drafts("method: ngram, params: {num_speculative_tokens: 4}, accepted_tokens: 5"),
      "speculative.accepted_tokens is 5; it must lie between 0 and 4",
    ],
    [
      "no number",
      drafts("method: ngram, accepted_tokens: 1"),
      "needs speculative.params.num_speculative_tokens",
    ],
    [
      "a parameter of another method",
      drafts("method: ngram, params: {depth: 4}, accepted_tokens: 1"),
      "speculative.params.depth is not predicted for method ngram",
    ],
    [
      "what is not predicted",
      drafts("method: eagle3, params: {tree_shape: [2, 2]}, draft_model_path: d, accepted_tokens: 1"),
      "speculative.params.tree_shape is not predicted",
    ],
    [
      "a draft's file as a block",
      drafts("method: eagle3, draft_config: {a: 1}, accepted_tokens: 1"),
      "speculative.draft_config is not read",
    ],
    [
      "two ways at once",
      drafts("method: ngram, params: {num_speculative_tokens: 4}, accepted_tokens: 1", "  nextn: 1\n"),
      "nextn is for mtp",
    ],
    [
      "two depths",
      drafts("method: mtp, params: {depth: 2}, accepted_tokens: 1", "  nextn: 1\n"),
      "nextn is 1 and speculative.params.depth 2",
    ],
    [
      "two acceptances",
      drafts("method: mtp, params: {depth: 2}, accepted_tokens: 1", "  nextn_accepted: 0.5\n"),
      "nextn_accepted is 0.5 and speculative.accepted_tokens 1",
    ],
    [
      "an engine that has no such method",
      drafts("method: dflash, draft_model_path: d, accepted_tokens: 1, params: {num_draft_tokens: 4}"),
      "is predicted for vllm only, not for trtllm",
    ],
    [
      "pools of their own",
      `${V2_DISAGG}  speculative: {method: ngram, params: {num_speculative_tokens: 4}, accepted_tokens: 1}\n`,
      "predicted for agg and static modes, not for disagg",
    ],
    ["the older form", `${V1}  speculative: {method: none}\n`, "speculative"],
  ])("refuses %s with one line", (_name, text, message) => {
    expect(errorsOf(read(text))).toEqual([expect.stringContaining(message)]);
  });
});

describe("what an older or saved file may hold", () => {
  it.each([
    ["drafts as the checkpoint has them", V2 + "  nextn: auto\n  nextn_accepted: 0.7\n", { accepted: 0.7 }],
    ["the same, acceptance open", V2 + "  nextn: auto\n", {}],
  ])("%s", (_name, text, autoDrafts) => {
    const file = read(text);

    expect(errorsOf(file)).toEqual([]);
    expect(file.experiments[0]?.task).toMatchObject({ autoDrafts });
    expect(file.experiments[0]?.task?.speculation).toBeUndefined();
  });

  it("names of release 0.5.0, in either form of the file", () => {
    const file = read(V2.replace("Qwen/Qwen3-32B-FP8", "QWEN3_32B"));

    expect(errorsOf(file)).toEqual([]);
    expect(file.experiments[0]?.task).toMatchObject({
      model: "Qwen/Qwen3-32B-FP8",
      displayModel: "QWEN3_32B",
    });
  });

  it.each([
    [
      "a partial replacement, laid over the defaults",
      V1.replace("mode: patch", "mode: replace") + "  config: {replica_config: {max_gpu_per_replica: 8}}\n",
      "mode replace is read as patch",
    ],
    [
      "keys of serving that was removed",
      V2 + "  afd_tp_a: 2\n  afd_combined_with_pd: true\n  afd_n_a_nodes: null\n",
      "afd_tp_a, afd_combined_with_pd ignored",
    ],
  ])("%s, with a note", (_name, text, note) => {
    const file = read(text);

    expect(errorsOf(file)).toEqual([]);
    expect(file.experiments[0]?.task).toBeDefined();
    expect(file.experiments[0]?.notes.join("\n")).toContain(note);
  });

  it("keeps what a partial replacement says", () => {
    const text =
      V1.replace("mode: patch", "mode: replace") + "  config: {replica_config: {max_gpu_per_replica: 8}}\n";

    expect(read(text).experiments[0]?.task).toMatchObject({ tuning: { maxGpusPerReplica: 8 } });
  });
});

describe("the first form", () => {
  it("loads the walkthrough's comparison", () => {
    const names = ["trtllm", "vllm", "sglang"];
    const one = (backend: string): string =>
      `${V1.slice(V1.indexOf("trtllm_disagg:\n"))}`
        .replace("trtllm_disagg:", `${backend}_disagg:`)
        .replace("backend_name: trtllm", `backend_name: ${backend}`);
    const file = read(
      `exps:\n${names.map((name) => `  - ${name}_disagg\n`).join("")}${names.map(one).join("")}`,
    );

    expect(errorsOf(file)).toEqual([]);
    expect(file.experiments.map((one_) => one_.task?.name)).toEqual([
      "trtllm_disagg",
      "vllm_disagg",
      "sglang_disagg",
    ]);
    expect(file.experiments[1]?.task).toMatchObject({
      mode: "disagg",
      model: "Qwen/Qwen3-32B-FP8",
      displayModel: "QWEN3_32B",
      totalGpus: 16,
      lengths: { isl: 4000, osl: 500, prefix: 0 },
      sla: { ttftMs: 600, tpotMs: 16.67 },
      prefill: { system: "h200_sxm", backend: "vllm", backendVersion: "1.2.0rc2" },
      decode: { system: "h200_sxm", backend: "vllm" },
    });
  });

  it("loads the walkthrough's detailed worker configurations", () => {
    const file = read(`${V1}  config:
    prefill_worker_config:
      tp_list: [1, 2]
      pp_list: [1]
      gemm_quant_mode: fp8_block
      kvcache_quant_mode: fp8
    decode_worker_config:
      tp_list: [1, 2, 4]
      pp_list: [1]
      gemm_quant_mode: fp8_block
      kvcache_quant_mode: fp8
    replica_config:
      max_prefill_worker: 16
      max_decode_worker: 8
    advanced_tuning_config:
      prefill_max_batch_size: 1
      decode_max_batch_size: 128
`);

    expect(errorsOf(file)).toEqual([]);
    expect(file.experiments[0]?.task).toMatchObject({
      prefill: { lists: { tp: [1, 2], pp: [1] }, quant: { gemm: "fp8_block", kvcache: "fp8" } },
      decode: { lists: { tp: [1, 2, 4] } },
      tuning: { maxPrefillWorkers: 16, maxDecodeWorkers: 8, prefillMaxBatchSize: 1, decodeMaxBatchSize: 128 },
    });
  });

  it("takes blocks that stand directly in the experiment", () => {
    const file = read(V1.replace("  isl: 4000", "  decode_worker_config: {tp_list: [2]}\n  isl: 4000"));

    expect(file.experiments[0]?.task).toMatchObject({ decode: { lists: { tp: [2] } } });
  });

  it("keeps the draft token that DeepSeek had by default, and says so", () => {
    const file = read(V1.replace("QWEN3_32B", "DEEPSEEK_V3"));

    expect(file.experiments[0]?.task?.speculation).toEqual({ nextn: 1, accepted: 0.85 });
    expect(file.findings.some((one) => one.severity === "notice" && one.message.includes("nextn is 1"))).toBe(
      true,
    );
  });

  it("turns acceptance rates into a mean", () => {
    const file = read(`${V1}  config: {nextn: 2, nextn_accept_rates: [0.85, 0.3, 0, 0, 0]}\n`);

    expect(file.experiments[0]?.task?.speculation?.accepted).toBeCloseTo(0.85 + 0.85 * 0.3, 12);
  });

  it.each([
    ["a quantized checkpoint on Hopper", "QWEN3_32B", "h200_sxm", "Qwen/Qwen3-32B-FP8", undefined],
    ["the plain one on Ampere", "QWEN3_32B", "a100_sxm", "Qwen/Qwen3-32B", undefined],
    ["FP4 on Blackwell", "QWEN3_235B", "b200_sxm", "nvidia/Qwen3-235B-A22B-NVFP4", undefined],
    [
      "modes said where no checkpoint is known",
      "LLAMA3.1_8B",
      "h200_sxm",
      "meta-llama/Meta-Llama-3.1-8B",
      "fp8_block",
    ],
    ["modes said on Ada", "QWEN3_8B", "l40s", "Qwen/Qwen3-8B", "fp8"],
  ])("reads a 0.5.0 name as %s", (_name, model, system, id, gemm) => {
    const task = read(V1.replace("QWEN3_32B", model).replace("h200_sxm", system)).experiments[0]?.task;

    expect(task?.model).toBe(id);
    expect(task?.mode === "disagg" ? task.prefill.quant?.gemm : "").toBe(gemm);
  });

  it.each([
    ["profiles: [fp8_default]", { gemm: "fp8", moe: "fp8", kvcache: "fp8", fmha: "fp8" }],
    ["profiles: [float16_default]", { gemm: "bfloat16", kvcache: "bfloat16" }],
    ["use_specific_quant_mode: w4afp8", { moe: "w4afp8" }],
    ["use_specific_quant_mode: fp8_block", { gemm: "fp8_block", moe: "fp8_block" }],
    ["decode_worker_config: {gemm_quant_mode: fp16}", { gemm: "bfloat16" }],
  ])("reads %s", (line, quant) => {
    const task = read(`${V1}  ${line}\n`).experiments[0]?.task;

    expect(task?.mode === "disagg" ? task.decode.quant : undefined).toMatchObject(quant);
  });

  it("accepts a saved file with one more level", () => {
    const inner = V1.slice(V1.indexOf("  mode:")).replaceAll(/^ {2}/gm, "    ");
    const file = read(`patch_QWEN3_32B_h200_sxm_trtllm_1.2.0rc5_4000_500_0_600_16.67:\n  exp:\n${inner}`);

    expect(errorsOf(file)).toEqual([]);
    expect(file.experiments).toHaveLength(1);
  });
});

describe("the second form", () => {
  it("has the file's own defaults", () => {
    expect(read(V2).experiments[0]?.task).toMatchObject({
      mode: "agg",
      model: "Qwen/Qwen3-32B-FP8",
      lengths: { isl: 4000, osl: 1000, prefix: 0 },
      sla: { ttftMs: 1000, tpotMs: 50 },
      worker: { system: "h200_sxm", backend: "trtllm" },
    });
  });

  it("limits only the whole request when that is limited", () => {
    expect(read(`${V2}  request_latency: 8000\n`).experiments[0]?.task?.sla).toEqual({
      tpotMs: 50,
      requestLatencyMs: 8000,
    });
  });

  it("accepts aliases of systems and engines", () => {
    const task = read(V2.replace("h200_sxm", "gb200_sxm") + "  backend_name: TensorRT-LLM\n").experiments[0]
      ?.task;

    expect(task?.mode === "agg" ? task.worker : undefined).toEqual({ system: "gb200", backend: "trtllm" });
  });

  it("asks which version stands in for a missing one", () => {
    const file = readExperimentFile(`${V2}  backend_version: "1.2.0rc2"\n`, "exp.yaml", {
      resolveVersion: () => ({
        version: "1.3.0rc20",
        note: "1.2.0rc2 is not in the data, 1.3.0rc20 is used",
      }),
    });

    expect(file.experiments[0]?.task).toMatchObject({ worker: { backendVersion: "1.3.0rc20" } });
    expect(file.findings[0]?.message).toContain("1.3.0rc20 is used");
  });
});

describe("problems stand on their line", () => {
  it.each([
    ["unknown key", V2 + "  totl_gpus: 8\n", "6:3 agg: unknown key totl_gpus, did you mean total_gpus?"],
    [
      "0.3 spelling",
      V1 + "  enable_wide_ep: true\n",
      "15:3 trtllm_disagg: unknown key enable_wide_ep, did you mean enable_wideep?",
    ],
    [
      "text for a number",
      V2.replace("total_gpus: 16", 'total_gpus: "16"'),
      '5:15 agg: total_gpus is "16"; a whole number is needed',
    ],
    ["missing system", V2.replace("  system_name: h200_sxm\n", ""), "2:3 agg: system_name is missing"],
    [
      "missing serving mode",
      V2.replace("  serving_mode: agg\n", "  isl: 1\n").replace("agg:", "x:"),
      "2:3 x: serving_mode is missing",
    ],
    [
      "unknown system",
      V2.replace("h200_sxm", "h200_sx"),
      '4:16 agg: unknown system "h200_sx", did you mean h200_sxm?',
    ],
    ["unknown backend", V2 + "  backend_name: vlm\n", '6:17 agg: unknown backend "vlm", did you mean vllm?'],
    [
      "unknown quantization",
      V2 + "  gemm_quant_mode: fp8_blok\n",
      '6:20 agg: unknown gemm quantization "fp8_blok", did you mean fp8_block?',
    ],
    [
      "unknown mode",
      V2.replace("serving_mode: agg", "serving_mode: aggr"),
      '2:17 agg: serving_mode is "aggr", did you mean agg?',
    ],
    [
      "unknown model name",
      V1.replace("QWEN3_32B", "QWEN_32B"),
      "6:15 trtllm_disagg: unknown model QWEN_32B, did you mean QWEN3_32B?",
    ],
    [
      "unknown profile",
      V1 + "  profiles: [fp8_defualt]\n",
      '15:13 trtllm_disagg: unknown profile "fp8_defualt", did you mean fp8_default?',
    ],
    ["prefix beyond isl", V2 + "  prefix: 4000\n", "6:11 agg: prefix is 4000; it must be below isl (4000)"],
    [
      "two loads",
      V2 + "  target_request_rate: 3\n  target_concurrency: 9\n",
      "7:23 agg: target_request_rate and target_concurrency exclude each other; remove one",
    ],
    [
      "a ceiling of no load",
      V1 + "  max_total_gpus: 8\n",
      "15:19 trtllm_disagg: max_total_gpus needs a load: add target_request_rate or target_concurrency",
    ],
    [
      "a load of nothing",
      V2 + "  target_concurrency: 0\n",
      "6:23 agg: target_concurrency is 0; it must be > 0",
    ],
    ["osl 1", V2 + "  osl: 1\n", "6:8 agg: osl is 1; it must be >= 2"],
    ["drafts without acceptance", V2 + "  nextn: 1\n", "6:10 agg: nextn is 1; it needs nextn_accepted"],
    [
      "too many accepted",
      V2 + "  nextn: 1\n  nextn_accepted: 2\n",
      "7:19 agg: nextn_accepted is 2; it must be at most nextn (1)",
    ],
    [
      "one GPU for disagg",
      V1.replace("total_gpus: 16", "total_gpus: 1"),
      "7:15 trtllm_disagg: total_gpus is 1; disaggregated serving needs at least 2",
    ],
    [
      "no limit by 0",
      V1 + "  config: {replica_config: {max_gpu_per_replica: 0}}\n",
      "15:50 trtllm_disagg: config.replica_config.max_gpu_per_replica is 0; it must be >= 1",
    ],
    ["afd", V2.replace("serving_mode: agg", "serving_mode: afd"), "2:17 agg: serving_mode afd"],
    [
      "worker block of the other mode",
      V1 + "  worker_config: {tp_list: [1]}\n",
      "15:3 trtllm_disagg: worker_config has no effect with serving_mode disagg",
    ],
    [
      "replace by another model",
      V1.replace("mode: patch", "mode: replace") + "  config: {model_name: QWEN3_8B}\n",
      "15:24 trtllm_disagg: model_name inside config is QWEN3_8B",
    ],
    [
      "workers of two engines",
      V2_DISAGG + "  prefill_backend_name: vllm\n  decode_backend_name: trtllm\n",
      "9:24 d: prefill workers run vllm and decode workers trtllm: two engines cannot hand a KV cache",
    ],
    ["not a mapping", V2 + "other: 5\n", "6:1 other is not an experiment"],
    ["exps no list", "exps: agg\n" + V2, "1:7 exps must be a list"],
    ["root no mapping", "- 1\n", "1:1 the root of an experiment file must be a mapping"],
    ["broken YAML", "a: [1\n", "not valid YAML"],
    ["nothing", "{}\n", "1:1 the file holds no experiment"],
    [
      "first releases",
      "isl: 4000\nagg_config:\n  x: 1\n",
      "2:1 agg_config belongs to the search files of release 0.1",
    ],
    [
      "transfer policy",
      V2 + "  transfer_policy: agressive\n",
      '6:20 agg: unknown transfer policy "agressive", did you mean aggressive?',
    ],
    [
      "one engine that splits prompts and shares the cache of its decodes",
      V2 + "  dcp_size: 2\n  agg_cp_candidates: [1, 2]\n",
      "6:13 agg: dcp_size 2 beside cp 1, 2: one of them must be 1",
    ],
    [
      "a prefill worker that shares a cache and splits no prompts",
      V2_DISAGG + "  prefill_dcp_size: 2\n",
      "8:21 d: prefill_dcp_size 2 needs prefill_cp_candidates [2], not [1]",
    ],
    [
      "top-level worker keys in disagg",
      `d:
  serving_mode: disagg
  prefill_model_path: a/b
  decode_model_path: a/c
  prefill_system_name: h200_sxm
  decode_system_name: h200_sxm
  total_gpus: 8
  gemm_quant_mode: fp8
`,
      "8:3 d: gemm_quant_mode is not used with serving_mode disagg",
    ],
  ])("%s", (_name, text, expected) => {
    expect(errorsOf(read(text)).join("\n")).toContain(expected);
  });

  it("warns of names in exps that are not defined and runs the rest", () => {
    const file = read(`exps: [agg, aggg]\n${V2}`);

    expect(file.experiments.map((one) => one.name)).toEqual(["agg"]);
    expect(file.findings).toMatchObject([
      { severity: "error", message: "exps names aggg, which is not defined, did you mean agg?" },
    ]);
  });

  it.each([
    ["nothing", "", {}, []],
    [
      "all of it",
      "profile: reference, confidence: 0.9, data: x",
      { profile: "reference", confidence: 0.9, data: "x" },
      [],
    ],
    ["a misspelt key", "profil: reference", {}, ["1:16 answered_by has no profil, did you mean profile?"]],
    [
      "an unknown profile",
      "profile: mine",
      {},
      ['1:25 answered_by.profile is "mine"; calibrated or reference is needed'],
    ],
    [
      "percents",
      "confidence: 80",
      {},
      ["1:28 answered_by.confidence is 80; a number from 0.5 to 0.99 is needed"],
    ],
  ])("reads what answered a saved file: %s", (_name, given, answeredBy, problems) => {
    const file = read(`answered_by: { ${given} }\n${V2}`);

    expect(file.answeredBy).toEqual(answeredBy);
    expect(errorsOf(file)).toEqual(problems);
    expect(file.experiments.map(({ name }) => name)).toEqual(["agg"]);
  });

  it("one broken experiment does not stop the others", () => {
    const file = read(`${V2}${V2.replace("agg:", "bad:").replace("h200_sxm", "h2000")}`);

    expect(file.experiments.map((one) => one.task === undefined)).toEqual([false, true]);
  });

  it.each([
    ["an alias that contains itself", "a: &x [*x]\n"],
    [
      "aliases that multiply",
      `a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`).join("\n")}\n`,
    ],
    ["deep nesting", `a: ${"[".repeat(3000)}${"]".repeat(3000)}\n`],
    ["a prototype key", `__proto__:\n  serving_mode: agg\n`],
  ])("survives %s", (_name, text) => {
    expect(read(text).findings.length).toBeGreaterThan(0);
  });
});

describe("telling experiment files from others", () => {
  it("by text", () => {
    expect(mayBeExperimentText(V2)).toBe(true);
    expect(mayBeExperimentText("kind: ConfigMap")).toBe(false);
  });
});

const corpus = sharedPath("corpus", "experiments");
if (corpus === undefined)
  console.log(
    "skipped: experiment files of the corpus (shared/corpus/experiments) are not beside the project",
  );
/** Files that are refused in part or whole, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  "exp-cli-example-head.yaml": "vision inputs",
  "exp-deepseek_wide_ep-v030.yaml": "did you mean enable_wideep",
  "exp-trtllm-deepseek_default-v010.yaml": "release 0.1 and 0.2",
  "exp-trtllm-dense_default-v010.yaml": "release 0.1 and 0.2",
  "exp-trtllm-dense_default-v020.yaml": "release 0.1 and 0.2",
  "exp-trtllm-moe_default-v020.yaml": "release 0.1 and 0.2",
};

(corpus === undefined ? describe.skip : describe)("published files", () => {
  const files = corpus === undefined ? ["-"] : readdirSync(corpus);
  it.each(files)("%s", (name) => {
    const file = readExperimentFile(readFileSync(path.join(corpus!, name), "utf8"), name);
    const errors = errorsOf(file);

    if (REFUSED[name] === undefined) {
      expect(errors).toEqual([]);
      expect(file.experiments.every((one) => one.task !== undefined)).toBe(true);
    } else {
      expect(errors.every((line) => line.includes(REFUSED[name]!))).toBe(true);
      expect(errors.length).toBeGreaterThan(0);
    }
  });
});

const oracle = sharedPath("oracle", "search_cases_050.json");
(oracle === undefined ? describe.skip : describe)("searches of release 0.5.0 as files", () => {
  const cases =
    oracle === undefined
      ? []
      : (
          JSON.parse(readFileSync(oracle, "utf8")) as {
            cases: { id: string; scenario: Record<string, unknown> }[];
          }
        ).cases;
  it.each(cases.map((one) => [one.id, one.scenario] as const))("%s", (_id, scenario) => {
    for (const mode of ["agg", "disagg"]) {
      const lines = Object.entries(scenario).map(
        ([key, value]) =>
          `  ${{ system: "system_name", backend: "backend_name" }[key] ?? key}: ${String(value)}`,
      );
      const file = read(`one:\n  serving_mode: ${mode}\n${lines.join("\n")}\n`);

      expect(errorsOf(file)).toEqual([]);
      expect(file.experiments[0]?.task?.mode).toBe(mode);
    }
  });
});

describe("keys that occur twice", () => {
  const ONE = "serving_mode: agg\n  model_path: m\n  total_gpus: 8\n  system_name: h200_sxm\n";
  it.each([
    ["a key behind the merge key that brings it", `a: &base\n  ${ONE}b:\n  <<: *base\n  total_gpus: 4\n`, []],
    ["a key written twice", `a:\n  ${ONE}  total_gpus: 4\n`, ["experiment-duplicate-key"]],
  ])("%s", (_, text, expected) => {
    const twice = readExperimentFile(text, "exps.yaml").findings.filter(({ rule }) => /duplicate/.test(rule));

    expect(twice.map(({ rule }) => rule)).toEqual(expected);
  });
});
