import { bad, CHAT, good, LIMITS } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";
import type { Files } from "../support/gate-world.js";

const files = (base: Files, head: Files, policy = LIMITS): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});
const JUDGED = /setting-loosened/;
const DRAFTS = `--speculative-config\n            - '{"method":"ngram","num_speculative_tokens":5,"prompt_lookup_max":4}'`;
const drafting = (text: string): string =>
  text.replace("            - --max-model-len", `            - ${DRAFTS}\n            - --max-model-len`);
/** What one worker keeps only with drafts that are accepted. */
const OPEN = LIMITS.replace("tpot-ms: 25", "tpot-ms: 30");
const claimed = (length: string): string => drafting(bad({ annotations: { "accept-length": length } }));

playScenarios("drafts are accepted as the base says, not as the change says of itself", [
  {
    name: "an acceptance that nobody knew before",
    world: files({ [CHAT]: good() }, { [CHAT]: claimed("5") }, OPEN),
    end: "red",
    says: [JUDGED, /accept-length/],
  },
  {
    name: "the same in a new file",
    world: files({}, { [CHAT]: claimed("5") }, OPEN),
    end: "red",
    says: [JUDGED, /accept-length/],
  },
  {
    name: "one that the policy says",
    world: files(
      { [CHAT]: good() },
      { [CHAT]: claimed("5") },
      `${OPEN.replace("{ system", "{ accept-length: 5, system")}`,
    ),
    end: "green",
    never: JUDGED,
  },
  {
    name: "one that a policy trusts",
    world: files({ [CHAT]: good() }, { [CHAT]: claimed("5") }, `${OPEN}annotations: trust\n`),
    end: "green",
    never: JUDGED,
  },
  {
    name: "one that stood there before",
    world: files({ [CHAT]: claimed("5").replace('"256"', '"200"') }, { [CHAT]: claimed("5") }, OPEN),
    end: "green",
    never: JUDGED,
  },
  {
    name: "one that brings nothing",
    world: files({ [CHAT]: good() }, { [CHAT]: good({ annotations: { "accept-length": "1" } }) }),
    end: "green",
    never: JUDGED,
  },
]);

const experiment = (values: Readonly<Record<string, unknown>>, name = "e"): string => {
  const all = {
    ...{ serving_mode: "agg", model_path: "Qwen/Qwen3-32B-FP8", total_gpus: 8, system_name: "h200_sxm" },
    ...{ backend_name: "vllm", isl: 4000, osl: 500, ttft: 1000, tpot: 9 },
    ...values,
  };
  const said = Object.entries(all).filter(([, value]) => value !== undefined);
  const lines = said.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
  return `exps: [${name}]\n${name}:\n${lines.join("")}`;
};
const exps = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  policy = LIMITS,
  name = "e",
): NonNullable<GateScenario["world"]> =>
  files({ "x.yaml": experiment(before) }, { "x.yaml": experiment(after, name) }, policy);
/** The limit lies between what the two GPUs can. */
const SLOW = { total_gpus: 1, tpot: 12 };
const FAST = { ...SLOW, system_name: "b200_sxm" };
const roles = (system: string, decodeSystem: string): Readonly<Record<string, unknown>> => ({
  ...{ serving_mode: "disagg", total_gpus: 2, tpot: 12, model_path: undefined, system_name: undefined },
  ...{ prefill_model_path: "Qwen/Qwen3-32B-FP8", prefill_system_name: system, prefill_backend_name: "vllm" },
  ...{
    decode_model_path: "Qwen/Qwen3-32B-FP8",
    decode_system_name: decodeSystem,
    decode_backend_name: "vllm",
  },
  backend_name: undefined,
});

