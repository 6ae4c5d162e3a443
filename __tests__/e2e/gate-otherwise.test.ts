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
const claiming = (claim: string): string =>
  field(`extraPodSpec: { resourceClaims: [${claim}] }`).replace(
    /( {6}extraPodSpec: )\{ (resourceClaims: .*) \}\n([\s\S]*?) {6}extraPodSpec:\n/,
    "$3      extraPodSpec:\n        $2\n",
  );
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
