import { bad, good, LIMITS, RESTING } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";
import type { Files } from "../support/gate-world.js";

const files = (base: Files, head: Files, policy = LIMITS): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});
const STRICT = `${LIMITS}not-applicable: fail\n`;
const KUSTOMIZE = "k/kustomization.yaml";
const lists = (rest: string): string => `resources: [d.yaml]\n${rest}`;
const replicas = (count: number): string =>
  `kind: ReplicaCountTransformer\nmetadata: { name: x }\nreplica: { name: chat, count: ${count} }\n`;

/** What a kustomization names, how, and two states of it. */
const PARTS: Readonly<Record<string, readonly [list: string, file: string, before: string, after: string]>> =
  {
    "a transformer": ["transformers: [t.yaml]\n", "k/t.yaml", replicas(4), replicas(1)],
    "a patch by name": [
      "transformers: [t.yaml]\n",
      "k/t.yaml",
      "kind: PatchTransformer\npatch: |\n  spec: { services: { Worker: { replicas: 4 } } }\n",
      "kind: PatchTransformer\npatch: |\n  spec: { services: { Worker: { replicas: 1 } } }\n",
    ],
    replacements: [
      "replacements: [{ path: r.yaml }]\n",
      "k/r.yaml",
      "- { source: { name: a }, targets: [] }\n",
      "- { source: { name: b }, targets: [] }\n",
    ],
    "a file of a ConfigMap that the deployment mounts": [
      "configMapGenerator:\n  - { name: engine, files: [config.yaml] }\n",
      "k/config.yaml",
      "max_batch_size: 64\n",
      "max_batch_size: 1\n",
    ],
    "the same under another key, in a folder": [
      "configMapGenerator:\n  - { name: engine, files: [config.yaml=files/trt.conf] }\n",
      "k/files/trt.conf",
      "max_batch_size: 64\n",
      "max_batch_size: 1\n",
    ],
    "a file of variables": [
      "secretGenerator:\n  - { name: engine, envs: [engine.env] }\n",
      "k/engine.env",
      "A=1\n",
      "DYN_TRTLLM_MAX_BATCH_SIZE=1\n",
    ],
  };

playScenarios("what a kustomization puts into deployments is part of them, where not checked fails", [
  ...Object.entries(PARTS).map(([name, [list, file, before, after]]): GateScenario => ({
    name,
    world: files(
      { [KUSTOMIZE]: lists(list), "k/d.yaml": RESTING.manifest, [file]: before },
      { [file]: after },
      STRICT,
    ),
    end: "red",
    says: /Not checked/,
  })),
  ...(
    [
      [
        "a comment in a transformer",
        "transformers: [t.yaml]\n",
        "k/t.yaml",
        replicas(4),
        `# a\n${replicas(4)}`,
      ],
      [
        "a file of a ConfigMap that no deployment names",
        "configMapGenerator:\n  - { name: dashboards, files: [d.json] }\n",
        "k/d.json",
        "{}",
        '{"a": 1}',
      ],
      ["a file that nothing names", "", "k/t.yaml", replicas(4), replicas(1)],
    ] as const
  ).map(([name, list, file, before, after]): GateScenario => ({
    name: `green: ${name}`,
    world: files(
      { [KUSTOMIZE]: lists(list), "k/d.yaml": RESTING.manifest, [file]: before },
      { [file]: after },
      STRICT,
    ),
    end: "green",
  })),
]);

const AIMED = "patch: '[{ op: replace, path: /spec/services/Worker/replicas, value: 1 }]'";

