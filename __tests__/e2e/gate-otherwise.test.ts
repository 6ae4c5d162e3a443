import { CHAT, good, LIMITS } from "../support/gate-world.js";
import type { Files } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const STRICT = `${LIMITS}not-applicable: fail\n`;
const files = (base: Files, head: Files, policy = LIMITS): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});
const words = (...more: readonly string[]): string =>
  more.map((word) => `            - ${JSON.stringify(word)}\n`).join("");
const given = (...more: readonly string[]): string => good() + words(...more);
/** The deployment with lines in its worker, or in its frontend. */
const field = (lines: string, of = "worker"): string =>
  good().replace(
    `      componentType: ${of}\n`,
    `      componentType: ${of}\n${lines.replaceAll(/^/gm, "      ")}\n`,
  );
const variable = (name: string, value: string): string => `envs: [{ name: ${name}, value: "${value}" }]`;
const over = (gpus: number, nodes: number, tp: number): string =>
  field(`multinode: { nodeCount: ${nodes} }`)
    .replace('gpu: "2"', `gpu: "${gpus}"`)
    .replace('- "2"', `- "${tp}"`);
const pod = (lines: string): string =>
  good().replace(/( {4}Worker:\n[\s\S]*? {6}extraPodSpec:\n)/, `$1        ${lines}\n`);
const claiming = (claim: string): string => pod(`resourceClaims: [${claim}]`);
const trtllm = (overrides: string): string =>
  good()
    .replace("backendFramework: vllm", "backendFramework: trtllm")
    .replaceAll("vllm-runtime:1.0.0", "tensorrtllm-runtime:1.3.0")
    .replace("dynamo.vllm", "dynamo.trtllm")
    .replace(
      / {12}- --model\n[\s\S]*/,
      words("--model-path", "Qwen/Qwen3-32B-FP8", "--tensor-parallel-size", "2", "--max-batch-size", "64") +
        words("--max-num-tokens", "8192", "--override-engine-args", overrides),
    );

/** Not judged once a change makes it so, nor passed where it is new, and left alone where it was so before. */
const unjudged = (name: string, text: string, says: RegExp, base = good()): readonly GateScenario[] => [
  { name, world: files({ [CHAT]: base }, { [CHAT]: text }), end: "red", says },
  { name: `${name}, in a new deployment`, world: files({}, { [CHAT]: text }, STRICT), end: "red", says },
  {
    name: `green: ${name}, as it was`,
    world: files({ [CHAT]: text }, { [CHAT]: text.replace("replicas: 4", "replicas: 5") }, STRICT),
    end: "green",
  },
];
const quiet = (name: string, text: string, base = good()): GateScenario => ({
  name: `green: ${name}`,
  world: files({ [CHAT]: base }, { [CHAT]: text }, STRICT),
  end: "green",
});