playScenarios("an experiment runs on the GPUs that were there before", [
  {
    name: "a faster GPU by its own word",
    world: exps(SLOW, FAST),
    end: "red",
    says: [JUDGED, /`system_name` h200_sxm → b200_sxm/],
  },
  {
    name: "the same under another name",
    world: exps(SLOW, FAST, LIMITS, "f"),
    end: "red",
    says: [JUDGED, /`f`: `system_name`/],
  },
  {
    name: "a faster GPU for one role",
    world: exps(roles("h200_sxm", "h200_sxm"), roles("h200_sxm", "b200_sxm")),
    end: "red",
    says: [JUDGED, /`decode_system_name` h200_sxm → b200_sxm/],
  },
  {
    name: "one worker in place of two roles, on a faster GPU",
    world: exps(roles("h200_sxm", "h200_sxm"), FAST),
    end: "red",
    says: [JUDGED, /`system_name`/],
  },
  {
    name: "the GPU that the policy names",
    world: exps(SLOW, FAST, LIMITS.replace("h200_sxm", "b200_sxm")),
    end: "green",
    never: JUDGED,
  },
  {
    name: "other GPUs where the policy names none: that is what it asks",
    world: exps(SLOW, FAST, "profile: reference\n"),
    end: "green",
    never: JUDGED,
  },
  {
    name: "the GPU of one role for both, where it was there",
    world: exps(roles("h200_sxm", "b200_sxm"), FAST),
    end: "green",
    never: JUDGED,
  },
  {
    name: "a new experiment says where it runs",
    world: files({}, { "x.yaml": experiment(FAST) }),
    end: "green",
    never: JUDGED,
  },
  {
    name: "a policy that trusts",
    world: exps(SLOW, FAST, `${LIMITS}annotations: trust\n`),
    end: "green",
    never: JUDGED,
  },
  {
    name: "drafts that are accepted by its own word",
    world: exps({ tpot: 6 }, { tpot: 6, total_gpus: 1, nextn: 4, nextn_accepted: 4 }),
    end: "red",
    says: [JUDGED, /`nextn_accepted` 0 → 4/],
  },
  {
    name: "drafts of a lookup that are accepted by its own word",
    world: exps(
      { tpot: 6 },
      {
        tpot: 6,
        total_gpus: 1,
        speculative: { method: "ngram", params: { num_speculative_tokens: 4 }, accepted_tokens: 4 },
      },
    ),
    end: "red",
    says: [JUDGED, /`accepted_tokens` 0 → 4/],
  },
  {
    name: "more of them than before",
    world: exps(
      { tpot: 6, nextn: 4, nextn_accepted: 1 },
      { tpot: 4, nextn: 4, nextn_accepted: 4, total_gpus: 1 },
    ),
    end: "red",
    says: [JUDGED, /`nextn_accepted` 1 → 4/],
  },
]);

const asking = (name: string): string => good().replace('gpu: "2"', `gpu: "2"\n          ${name}`);
const sentTo = (product: string): string =>
  good().replace(
    /(Worker:[\s\S]*?extraPodSpec:\n)/,
    `$1        nodeSelector: { nvidia.com/gpu.product: ${product} }\n`,
  );
const demanding = (label: string): string =>
  good().replace(/(Worker:[\s\S]*?extraPodSpec:\n)/, `$1        nodeSelector: { ${label} }\n`);
const needing = (expression: string): string =>
  good().replace(
    /(Worker:[\s\S]*?extraPodSpec:\n)/,
    `$1        affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: nvidia.com/gpu.product, ${expression} }] }] } } }\n`,
  );
const claiming = good()
  .replace('          gpu: "2"\n', "")
  .replace(/(Worker:[\s\S]*?extraPodSpec:\n)/, "$1        resourceClaims: [{ name: gpu }]\n");
const also = (flag: string): string => `${good()}            - ${flag}\n`;

