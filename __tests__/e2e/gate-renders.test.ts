import { bad, CHAT, good, LIMITS } from "../support/gate-world.js";
import type { Files } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const STRICT = `${LIMITS}not-applicable: fail\n`;
const changed = (base: Files, head: Files): NonNullable<GateScenario["world"]> => ({
  policy: STRICT,
  base,
  head,
});
const said = (name: string, base: Files, head: Files): GateScenario => ({
  name,
  world: changed(base, head),
  end: "red",
  says: /[Nn]ot checked/,
});
const green = (name: string, base: Files, head: Files): GateScenario => ({
  name: `green: ${name}`,
  world: changed(base, head),
  end: "green",
  never: /Not checked/,
});

const OWN = {
  "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 0.1.0\n",
  "c/templates/d.yaml": good().replace("replicas: 4", "replicas: {{ .Values.n }}"),
};
const OTHER = {
  "w/Chart.yaml": "apiVersion: v2\nname: w\nversion: 0.1.0\n",
  "w/templates/d.yaml": "apiVersion: apps/v1\nkind: Deployment\n",
};

playScenarios("every file of a chart that serves models may be a part of what it renders", [
  ...(
    [
      ["values under another name", "prod.yaml", "n: 4\n", "n: 1\n"],
      ["values in a folder of it", "env/prod.yaml", "n: 4\n", "n: 1\n"],
      ["a file that its templates read", "files/engine.yaml", "max_batch_size: 64\n", "max_batch_size: 1\n"],
      ["a file of any name", "files/engine.conf", "max_batch_size: 64\n", "max_batch_size: 1\n"],
      ["what is left out of it", ".helmignore", "*.md\n", "files/engine.yaml\n"],
      [
        "a part of a template of any name",
        "templates/x.txt",
        '{{ define "n" }}4{{ end }}',
        '{{ define "n" }}1{{ end }}',
      ],
      [
        "a template that takes all in",
        "templates/all.yaml",
        '{{ include "a" . }}\n',
        '{{ include "b" . }}\n',
      ],
    ] as const
  ).flatMap(([name, file, before, now]): GateScenario[] => [
    said(name, { ...OWN, [`c/${file}`]: before }, { [`c/${file}`]: now }),
    green(
      `${name}, of a chart that serves none`,
      { ...OTHER, [`w/${file}`]: before },
      { [`w/${file}`]: now },
    ),
  ]),
  green("words about it", OWN, {
    "c/README.md": "# c\n",
    "c/values.schema.json": "{}",
  }),
  green("another object of it", OWN, {
    "c/templates/s.yaml": "kind: Service\nmetadata:\n  name: {{ .Values.x }}\n",
  }),
]);

const chart = (name: string, from?: string): string =>
  `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n` +
  (from === undefined ? "" : `dependencies: [{ name: d, version: 0.1.0, repository: "${from}" }]\n`);
/** A chart beside the one that serves, a file of it that changes, and the text of the serving one where it is another. */
const TOGETHER: readonly (readonly [string, string, string, string, string?])[] = [
  ["one in it", "c/charts/d", "values.yaml", chart("d")],
  ["a library in it", "c/charts/d", "templates/_h.tpl", chart("d")],
  ["one that it names by a path", "lib", "templates/_h.tpl", chart("lib"), chart("c", "file://../lib")],
  ["one that names it by a path", "u", "values.yaml", chart("u", "file://../c")],
  ["values of any name of such a one", "u", "prod.yaml", chart("u", "file://../c/")],
];

playScenarios("charts that render together count together", [
  ...TOGETHER.map(([name, folder, file, about, own]) =>
    said(
      name,
      {
        ...OWN,
        [`${folder}/Chart.yaml`]: about,
        [`${folder}/${file}`]: "n: 4\n",
        ...(own !== undefined && { "c/Chart.yaml": own }),
      },
      { [`${folder}/${file}`]: "n: 1\n" },
    ),
  ),
  green(
    "one that names another by its place in a registry",
    { ...OWN, "u/Chart.yaml": chart("u", "https://charts.example/c"), "u/values.yaml": "n: 4\n" },
    { "u/values.yaml": "n: 1\n" },
  ),
]);

const LISTED = { [CHAT]: good(), "deploy/kustomization.yaml": "resources: [chat.yaml]\n" };
const listing = (more: string): Files => ({
  "deploy/kustomization.yaml": `resources: [chat.yaml]\n${more}\n`,
});
const LABELS = "apiVersion: builtin\nkind: LabelTransformer\nmetadata: { name: l }\nlabels: { a: b }\n";
const COUNT =
  "apiVersion: builtin\nkind: ReplicaCountTransformer\nmetadata: { name: l }\nreplica: { name: chat, count: 1 }\n";

