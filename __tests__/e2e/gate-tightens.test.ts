import { bad, badJson, CHAT, good, LIMITS, POLICY_PATH, VALUES } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const REQUEST = `${bad()}---
apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeploymentRequest
metadata: { name: r }
spec:
  model: Qwen/Qwen3-32B-FP8
  sla: { ttft: 100000, itl: 100000, isl: 10, osl: 10 }
`;
const JOB = `${bad()}---
apiVersion: batch/v1
kind: Job
metadata: { name: bench }
spec:
  template:
    spec:
      containers:
        - name: aiperf
          image: python
          command: ["/bin/sh", "-c"]
          args: ["aiperf profile --model Qwen/Qwen3-32B-FP8 --synthetic-input-tokens-mean 10 --output-tokens-mean 10 --concurrency 1"]
          env: [{ name: ISL, value: "10" }, { name: OSL, value: "10" }, { name: CONCURRENCY, value: "1" }]
`;
const PLANNER = `    Planner:
      componentType: planner
      replicas: 1
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.0
          command: ["python3", "-m", "dynamo.planner.planner_sla"]
          args: ["--ttft=100000", "--itl=100000", "--isl=10", "--osl=10"]
`;
const says = (annotations: Readonly<Record<string, string>>) => ({ head: { [CHAT]: bad({ annotations }) } });
/** One search for a setting on one GPU; no setting reaches a TPOT of 8 ms there. */
const experiment = (tpot: number): string => `exps: [one]
one:
  serving_mode: agg
  model_path: Qwen/Qwen3-32B-FP8
  total_gpus: 1
  system_name: h200_sxm
  backend_name: vllm
  isl: 4000
  osl: 500
  ttft: 3000
  tpot: ${tpot}
`;
const LOOSE = { "tpot-ms": "100000", "ttft-ms": "100000" };
const open = LIMITS.replace(", tpot-ms: 25", "");

