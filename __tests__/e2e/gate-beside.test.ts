import { CHAT, good, LIMITS } from "../support/gate-world.js";
import type { Files } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const STRICT = `${LIMITS}not-applicable: fail\n`;
const files = (base: Files, head: Files, policy = LIMITS): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});
const atMain = (line: string, manifest = good()): string =>
  manifest.replace(/(Worker:[\s\S]*?mainContainer:\n)/, `$1          ${line}\n`);
const atPod = (line: string, manifest = good()): string =>
  manifest.replace(/(Worker:[\s\S]*?extraPodSpec:\n)/, `$1        ${line}\n`);
const more = (...words: readonly string[]): string =>
  good() + words.map((word) => `            - '${word}'\n`).join("");
const changed = (name: string, head: string, end: GateScenario["end"]): GateScenario => ({
  name,
  world: files({ [CHAT]: good() }, { [CHAT]: head }),
  end,
});

const NAMED = /title=setting-not-modelled/;
playScenarios("a setting of which nothing is known is named", [
  ...(
    [
      ["a flag that starves prompts a little", more("--long-prefill-token-threshold", "2048")],
      ["a flag of the scheduler", more("--additional-config", '{"a": 1}')],
      ["a variable of the engine", atMain("env: [{ name: VLLM_SLEEP_WHEN_IDLE, value: '1' }]")],
      ["a variable of the network", atMain("env: [{ name: NCCL_P2P_LEVEL, value: LOC }]")],
      ["a variable of compilers", atMain("env: [{ name: TRITON_INTERPRET, value: '1' }]")],
      ["a variable of the language", atMain("env: [{ name: PYTHONDEVMODE, value: '1' }]")],
    ] as const
  ).map(([name, head]) => ({ ...changed(name, head, "green"), says: NAMED })),
  ...(
    [
      [
        "logs",
        atMain("env: [{ name: VLLM_LOGGING_LEVEL, value: DEBUG }, { name: NCCL_DEBUG, value: INFO }]"),
      ],
      [
        "a cache of the hub",
        atMain("env: [{ name: HF_HOME, value: /m }, { name: VLLM_CACHE_ROOT, value: /c }]"),
      ],
      ["a network by its name", atMain("env: [{ name: NCCL_SOCKET_IFNAME, value: eth0 }]")],
      ["a parser and a seed", more("--dyn-tool-call-parser", "hermes", "--seed", "1")],
    ] as const
  ).map(([name, head]) => ({ ...changed(`nothing of ${name}`, head, "green"), never: NAMED })),
  changed("a prompt's part of a step, which starves it", more("--long-prefill-token-threshold", "1"), "red"),
  changed(
    "a flag and its value in one word",
    good().replace(/--max-num-seqs\n.*"64"/, "--max-num-seqs 64"),
    "red",
  ),
]);

/** Workers of a role each, with further words of theirs. */
const roles = (prefill: readonly string[], decode: readonly string[]): string => {
  const worker = (role: string, words: readonly string[]): string =>
    good()
      .slice(good().indexOf("    Worker:"))
      .replace("Worker:", `${role}:`)
      .replace("componentType: worker", `componentType: worker\n      subComponentType: ${role}`) +
    ["--disaggregation-mode", role, "--kv-transfer-config", NIXL, ...words]
      .map((word) => `            - '${word}'\n`)
      .join("");
  const head = good().slice(0, good().indexOf("    Worker:"));
  return head + worker("prefill", prefill) + worker("decode", decode);
};
const NIXL = '{"kv_connector":"NixlConnector","kv_role":"kv_both"}';
const between = (name: string, head: string, end: GateScenario["end"]): GateScenario => ({
  name,
  world: files({ [CHAT]: roles([], []) }, { [CHAT]: head }),
  end,
});

playScenarios("what starves or cuts off a worker of prompts", [
  between("a budget of tokens that starves it", roles(["--max-num-batched-tokens", "64"], []), "red"),
  between("a share of it that starves it", roles(["--long-prefill-token-threshold", "1"], []), "red"),
  between(
    "an object behind the one that joins it to others",
    roles(["--kv-transfer-config", "{}"], []),
    "red",
  ),
  {
    ...between(
      "a buffer elsewhere",
      roles([], ["--kv-transfer-config", NIXL.replace("}", ',"kv_buffer_device":"cpu"}')]),
      "green",
    ),
    says: NAMED,
  },
  between("green: a budget as large as a prompt", roles(["--max-num-batched-tokens", "8192"], []), "green"),
  between("green: the same budget for answers", roles([], ["--max-num-batched-tokens", "512"]), "green"),
  between("green: the same object again", roles(["--kv-transfer-config", NIXL], []), "green"),
]);

