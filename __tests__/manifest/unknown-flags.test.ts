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
const config = (keys: string): WorkerParts => ({
  gpu: '"1"',
  command: "[sh, -c]",
  args: `- |\n  cat > /tmp/e.yaml <<EOF\n${keys
    .split("\n")
    .map((key) => `  ${key}`)
    .join("\n")}\n  EOF\n  python3 -m dynamo.sglang --model-path org/m --config /tmp/e.yaml`,
});

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
  "a name of nothing, in the release whose flags are known": [
    release(worker("vllm", "--quite-another-thing"), "1.6.1"),
    "vLLM of Dynamo 1.6.1 knows no --quite-another-thing",
  ],
  "a former name, in the release whose flags are known": [
    release(worker("sglang", "--nsa-decode-backend", "trtllm"), "1.6.1"),
    "did you mean --dsa-decode-backend?",
  ],
};

const SOUND: Readonly<Record<string, WorkerParts>> = {
  "a beginning of a flag": worker("sglang", "--max-running-request", "64"),
  "underscores for dashes": worker("vllm", "--max_num_seqs", "64"),
  "a negated switch": worker("vllm", "--no-enable-prefix-caching"),
  "short names": worker("vllm", "-tp", "2", "-q", "fp8"),
  "settings with parts": worker("vllm", "--compilation-config.level", "3"),
  "a flag of another release": release(worker("vllm", "--num-scheduler-steps", "8"), "0.9.0"),
  "a former name in its own release": release(worker("sglang", "--nsa-decode-backend", "trtllm"), "1.1.0"),
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

  it("is marked where its name stands, in JSON too", () => {
    const text = manifest([trtllm('{"max_num_tokens":8192,"max_batchsize":64}')]);
    const finding = parseManifest(text, { file: "x" }).findings.find(({ rule }) => rule === "flag-unknown");
    const line = text.split("\n")[(finding?.position.line ?? 1) - 1] ?? "";

    expect(line.slice((finding?.position.column ?? 1) - 1)).toMatch(/^"max_batchsize"/);
  });
});
