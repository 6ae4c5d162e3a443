import { describe, expect, it } from "@jest/globals";
import type { Finding } from "../../src/domain/review.js";
import { workerFindings, modelFindings } from "../../src/check/model-findings.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { toDeployment } from "../../src/manifest/to-deployment.js";
import { checkDeps } from "../support/check-manifest.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";

const VLLM = "[python3, -m, dynamo.vllm]";
const SGLANG = "[python3, -m, dynamo.sglang]";
const TRTLLM = "[python3, -m, dynamo.trtllm]";

interface Case {
  readonly workers: readonly WorkerParts[];
  readonly system?: string;
  readonly isl?: number;
}

/** What the model and its memory say against a file, under prompts of 4,000 and answers of 500 tokens. */
async function findings({ workers, system = "h100_sxm", isl = 4000 }: Case): Promise<readonly Finding[]> {
  const [file] = parseManifest(manifest(workers), { file: "deploy.yaml" }).deployments;
  const { predictor, profile } = await checkDeps();
  const model = file?.model?.value ?? "";
  const facts = await predictor.facts({ model, system, backend: file?.backend as "vllm" });
  const { deployment, missing } = toDeployment(file!, {
    system,
    backendVersion: "current",
    isMoe: facts.moe,
  });
  if (deployment === undefined) throw new Error(missing.map(({ message }) => message).join(" "));
  const workload = { isl, osl: 500, prefix: 0 };
  const priced = profile === undefined ? { predictor } : { predictor, profile };
  return [
    ...modelFindings(facts, deployment, workload, file!),
    ...(await workerFindings(priced, { deployment, model: facts }, workload, file!)),
  ];
}

const lines = (...args: readonly string[]): string => args.map((one) => `- '${one}'`).join("\n");
const vllm = (model: string, ...more: readonly string[]): WorkerParts => ({
  ...{ gpu: '"1"', command: VLLM, args: lines("--model", model, ...more) },
});
const sglang = (...more: readonly string[]): WorkerParts => ({
  ...{ gpu: '"1"', command: SGLANG, args: lines("--model-path", "Qwen/Qwen3-32B-FP8", ...more) },
});
const trtllm = (json: string, ...more: readonly string[]): WorkerParts => ({
  ...{ gpu: '"1"', command: TRTLLM },
  args: lines("--model-path", "Qwen/Qwen3-32B-FP8", "--override-engine-args", json, ...more),
});
const roles = (of: (role: string) => WorkerParts): readonly WorkerParts[] =>
  ["prefill", "decode"].map((role) => ({ ...of(role), name: role, subType: role }));

const BF16 = "Qwen/Qwen3-32B";
const FP8 = "Qwen/Qwen3-32B-FP8";