playScenarios("what a kustomization names under any field, by a folder or by a file", [
  said(
    "a file in a folder of transformers",
    {
      ...LISTED,
      ...listing("transformers: [t]"),
      "deploy/t/kustomization.yaml": "resources: [x.yaml]\n",
      "deploy/t/x.yaml": LABELS,
    },
    { "deploy/t/x.yaml": COUNT },
  ),
  ...["valuesFile: p.yaml", "additionalValuesFiles: [p.yaml]"].map((field) =>
    said(
      `values of a chart that it fills in: ${field}`,
      {
        ...OWN,
        "k/kustomization.yaml": `helmGlobals: { chartHome: .. }\nhelmCharts: [{ name: c, ${field} }]\n`,
        "k/p.yaml": "n: 4\n",
      },
      { "k/p.yaml": "n: 1\n" },
    ),
  ),
  said("what Argo CD is told beside it", LISTED, {
    "deploy/.argocd-source-chat.yaml": "kustomize: { images: ['a=b'] }\n",
  }),
  said(
    "a ConfigMap that a deployment names",
    {
      ...LISTED,
      [CHAT]: good().replace(
        'mainContainer:\n          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.0\n          command: ["python3", "-m", "dynamo.vllm"]',
        'mainContainer:\n          envFrom: [{ configMapRef: { name: sizes } }]\n          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.0.0\n          command: ["python3", "-m", "dynamo.vllm"]',
      ),
    },
    listing("configMapGenerator: [{ name: sizes, literals: [DYN_VLLM_DISAGGREGATION_MODE=decode] }]"),
  ),
  green(
    "a ConfigMap that no deployment names",
    LISTED,
    listing("configMapGenerator: [{ name: dash, literals: [a=b] }]"),
  ),
  green("a secret", LISTED, listing("secretGenerator: [{ name: hf, literals: [a=b] }]")),
  ...["# kpt-set: ${n}", '# {"$openapi":"n"}'].map((comment): GateScenario => ({
    name: `a comment by which another program sets a value: ${comment}`,
    world: changed({ [CHAT]: good() }, { [CHAT]: good().replace("replicas: 4", `replicas: 4 ${comment}`) }),
    end: "red",
  })),
]);

const object = (head: string, spec: string): Files => ({
  "infra/x.yaml": `${head}\nmetadata: { name: x }\nspec: ${spec}\n`,
});
const OLD = { [CHAT]: good(), "old/chat.yaml": bad({ name: "old" }) };
const ROOT_SYNC = "apiVersion: configsync.gke.io/v1beta1\nkind: RootSync";

playScenarios("a folder is deployed by whichever object of another program names it", [
  ...(
    [
      ["Config Sync", ROOT_SYNC, "{ git: { repo: x, dir: /old } }"],
      ["Fleet", "apiVersion: fleet.cattle.io/v1alpha1\nkind: GitRepo", "{ repo: x, paths: [old] }"],
      ["kapp", "apiVersion: kappctrl.k14s.io/v1alpha1\nkind: App", "{ fetch: [{ git: { subPath: old } }] }"],
      [
        "a source that takes it in",
        "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository",
        "{ url: x, include: [{ repository: { name: a }, fromPath: old, toPath: deploy }] }",
      ],
      [
        "a template of applications",
        "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet",
        '{ generators: [], templatePatch: "spec:\\n  source:\\n    path: old\\n" }',
      ],
      [
        "a set of resources",
        "apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet",
        "{ resources: [{ kind: Kustomization, spec: { path: ./old } }] }",
      ],
    ] as const
  ).map(([name, head, spec]): GateScenario => ({
    name,
    world: changed(OLD, object(head, spec)),
    end: "red",
    says: /TPOT/,
  })),
  ...(
    [
      [
        "one that did before",
        object(ROOT_SYNC, "{ git: { dir: old } }"),
        object(ROOT_SYNC, "{ git: { dir: old, period: 1m } }"),
      ],
      ["a folder that holds its limits", {}, object(ROOT_SYNC, "{ git: { dir: deploy } }")],
      [
        "a path of an Ingress",
        {},
        object("apiVersion: networking.k8s.io/v1\nkind: Ingress", "{ rules: [{ path: /old }] }"),
      ],
      [
        "a path of a monitor",
        {},
        object("apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor", "{ path: /old }"),
      ],
      ["the top of everything", {}, object("apiVersion: a.example.com/v1\nkind: Health", "{ path: / }")],
    ] as const
  ).map(([name, before, now]) => green(name, { ...OLD, ...before }, now)),
]);

const KAPP = (template: string): Files =>
  object(
    "apiVersion: kappctrl.k14s.io/v1alpha1\nkind: App",
    `{ fetch: [{ git: { url: x, subPath: deploy } }], template: ${template} }`,
  );
