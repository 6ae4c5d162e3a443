import { parse } from "yaml";
import { bad, badJson, CHAT, good, LIMITS, RESTING, VALUES } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const experiment = (tpot: number): string =>
  `exps: [e]\ne:\n  serving_mode: agg\n  model_path: Qwen/Qwen3-32B-FP8\n  total_gpus: 8\n  system_name: h200_sxm\n  backend_name: vllm\n  isl: 4000\n  osl: 500\n  ttft: 1000.0\n  tpot: ${tpot}\n`;
const otherExperiment = (tpot: number): string =>
  `other:\n    tpot: ${tpot}\n    ttft: 1000.0\n    osl: 500\n    isl: 4000\n    backend_name: vllm\n    system_name: h200_sxm\n    total_gpus: 8\n    model_path: "Qwen/Qwen3-32B-FP8"\n    serving_mode: agg\n`;

/** Load and hardware, and no limit: those are in the manifests. */
const OPEN = LIMITS.replace(VALUES, VALUES.replace(/, sla.*/, ""));
const limited = (name: string): string => good({ name, annotations: { "ttft-ms": "3000", "tpot-ms": "25" } });
const OTHER = "deploy/b.yaml";

playScenarios("a deployment takes its limits along, wherever the change puts it", [
  {
    name: "into a file that stood there before",
    world: {
      policy: OPEN,
      base: { [CHAT]: limited("chat"), [OTHER]: limited("b") },
      head: { [CHAT]: null, [OTHER]: `${limited("b")}---\n${bad()}` },
    },
    end: "red",
  },
  {
    name: "out of a file that stays",
    world: {
      policy: OPEN,
      base: { [CHAT]: `${limited("chat")}---\n${limited("b")}` },
      head: { [CHAT]: limited("b"), "deploy/new.yaml": bad() },
    },
    end: "red",
  },
  {
    name: "out of a file that stays and keeps its names as comments",
    world: {
      policy: OPEN,
      base: { [CHAT]: `${limited("chat")}---\n${limited("b")}` },
      head: {
        [CHAT]: `${limited("chat").replaceAll(/^/gm, "# ").trimEnd()}\n---\n${limited("b")}`,
        "other/new.yaml": bad(),
      },
    },
    end: "red",
  },
  {
    name: "into a file that stood there before, under a new name",
    world: {
      policy: OPEN,
      base: { [CHAT]: limited("chat"), [OTHER]: limited("b") },
      head: { [CHAT]: null, [OTHER]: `${limited("b")}---\n${bad({ name: "chat2" })}` },
    },
    end: "red",
  },
  {
    name: "into a new file of another form, under a new name",
    world: {
      policy: OPEN,
      base: { [CHAT]: limited("chat") },
      head: { [CHAT]: null, "other/x.json": badJson().replace('"chat"', '"chat2"') },
    },
    end: "red",
  },
  {
    name: "two change places",
    world: {
      policy: OPEN,
      base: { [CHAT]: limited("chat"), [OTHER]: good({ name: "b" }) },
      head: { [CHAT]: good({ name: "b" }), [OTHER]: bad() },
    },
    end: "red",
  },
  {
    name: "a second one of the same name beside it, which Kubernetes takes for the same",
    world: { policy: OPEN, base: { [CHAT]: limited("chat") }, head: { "deploy/z.yaml": bad() } },
    end: "red",
  },
  {
    name: "one of the same name in another folder is another one",
    world: { policy: OPEN, base: { [CHAT]: limited("chat") }, head: { "dev/z.yaml": bad() } },
    end: "green",
  },
  {
    name: "a new one of another model beside one that goes keeps nothing of it",
    world: {
      policy: OPEN,
      base: { [CHAT]: limited("chat") },
      head: { [CHAT]: null, "other/x.yaml": bad({ name: "x", model: "Qwen/Qwen3-8B" }) },
    },
    end: "green",
  },
  {
    name: "an experiment, written in another form into another file",
    world: {
      base: { "exps.yaml": experiment(2) },
      head: { "exps.yaml": null, "other/y.yml": otherExperiment(900) },
    },
    end: "red",
  },
  {
    name: "moved as it is",
    world: {
      policy: OPEN,
      base: { [CHAT]: limited("chat"), [OTHER]: limited("b") },
      head: { [CHAT]: null, [OTHER]: `${limited("b")}---\n${limited("chat")}` },
    },
    end: "green",
  },
]);