playScenarios("what a kustomization says is nothing only where it is known to be, where not checked fails", [
  ...[
    "labels: [{ pairs: { gpu: '1' }, fields: [{ path: spec/services/Worker/resources/limits, create: true }] }]\n",
    "imageTags: [{ name: x, newTag: '1' }]\n",
    "openapi: { path: schema.json }\n",
    "helmChartInflationGenerator: [{ chartName: x }]\n",
    `Patches: [{ target: { name: chat }, ${AIMED} }]\n`,
    `<<: { patches: [{ target: { name: chat }, ${AIMED} }] }\n`,
    `patches: [{ target: { name: chat }, ${AIMED} }]\n---\n{}\n`,
    "patches: [{ target: { kind: Service }, patch: 'kind: DynamoGraphDeployment', options: { allowKindChange: true } }]\n",
    "patches:\n  - patch: |\n      kind: Service\n      ---\n      kind: DynamoGraphDeployment\n",
    "bases: [dev.azure.com/a/b/_git/c//d]\n",
    "bases: ['me@git.example:a/b']\n",
    "bases: ['git::https://a.example/b']\n",
    "bases: [code.example.com/a/b.git]\n",
  ].map((more): GateScenario => ({
    name: more.trim(),
    world: files({ [KUSTOMIZE]: lists(""), "k/d.yaml": good() }, { [KUSTOMIZE]: lists(more) }, STRICT),
    end: "red",
    says: /Not checked/,
  })),
  ...[
    "labels: [{ pairs: { app: x }, includeSelectors: true }]\n",
    "namePrefix: x-\n",
    "commonAnnotations: { a: b }\n",
    "patches: [{ target: { kind: Service }, patch: x }]\n",
    "patches:\n  - patch: |\n      kind: Service\n      ---\n      kind: Deployment\n",
    "bases: [../v1.2/a]\n",
  ].map((more): GateScenario => ({
    name: `green: ${more.trim()}`,
    world: files({ [KUSTOMIZE]: lists(""), "k/d.yaml": good() }, { [KUSTOMIZE]: lists(more) }, STRICT),
    end: "green",
  })),
  ...(
    [
      ["a patch of a component", "- { op: replace, path: /spec/x, value: 1 }\n", "red"],
      [
        "green: one that says to be of another kind",
        "kind: Deployment\nmetadata: { name: a }\n# op: x\n",
        "green",
      ],
    ] as const
  ).map(([name, patch, end]): GateScenario => ({
    name,
    world: files(
      {
        "c/kustomization.yaml": "kind: Component\npatches: [{ path: p.yaml, target: { name: chat } }]\n",
        "c/p.yaml": patch,
      },
      { "c/p.yaml": `${patch}a: b\n`.replace("}\na: b", ", x: y }") },
      STRICT,
    ),
    end,
  })),
]);

const PROD = "prod/kustomization.yaml";
const named = (...names: readonly string[]): string => `resources: [${names.join(", ")}]\n`;
/** Limits for what is deployed to prod alone. */
const APART = LIMITS.replace(/, sla: \{[^}]*\}/, "").concat(
  'overrides:\n  - paths: ["prod/**"]\n    sla: { ttft-ms: 3000, tpot-ms: 25 }\n',
);

playScenarios("what is deployed anew is judged, under any name and by the limits of where it goes", [
  {
    name: "a file of another name",
    world: files({ [PROD]: named(), "prod/chat.txt": bad() }, { [PROD]: named("chat.txt") }),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a folder that is named like a file",
    world: files(
      { [PROD]: named(), "lab.yaml/kustomization.yaml": named("c.yaml"), "lab.yaml/c.yaml": bad() },
      { [PROD]: named("../lab.yaml") },
    ),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a manifest that nothing limits where it lies",
    world: files({ [PROD]: named(), "dev/c.yaml": bad() }, { [PROD]: named("../dev/c.yaml") }, APART),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "the same that the change edits",
    world: files(
      { [PROD]: named(), "dev/c.yaml": good() },
      { [PROD]: named("../dev/c.yaml"), "dev/c.yaml": bad() },
      APART,
    ),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "one beside lists without an end, where the policy lets our own errors pass",
    world: files(
      { [PROD]: named("c.yaml"), "prod/c.yaml": good() },
      {
        [PROD]: "resources: &a [c.yaml, *a]\npatches: *a\n",
        "prod/c.yaml": bad(),
        "prod/a.yaml": "kind: Application\nspec: &a { path: prod, values: *a }\n",
      },
      `${LIMITS}on-internal-error: pass\n`,
    ),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "the first kustomization of its folder: nothing says that it ran before",
    world: files({ "prod/c.yaml": bad() }, { [PROD]: named("c.yaml") }),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "one that is ignored where it lies",
    world: files(
      { [PROD]: named(), "lab/c.yaml": bad({ annotations: { ignore: "true" } }) },
      { [PROD]: named("../lab/c.yaml") },
    ),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "green: one that holds the limits there",
    world: files({ [PROD]: named(), "dev/c.yaml": good() }, { [PROD]: named("../dev/c.yaml") }, APART),
    end: "green",
  },
  {
    name: "green: one without limits that stays where it is",
    world: files(
      { [PROD]: named(), "dev/c.yaml": good() },
      { [PROD]: `# a word\n${named()}`, "dev/c.yaml": bad() },
      APART,
    ),
    end: "green",
  },
]);

