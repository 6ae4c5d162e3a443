import { bad, badJson, CHAT, good, LIMITS, POLICY_PATH, RESTING, VALUES } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";
import type { Files } from "../support/gate-world.js";

const AS_IT_WAS = /as on the base: this change leaves it as it was/;
const OTHER = "deploy/b.yaml";
const ENGINE = "deploy/cm.yaml";
const noted = (text: string): string => `# a word about it\n${text}`;
const policy = (more: string): string => `${LIMITS}${more}\n`;
/** A manifest that fails on the base, and what a change makes of its file. */
const edited = (head: string, more = ""): NonNullable<GateScenario["world"]> => ({
  policy: policy(more),
  base: { [CHAT]: bad() },
  head: { [CHAT]: head },
});
const files = (base: Files, head: Files, more = ""): NonNullable<GateScenario["world"]> => ({
  policy: policy(more),
  base,
  head,
});
const experiment = (tpot: number): string =>
  `exps: [e]\ne:\n  serving_mode: agg\n  model_path: Qwen/Qwen3-32B-FP8\n  total_gpus: 8\n  system_name: h200_sxm\n  backend_name: vllm\n  isl: 4000\n  osl: 500\n  ttft: 1000.0\n  tpot: ${tpot}\n`;
const request = (itl: number): string =>
  `apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeploymentRequest\nmetadata:\n  name: chat\nspec:\n  model: Qwen/Qwen3-32B-FP8\n  backend: vllm\n  sla: { ttft: 2000, itl: ${itl} }\n`;
const unknown = bad({ model: "nobody/knows-this" });
const engine = RESTING.engine(2, 256);
const tight = {
  ...files({}, {}),
  policy: `defaults: { ${VALUES.replace("25", "5")} }\nprofile: reference\n`,
};

