import { bad, CHAT, good, LIMITS, RESTING } from "../support/gate-world.js";
import type { Files } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const STRICT = `${LIMITS}not-applicable: fail\n`;
const files = (base: Files, head: Files, policy = LIMITS): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});
const application = (source: string, kind = "Application"): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata: { name: a }\nspec:\n  ${source}\n`;
const flux = (path: string, more = ""): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: a }\nspec:\n  path: ${path}\n  sourceRef: { kind: GitRepository, name: r }\n${more}`;
const flat = application("source: { path: deploy }");
const recursing = application("source: { path: deploy, directory: { recurse: true } }");
const LOW = "deploy/eu/one/chat.yaml";

playScenarios("folders below one that is delivered are delivered as well", [
  ...(
    [
      ["an application that recurses", {}, { "ops/a.yaml": recursing }],
      ["an application that recurses from now on", { "ops/a.yaml": flat }, { "ops/a.yaml": recursing }],
      [
        "an application that recurses by a variable",
        {},
        { "ops/a.yaml": application("source: { path: deploy, directory: { recurse: maybe } }") },
      ],
      ["a kustomization of Flux", {}, { "ops/a.yaml": flux("./deploy") }],
      ["a kustomization of Flux of the whole repository", {}, { "ops/a.yaml": flux("./") }],
      [
        "a set of applications by a pattern of folders",
        {},
        {
          "ops/a.yaml": application(
            "generators: [{ git: { directories: [{ path: deploy/* }] } }]\n  template: { spec: { source: { path: '{{path}}' } } }",
            "ApplicationSet",
          ),
        },
      ],
    ] as const
  ).map(([name, base, head]): GateScenario => ({
    name,
    world: files({ [LOW]: bad(), ...base }, head),
    end: "red",
    says: /TPOT/,
  })),
  ...["include: '*.yaml'", "exclude: 'x.yaml'", "jsonnet: { tlas: [] }"].map((more): GateScenario => ({
    name: `which files of a folder are taken, newly by ${more.split(":")[0]!}, is not checked`,
    world: files(
      { [CHAT]: good(), "ops/a.yaml": flat },
      { "ops/a.yaml": application(`source: { path: deploy, directory: { ${more} } }`) },
      STRICT,
    ),
    end: "red",
    says: /Not checked/,
  })),
  {
    name: "what is substituted in them is not checked",
    world: files(
      { [LOW]: good(), "ops/a.yaml": flux("./deploy") },
      { "ops/a.yaml": flux("./deploy", "  postBuild: { substitute: { N: '1' } }\n") },
      STRICT,
    ),
    end: "red",
    says: /Not checked/,
  },
  ...(
    [
      ["an application without a word of them", { [LOW]: bad() }, { "ops/a.yaml": flat }],
      ["what holds its limits", { [LOW]: good() }, { "ops/a.yaml": flux("./deploy") }],
      [
        "folders beside the one that is delivered",
        { "deployed/chat.yaml": bad() },
        { "ops/a.yaml": flux("./deploy") },
      ],
      [
        "what a kustomization of the folder leaves out",
        { [LOW]: bad(), [CHAT]: good(), "deploy/kustomization.yaml": "resources: [chat.yaml]\n" },
        { "ops/a.yaml": flux("./deploy") },
      ],
      [
        "an object that delivered them before",
        { [LOW]: bad(), "ops/a.yaml": flux("./deploy") },
        { "ops/a.yaml": flux("./deploy", "  interval: 5m\n") },
      ],
    ] as const
  ).map(([name, base, head]): GateScenario => ({
    name: `green: ${name}`,
    world: files(base, head, STRICT),
    end: "green",
  })),
]);

const MOUNTED = RESTING.manifest.replace("replicas: 1", "replicas: 4");
const OVERLAY = "overlays/prod/kustomization.yaml";
const overlay = (more: string): string => `resources: [../../deploy/chat.yaml]\n${more}\n`;
const replicas = (count: number): string =>
  `- op: replace\n  path: /spec/services/Worker/replicas\n  value: ${count}\n`;