playScenarios("what runs is what is priced, or it is not judged", [
  ...unjudged(
    "ranks that another program starts",
    given("--distributed-executor-backend", "external_launcher"),
    /leaves the start of its ranks/,
  ),
  ...unjudged("computing on no GPU", given("--device", "cpu"), /elsewhere than on its GPUs/),
  ...unjudged(
    "a worker of pictures, by its variable",
    field(variable("DYN_VLLM_MULTIMODAL_ENCODE_WORKER", "true")),
    /another kind/,
  ),
  ...unjudged(
    "a worker of embeddings",
    given("--embedding-worker").replaceAll("1.0.0", "1.3.0"),
    /another kind/,
    good().replaceAll("1.0.0", "1.3.0"),
  ),
  ...unjudged(
    "another engine of TensorRT-LLM",
    trtllm('{"backend": "_autodeploy"}'),
    /another engine/,
    trtllm("{}"),
  ),
  ...unjudged("no weights of the model", given("--load-format", "dummy"), /loads no weights/),
  ...unjudged("an encoder alone", trtllm('{"mm_encoder_only": true}'), /completes no text/, trtllm("{}")),
  ...unjudged("what an encoder makes", trtllm('{"encode_only": true}'), /completes no text/, trtllm("{}")),
  ...unjudged("no rank of its own", given("--data-parallel-size-local", "0"), /no engine of its own/),
  ...unjudged("ranks behind the first", given("--data-parallel-start-rank", "1"), /every pod of it a node/),
  ...[
    ["a worker of pictures", given("--multimodal-worker", "--enable-multimodal"), "--multimodal-worker"],
    [
      "a flag that no frontend is known to have",
      good().replace('"dynamo.frontend"]', '"dynamo.frontend", "--foo", "1"]'),
      "none of the flags of Dynamo's frontend",
    ],
    ["a field that nothing reads", field("gpuShare: 50"), "gpuShare of Worker is not modelled"],
    ["a field of a pod that nothing reads", pod("nodeName: a"), "extraPodSpec.nodeName of Worker is not"],
    [
      "what goes into another operator's object",
      field("providerOverride: { apiVersion: v1, value: { spec: { replicas: 1 } } }"),
      "providerOverride of Worker is not modelled",
    ],
    [
      "requests that go anywhere",
      good().replace('"dynamo.frontend"]', '"dynamo.frontend", "--router-mode", "random"]'),
      "--router-mode of Frontend is not modelled",
    ],
    [
      "an image that says no version any more",
      good().replaceAll("nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.0", "docker.io/me/vllm:latest"),
      "says no version of its engine any more",
    ],
    [
      "an image by its digest alone",
      good().replaceAll("vllm-runtime:1.0.0", `vllm-runtime@sha256:${"a".repeat(64)}`),
      "says no version of its engine any more",
    ],
    ["large blocks of its cache", given("--block-size", "4096"), "whole blocks of the KV cache"],
  ].map(([name = "", text = "", says = ""]) => ({
    ...quiet(`${name}, which is named`, text),
    says: new RegExp(says),
  })),
  quiet(
    "flags of a frontend",
    good().replace('"dynamo.frontend"]', '"dynamo.frontend", "--router-mode", "kv", "--http-port=8000"]'),
  ),
  ...unjudged("a node behind the first", given("--node-rank", "1"), /every pod of it a node/),
  ...unjudged(
    "another volume over the engine's packages",
    field("volumeMounts: [{ name: c, mountPoint: /opt/dynamo/venv/lib/python3.12/site-packages/vllm }]"),
    /over the packages/,
  ),
  ...unjudged(
    "a server of models in its pod",
    pod("containers: [{ name: s, image: 'vllm/vllm-openai:1', args: [--model, x] }]"),
    /a server of models beside/,
  ),
  quiet(
    "another container in its pod",
    pod("containers: [{ name: s, image: 'fluent-bit:3', args: [-c, x] }]"),
  ),
  quiet("a cache in its own folder", field("volumeMounts: [{ name: c, mountPoint: /root/.cache/vllm }]")),
  quiet(
    "memory near it",
    good()
      .replace('["python3", "-m"', '["numactl", "-m", "0", "python3", "-m"')
      .replace(/\["numactl", "-m", "0", ("python3", "-m", "dynamo.frontend"\])/, "[$1"),
  ),
  quiet("a variable that is off", field(variable("DYN_VLLM_EMBEDDING_WORKER", "false"))),
  quiet("ranks by Ray", given("--distributed-executor-backend", "ray")),
  quiet("PyTorch in TensorRT-LLM", trtllm('{"backend": "pytorch"}'), trtllm("{}")),
]);

playScenarios("a worker that its frontend does not find serves nobody", [
  ...unjudged("by a variable", field(variable("DYN_NAMESPACE", "other")), /where its frontend does not look/),
  ...unjudged("by its endpoint", given("--endpoint", "dyn://other.backend.generate"), /does not look/),
  ...unjudged("by a field", field("globalDynamoNamespace: true"), /does not look/),
  ...unjudged(
    "by its frontend",
    field(variable("DYN_NAMESPACE_PREFIX", "other"), "frontend"),
    /does not look/,
  ),
  ...unjudged(
    "a server that is not Dynamo's",
    good().replace('"python3", "-m", "dynamo.vllm"', '"vllm", "serve"'),
    /registers with no frontend/,
  ),
  ...unjudged("where it registers", field(variable("DYN_DISCOVERY_BACKEND", "file")), /does not look/),
  ...unjudged(
    "by another bus",
    field(variable("NATS_SERVER", "nats://other:4222")).replace(
      "componentType: frontend\n",
      `componentType: frontend\n      ${variable("NATS_SERVER", "nats://one:4222")}\n`,
    ),
    /does not look/,
  ),
  ...unjudged(
    "for requests of another kind",
    given("--endpoint-types", "embedding").replaceAll("1.0.0", "1.3.0"),
    /another kind/,
    good().replaceAll("1.0.0", "1.3.0"),
  ),
  quiet("for one of two kinds of text", given("--dyn-endpoint-types", "completions")),
  ...(["NATS_SERVER", "ETCD_ENDPOINTS"] as const).flatMap((name) =>
    (["worker", "frontend"] as const).map((one) => ({
      ...quiet(`${name} of the ${one} alone, which is named`, field(variable(name, "tcp://a:1"), one)),
      says: /by one of Worker and its frontend alone/,
    })),
  ),
  ...unjudged("on another plane", field(variable("DYN_REQUEST_PLANE", "http")), /does not look/),
  ...unjudged(
    "a frontend that chooses no worker",
    field(variable("DYN_ROUTER_MODE", "direct"), "frontend"),
    /choice of a worker/,
  ),
  ...unjudged(
    "a frontend that ends",
    good().replace('"dynamo.frontend"]', '"dynamo.frontend", "--version"]'),
    /answer nobody/,
  ),
  quiet("the usual plane by name", field(variable("DYN_REQUEST_PLANE", "tcp"))),
  quiet("a router that chooses", field(variable("DYN_ROUTER_MODE", "kv"), "frontend")),
  quiet("the operator's own by name", field(variable("DYN_NAMESPACE", "default-chat"))),
  quiet("a frontend that looks everywhere", field("globalDynamoNamespace: true", "frontend")),
  quiet(
    "both elsewhere",
    field(variable("DYN_NAMESPACE", "x-1")).replace(
      "componentType: frontend\n",
      `componentType: frontend\n      ${variable("DYN_NAMESPACE_PREFIX", "x")}\n`,
    ),
  ),
  quiet(
    "without a frontend beside it",
    field(variable("DYN_NAMESPACE", "other")).replace(/ {4}Frontend:[\s\S]*? {4}W/, "    W"),
    good().replace(/ {4}Frontend:[\s\S]*? {4}W/, "    W"),
  ),
]);

