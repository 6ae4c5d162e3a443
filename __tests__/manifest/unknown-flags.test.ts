import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { manifest, type WorkerParts } from "./support/build.js";

const lines = (...args: readonly string[]): string => args.map((one) => `- '${one}'`).join("\n");
const worker = (engine: string, ...args: readonly string[]): WorkerParts => ({
  ...{ gpu: '"1"', command: `[python3, -m, dynamo.${engine}]`, args: lines("--model", "org/m", ...args) },
});
const trtllm = (json: string): WorkerParts => worker("trtllm", "--override-engine-args", json);
const shell = (text: string): WorkerParts => ({ gpu: '"1"', command: "[sh, -c]", args: `- "${text}"` });
const release = (one: WorkerParts, version: string): WorkerParts => ({
  ...one,
  image: `r/vllm-runtime:${version}`,
});
/** A worker whose script writes its engine file. */
const file = (engine: string, keys: string): WorkerParts => ({
  gpu: '"1"',
  command: "[sh, -c]",
  args: `- |\n  cat > /tmp/e.yaml <<EOF\n${keys
    .split("\n")
    .map((key) => `  ${key}`)
    .join(
      "\n",
    )}\n  EOF\n  python3 -m dynamo.${engine} --model org/m --${engine === "trtllm" ? "extra-engine-args" : "config"} /tmp/e.yaml`,
});

const config = (keys: string): WorkerParts => file("sglang", keys);

function unknown(one: WorkerParts): readonly string[] {
  return parseManifest(manifest([one]), { file: "deploy.yaml" })
    .findings.filter(({ rule, severity }) => rule === "flag-unknown" && severity === "error")
    .map(({ message }) => message);
}

/** A worker with one wrong name → the name that is meant. */
const SLIPS: Readonly<Record<string, readonly [WorkerParts, string]>> = {
  "vLLM, one letter": [worker("vllm", "--tensor-paralel-size", "4"), "did you mean --tensor-parallel-size?"],
  "vLLM, a longer word": [worker("vllm", "--max-num-sequences", "64"), "did you mean --max-num-seqs?"],
  "vLLM, two letters changed round": [worker("vllm", "--modle", "x"), "did you mean --model?"],
  "vLLM in a shell": [
    shell("python3 -m dynamo.vllm --model org/m --gpu-memory-utilisation 0.9"),
    "utilization?",
  ],
  SGLang: [worker("sglang", "--max-runing-requests=64"), "did you mean --max-running-requests?"],
  "SGLang with underscores": [
    worker("sglang", "--mem_fraction_sttic", "0.8"),
    "did you mean --mem-fraction-static?",
  ],
  "SGLang in its file": [
    config("tp-size: 2\nchunked-prefil-size: 8192"),
    "did you mean chunked-prefill-size?",
  ],
  "TensorRT-LLM": [worker("trtllm", "--max-batchsize", "64"), "did you mean --max-batch-size?"],
  "TensorRT-LLM, a key": [trtllm('{"max_batch_sise":64}'), "did you mean max_batch_size?"],
  "TensorRT-LLM, a key in a group": [
    trtllm('{"kv_cache_config":{"free_gpu_memory_fracton":0.8}}'),
    "did you mean kv_cache_config.free_gpu_memory_fraction?",
  ],
  "TensorRT-LLM, a dotted flag": [
    worker("trtllm", "--trtllm.enable_chuncked_prefill", "true"),
    "enable_chunked_prefill?",
  ],
  "vLLM in a file": [file("vllm", "max_num_batch_tokens: 8192"), "did you mean max-num-batched-tokens?"],
  "another case": [worker("vllm", "--MAX-NUM-SEQS", "64"), "did you mean --max-num-seqs?"],
  "words run together": [trtllm('{"MaxBatchSize":64}'), "did you mean max_batch_size?"],
  "a word processor's dash": [worker("vllm", "\u2014max-num-seqs", "64"), "did you mean --max-num-seqs?"],
  "one dash for two": [worker("vllm", "-max-num-seqs", "64"), "did you mean --max-num-seqs?"],
  "no dash at all": [worker("sglang", "max-running-requests", "64"), "did you mean --max-running-requests?"],
  "a flag of SGLang on vLLM": [
    worker("vllm", "--tp-size", "2"),
    "a flag of SGLang, not of vLLM, whose own flag is --tensor-parallel-size",
  ],
  "a flag of vLLM on SGLang": [
    worker("sglang", "--gpu_memory_utilization=0.8"),
    "whose own flag is --mem-fraction-static",
  ],
  "a key inside vLLM's JSON": [
    worker("vllm", "--kv-transfer-config", '{"kv_conector":"NixlConnector"}'),
    "did you mean kv-transfer-config.kv_connector?",
  ],
  "a part of vLLM's dotted flag": [
    worker("vllm", "--speculative-config.num_speculativ_tokens=1"),
    "did you mean speculative-config.num_speculative_tokens?",
  ],
  "a key in a group of a file, once": [
    file("trtllm", "kv_cache_confg:\n    dtype: fp8\n    tokens_per_block: 32"),
    "did you mean kv_cache_config?",
  ],
  "a key two levels down": [
    trtllm('{"scheduler_config":{"dynamic_batch_config":{"enable_batchsize_tuning":true}}}'),
    "did you mean scheduler_config.dynamic_batch_config.enable_batch_size_tuning?",
  ],
  "a name of nothing, in the release whose flags are known": [
    release(worker("vllm", "--quite-another-thing"), "1.6.1"),
    "vLLM of Dynamo 1.6.1 knows no --quite-another-thing",
  ],
  "a flag of the engine's own server": [
    release(worker("vllm", "--tool-call-parser", "hermes"), "1.3.0"),
    "vLLM of Dynamo 1.3.0 knows no --tool-call-parser",
  ],
  "a flag that was gone before": [
    release(worker("vllm", "--use-v2-block-manager"), "0.9.0"),
    "vLLM of Dynamo 0.9.0 knows no --use-v2-block-manager",
  ],
  "a former name in a file of a release without it": [
    release(config("nsa-decode-backend: trtllm"), "1.6.1"),
    "SGLang of Dynamo 1.6.1 knows no nsa-decode-backend",
  ],
};