const mount = "volumeMounts: [{ name: c, mountPath: ";
const map = (path: string, manifest = good()): string =>
  atPod("volumes: [{ name: c, configMap: { name: code } }]", atMain(`${mount}${path} }]`, manifest));
const filled = (path: string): string =>
  atPod(
    "initContainers: [{ name: i, image: x, command: [sh, -c, 'cp /x /p/y'], volumeMounts: [{ name: c, mountPath: /p }] }]",
    atPod("volumes: [{ name: c, emptyDir: {} }]", atMain(`${mount}${path} }]`)),
  );

playScenarios("what the manifest brings into the place of a program is code of its own", [
  ...(
    [
      ["a library before all others", map("/etc/ld.so.preload")],
      ["a package in the folder of the container", map("/w/dynamo", atMain("workingDir: /w"))],
      ["a module where images start", map("/workspace/random.py")],
      [
        "a program by its path",
        map("/c", good().replace('"python3", "-m", "dynamo.v', '"/c/py", "-m", "dynamo.v')),
      ],
      ["a folder over the engine's code that a container in front fills", filled("/x/dist-packages/vllm/v1")],
      ["another engine beside the one of its name", good().replace('"dynamo.vllm"', '"dynamo.vllm.omni"')],
      [
        "GPUs of another maker by their type",
        good().replace('gpu: "2"', 'gpu: "2"\n          gpuType: gpu.intel.com/xe'),
      ],
    ] as const
  ).map(([name, head]) => changed(name, head, "red")),
  changed(
    "green: GPUs of NVIDIA by their type",
    good().replace('gpu: "2"', 'gpu: "2"\n          gpuType: nvidia.com/gpu'),
    "green",
  ),
  ...(
    [
      ["a folder of data that a container in front fills", filled("/models")],
      ["templates in the folder of the container", map("/w/templates", atMain("workingDir: /w"))],
    ] as const
  ).map(([name, head]) => changed(`green: ${name}`, head, "green")),
]);

const POD = `{ containers: [{ name: a, image: x, command: [python3, -m, dynamo.vllm], args: [--model, m] }] }`;
const object = (api: string, kind: string, spec: string): string =>
  `apiVersion: ${api}\nkind: ${kind}\nmetadata: { name: a }\nspec: ${spec}\n`;
const STARTED: readonly (readonly [string, string])[] = [
  ["a pod", object("v1", "Pod", POD)],
  ["a Deployment", object("apps/v1", "Deployment", `{ template: { spec: ${POD} } }`)],
  ["a list of them", `{ apiVersion: v1, kind: List, items: [{ kind: StatefulSet, spec: ${POD} }] }\n`],
  [
    "pods over nodes",
    object("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", `{ leaderWorkerTemplate: ${POD} }`),
  ],
  ["cliques of pods", object("grove.io/v1alpha1", "PodCliqueSet", `{ template: { cliques: [${POD}] } }`)],
  [
    "in a script",
    object("v1", "Pod", POD.replace("[python3, -m, dynamo.vllm]", "[sh, -c, exec python3 -m dynamo.vllm]")),
  ],
];

playScenarios("an engine that another object starts is not checked", [
  ...STARTED.map(([name, text]): GateScenario => ({
    name,
    world: files({ [CHAT]: good() }, { "deploy/raw.yaml": text }, STRICT),
    end: "red",
    says: /starts an engine by a \w+ of its own/,
  })),
  {
    name: "green: where not checked passes",
    world: files({}, { "deploy/raw.yaml": STARTED[1]![1] }),
    end: "green",
    says: /Not checked/,
  },
  {
    name: "green: one that is left as it was",
    world: files(
      { "deploy/raw.yaml": STARTED[1]![1] },
      { "deploy/raw.yaml": `# a word\n${STARTED[1]![1]}` },
      STRICT,
    ),
    end: "green",
  },
  {
    name: "green: an object of something else, and words about an engine",
    world: files(
      {},
      { "deploy/x.yaml": object("v1", "ConfigMap", "{}") + "data: { a: python3 -m dynamo.vllm }\n" },
      STRICT,
    ),
    end: "green",
  },
]);
