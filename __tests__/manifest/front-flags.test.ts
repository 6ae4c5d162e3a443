import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { manifest, type WorkerParts } from "./support/build.js";

const WORKER: WorkerParts = { gpu: '"1"', command: "[python3, -m, dynamo.vllm]", args: "- --model\n- org/m" };
const FRONT: WorkerParts = { name: "Frontend", type: "frontend" };

/** What is said of a frontend: the rule, and the first word of the message. */
function said(front: WorkerParts, worker = WORKER): readonly string[] {
  return parseManifest(manifest([{ ...FRONT, ...front }, worker]), { file: "deploy.yaml" })
    .findings.filter(
      ({ rule, message }) => /^(?:setting-not-modelled|flag-unknown)$/.test(rule) && /Frontend/.test(message),
    )
    .map(({ rule, message }) => `${rule} ${message.split(" ")[0]}`);
}

const flags = (words: string): WorkerParts => ({
  command: `[${["python3", "-m", "dynamo.frontend", ...words.split(" ")].map((one) => `'${one}'`).join(", ")}]`,
});
const variable = (pair: string): WorkerParts => {
  const [name = "", value = ""] = pair.split("=");
  return { env: `- { name: ${name}, value: '${value}' }` };
};

describe("a frontend", () => {
  it.each([
    ["--kv-cache-block-size=64", "", true],
    ["--kv-cache-block-size 64", "16", true],
    ["--kv-cache-block-size=016", "64", true],
    ["--kv-cache-block-size=64", "64", false],
    ["--kv-cache-block-size=16", "", false],
  ])("counts in blocks of its workers, else it is said: %s with %p", (words, block, isSaid) => {
    const args = block === "" ? WORKER.args! : `${WORKER.args}\n- --block-size\n- '${block}'`;
    expect(said(flags(words), { ...WORKER, args })).toEqual(
      isSaid ? ["setting-not-modelled --kv-cache-block-size"] : [],
    );
  });

  it.each(
    "--serve-nothing --max-requests=1 --load-limit --rate-limit=1 --worker-limit=1 --router-max-queue=0 --router_mode=kv --response-delay=1".split(
      " ",
    ),
  )("has a flag that no list knows, which is said: %s", (flag) => {
    expect(said(flags(flag))).toEqual([`flag-unknown ${flag.split("=")[0]}`]);
  });

  it.each([
    ["--router-mode=random", "--router-mode"],
    ["--router-mode random", "--router-mode"],
    ["--router-m=random", "--router-m"],
    ["--router-temperature=0.7", "--router-temperature"],
    ["--router-queue-threshold 0", "--router-queue-threshold"],
    ["--router-queue-policy=wspt", "--router-queue-policy"],
    ["--router-policy-config=/p.yaml", "--router-policy-config"],
    ["--dyn-chat-processor=sglang", "--dyn-chat-processor"],
    ["--exp-python-factory", "--exp-python-factory"],
    ["--tokenizer=slow", "--tokenizer"],
  ])("sends requests elsewhere, or later, which is not modelled: %s", (words, name) => {
    expect(said(flags(words))).toEqual([`setting-not-modelled ${name}`]);
  });

  it.each([
    "DYN_ROUTER_MODE=random",
    "DYN_ROUTER_TEMPERATURE=1",
    "DYN_ROUTER_QUEUE_THRESHOLD=0",
    "DYN_CHAT_PROCESSOR=vllm",
    "DYN_RUNTIME_NUM_WORKER_THREADS=1",
    "DYN_ANYTHING_NEW=1",
  ])("is told so by a variable: %s", (pair) => {
    expect(said(variable(pair))).toEqual([`setting-not-modelled ${pair.split("=")[0]}`]);
  });

  it.each([
    ..."--router-mode=kv --http-port=8000 --router-mode=least-loaded --no-kv-events --router-kv-overlap-score-weight=1".split(
      " ",
    ),
    ..."--kv-cache-block-size=16 --kv-cache-block-size=$BLOCK --namespace-p=a --router-temperature=0.0 --tls-cert-path=/c --admission-control=none".split(
      " ",
    ),
  ])("has a flag that moves no figure: %s", (words) => {
    expect(said(flags(words))).toEqual([]);
  });

  it.each([
    "DYN_ROUTER_MODE=kv",
    "DYN_LOG=debug",
    "DYN_HTTP_BODY_LIMIT_MB=9",
    "DYN_STORE_KV=mem",
    "DYN_REQUEST_PLANE=tcp",
    "DYN_KV_CACHE_BLOCK_SIZE=16",
    "VLLM_SLEEP_WHEN_IDLE=1",
  ])("has a variable that moves none: %s", (pair) => {
    expect(said(variable(pair))).toEqual([]);
  });
});