playScenarios("what is no whole GPU, and what serves nothing, is not judged as if it were", [
  ...(
    [
      ["a slice by the type of its GPUs", asking("gpuType: nvidia.com/mig-1g.18gb")],
      ["a slice by its own resource", asking('custom: { nvidia.com/mig-1g.18gb: "2" }')],
      ["a GPU that others use as well", asking('custom: { nvidia.com/gpu.shared: "2" }')],
      ["nodes whose GPUs are cut", sentTo("NVIDIA-H200-MIG-1g.18gb")],
      ["nodes whose GPUs are shared", sentTo("NVIDIA-H200-SHARED")],
      ["an engine that waits for another node", also("--headless")],
      ["a product without data", sentTo("Tesla-V100-SXM2-32GB")],
      ["an accelerator without data", demanding("cloud.google.com/gke-accelerator: nvidia-tesla-t4")],
      ["a label that names another GPU", demanding("karpenter.k8s.aws/instance-gpu-name: l40s")],
      ["a label that names one without data", demanding("pool: v100")],
      ["another type by its resource", asking("gpuType: A100")],
      ["nodes by what their GPUs have in common", demanding("nvidia.com/gpu.family: turing")],
      ["any GPU but the one that it is judged by", needing("operator: NotIn, values: [NVIDIA-H200]")],
      ["either of two", needing("operator: In, values: [NVIDIA-H200, NVIDIA-L40S]")],
      ["a claim in the place of a limit", claiming],
      ["an accelerator of another maker", asking('custom: { amd.com/gpu: "2" }')],
      [
        "another GPU where there is one",
        good().replace(
          /(Worker:[\s\S]*?extraPodSpec:\n)/,
          "$1        affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-L40S] }] } }] } }\n",
        ),
      ],
    ] as const
  ).flatMap(([name, head]): GateScenario[] => [
    { name, world: files({ [CHAT]: good() }, { [CHAT]: head }), end: "red", says: /no-longer-judged/ },
    {
      name: `${name}, in a new file`,
      world: files({}, { [CHAT]: head }, `${LIMITS}not-applicable: fail\n`),
      end: "red",
    },
    {
      name: `${name}, as before`,
      world: files({ [CHAT]: head }, { [CHAT]: head.replace("replicas: 4", "replicas: 5") }),
      end: "green",
    },
  ]),
  {
    name: "no GPU any more",
    world: files(
      { [CHAT]: good() },
      { [CHAT]: good().replace('          gpu: "2"\n', "          memory: 1Gi\n") },
    ),
    end: "red",
    says: /Worker asks for no GPU/,
  },
  ...(
    [
      ["nodes of whole GPUs", sentTo("NVIDIA-H200")],
      ["the same by a word of the cluster", demanding("gpu-type: h200")],
      ["a label without a GPU", demanding("pool: gpu-workers")],
      [
        "a claim of something else",
        good().replace(/(Worker:[\s\S]*?extraPodSpec:\n)/, "$1        resourceClaims: [{ name: channel }]\n"),
      ],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name: `green: ${name}`,
    world: files({ [CHAT]: good() }, { [CHAT]: head }),
    end: "green",
  })),
]);

const budget = (tokens: number): string =>
  `${good()}            - --max-num-batched-tokens\n            - "${tokens}"\n`;

playScenarios("a token budget that starves prompts does not hold a limit of TTFT", [
  {
    name: "by the published method",
    world: files({ [CHAT]: good() }, { [CHAT]: budget(64) }),
    end: "red",
    says: /a step takes at most 64 tokens/,
  },
  {
    name: "by the calibrated one",
    world: files({ [CHAT]: good() }, { [CHAT]: budget(64) }, LIMITS.replace("profile: reference\n", "")),
    end: "red",
    says: /a step takes at most 64 tokens/,
  },
  { name: "not one that keeps up", world: files({ [CHAT]: good() }, { [CHAT]: budget(512) }), end: "green" },
]);