const CHARTED = {
  "chart/Chart.yaml": "name: a\nversion: 1.0.0\n",
  "chart/templates/d.yaml": good().replace("replicas: 4", "replicas: {{ .Values.n }}"),
};
const object = (kind: string, spec: unknown): string =>
  JSON.stringify({ apiVersion: "x/v1", kind, metadata: { name: "a" }, spec });
/** What delivers a folder or a chart, with a value in what it changes of it. */
const DELIVERIES: Readonly<Record<string, (value: string) => string>> = {
  "values of a Helm release": (n) =>
    object("HelmRelease", { chart: { spec: { chart: "./chart" } }, values: { n } }),
  "parameters of an application": (value) =>
    object("Application", { source: { path: "chart", helm: { parameters: [{ name: "n", value }] } } }),
  "one of several sources": (value) =>
    object("Application", { sources: [{ path: "x" }, { path: "deploy/", kustomize: { patches: [value] } }] }),
  "the template of a set": (value) =>
    object("ApplicationSet", { template: { spec: { source: { path: "chart", helm: { values: value } } } } }),
  "patches of a Flux kustomization": (patch) =>
    object("Kustomization", { path: "./deploy", patches: [{ patch }] }),
  "values that are filled in": (n) =>
    object("Kustomization", { path: "./deploy", postBuild: { substitute: { n } } }),
  "a patch of a set's template": (value) =>
    object("ApplicationSet", { template: { spec: { source: { path: "chart" } } }, templatePatch: value }),
  "a set that takes its folders from a list": (value) =>
    object("ApplicationSet", {
      generators: [{ list: { elements: [{ p: "deploy", value }] } }],
      template: { spec: { source: { path: "{{p}}", kustomize: { patches: ["{{value}}"] } } } },
    }),
  "what is rendered before it is stored": (value) =>
    object("Application", { sourceHydrator: { drySource: { path: "chart", helm: { values: value } } } }),
  "an application in a list": (value) =>
    `{"kind": "List", "items": [${object("Application", { source: { path: "chart", helm: { values: value } } })}]}`,
  "an application whose kind is spelled": (value) =>
    object("Application", { source: { path: "chart", helm: { values: value } } })
      .replace("x/v1", "argoproj.io/v1alpha1")
      .replace("Application", "Applicat\\u0069on"),
  "a ConfigMap of its values": (value) =>
    `${object("HelmRelease", { chart: { spec: { chart: "./chart" } }, valuesFrom: [{ kind: "ConfigMap", name: "v" }] })}\n---\n{"kind": "ConfigMap", "metadata": {"name": "v"}, "data": {"n": "${value}"}}`,
};

const applied = (targetRevision: string, repoURL = "https://github.com/a/b"): string =>
  object("Application", { source: { repoURL, targetRevision, path: "deploy" } }).replace(
    "x/",
    "argoproj.io/",
  );
const sourced = (branch: string, interval = "1m"): string =>
  object("GitRepository", { interval, ref: { branch } }).replace("x/", "source.toolkit.fluxcd.io/");
const FROM_SOURCE = object("Kustomization", {
  path: "deploy",
  sourceRef: { kind: "GitRepository", name: "a" },
});