const TOOLS: readonly (readonly [string, string, string])[] = [
  [
    "helmfile.yaml",
    "releases: [{ name: a, chart: ./deploy }]",
    "releases: [{ name: a, chart: ./deploy, values: [{ n: 1 }] }]",
  ],
  [
    "helmfile.d/a.yaml.gotmpl",
    "releases:\n- chart: ../deploy\n",
    "releases:\n- chart: ../deploy\n  values: [{ n: {{ .n }} }]\n",
  ],
  [
    "skaffold.yaml",
    "manifests: { rawYaml: [deploy/chat.yaml] }",
    "manifests: { rawYaml: [deploy/chat.yaml], transform: [{ name: set-replicas }] }",
  ],
  ["deploy/fleet.yaml", "namespace: a", "namespace: a\nkustomize: { dir: o }"],
  [
    "devspace.yaml",
    "deployments: { a: { kubectl: { manifests: [deploy/] } } }",
    "deployments: { a: { kubectl: { manifests: [deploy/], patches: [{ op: replace, path: a, value: 1 }] } } }",
  ],
  [
    "zarf.yaml",
    "components: [{ manifests: [{ files: [deploy/chat.yaml] }] }]",
    "components: [{ manifests: [{ files: [deploy/chat.yaml], kustomizations: [k] }] }]",
  ],
  ["werf.yaml", "deploy: { helmChartDir: deploy }", "deploy: { helmChartDir: deploy, helmRelease: x }"],
];

playScenarios(
  "what a program makes of deployments that it is told of is not known once it is told otherwise",
  [
    ...TOOLS.map(([file, before, now]) => said(file, { ...OLD, [file]: before }, { [file]: now })),
    said(
      "an object of another program",
      { ...OLD, ...KAPP("[{ ytt: {} }]") },
      KAPP("[{ ytt: { inline: { paths: {} } } }]"),
    ),
    said(
      "annotations about GPUs by a kustomization",
      LISTED,
      listing("commonAnnotations: { gpu-fraction: '0.5' }"),
    ),
    said(
      "labels about GPUs by a kustomization",
      LISTED,
      listing("labels: [{ pairs: { runai/gpu-share: x } }]"),
    ),
    ...[
      [
        "helmfile.yaml",
        "releases: [{ chart: ./deploy }]",
        "releases: [{ chart: ./deploy }, { chart: r/x, version: 2 }]",
      ],
      [
        "skaffold.yaml",
        "manifests: { rawYaml: [deploy/] }",
        "build: { a: b }\nmanifests: { rawYaml: [deploy/] }",
      ],
      ["other/fleet.yaml", "namespace: a", "namespace: b"],
      ["zarf.yaml", "components: [{ images: [a/b:1] }]", "components: [{ images: [a/b:2] }]"],
    ].map(([file = "", before = "", now = ""]) =>
      green(`${file} about something else`, { ...OLD, [file]: before }, { [file]: now }),
    ),
    green("labels by a kustomization", LISTED, listing("commonLabels: { team: a }")),
  ],
);

const selecting = (label: string): string =>
  good().replace(/(Worker:[\s\S]*?extraPodSpec:\n)/, `$1        nodeSelector: { ${label} }\n`);

playScenarios("labels by which a cloud or a plugin says what a GPU is", [
  ...[
    "node.kubernetes.io/instance-type: g4dn.12xlarge",
    "node.kubernetes.io/instance-type: Standard_NV36ads_A10_v5",
    "cloud.google.com/machine-family: g2",
    "oci.oraclecloud.com/shape: BM.GPU4.8",
    "gpu-type: rtx-4090",
    "gpu: mi300x",
    "nvidia.com/mig.config: all-1g.10gb",
    'nvidia.com/gpu.replicas: "8"',
    "nvidia.com/gpu.sharing-strategy: mps",
    "cloud.google.com/gke-gpu-sharing-strategy: time-sharing",
  ].map((label): GateScenario => ({
    name: label,
    world: { policy: LIMITS, base: { [CHAT]: good() }, head: { [CHAT]: selecting(label) } },
    end: "red",
  })),
  ...[
    "node.kubernetes.io/instance-type: p5en.48xlarge",
    "node.kubernetes.io/instance-type: gd-8xh200ib-i128",
    "node.kubernetes.io/instance-type: k3s",
    "nvidia.com/mig.config: all-disabled",
    "nvidia.com/gpu.sharing-strategy: none",
    'nvidia.com/gpu.count: "8"',
    "accelerator: nvidia",
  ].map((label) => green(label, { [CHAT]: good() }, { [CHAT]: selecting(label) })),
]);