const engineMap = (batch: number): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: engine }\ndata: { config.yaml: "max_batch_size: ${batch}" }\n`;

playScenarios("a kustomization changes deployments from wherever its files lie", [
  ...(
    [
      [
        "operations in a folder of their own",
        overlay("patches: [{ path: ../../patches/p.yaml, target: { kind: DynamoGraphDeployment } }]"),
        "patches/p.yaml",
        replicas,
      ],
      [
        "a patch in a folder of its own",
        overlay("patches: [{ path: ../../patches/p.yaml, target: { kind: DynamoGraphDeployment } }]"),
        "patches/p.yaml",
        (count: number) => `spec: { services: { Worker: { replicas: ${count} } } }\n`,
      ],
      [
        "the engine's settings in a folder of their own",
        overlay("configMapGenerator: [{ name: engine, files: [../../files/config.yaml] }]"),
        "files/config.yaml",
        (count: number) => `max_batch_size: ${count}\n`,
      ],
      [
        "the engine's settings under a name of their own",
        overlay("configMapGenerator: [{ name: engine, files: [config.yaml=../../files/engine.conf] }]"),
        "files/engine.conf",
        (count: number) => `max_batch_size: ${count}\n`,
      ],
      [
        "replacements in a folder of their own",
        overlay("replacements: [{ path: ../../shared/r.yaml }]"),
        "shared/r.yaml",
        (count: number) => `source: { fieldPath: data.n${count} }\ntargets: []\n`,
      ],
      [
        "a patch of a ConfigMap",
        overlay("patches: [{ path: ../../patches/cm.yaml, target: { kind: ConfigMap } }]"),
        "patches/cm.yaml",
        engineMap,
      ],
    ] as const
  ).map(([name, list, file, text]): GateScenario => ({
    name,
    world: files({ [CHAT]: MOUNTED, [OVERLAY]: list, [file]: text(4) }, { [file]: text(1) }, STRICT),
    end: "red",
    says: /Not checked/,
  })),
  {
    name: "a patch of a ConfigMap, written in the kustomization",
    world: files(
      { [CHAT]: MOUNTED, "deploy/cm.yaml": RESTING.engine(2, 64), [OVERLAY]: overlay("") },
      {
        [OVERLAY]: overlay(
          `patches:\n  - patch: |\n      ${engineMap(1).trimEnd().replaceAll("\n", "\n      ")}`,
        ),
      },
      STRICT,
    ),
    end: "red",
    says: /Not checked/,
  },
  ...(
    [
      [
        "a patch of a Service",
        overlay("patches: [{ path: ../../patches/p.yaml, target: { kind: Service } }]"),
        "patches/p.yaml",
      ],
      ["a file that no kustomization names", overlay(""), "patches/p.yaml"],
      [
        "data of a ConfigMap that no deployment names",
        overlay("configMapGenerator: [{ name: dashboards, files: [../../files/board.json] }]"),
        "files/board.json",
      ],
    ] as const
  ).map(([name, list, file]): GateScenario => ({
    name: `green: ${name}`,
    world: files({ [CHAT]: good(), [OVERLAY]: list, [file]: "- 1\n" }, { [file]: "- 2\n" }, STRICT),
    end: "green",
  })),
]);

const settled: Files = { "deploy/a/chat.yaml": MOUNTED, "deploy/a/cm.yaml": RESTING.engine(2, 64) };
const part = `apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: { name: chat }\nspec: { services: { Worker: { replicas: 1 } } }\n`;

playScenarios("of two files that define one object nobody knows which holds", [
  ...(
    [
      ["its ConfigMap in a folder below", { "deploy/a/more/cm.yaml": RESTING.engine(2, 1) }],
      ["its ConfigMap in the folder above", { "deploy/cm.yaml": RESTING.engine(2, 1) }],
      ["its ConfigMap at the top", { "cm.yaml": RESTING.engine(2, 1) }],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name,
    world: files(settled, head),
    end: "red",
    says: /no-longer-judged/,
  })),
  {
    name: "a part of a deployment in a file beside it",
    world: files({ [CHAT]: good() }, { "deploy/part.yaml": part }),
    end: "red",
    says: /no-longer-judged.*a part of chat/,
  },
  {
    name: "a part of a deployment in a document behind it",
    world: files({ [CHAT]: good() }, { [CHAT]: `${good()}---\n${part}` }),
    end: "red",
    says: /no-longer-judged.*a part of chat/,
  },
  {
    name: "green: a part of another deployment in a document behind it",
    world: files({ [CHAT]: good() }, { [CHAT]: `${good()}---\n${part.replace("chat", "other")}` }),
    end: "green",
  },
  {
    name: "green: a part that stood behind it before",
    world: files(
      { [CHAT]: `${good()}---\n${part}` },
      { [CHAT]: `${good().trimEnd()} # as it was\n---\n${part}` },
    ),
    end: "green",
  },
  ...(
    [
      [
        "a variant of the whole folder below it",
        { "deploy/a/dev/chat.yaml": MOUNTED, "deploy/a/dev/cm.yaml": RESTING.engine(2, 32) },
      ],
      ["the same values", { "deploy/cm.yaml": RESTING.engine(2, 64) }],
      [
        "another namespace",
        {
          "deploy/cm.yaml": RESTING.engine(2, 1).replace("name: engine", "name: engine\n  namespace: other"),
        },
        {
          ...settled,
          "deploy/a/chat.yaml": MOUNTED.replace("name: chat", "name: chat\n  namespace: own"),
        },
      ],
      [
        "a ConfigMap of another name",
        { "deploy/cm.yaml": RESTING.engine(2, 1).replace("name: engine", "name: other") },
      ],
      ["a folder apart", { "config/cm.yaml": RESTING.engine(2, 1) }],
      [
        "what a kustomization below makes a patch of",
        {
          "deploy/a/dev/kustomization.yaml": "resources: [../]\npatches: [{ path: cm.yaml }]\n",
          "deploy/a/dev/cm.yaml": RESTING.engine(2, 32),
        },
      ],
    ] as readonly (readonly [string, Files, Files?])[]
  ).map(([name, head, base = settled]): GateScenario => ({
    name: `green: ${name}`,
    world: files(base, head),
    end: "green",
  })),
  {
    name: "green: a part that a kustomization lists as a patch",
    world: files(
      { [CHAT]: good() },
      {
        "deploy/part.yaml": part,
        "deploy/kustomization.yaml": "resources: [chat.yaml]\npatches: [{ path: part.yaml }]\n",
      },
    ),
    end: "green",
    says: /Not checked/,
  },
]);