const SOUND: Readonly<Record<string, WorkerParts>> = {
  "a beginning of a flag": worker("sglang", "--max-running-request", "64"),
  "underscores for dashes": worker("vllm", "--max_num_seqs", "64"),
  "a negated switch": worker("vllm", "--no-enable-prefix-caching"),
  "a beginning of a flag of vLLM": worker("vllm", "--max-num-seq", "64"),
  "a group by its short name": worker("vllm", "-cc.cudagraph_mode=NONE", "-O3"),
  "a value that is a word of flags": worker("vllm", "--dyn-tool-call-parser", "max-num-seqs"),
  "a former flag of vLLM": release(worker("vllm", "--swap-space", "16", "--use-v2-block-manager"), "0.5.0"),
  "short names": worker("vllm", "-tp", "2", "-q", "fp8"),
  "settings with parts": worker("vllm", "--compilation-config.level", "3"),
  "a flag of another release": release(worker("vllm", "--num-scheduler-steps", "8"), "0.4.1"),
  "a former name in its own release": release(worker("sglang", "--nsa-decode-backend", "trtllm"), "1.1.0"),
  "a build of somebody's": release(worker("vllm", "--quite-another-thing"), "1.3.0-ours"),
  "flags of the router": release(
    worker("vllm", "--router-mode", "kv", "--router-queue-policy", "fcfs"),
    "1.6.1",
  ),
  "Dynamo's own flags": worker("vllm", "--dyn-tool-call-parser", "hermes", "--request-plane", "nats"),
  "a key that no list holds": trtllm('{"something_quite_new":{"a":1},"kv_cache_config":{"unheard_of":true}}'),
  "a file of the engine": config("tensor-parallel-size: 2\ntrust-remote-code: true"),
};