playScenarios("what delivers a folder says how it is rendered, where not checked fails", [
  ...Object.entries(DELIVERIES).map(([name, of]): GateScenario => ({
    name,
    world: files(
      { ...CHARTED, "deploy/chat.yaml": good(), "ops/a.yaml": of("4") },
      { "ops/a.yaml": of("1") },
      STRICT,
    ),
    end: "red",
    says: /Not checked/,
  })),
  ...(
    [
      ["another revision", applied("main"), applied("other"), "red"],
      ["another repository", applied("main"), applied("main", "https://github.com/x/y"), "red"],
      ["another branch of its source", sourced("main"), sourced("other"), "red"],
      ["green: how often its source is looked at", sourced("main"), sourced("main", "9m"), "green"],
    ] as const
  ).map(([name, before, after, end]): GateScenario => ({
    name,
    world: files(
      { "deploy/chat.yaml": good(), "ops/k.yaml": FROM_SOURCE, "ops/a.yaml": before },
      { "ops/a.yaml": after },
      STRICT,
    ),
    end,
  })),
  {
    name: "a ConfigMap of its values in another file",
    world: files(
      {
        "deploy/chat.yaml": good(),
        "ops/a.yaml": object("Kustomization", {
          path: "deploy",
          postBuild: { substituteFrom: [{ kind: "ConfigMap", name: "v" }] },
        }),
        "ops/v.yaml": "kind: ConfigMap\nmetadata: { name: v }\ndata: { n: '4' }\n",
      },
      { "ops/v.yaml": "kind: ConfigMap\nmetadata: { name: v }\ndata: { n: '1' }\n" },
      STRICT,
    ),
    end: "red",
  },
  ...(
    [
      ["values of a chart within it", "chart/values.yaml", "sub: { n: 4 }\n", "sub: { n: 1 }\n"],
      [
        "a part of its templates",
        "chart/charts/sub/templates/_h.yaml",
        '{{ define "n" }}4{{ end }}',
        '{{- define "n" }}1{{ end }}',
      ],
    ] as const
  ).map(([name, path, before, after]): GateScenario => ({
    name,
    world: files(
      {
        "chart/Chart.yaml": CHARTED["chart/Chart.yaml"],
        "chart/charts/sub/templates/d.yaml": CHARTED["chart/templates/d.yaml"],
        [path]: before,
      },
      { [path]: after },
      STRICT,
    ),
    end: "red",
  })),
  ...(
    [
      ["an application", object("Application", { source: { path: "deploy" } })],
      ["a Flux kustomization", object("Kustomization", { path: "./deploy/" })],
    ] as const
  ).flatMap(([name, text]): GateScenario[] => [
    {
      name: `${name} points at a folder that misses its limits`,
      world: files({ "deploy/chat.yaml": bad() }, { "ops/a.yaml": text }),
      end: "red",
      says: /TPOT/,
    },
    {
      name: `${name} points at one by its kustomization`,
      world: files(
        {
          "deploy/kustomization.yaml": named("../lab/c.yaml"),
          "lab/c.yaml": bad(),
          "ops/a.yaml": text.replace("deploy", "x"),
        },
        { "ops/a.yaml": text },
      ),
      end: "red",
      says: /TPOT/,
    },
    {
      name: `green: ${name} that did before`,
      world: files(
        { "deploy/chat.yaml": bad(), "ops/a.yaml": text },
        { "ops/a.yaml": text.replace('"name":"a"', '"name":"b"') },
      ),
      end: "green",
    },
  ]),
  {
    name: "green: a release of a chart that is elsewhere",
    world: files(
      {
        ...CHARTED,
        "ops/a.yaml": object("HelmRelease", { chart: { spec: { chart: "redis" } }, values: {} }),
      },
      {
        "ops/a.yaml": object("HelmRelease", { chart: { spec: { chart: "redis" } }, values: { replicas: 3 } }),
      },
      STRICT,
    ),
    end: "green",
  },
  {
    name: "green: an application that changes nothing of its folder",
    world: files(
      { "deploy/chat.yaml": good() },
      { "ops/a.yaml": object("Application", { source: { path: "deploy" }, destination: {} }) },
      STRICT,
    ),
    end: "green",
  },
]);