playScenarios("ranks of one tensor group over pods are no ranks within a machine", [
  ...unjudged("two pods of one GPU", over(1, 2, 2), /meet over the network/),
  ...unjudged("two halves of a machine", over(4, 2, 8), /meet over the network/, over(8, 1, 8)),
  quiet("stages of a pipeline", over(8, 2, 8) + words("--pipeline-parallel-size", "2"), over(8, 1, 8)),
]);

const named = (name: string, text: string, base = good()): GateScenario => ({
  name,
  world: files({ [CHAT]: base }, { [CHAT]: text }),
  end: "green",
  says: /title=setting-not-modelled/,
});

playScenarios("what slows an engine from beside or below it is named", [
  named("fewer CPUs", good().replace(/("python3", "-m", "dynamo.vllm")/, '"taskset", "-c", "0", $1')),
  named(
    "a container that sees its GPUs",
    pod("containers: [{ name: s, image: 'x:1', env: [{ name: NVIDIA_VISIBLE_DEVICES, value: all }] }]"),
  ),
  named("another version of its attention", given("--attention-config", '{"flash_attn_version": 2}')),
  named("another implementation", given("--model-impl", "terratorch")),
  named("a slow device", field(variable("UCX_NET_DEVICES", "eth0"))),
  quiet("a fast one", field(variable("UCX_NET_DEVICES", "mlx5_0:1"))),
]);

const shell = (lines: string, env = ""): string =>
  good().replace(
    /( {4}Worker:[\s\S]*? {8}mainContainer:\n)([\s\S]*?) {10}command: [\s\S]*/,
    `$1${env}$2${lines.replaceAll(/^/gm, "          ")}\n`,
  );
const ENGINE =
  "python3 -m dynamo.vllm --model Qwen/Qwen3-32B-FP8 --tensor-parallel-size 2 --max-num-seqs 64 --max-model-len 8192";
const plain = (options: string, env?: string): string =>
  shell(`command: ["/bin/bash", ${options}"-c"]\nargs: ["${ENGINE}"]`, env);
const variableOf = (name: string, value: string): string =>
  `          env: [{ name: '${name}', value: '${value}' }]\n`;

playScenarios("a shell runs its script, whatever its options and environment", [
  ...unjudged("reading it alone", plain('"-n", '), /cannot be read|not in the manifest/, plain("")),
  ...unjudged("by a long option", plain('"-o", "noexec", '), /cannot be read|not in the manifest/, plain("")),
  ...unjudged("its first command alone", plain('"-t", '), /cannot be read|not in the manifest/, plain("")),
  ...unjudged(
    "by its environment",
    plain("", variableOf("SHELLOPTS", "errexit:noexec")),
    /SHELLOPTS/,
    plain(""),
  ),
  ...unjudged(
    "a function out of its environment",
    plain("", variableOf("BASH_FUNC_python3%%", "() { command python3 $@ --max-num-seqs 1; }")),
    /BASH_FUNC/,
    plain(""),
  ),
  quiet(
    "what it does at its end",
    shell(
      `command: ["/bin/bash", "-c"]\nargs:\n  - |\n    trap 'kill -TERM $PID; wait' TERM INT\n    ${ENGINE}`,
    ),
    plain(""),
  ),
  {
    name: "what it does at another time",
    world: files(
      { [CHAT]: plain("") },
      {
        [CHAT]: shell(
          `command: ["/bin/bash", "-c"]\nargs:\n  - |\n    trap 'kill -9 1' DEBUG\n    ${ENGINE}`,
        ),
      },
    ),
    end: "red",
    says: /trap/,
  },
  quiet(
    "settings of another container",
    pod("containers: [{ name: o, image: 'otel:1', args: [--config=/o.yaml] }]"),
  ),
  quiet("strict options", plain('"-euo", "pipefail", '), plain("")),
  quiet("options by its environment", plain("", variableOf("SHELLOPTS", "errexit:pipefail")), plain("")),
]);