playScenarios("never red for what the change leaves as it was on the base", [
  {
    name: "a comment in front of a manifest that misses its limits",
    world: edited(noted(bad())),
    end: "green",
    says: [AS_IT_WAS, /TPOT/],
    never: /::error/,
  },
  {
    name: "a comment behind a value",
    world: edited(bad().replace("replicas: 1\n", "replicas: 1 # for now\n")),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "other quotes",
    world: edited(bad().replace('gpu: "2"', "gpu: '2'")),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "other indentation, and empty lines",
    world: edited(bad().replace(/^( +)/gm, "$1$1").replaceAll("\nspec", "\n\nspec")),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "keys in another order",
    world: edited(bad().replace("metadata:\n  name: chat\n", "").concat("metadata:\n  name: chat\n")),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "a list written as one line",
    world: edited(
      bad().replace(
        '["python3", "-m", "dynamo.vllm"]',
        '\n            - "python3"\n            - "-m"\n            - "dynamo.vllm"',
      ),
    ),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "words without the quotes that they do not need",
    world: edited(
      bad().replace(
        '["python3", "-m", "dynamo.vllm"]',
        "\n            - python3\n            - -m\n            - 'dynamo.vllm'",
      ),
    ),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "a Service of its file that moves to another file",
    world: files(
      { [CHAT]: `${bad()}---\nkind: Service\napiVersion: v1\nmetadata: { name: a }\n` },
      { [CHAT]: bad(), [OTHER]: "kind: Service\napiVersion: v1\nmetadata: { name: a }\n" },
    ),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "JSON with other spaces",
    world: files(
      { "deploy/chat.json": badJson() },
      { "deploy/chat.json": JSON.stringify(JSON.parse(badJson()), null, 2) },
    ),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "a model that nobody knows, where the policy fails what is not checked",
    world: files({ [CHAT]: unknown }, { [CHAT]: noted(unknown) }, "not-applicable: fail"),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "sizes that cannot start",
    world: files(
      { [CHAT]: bad().replace('gpu: "2"', 'gpu: "3"').replace('- "2"', '- "3"') },
      { [CHAT]: noted(bad().replace('gpu: "2"', 'gpu: "3"').replace('- "2"', '- "3"')) },
    ),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "one that is added to its file, and passes",
    world: edited(`${bad()}---\n${good({ name: "b" })}`),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "one that passes is changed in its file, and still does",
    world: files(
      { [CHAT]: `${bad()}---\n${good({ name: "b" })}` },
      { [CHAT]: `${bad()}---\n${good({ name: "b" }).replace("replicas: 4", "replicas: 5")}` },
    ),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "an experiment file",
    world: files({ "exps.yaml": experiment(2) }, { "exps.yaml": noted(experiment(2)) }),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "a job beside it that loads a model",
    world: files(
      { [CHAT]: bad() },
      {
        "deploy/load.yaml":
          "apiVersion: batch/v1\nkind: Job\nmetadata: { name: load }\nspec: { template: { spec: { containers: [{ name: a, image: python, command: [hf, download, x] }] } } }\n",
        [OTHER]: good({ name: "b" }),
      },
    ),
    end: "green",
  },
  {
    name: "a comment in the ConfigMap that it rests on",
    world: {
      ...tight,
      base: { [CHAT]: RESTING.manifest, [ENGINE]: engine },
      head: { [ENGINE]: noted(engine) },
    },
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "what is beyond the budget was there before",
    world: files({ [CHAT]: good() }, { [CHAT]: noted(good()) }, "budget: { gpus: 4 }"),
    end: "green",
    never: /budget/,
  },
  {
    name: "its environment's status is green as well",
    world: edited(noted(bad()), 'statuses: [{ context: sla/prod, paths: "deploy/**" }]'),
    before: (world) =>
      void world.tokens.set("job-token", {
        login: "github-actions[bot]",
        permissions: { contents: "read", statuses: "write", "pull-requests": "write" },
      }),
    inputs: { mode: "review", comment: "never", suggest: "false" },
    end: "green",
    then: ({ world }) => {
      const found = world.statuses.map(({ context, state }) => `${context} ${state}`).join();
      if (found !== "sla/prod success") throw new Error(found);
    },
  },
]);

/** A file of each kind that is not checked itself, and what stands round it. */
const UNCHECKED: Readonly<Record<string, readonly [path: string, text: string, around: Files]>> = {
  "a patch": [
    "deploy/p.yaml",
    "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: { name: chat }\nspec: { services: { Worker: { replicas: 5 } } }\n",
    { [CHAT]: good() },
  ],
  "operations that a kustomization lists": [
    "deploy/p.yaml",
    "- { op: replace, path: /spec/x, value: 1 }\n",
    { [CHAT]: good(), "deploy/kustomization.yaml": "resources: [chat.yaml]\npatches: [{ path: p.yaml }]\n" },
  ],
  "values of a chart": ["chart/values.yaml", "a: 1\n", { "chart/templates/d.yaml": good() }],
  "an application": [
    "apps/a.yaml",
    "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec:\n  source: { kustomize: { patches: [{ target: { kind: DynamoGraphDeployment }, patch: x }] } }\n",
    {},
  ],
};

playScenarios("what is not checked is as it was as well, where not checked fails", [
  ...Object.entries(UNCHECKED).flatMap(([name, [path, text, around]]): GateScenario[] => [
    {
      name: `a comment in ${name}`,
      world: files({ ...around, [path]: text }, { [path]: noted(text) }, "not-applicable: fail"),
      end: "green",
    },
    {
      name: `a value in ${name}`,
      world: files(
        { ...around, [path]: text },
        { [path]: text.replace(/\b[x15]\b(?=[^\n]*\n$)/, "7") },
        "not-applicable: fail",
      ),
      end: "red",
    },
  ]),
  {
    name: "an expression in a comment of a chart's values that are templates",
    world: files(
      { "chart/templates/values.yaml": bad() },
      { "chart/templates/values.yaml": `# {{ include "x" . }}\n${bad()}` },
      "not-applicable: fail",
    ),
    end: "red",
  },
]);