const engine = (tp: number): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "engine" },
    data: { "config.yaml": `tensor_parallel_size: ${tp}\nmax_batch_size: 8\nmax_num_tokens: 8192\n` },
  });
const requestJson = (itl: number): string =>
  JSON.stringify({
    apiVersion: "nvidia.com/v1alpha1",
    kind: "DynamoGraphDeploymentRequest",
    metadata: { name: "r" },
    spec: { model: "Qwen/Qwen3-32B-FP8", sla: { ttft: 3000, itl } },
  });

playScenarios("what a manifest rests on may be JSON as well", [
  {
    name: "a ConfigMap",
    world: {
      base: { [CHAT]: RESTING.manifest, "deploy/cm.json": engine(2) },
      head: { "deploy/cm.json": engine(3) },
    },
    end: "red",
    says: /needs 3 GPUs/,
  },
  {
    name: "the manifest, and its ConfigMap alone changes",
    world: {
      base: {
        "deploy/chat.json": JSON.stringify(parse(RESTING.manifest)),
        "deploy/cm.yaml": RESTING.engine(2, 8),
      },
      head: { "deploy/cm.yaml": RESTING.engine(3, 8) },
    },
    end: "red",
    says: /needs 3 GPUs/,
  },
  {
    name: "a request that says the limit",
    world: {
      policy: OPEN,
      base: { [CHAT]: good(), "deploy/r.json": requestJson(25) },
      head: { [CHAT]: bad() },
    },
    end: "red",
  },
  {
    name: "a request whose limit alone becomes stricter",
    world: {
      policy: OPEN,
      base: { [CHAT]: good(), "deploy/r.json": requestJson(25) },
      head: { "deploy/r.json": requestJson(1) },
    },
    end: "red",
  },
  {
    name: "many files of data beside it",
    world: {
      base: {
        [CHAT]: good(),
        ...Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`deploy/d${i}.json`, "{}"])),
      },
      head: { [CHAT]: `${good()}# x\n` },
    },
    end: "green",
  },
]);

const LAB = "lab/chat.yaml";
const PROD = "prod/kustomization.yaml";
const lists = (...names: readonly string[]): string => `resources: [${names.join(", ")}]\n`;

playScenarios("a manifest that a kustomization deploys anew is judged, though it stands as it was", [
  ...(
    [
      ["listed by name", { [PROD]: lists() }, { [PROD]: lists("../lab/chat.yaml") }],
      [
        "in a folder that is listed",
        { "lab/kustomization.yaml": lists("chat.yaml"), [PROD]: lists() },
        { [PROD]: lists("../lab") },
      ],
      ["by a new kustomization elsewhere", {}, { [PROD]: lists("../lab/chat.yaml") }],
      [
        "in the kustomization of its own folder, which left it out",
        { "lab/kustomization.yaml": lists() },
        { "lab/kustomization.yaml": lists("chat.yaml") },
      ],
      [
        "with a comment in it, too",
        { [PROD]: lists() },
        { [PROD]: lists("../lab/chat.yaml"), [LAB]: `# a word\n${bad()}` },
      ],
    ] as const
  ).map(([name, before, after]): GateScenario => ({
    name,
    world: { base: { [LAB]: bad(), ...before }, head: after },
    end: "red",
    says: /TPOT/,
  })),
  ...(
    [
      [
        "one that holds its limits",
        { [LAB]: good(), [PROD]: lists() },
        { [PROD]: lists("../lab/chat.yaml") },
      ],
      [
        "one that another kustomization listed before",
        { "stage/kustomization.yaml": lists("../lab/chat.yaml"), [PROD]: lists() },
        { "stage/kustomization.yaml": lists(), [PROD]: lists("../lab/chat.yaml") },
      ],
      [
        "the first kustomization of its folder, of what holds its limits",
        { [LAB]: good() },
        { "lab/kustomization.yaml": lists("chat.yaml") },
      ],
      [
        "another order of a list",
        { "lab/b.yaml": good({ name: "b" }), "lab/kustomization.yaml": lists("chat.yaml", "b.yaml") },
        { "lab/kustomization.yaml": lists("b.yaml", "chat.yaml") },
      ],
    ] as const
  ).map(([name, before, after]): GateScenario => ({
    name: `green: ${name}`,
    world: { policy: `${LIMITS}not-applicable: fail\n`, base: { [LAB]: bad(), ...before }, head: after },
    end: "green",
  })),
]);