/** What stops or bounds an engine → its findings' rules, severities and a part of the first message. */
const BOUND: Readonly<Record<string, readonly [Case, readonly string[], string]>> = {
  "vLLM: a limit over the room": [
    { workers: [vllm(BF16, "--max-model-len", "40960")] },
    ["context-exceeds-room error"],
    "Write --max-model-len 31536 or less",
  ],
  "vLLM: no limit, and the model's own is over the room": [
    { workers: [vllm(BF16)] },
    ["context-exceeds-room error"],
    "has no --max-model-len, so vLLM takes the model's own 40960",
  ],
  "vLLM: both roles are asked": [
    { workers: roles((role) => vllm(BF16, "--disaggregation-mode", role)) },
    ["context-exceeds-room error", "context-exceeds-room error"],
    "the prefill worker has no --max-model-len",
  ],
  "vLLM: a limit over the room that a flag bounds": [
    { workers: [vllm(BF16, "--gpu-memory-utilization", "0.88", "--max-model-len", "40960")] },
    ["context-exceeds-room error"],
    "its KV cache (--gpu-memory-utilization 0.88) has room for",
  ],
  "vLLM: room of a cache that `auto` keeps in 16 bits, though 8 are priced": [
    { workers: [vllm(FP8, "--gpu-memory-utilization", "0.54", "--max-num-seqs", "4")] },
    ["context-exceeds-room error"],
    "vLLM refuses to start",
  ],
  "vLLM: a limit over the model's own": [
    { workers: [vllm(FP8, "--max-model-len=50k")], system: "h200_sxm" },
    ["settings-exclude error"],
    "above the model's own 40960: vLLM refuses to start unless VLLM_ALLOW_LONG_MAX_MODEL_LEN is 1",
  ],
  "SGLang: prompt and answer that come up to its limit": [
    { workers: [sglang("--context-length", "4500")] },
    ["context-exceeds-model error"],
    "--context-length allows fewer than 4500: the engine refuses such requests. Raise it to 4501 or more",
  ],
  "SGLang: a limit over the model's own": [
    { workers: [sglang("--context-length", "131072")] },
    ["settings-exclude error"],
    "SGLang refuses to start",
  ],
  "vLLM: a budget below the model's own limit, without chunks": [
    {
      workers: [vllm(FP8, "--no-enable-chunked-prefill", "--max-num-batched-tokens", "8192")],
      system: "h200_sxm",
    },
    ["settings-exclude error"],
    "no --max-model-len is written, so vLLM takes the model's own 40960",
  ],
  "vLLM: more bytes of cache than the GPU has": [
    { workers: [vllm(FP8, "--kv-cache-memory-bytes", "300G", "--max-model-len", "8192")] },
    ["memory-exceeded error"],
    "--kv-cache-memory-bytes 300G is 300 GiB on each GPU",
  ],
  "vLLM: bytes of cache": [
    {
      workers: [vllm(FP8, "--kv-cache-memory-bytes", "2G", "--max-num-seqs", "8", "--max-model-len", "8192")],
    },
    ["batch-exceeds-memory warning"],
    "(--kv-cache-memory-bytes 2G); the largest batch that fits is",
  ],
  "vLLM: blocks of cache": [
    {
      workers: [vllm(FP8, "--num-gpu-blocks-override", "500", "--block-size", "32", "--max-num-seqs", "64")],
    },
    ["batch-exceeds-memory warning", "context-exceeds-room warning"],
    "(--num-gpu-blocks-override 500); the largest batch that fits is 3",
  ],
  "TensorRT-LLM: a prefill worker that takes no whole prompt, and a decode worker that takes no answer": [
    {
      workers: roles((role) =>
        trtllm(`{"max_seq_len":${role === "prefill" ? 4000 : 4400}}`, "--disaggregation-mode", role),
      ),
    },
    ["context-exceeds-model error", "context-exceeds-model error"],
    "the workload's prompt and first token are 4001 tokens, and",
  ],
  "vLLM: more blocks of cache than the GPU holds": [
    { workers: [vllm(FP8, "--num-gpu-blocks-override", "500000", "--max-model-len", "8192")] },
    ["memory-exceeded error"],
    "--num-gpu-blocks-override 500000 is",
  ],
  "SGLang: tokens of cache": [
    { workers: [sglang("--max-total-tokens", "16384", "--max-running-requests", "64")] },
    ["batch-exceeds-memory warning"],
    "(--max-total-tokens 16384); the largest batch that fits is 3",
  ],
  "TensorRT-LLM: tokens of cache": [
    { workers: [trtllm('{"max_batch_size":64,"kv_cache_config":{"max_tokens":16384}}')] },
    ["batch-exceeds-memory warning"],
    "the largest batch that fits is 3",
  ],
  "TensorRT-LLM: not one request in the tokens": [
    { workers: [trtllm('{"kv_cache_config":{"max_tokens":4096}}')] },
    ["memory-exceeded error"],
    "Raise that value, or leave the size to the engine",
  ],
  "TensorRT-LLM: a budget below the prompt": [
    { workers: [trtllm('{"max_num_tokens":2048,"enable_chunked_prefill":false}')] },
    ["prompt-exceeds-budget error"],
    "every prompt of 4000 tokens is refused",
  ],
  "TensorRT-LLM: its own budget below the prompt": [
    { workers: [trtllm('{"max_batch_size":4}')], isl: 9000 },
    ["prompt-exceeds-budget error"],
    "at most 8192 tokens",
  ],
  "TensorRT-LLM: prefill is asked, decode reads no prompt": [
    {
      workers: roles((role) => trtllm('{"max_num_tokens":2048}', "--disaggregation-mode", role)),
    },
    ["prompt-exceeds-budget error"],
    "chunk the prefill",
  ],
  "vLLM: a share that leaves nothing": [
    { workers: [vllm(BF16, "--gpu-memory-utilization", "0.5")] },
    ["memory-exceeded error"],
    "--gpu-memory-utilization 0.5 leaves nothing of 80",
  ],
  "SGLang: a share that leaves nothing": [
    { workers: [sglang("--mem-fraction-static", "0.4")] },
    ["memory-exceeded error"],
    "--mem-fraction-static 0.4 leaves",
  ],
  "weights that no share would hold": [
    { workers: [vllm("meta-llama/Meta-Llama-3.1-70B")] },
    ["memory-exceeded error"],
    "Use more GPUs for a worker, or a smaller number format",
  ],
};