/** A failing manifest whose requests are those of an anchor that stands twice. */
const anchored = (...lines: readonly string[]): string =>
  bad()
    .replace("  name: chat\n", `  name: chat\n  labels:\n${lines.map((line) => `    ${line}\n`).join("")}`)
    .replace('- "256"', "- *r");
const item = (name: string, requests: string): string =>
  badJson().replace('"name": "chat"', `"name": "${name}"`).replace('"256"', requests);
const list = (requests: string): string =>
  `{"apiVersion": "v1", "kind": "List", "items": [${item("b", `&r "${requests}"`).replace('"replicas":1', '"replicas":8')}, ${item("chat", "*r")}]}`;

playScenarios("what is not quite as it was is judged", [
  {
    name: "an alias that means another anchor once keys change places",
    world: files(
      { [CHAT]: anchored('a: &r "512"', 'b: &r "256"') },
      { [CHAT]: anchored('b: &r "256"', 'a: &r "512"') },
    ),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "an alias in an item of a list, by its anchor in another one",
    world: files({ "deploy/l.yaml": list("256") }, { "deploy/l.yaml": list("512") }),
    end: "red",
    says: /chat/,
  },
  {
    name: "the first of two of one name once the second, which ran, is gone",
    world: files({ [CHAT]: `${bad()}---\n${good()}` }, { [CHAT]: bad() }),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a comment and a value that changes nothing for the better",
    world: edited(noted(bad().replace("8192", "8000"))),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "the second of two, beside a comment on the first",
    world: files(
      { [CHAT]: bad(), [OTHER]: good({ name: "b" }) },
      { [CHAT]: noted(bad()), [OTHER]: bad({ name: "b" }) },
    ),
    end: "red",
    says: /Fail: b: /,
  },
  {
    name: "another one of the same name behind it",
    world: edited(`${bad()}---\n${bad().replace("256", "255")}`),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "its copy under another name",
    world: edited(`${bad()}---\n${bad({ name: "b" })}`),
    end: "red",
    says: /Fail: b: /,
  },
  {
    name: "into another folder",
    world: files({ [CHAT]: bad() }, { [CHAT]: null, "prod/chat.yaml": bad() }),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "out of a folder that nobody judges",
    world: files(
      { "drafts/chat.yaml": bad() },
      { "drafts/chat.yaml": null, [CHAT]: bad() },
      "ignore: [drafts/**]",
    ),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "under a name that is a manifest's",
    world: files({ "deploy/chat.txt": bad() }, { "deploy/chat.txt": null, [CHAT]: bad() }),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a number that becomes a text",
    world: edited(bad().replace("replicas: 1\n", 'replicas: "1"\n')),
    end: "red",
  },
  {
    name: "a number of another YAML version",
    world: files(
      { [CHAT]: bad().replace("replicas: 1\n", "replicas: 010\n").replace('"64"', '"256"') },
      { [CHAT]: bad().replace("replicas: 1\n", "replicas: 10\n").replace('- "2"', '- "1"') },
    ),
    end: "red",
  },
  ...["\r", "\u0085", "\u2028", "\ufeff", "\u0001"].map((mark) => ({
    name: `a comment that may end before its line does: ${JSON.stringify(mark)}`,
    world: edited(bad().replace("replicas: 1\n", `replicas: 1 # for now${mark}      nodes: 2\n`)),
    end: "red" as const,
  })),
  {
    name: "a merge key moved behind a value",
    world: files(
      {
        [CHAT]: bad().replace(
          "      replicas: 1\n      resources",
          "      <<: &r { scalingAdapter: {} }\n      replicas: 1\n      resources",
        ),
      },
      {
        [CHAT]: bad().replace(
          "      replicas: 1\n      resources",
          "      replicas: 1\n      <<: &r { scalingAdapter: {} }\n      resources",
        ),
      },
    ),
    end: "red",
  },
  { name: "a directive in front of it", world: edited(`%YAML 1.1\n---\n${bad()}`), end: "red" },
  {
    name: "an annotation, although nothing is loosened by it",
    world: edited(bad({ annotations: { "ttft-ms": "2900" } })),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a request beside it that would loosen its limits, and does not",
    world: files(
      { [CHAT]: bad(), "deploy/request.yaml": request(20) },
      { [CHAT]: noted(bad()), "deploy/request.yaml": request(9999) },
    ),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a stricter limit beside it",
    world: files(
      { [CHAT]: bad() },
      {
        [CHAT]: noted(bad()),
        "deploy/request.yaml": request(20),
      },
    ),
    end: "red",
  },
  {
    name: "a value in the ConfigMap that it rests on",
    world: {
      ...tight,
      base: { [CHAT]: RESTING.manifest, [ENGINE]: engine },
      head: { [CHAT]: noted(RESTING.manifest), [ENGINE]: RESTING.engine(2, 255) },
    },
    end: "red",
    says: /TPOT/,
  },
  {
    name: "an experiment's limit",
    world: files({ "exps.yaml": experiment(2) }, { "exps.yaml": noted(experiment(3)) }),
    end: "red",
  },
  {
    name: "the whole repository is looked at: nothing is compared",
    world: files({ [CHAT]: bad() }, {}),
    run: () => ({ event: "schedule", payload: { repository: { default_branch: "main" } } }),
    end: "red",
  },
  {
    name: "what it adds to is over its budget",
    world: files(
      { [CHAT]: good() },
      { [CHAT]: `${noted(good())}---\n${good({ name: "b" })}` },
      "budget: { gpus: 4 }",
    ),
    end: "red",
    says: /budget/,
  },
  {
    name: "a policy that the change breaks",
    world: files({ [CHAT]: bad() }, { [CHAT]: noted(bad()), [POLICY_PATH]: "defaults: [\n" }),
    end: "red",
    says: /policy/,
  },
]);