const SMALL = JSON.stringify({
  ...{ architectures: ["Qwen3ForCausalLM"], model_type: "qwen3", hidden_size: 1024, num_hidden_layers: 28 },
  ...{ num_attention_heads: 16, num_key_value_heads: 8, head_dim: 128, intermediate_size: 3072 },
  ...{ vocab_size: 151936, max_position_embeddings: 40960, torch_dtype: "bfloat16" },
});
/** The same of 64 layers, and wide ones. */
const LARGE = JSON.stringify({
  ...(JSON.parse(SMALL) as object),
  ...{ hidden_size: 5120, num_hidden_layers: 64, num_attention_heads: 64, intermediate_size: 25600 },
});
const TUNED = "acme/qwen3-32b-ft";
const tuned = (text: string): string => text.replaceAll("Qwen/Qwen3-32B-FP8", TUNED);

playScenarios("the sizes of a model are not what a change says of them", [
  {
    name: "another name, and a file that makes it small",
    world: files({ [CHAT]: good() }, { [CHAT]: tuned(bad()), "deploy/config.json": SMALL }),
    end: "red",
    says: /no-longer-judged/,
  },
  {
    name: "the same by the model's own name",
    world: files({ [CHAT]: good() }, { [CHAT]: tuned(bad()), "deploy/qwen3-32b-ft.config.json": SMALL }),
    end: "red",
    says: /merge deploy\/qwen3-32b-ft.config.json first/,
  },
  {
    name: "a new deployment beside a file that was merged, which the change makes smaller",
    world: files(
      { "deploy/config.json": LARGE },
      { "deploy/new.yaml": tuned(bad({ name: "new" })), "deploy/config.json": SMALL },
    ),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "green: a new deployment with a file of its own",
    world: files({}, { "deploy/new.yaml": tuned(good({ name: "new" })), "deploy/config.json": SMALL }),
    end: "green",
  },
  {
    name: "green: a file that is merged",
    world: files({ [CHAT]: good(), "deploy/config.json": SMALL }, { [CHAT]: tuned(good()) }),
    end: "green",
  },
  {
    name: "green: the file alone",
    world: files({ [CHAT]: good() }, { "deploy/qwen3-32b-ft.config.json": SMALL }),
    end: "green",
  },
  {
    name: "green: a policy that trusts",
    world: files(
      { [CHAT]: good() },
      { [CHAT]: tuned(good()), "deploy/config.json": SMALL },
      `${LIMITS}annotations: trust\n`,
    ),
    end: "green",
  },
]);

const hog = (lines: string): string =>
  good().replace(/(Worker:[\s\S]*?extraPodSpec:\n)/, `$1        ${lines}\n`);
const ENGINE = "command: [python3, -m, dynamo.vllm, --model, Qwen/Qwen3-32B-FP8]";

playScenarios("a second engine in a pod is not passed over", [
  ...[
    `initContainers: [{ name: hog, restartPolicy: Always, image: x, ${ENGINE} }]`,
    `containers: [{ name: hog, image: x, ${ENGINE} }]`,
    `containers: [{ name: hog, image: x, command: [sh, -c], args: [exec vllm serve x] }]`,
  ].flatMap((lines, index): GateScenario[] => [
    {
      name: `beside the first (${index})`,
      world: files({ [CHAT]: good() }, { [CHAT]: hog(lines) }),
      end: "red",
    },
    {
      name: `in a new file (${index})`,
      world: files({}, { [CHAT]: hog(lines) }, `${LIMITS}not-applicable: fail\n`),
      end: "red",
    },
  ]),
  ...["frontend", "planner", "epp"].map((type): GateScenario => ({
    name: `in a component that says to be a ${type}`,
    world: files(
      { [CHAT]: good() },
      {
        [CHAT]: good({
          components: `    Other:\n      componentType: ${type}\n      extraPodSpec: { mainContainer: { image: x, ${ENGINE} } }\n`,
        }),
      },
    ),
    end: "red",
    says: /the engine that Other starts/,
  })),
  {
    name: "green: a container that is none",
    world: files(
      { [CHAT]: good() },
      { [CHAT]: hog("containers: [{ name: proxy, image: x, args: [dynamo] }]") },
    ),
    end: "green",
  },
]);