const SOUND: Readonly<Record<string, Case>> = {
  "SGLang: prompt and answer below its limit": {
    workers: [sglang("--context-length", "4501", "--max-running-requests", "8")],
    system: "h200_sxm",
  },
  "vLLM: prompt and answer that come up to its limit": {
    workers: [vllm(FP8, "--max-model-len", "4500", "--max-num-seqs", "8")],
    system: "h200_sxm",
  },
  "a limit over the model's own that a variable allows": {
    workers: [
      {
        ...vllm(FP8, "--max-model-len", "50k"),
        env: '- {name: VLLM_ALLOW_LONG_MAX_MODEL_LEN, value: "1"}',
      },
    ],
    system: "h200_sxm",
  },
  "a limit over the model's own, whose positions are stretched": {
    workers: [vllm(FP8, "--max-model-len", "50k", "--hf-overrides", '{"rope_scaling":{"factor":4}}')],
    system: "h200_sxm",
  },
  "a prefill worker whose limit holds the prompt alone": {
    workers: roles((role) =>
      vllm(FP8, "--max-model-len", role === "prefill" ? "4001" : "4500", "--disaggregation-mode", role),
    ),
    system: "h200_sxm",
  },
  "fewer blocks of cache than the GPU would hold": {
    workers: [vllm(FP8, "--num-gpu-blocks-override", "4096", "--max-model-len", "8192")],
    system: "h200_sxm",
  },
  "more tokens than the GPU holds, which SGLang cuts": { workers: [sglang("--max-total-tokens", "9000000")] },
  "a limit over the model's own in TensorRT-LLM": { workers: [trtllm('{"max_seq_len":50000}')] },
  "the longest that fits": { workers: [vllm(BF16, "--max-model-len", "16384")] },
  "a limit left to vLLM": { workers: [vllm(BF16, "--max-model-len", "auto")] },
  "a limit from a variable": { workers: [vllm(BF16, "--max-model-len", "${LIMIT}")] },
  "SGLang queues what is too long": {
    workers: [{ ...sglang("--context-length", "40960"), args: lines("--model-path", BF16) }],
  },
  "a model that holds its own limit": { workers: [vllm(FP8)], system: "h200_sxm" },
  "chunked prefill below the prompt": {
    workers: [trtllm('{"max_num_tokens":2048,"enable_chunked_prefill":true}')],
  },
  "vLLM chunks unless told not to": {
    workers: [vllm(FP8, "--max-num-batched-tokens", "2048")],
    system: "h200_sxm",
  },
};

describe("what bounds an engine", () => {
  it.each(Object.keys(BOUND))("%s", async (name) => {
    const [one, rules, part] = BOUND[name]!;
    const found = await findings(one);

    expect(found.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(rules);
    expect(found[0]?.message).toContain(part);
  });

  it.each(Object.keys(SOUND))("is silent on a sound file: %s", async (name) => {
    expect(await findings(SOUND[name]!)).toEqual([]);
  });
});