describe("a flag that the engine does not know", () => {
  it.each(Object.keys(SLIPS))("is named with what is meant: %s", (name) => {
    const [one, part] = SLIPS[name]!;
    const messages = unknown(one);

    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(part);
  });

  it.each(Object.keys(SOUND))("is not: %s", (name) => {
    expect(unknown(SOUND[name]!)).toEqual([]);
  });

  it.each([
    ["vllm", "1.7.0", "--quite-another-thing", 1],
    ["sglang", "0.5.0", "--quite-another-thing", 1],
    ["trtllm", "1.9.0", "--quite-another-thing", 1],
    ["vllm", "0.8.0", "--migration-limit", 0],
    ["vllm", "1.2.0", "--max-num-seqs", 0],
  ])("of %s in release %s, whose list is not known, is a notice: %s", (engine, version, flag, count) => {
    const one = { ...worker(engine, flag, "3"), image: `r/${engine}-runtime:${version}` };
    const found = parseManifest(manifest([one]), { file: "x" }).findings.filter(
      ({ rule }) => rule === "flag-unknown",
    );

    expect(found.map(({ severity }) => severity)).toEqual(Array.from({ length: count }, () => "notice"));
  });

  it("is marked where its name stands, in JSON too", () => {
    const text = manifest([trtllm('{"max_num_tokens":8192,"max_batchsize":64}')]);
    const finding = parseManifest(text, { file: "x" }).findings.find(({ rule }) => rule === "flag-unknown");
    const line = text.split("\n")[(finding?.position.line ?? 1) - 1] ?? "";

    expect(line.slice((finding?.position.column ?? 1) - 1)).toMatch(/^"max_batchsize"/);
  });
});

/** A worker with a flag that its release lacks → what the finding says and advises. */
const OTHER_RELEASES: Readonly<Record<string, readonly [WorkerParts, string, string]>> = {
  "vLLM, gone": [release(worker("vllm", "--is-decode-worker"), "1.4.0"), "was removed in 1.4", "Use --"],
  "vLLM, not yet": [
    release(worker("vllm", "--performance-mode", "throughput"), "1.0.0"),
    "came with 1.1",
    "Leave it out.",
  ],
  "vLLM, renamed": [
    release(worker("vllm", "--cuda-graph-sizes", "8"), "0.9.0"),
    "was removed in 0.9",
    "Use --cudagraph-capture-sizes.",
  ],
  "vLLM, a flag of Dynamo's own": [
    release(worker("vllm", "--migration-limit=3"), "1.0.1"),
    "was removed in 1.0",
    "Leave it out.",
  ],
  "SGLang, renamed": [
    release(worker("sglang", "--cuda-graph-max-bs", "64"), "1.6.1"),
    "was removed in 1.6",
    "Use --cuda-graph-max-bs-decode.",
  ],
  "SGLang, a former name": [
    release(worker("sglang", "--nsa-decode-backend", "trtllm"), "1.6.0-cuda13"),
    "was removed in 1.6",
    "Use --dsa-decode-backend.",
  ],
  "SGLang, not yet": [
    release(worker("sglang", "--cuda-graph-bs-decode", "8"), "1.1.0"),
    "came with 1.3",
    "Use --cuda-graph-bs.",
  ],
  "TensorRT-LLM, not yet": [
    release(worker("trtllm", "--publish-kv-events"), "1.2.0"),
    "came with 1.3",
    "Use --publish-events-and-metrics.",
  ],
};

const ALL_RELEASES: Readonly<Record<string, WorkerParts>> = {
  "a flag of its own time": release(worker("sglang", "--cuda-graph-max-bs", "64"), "1.5.0"),
  "a beginning of one flag alone": release(worker("vllm", "--max-num-partial"), "1.4.0"),
  "the next release's flag in a build before it": release(
    worker("vllm", "--kda-prefill-backend", "auto"),
    "1.4.0-kimi-k3-dev.1",
  ),
  "no release at all": release(worker("sglang", "--nsa-decode-backend", "trtllm"), "my-tag"),
};

describe("a flag that the release of the image lacks", () => {
  const lacking = (one: WorkerParts): readonly string[] =>
    parseManifest(manifest([one]), { file: "x" })
      .findings.filter(({ rule, severity }) => rule === "flag-ignored" && severity === "error")
      .map(({ message }) => message);

  it.each(Object.keys(OTHER_RELEASES))("is an error with what stands for it: %s", (name) => {
    const [one, lack, advice] = OTHER_RELEASES[name]!;
    const messages = lacking(one);

    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(lack);
    expect(messages[0]).toContain(advice);
  });

  it.each(Object.keys(ALL_RELEASES))("is none: %s", (name) => {
    expect(lacking(ALL_RELEASES[name]!)).toEqual([]);
  });
});