const PICTURES = "  image_height: 1024\n";

playScenarios("an experiment that cannot be predicted is not checked, and an error where it could be", [
  {
    name: "a new one beside one that holds",
    world: files(
      {},
      {
        "exps.yaml": experiment(100)
          .replace("[e]", "[e, p]")
          .concat(
            experiment(100)
              .replace(/^exps.*\n/, "")
              .replace("e:\n", "p:\n"),
            PICTURES,
          ),
      },
    ),
    end: "green",
    says: /Not checked: exps\.yaml: p: image_height/,
  },
  {
    name: "a new one beside one that misses its limits",
    world: files(
      {},
      {
        "exps.yaml": experiment(2)
          .replace("[e]", "[e, p]")
          .concat(
            experiment(100)
              .replace(/^exps.*\n/, "")
              .replace("e:\n", "p:\n"),
            PICTURES,
          ),
      },
    ),
    end: "red",
    says: /no setting meets the limits/,
  },
  {
    name: "one that missed its limits on the base",
    world: files({ "exps.yaml": experiment(2) }, { "exps.yaml": experiment(2) + PICTURES }),
    end: "red",
    says: /no-longer-judged|could be judged before/,
  },
  {
    name: "one that held, under a new name",
    world: files(
      { "exps.yaml": experiment(100) },
      { "exps.yaml": experiment(100).replace("[e]", "[p]").replace("e:\n", "p:\n") + PICTURES },
    ),
    end: "red",
    says: /could be judged before/,
  },
  {
    name: "a comment in front of one",
    world: files(
      { "exps.yaml": experiment(100) + PICTURES },
      { "exps.yaml": noted(experiment(100) + PICTURES) },
      "not-applicable: fail",
    ),
    end: "green",
    says: AS_IT_WAS,
  },
]);