playScenarios("the head may only tighten", [
  { id: "B00", name: "a bad manifest, nothing else", end: "red" },
  { id: "B01", name: "limits by annotation", world: says(LOOSE), end: "red", says: /25 → 100000/ },
  {
    id: "B01b",
    name: "limits by annotation over an override",
    world: { ...says(LOOSE), policy: `overrides: [{ paths: "deploy/**", ${VALUES} }]\nprofile: reference\n` },
    end: "red",
  },
  { id: "B02", name: "ignore by annotation", world: says({ ignore: "true" }), end: "red" },
  {
    id: "B13b",
    name: "ignore by annotation where not checked fails",
    world: { ...says({ ignore: "true" }), policy: `${LIMITS}not-applicable: fail\n` },
    end: "red",
  },
  {
    id: "B03",
    name: "a lighter load by annotation",
    world: says({ concurrency: "1", isl: "10" }),
    end: "red",
  },
  { id: "B04", name: "a faster GPU by annotation", world: says({ system: "b200_sxm" }), end: "red" },
  { id: "B05", name: "a smaller model by annotation", world: says({ model: "Qwen/Qwen3-0.6B" }), end: "red" },
  {
    id: "B26",
    name: "what is loosened is said in comment, summary and annotation",
    world: says(LOOSE),
    inputs: { mode: "review", suggest: "false" },
    end: "red",
    says: [/sla\.tpot-ms.{0,8} 25 → 100000/, /::warning[^\n]*setting-loosened/],
    then: ({ world }) => {
      if (!world.comments[0]!.body.includes("25 → 100000")) throw new Error("the comment does not say it");
    },
  },
  {
    id: "limit only",
    name: "the limit alone moves, before is judged by its own",
    world: {
      policy: open,
      base: { [CHAT]: bad({ annotations: { "tpot-ms": "25" } }) },
      head: { [CHAT]: bad({ annotations: { "tpot-ms": "99" } }) },
    },
    end: "red",
    says: /25 → 99/,
  },
  { id: "B08", name: "a deployment request beside it", world: { head: { [CHAT]: REQUEST } }, end: "red" },
  { id: "B09", name: "a benchmark job beside it", world: { head: { [CHAT]: JOB } }, end: "red" },
  {
    id: "B21",
    name: "a planner in it",
    world: { head: { [CHAT]: bad({ components: PLANNER }) } },
    end: "red",
  },
  {
    id: "B10, B11",
    name: "the head's own policy, looser or off",
    world: {
      head: {
        [CHAT]: bad(),
        [POLICY_PATH]: `${LIMITS.replace("25", "9999")}gate: off\nwaiver: { label: w }\n`,
      },
    },
    end: "red",
    says: /holds until it is merged/,
  },
  {
    id: "B12",
    name: "a broken policy on the base and gate: off in the head",
    world: { policy: "defaults: [\n", head: { [CHAT]: bad(), [POLICY_PATH]: `${LIMITS}gate: off\n` } },
    end: "red",
  },
  {
    id: "K11",
    name: "no policy on the base and commit: always in the head",
    world: { policy: null, head: { [CHAT]: bad(), [POLICY_PATH]: `${LIMITS}commit: always\n` } },
    inputs: { mode: "review", suggest: "false", comment: "never" },
    end: "red",
    then: ({ world, fake }) => {
      if (fake.writes().length > 0 || world.branches.get("feature") !== world.headOf(world.pulls.get(7)!))
        throw new Error("something was written");
    },
  },
  {
    id: "B15",
    name: "calibration and measurements of the head",
    world: {
      policy: LIMITS.replace("reference", "calibrated"),
      head: { [CHAT]: bad(), ".github/dynamo-advisor-calibration.json": "{}" },
    },
    end: "red",
    says: /calibration\.json` changes here/,
  },
  // siblings
  {
    name: "a request rate silences the load that holds",
    world: says({ "request-rate": "0.001" }),
    end: "red",
    says: /request-rate/,
  },
  {
    name: "a limit that is taken away",
    world: {
      policy: open,
      base: { [CHAT]: bad({ annotations: { "tpot-ms": "25" } }) },
      head: { [CHAT]: bad() },
    },
    end: "red",
  },
  {
    name: "an override that a later override of the head would loosen",
    world: {
      head: {
        [CHAT]: bad(),
        [POLICY_PATH]: `${LIMITS}overrides: [{ paths: "**", sla: { tpot-ms: 9999 } }]\n`,
      },
    },
    end: "red",
  },
  {
    name: "the head ignores the folder in its policy",
    world: { head: { [CHAT]: bad(), [POLICY_PATH]: `${LIMITS}ignore: deploy/**\n` } },
    end: "red",
  },
  {
    name: "a policy under the other ending takes nothing from the one that holds",
    world: { head: { [CHAT]: bad(), [POLICY_PATH.replace(".yml", ".yaml")]: "gate: off\n" } },
    end: "red",
  },
  ...["gate: off\n", LIMITS.replace("25", "9999"), "", "gate: [\n"].map((text) => ({
    name: `a new policy under the ending that is asked for first takes nothing from the one that holds: ${JSON.stringify(text.slice(0, 12))}`,
    world: {
      policy: null,
      base: { [CHAT]: good(), [POLICY_PATH.replace(".yml", ".yaml")]: LIMITS },
      head: { [CHAT]: bad(), [POLICY_PATH]: text },
    },
    end: "red" as const,
  })),
  {
    name: "the policy moves to the other ending and is loosened",
    world: {
      policy: null,
      base: { [CHAT]: good(), [POLICY_PATH.replace(".yml", ".yaml")]: LIMITS },
      head: {
        [CHAT]: bad(),
        [POLICY_PATH.replace(".yml", ".yaml")]: null,
        [POLICY_PATH]: LIMITS.replace("25", "9999"),
      },
    },
    end: "red",
    says: /holds until it is merged/,
  },
  {
    name: "the manifest moves to another file and drops its limits",
    world: {
      policy: open,
      base: { [CHAT]: good({ annotations: { "tpot-ms": "25" } }) },
      head: { [CHAT]: null, "deploy/other.yaml": bad() },
    },
    end: "red",
  },
  {
    name: "a stricter limit counts at once",
    world: { head: { [CHAT]: good({ annotations: { "tpot-ms": "5" } }) } },
    end: "red",
  },
  {
    name: "what is open on the base the change may say",
    world: { policy: open, head: { [CHAT]: good({ annotations: { "tpot-ms": "30" } }) } },
    end: "green",
  },
  {
    name: "trust in the policy lets annotations loosen",
    world: { ...says(LOOSE), policy: `${LIMITS}annotations: trust\n` },
    end: "green",
  },
  {
    name: "two deployments in the place of one, under new names, without its limit",
    world: {
      policy: open,
      base: { [CHAT]: good({ annotations: { "tpot-ms": "25" } }) },
      head: { [CHAT]: `${bad({ name: "a" })}---\n${good({ name: "b" })}` },
    },
    end: "red",
  },
  {
    name: "rewritten in another form and file, same name, without its limit",
    world: {
      policy: open,
      base: { [CHAT]: good({ annotations: { "tpot-ms": "25" } }) },
      head: { [CHAT]: null, "prod/model.json": badJson() },
    },
    end: "red",
  },
  {
    name: "an experiment file raises its own limit",
    world: { base: { "exps.yaml": experiment(8) }, head: { "exps.yaml": experiment(900) } },
    end: "red",
    says: /8 → 900/,
  },
  {
    name: "an experiment gains cached tokens",
    world: {
      base: { "exps.yaml": experiment(30) },
      head: { "exps.yaml": `${experiment(30)}  prefix: 3900\n` },
    },
    end: "green",
    says: /`prefix` 0 → 3900/,
  },
  {
    name: "an experiment is asked of the roofline instead of measurements",
    world: {
      base: { "exps.yaml": experiment(8) },
      head: { "exps.yaml": `${experiment(8)}  database_mode: SOL\n` },
    },
    end: "red",
    says: /`database_mode` SILICON → SOL/,
  },
  {
    name: "an experiment of a new name is asked of the roofline",
    world: {
      base: { "exps.yaml": experiment(8) },
      head: { "exps.yaml": `${experiment(8).replaceAll("one", "two")}  database_mode: SOL\n` },
    },
    end: "red",
  },
  {
    name: "an experiment under a new name and a higher limit",
    world: {
      base: { "exps.yaml": experiment(8) },
      head: { "exps.yaml": experiment(900).replaceAll("one", "two") },
    },
    end: "red",
  },
  {
    name: "the JSON form with limits of its own",
    world: {
      base: { "deploy/chat.json": badJson() },
      head: {
        "deploy/chat.json": badJson().replace(
          '"name": "chat"',
          '"name": "chat", "annotations": {"dynamo-advisor.dev/tpot-ms": "100000"}',
        ),
      },
    },
    end: "red",
  },
  {
    name: "a path in the place of the model, served under a smaller one's name",
    world: {
      head: {
        [CHAT]: bad({ model: `/models/x\n            - --served-model-name\n            - Qwen/Qwen3-0.6B` }),
      },
    },
    end: "red",
    says: /Qwen3-32B-FP8 → Qwen\/Qwen3-0\.6B/,
  },
  {
    name: "a path in the place of the model, served under its own name",
    world: {
      head: {
        [CHAT]: good({
          model: `/models/x\n            - --served-model-name\n            - Qwen/Qwen3-32B-FP8`,
        }),
      },
    },
    end: "green",
    says: /Pass: 1 manifest/,
  },
  {
    name: "another model by its id is what runs",
    world: { head: { [CHAT]: bad({ model: "Qwen/Qwen3-0.6B" }) } },
    end: "green",
    says: /Pass: 1 manifest/,
  },
  ...["VLLM_ATTENTION_BACKEND", "VLLM_USE_DEEP_GEMM", "CUDA_VISIBLE_DEVICES"].map((name) => ({
    name: `${name} is named as what no figure knows`,
    world: {
      head: {
        [CHAT]: good().replace(
          "    Worker:\n",
          `    Worker:\n      envs: [{ name: ${name}, value: "${name.endsWith("DEVICES") ? "0,1" : "0"}" }, { name: VLLM_LOGGING_LEVEL, value: INFO }]\n`,
        ),
      },
    },
    end: "green" as const,
    says: new RegExp(`setting-not-modelled.*${name} is not modelled`),
    never: /LOGGING_LEVEL is not/,
  })),
]);

const asking = (gpus: string, rest = ""): string =>
  good({
    components: `    Other:\n      componentType: worker\n      replicas: 3\n${rest}      ${gpus}\n      extraPodSpec: { mainContainer: { image: x, command: [python3, train.py] } }\n`,
  });
const BUDGET = `${LIMITS}budget: { gpus: 12 }\n`;

playScenarios("a budget counts the GPUs of every component, whatever it runs", [
  ...(
    [
      ["a program of another kind", asking('resources: { limits: { gpu: "2" } }')],
      ["by requests alone", asking('resources: { requests: { gpu: "2" } }')],
      ["over nodes", asking('resources: { limits: { gpu: "1" } }', "      multinode: { nodeCount: 2 }\n")],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name,
    world: { policy: BUDGET, base: { [CHAT]: good() }, head: { [CHAT]: head } },
    end: "red",
    says: /14 GPUs/,
  })),
  {
    name: "green: one that asks for few",
    world: {
      policy: BUDGET,
      base: { [CHAT]: good() },
      head: { [CHAT]: asking('resources: { limits: { gpu: "1" } }') },
    },
    end: "green",
  },
]);

/** A pool of workers of two GPUs each for one half of a request. */
const pool = (role: "prefill" | "decode", replicas: number): string => `    ${role}:
      componentType: worker
      subComponentType: ${role}
      replicas: ${replicas}
      resources: { limits: { gpu: "2" } }
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.0
          command: ["python3", "-m", "dynamo.vllm"]
          args: [--model, Qwen/Qwen3-32B-FP8, --tensor-parallel-size, "2", --max-model-len, "40960", --is-${role}-worker, --kv-transfer-config, '{"kv_connector":"NixlConnector","kv_role":"kv_both"}']
`;
const pools = (prefill: number, annotations: Readonly<Record<string, string>> = {}): string =>
  good({ annotations }).replace(/ {4}Worker:[^]*/, pool("prefill", prefill) + pool("decode", 1));
const asks = (isl: number, osl: number, limits: string): string =>
  `defaults: { system: h200_sxm, workload: { isl: ${isl}, osl: ${osl}, concurrency: 64 }, sla: { ${limits} } }
`;

playScenarios("requests that a change makes heavier have to hold as they were, too", [
  {
    name: "longer answers, so that fewer prompts wait",
    world: {
      policy: asks(4000, 100, "ttft-ms: 4000"),
      base: { [CHAT]: pools(4) },
      head: { [CHAT]: pools(1, { osl: "500" }) },
    },
    end: "red",
    says: [/TTFT/, /workload\.osl.{0,3} 100 → 500/],
  },
  {
    name: "longer prompts, so that fewer are answered at a time",
    world: {
      policy: asks(4000, 500, "tpot-ms: 14.5"),
      base: { [CHAT]: pools(1).replace("replicas: 1\n      resources", "replicas: 2\n      resources") },
      head: { [CHAT]: pools(1, { isl: "30000" }) },
    },
    end: "red",
    says: /TPOT/,
  },
  {
    name: "green: longer answers that hold either way",
    world: {
      policy: asks(1000, 100, "ttft-ms: 9000, tpot-ms: 50"),
      base: { [CHAT]: pools(4) },
      head: { [CHAT]: pools(4, { osl: "500" }) },
    },
    end: "green",
  },
]);