const beside = (kind: string, more: string): string =>
  pod(`${kind}: [{ name: s, image: 'x:1', resources: { limits: { nvidia.com/gpu: 8 } }${more} }]`);
const BUDGET = `${LIMITS}budget: { gpus: 8 }\n`;

playScenarios("a budget counts the GPUs of every container that stays", [
  {
    name: "beside the engine",
    world: files({ [CHAT]: good() }, { [CHAT]: beside("containers", "") }, BUDGET),
    end: "red",
    says: /budget/,
  },
  {
    name: "in front of it, if it stays",
    world: files({ [CHAT]: good() }, { [CHAT]: beside("initContainers", ", restartPolicy: Always") }, BUDGET),
    end: "red",
    says: /budget/,
  },
  {
    name: "green: one that ends before",
    world: files({ [CHAT]: good() }, { [CHAT]: beside("initContainers", "") }, BUDGET),
    end: "green",
  },
]);

playScenarios("what a pod shows of its GPUs must do for its ranks", [
  {
    name: "a driver without CUDA",
    world: files({}, { [CHAT]: field(variable("NVIDIA_DRIVER_CAPABILITIES", "utility")) }),
    end: "red",
    says: /brings no CUDA/,
  },
  {
    name: "two ranks to one GPU",
    world: files({}, { [CHAT]: trtllm('{"gpus_per_node": 1}') }),
    end: "red",
    says: /two of them take one GPU/,
  },
  quiet("a driver with it", field(variable("NVIDIA_DRIVER_CAPABILITIES", "compute,utility"))),
  quiet("as many as there are", trtllm('{"gpus_per_node": 8}'), trtllm("{}")),
]);

playScenarios("a claim of a device beside whole GPUs is one of another kind where it says so", [
  ...unjudged(
    "a claim of no kind",
    claiming("{ name: x, resourceClaimTemplateName: y }"),
    /may be another GPU/,
  ),
  ...unjudged(
    "one of a part",
    claiming("{ name: nic, resourceClaimTemplateName: mig-1g-10gb }"),
    /may be another GPU/,
  ),
  quiet(
    "memory that machines share",
    claiming("{ name: compute-domain-channel, resourceClaimTemplateName: c }"),
  ),
  quiet("a network", claiming("{ name: d, resourceClaimTemplateName: rdma-nic }")),
]);

playScenarios("vLLM takes a rank, and a role of graphs that read pictures, only with what belongs to them", [
  {
    name: "a rank alone",
    world: files({}, { [CHAT]: given("--data-parallel-rank", "0") }),
    end: "red",
    says: /data parallel size above 1/,
  },
  {
    name: "one rank of two, in the only worker",
    world: files(
      {},
      {
        [CHAT]: given("--data-parallel-size", "2", "--data-parallel-rank", "1").replace(
          'gpu: "2"',
          'gpu: "4"',
        ),
      },
      STRICT,
    ),
    end: "red",
    says: /whose others nothing here starts/,
  },
  {
    name: "a rank beyond them",
    world: files(
      {},
      {
        [CHAT]: given("--data-parallel-size", "2", "--data-parallel-rank", "2").replace(
          'gpu: "2"',
          'gpu: "4"',
        ),
      },
    ),
    end: "red",
    says: /none of the 2 ranks/,
  },
  {
    name: "a role without pictures",
    world: files({}, { [CHAT]: given("--multimodal-worker") }),
    end: "red",
    says: /--enable-multimodal/,
  },
  quiet("a role with them", given("--multimodal-worker", "--enable-multimodal")),
]);

const CHART: Files = {
  "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 0.1.0\n",
  "c/templates/d.yaml": good().replace("replicas: 4", "replicas: {{ .Values.n }}"),
};
const ignoring = (name: string, before: string | null, now: string, end: "red" | "green"): GateScenario => ({
  name: `${end}: ${name}`,
  world: files(
    { ...CHART, ...(before !== null && { "c/.helmignore": before }) },
    { "c/.helmignore": now },
    STRICT,
  ),
  end,
});

playScenarios("of what a chart leaves out only files that its templates may take count", [
  ignoring(
    "the usual ones",
    null,
    "# usual\n.DS_Store\n.git/\n*.swp\n*.bak\n*~\n.idea/\n*.tmproj\n.vscode/\n",
    "green",
  ),
  ignoring("one more beside an odd one", "secrets/\n", "secrets/\n*.md\n", "green"),
  ignoring("a template", null, "templates/extra.yaml\n", "red"),
  ignoring("an odd one that goes", "files/\n", "*.md\n", "red"),
  ignoring("everything", null, "*\n", "red"),
]);
