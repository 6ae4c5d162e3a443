import { linkTo, rawFile, submoduleAt } from "../support/fake-github/index.js";
import { bad, CHAT, good, LIMITS, RESTING } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const STRICT = `${LIMITS}not-applicable: fail\n`;
const SUBMODULE = submoduleAt("1".repeat(40));
const GONE = /cannot be read any more|is not read any more/;
const head = (text: string, path = CHAT) => ({ head: { [path]: text } });
const indented = (text: string, by: number): string => text.trimEnd().replaceAll("\n", `\n${" ".repeat(by)}`);
/** A manifest that passes by its own flags, which its engine file overrules. */
const resting = RESTING.manifest
  .replace("replicas: 1", "replicas: 4")
  .replace(
    '"--extra-engine-args"',
    '"--tensor-parallel-size", "2", "--max-batch-size", "16", "--extra-engine-args"',
  );
const settings = { [CHAT]: resting, "deploy/cm.yaml": RESTING.engine(2, 16) };
const OUT_OF_SIGHT = /`\/engines?\/config\.yaml` does to the engine's settings cannot be read any more/;
const pointer = (version: string): string => `version ${version}\noid sha256:${"a".repeat(64)}\nsize 1234\n`;

playScenarios("what stands behind a folder is part of the change", [
  { name: "the manifest becomes a submodule", world: head(SUBMODULE), end: "red", says: GONE },
  {
    name: "its folder becomes a submodule",
    world: { head: { [CHAT]: null, deploy: SUBMODULE } },
    end: "red",
    says: GONE,
  },
  {
    name: "its folder becomes a link to one that nobody judges",
    world: {
      policy: `${LIMITS}ignore: [legacy/**]\n`,
      base: { [CHAT]: good(), "legacy/chat.yaml": bad() },
      head: { [CHAT]: null, deploy: linkTo("legacy") },
    },
    end: "red",
    says: /TPOT/,
  },
  {
    name: "its folder becomes a link out of the repository",
    world: { head: { [CHAT]: null, deploy: linkTo("../elsewhere") } },
    end: "red",
    says: GONE,
  },
  {
    name: "a link to a folder is pointed at another one, which other limits held for",
    world: {
      policy: `${LIMITS}ignore: [variants/**]\n`,
      base: {
        "variants/a/chat.yaml": good(),
        "variants/b/chat.yaml": bad(),
        "deploy/prod": linkTo("../variants/a"),
      },
      head: { "deploy/prod": linkTo("../variants/b") },
    },
    end: "red",
    says: /TPOT/,
  },
  {
    name: "its folder moves, and a link stays in its place",
    world: {
      head: { [CHAT]: null, "services/deploy/chat.yaml": good(), deploy: linkTo("services/deploy") },
    },
    end: "green",
  },
  {
    name: "a new submodule under the name of a manifest",
    world: { policy: STRICT, base: {}, head: { "deploy/x.yaml": SUBMODULE } },
    end: "red",
    says: /a submodule/,
  },
  {
    name: "a submodule beside manifests moves on",
    world: {
      base: { [CHAT]: good(), "third/party": SUBMODULE },
      head: { "third/party": submoduleAt("2".repeat(40)) },
    },
    end: "green",
    says: /no manifest in this change/,
  },
  {
    name: "only the case of its name changes, and its sizes with it",
    world: { head: { [CHAT]: null, "Deploy/Chat.YAML": bad() } },
    end: "red",
    says: /TPOT/,
  },
]);

const STARTING = (command: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: chat }\nspec: { template: { spec: { containers: [{ name: a, image: x, command: ${command} }] } } }\n`;

playScenarios("what takes the place of a manifest is a manifest, unless it plainly is something else", [
  ...[
    ["a pointer of Git LFS under an older name", pointer("https://hawser.github.com/spec/v1")],
    ["a pointer of Git LFS under its oldest name", pointer("http://git-media.io/v/2")],
    ["a pointer behind an empty line", `\n${pointer("https://git-lfs.github.com/spec/v1")}`],
    ["a sealed file", "$ANSIBLE_VAULT;1.1;AES256\n6238\n"],
    ["a file with sealed values", `${good().replaceAll(/: (\S.*)/g, ": ENC[AES256_GCM,data:x]")}sops: {}\n`],
    ["bytes of git-crypt", rawFile(Buffer.from("\0GITCRYPT\0abc"))],
    ["values without a kind", "replicas: 1\nworker: {}\n"],
    ["the name of another file", "../legacy/chat.yaml\n"],
    ["a Deployment that starts the engine itself", STARTING("[python3, -m, dynamo.vllm]")],
    ["one that starts the engine's own server", STARTING("[vllm, serve, Qwen/Qwen3-32B-FP8]")],
    ["one by a script", STARTING('[sh, -c, "exec trtllm-serve Qwen/Qwen3-32B-FP8"]')],
  ].map(([name = "", text = ""]): GateScenario => ({ name, world: head(text), end: "red", says: GONE })),
  ...[
    ["a Deployment", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: chat }\n"],
    [
      "two objects and a word about the old one",
      "# was a DynamoGraphDeployment\napiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Secret\n",
    ],
    ["comments alone", "# gone\n"],
  ].map(([name = "", text = ""]): GateScenario => ({ name, world: head(text), end: "green" })),
]);

const ARGO = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: a }
spec:
  source:
    path: deploy
    kustomize:
      patches:
        - target: { kind: DynamoGraphDeployment }
          patch: "- { op: replace, path: /spec/services/Worker/replicas, value: 1 }"
`;
const WORK = `apiVersion: work.open-cluster-management.io/v1
kind: ManifestWork
metadata: { name: w }
spec:
  workload:
    manifests:
      - ${indented(bad(), 8)}
`;
const IN_TEXT = `apiVersion: v1
kind: ConfigMap
metadata: { name: w }
data:
  chat.yaml: |
    ${indented(bad(), 4)}
`;
const CHART = `extraObjects:\n  - ${indented(bad(), 4)}\n`;
const SCALES = `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeploymentScalingAdapter
metadata: { name: chat-worker }
spec: { replicas: 1, dgdRef: { name: chat, serviceName: Worker } }
`;
const SCALER = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: a }
spec:
  scaleTargetRef: { kind: DynamoGraphDeploymentScalingAdapter, name: chat-worker }
  maxReplicaCount: 1
`;
const HOLDERS = {
  Application: ARGO,
  ManifestWork: WORK,
  ConfigMap: IN_TEXT,
  values: CHART,
  DynamoGraphDeploymentScalingAdapter: SCALES,
  ScaledObject: SCALER,
};

playScenarios("a deployment inside another object is said", [
  ...Object.entries(HOLDERS).flatMap(([name, text]): GateScenario[] => [
    {
      name: `new, in a ${name}, not checked fails`,
      world: { policy: STRICT, head: { "apps/a.yaml": text } },
      end: "red",
      says: new RegExp(`inside .*${name}`),
    },
    { name: `new, in a ${name}`, world: head(text, "apps/a.yaml"), end: "green", says: /not checked/ },
    { name: `the manifest goes into a ${name}`, world: head(text), end: "red", says: GONE },
  ]),
  {
    name: "in a list, not checked fails",
    world: {
      policy: STRICT,
      head: { "apps/a.yaml": `apiVersion: v1\nkind: List\nitems:\n  - ${indented(SCALES, 4)}\n` },
    },
    end: "red",
  },
  {
    name: "beside a good manifest in one file, not checked fails",
    world: { policy: STRICT, head: { [CHAT]: `${good()}---\n${ARGO}` } },
    end: "red",
  },
  {
    name: "the definition of the kind, and a role over it, are nothing of ours",
    world: {
      policy: STRICT,
      head: {
        "crd/dgd.yaml":
          "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  names: { kind: DynamoGraphDeployment }\n",
        "rbac/role.yaml":
          "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: DynamoGraphDeployment-reader }\n",
      },
    },
    end: "green",
    says: /no manifest in this change/,
  },
]);

playScenarios("names of templates, and what a kustomization or a chart makes of files", [
  ...["chat.yaml.tpl", "chat.yml.j2", "chat.gotmpl", "chat.tmpl", "chat.yaml.jinja"].map(
    (name): GateScenario => ({
      name: `a manifest under the name ${name}`,
      world: { base: { [`deploy/${name}`]: good() }, head: { [`deploy/${name}`]: bad() } },
      end: "red",
      says: /TPOT/,
    }),
  ),
  {
    name: "a template that is no YAML yet is no mistake of YAML",
    world: head(
      bad({ name: "{{ name }}" }).replace("    Worker:", "{% for i in n %}\n    Worker: [}"),
      "deploy/new.yaml.j2",
    ),
    end: "green",
    says: /something else fills it in/,
  },
  {
    name: "a manifest becomes such a template",
    world: {
      base: { "deploy/chat.yaml.j2": good() },
      head: { "deploy/chat.yaml.j2": bad().replace("    Worker:", "{% if x %}\n    Worker: [}") },
    },
    end: "red",
    says: GONE,
  },
  {
    name: "a file of any name that a kustomization lists",
    world: {
      base: { "deploy/kustomization.yaml": "resources: [chat.txt]\n", "deploy/chat.txt": good() },
      head: { "deploy/chat.txt": bad() },
    },
    end: "red",
    says: /TPOT/,
  },
  ...[
    "resources: [chat.yaml, 'https://example.com/x.yaml']",
    "resources: [chat.yaml, 'github.com/a/b//c?ref=main']",
    "images: [{ name: x, newTag: y }]",
    "replicas: [{ name: chat, count: 1 }]",
    "helmCharts: [{ name: x, repo: y }]",
    "generators: [g.yaml]",
  ].map((gained): GateScenario => ({
    name: `a kustomization gains ${gained}`,
    world: {
      policy: STRICT,
      base: { "deploy/kustomization.yaml": "resources: [chat.yaml]\n", [CHAT]: good() },
      head: {
        "deploy/kustomization.yaml": gained.startsWith("resources")
          ? `${gained}\n`
          : `resources: [chat.yaml]\n${gained}\n`,
      },
    },
    end: "red",
    says: /from elsewhere, which is not checked/,
  })),
  {
    name: "a kustomization gains a label and a file of the repository",
    world: {
      policy: STRICT,
      base: { "deploy/kustomization.yaml": "resources: [chat.yaml]\n", [CHAT]: good() },
      head: {
        "deploy/kustomization.yaml": "resources: [chat.yaml, x.yaml]\nlabels: [{ pairs: { a: b } }]\n",
      },
    },
    end: "green",
    says: /no manifest in this change/,
  },
  {
    name: "an expression in a comment of a chart's manifest, which a chart fills in as any other",
    world: {
      base: { "chart/templates/chat.yaml": good() },
      head: { "chart/templates/chat.yaml": `${good()}# {{ print "\\nx: 1" }}\n` },
    },
    end: "red",
    says: /filled in by another program now/,
  },
  {
    name: "the same in a new one, not checked fails",
    world: { policy: STRICT, head: { "chart/templates/new.yaml": `${good({ name: "n" })}# {{ x }}\n` } },
    end: "red",
    says: /something else fills it in/,
  },
  ...["chart/prod-values.yaml", "chart/env/values.prod.yaml", "chart/templates/_helpers.tpl"].map(
    (name): GateScenario => ({
      name: `${name} of a chart that serves models, not checked fails`,
      world: {
        policy: STRICT,
        base: { "chart/templates/chat.yaml": good(), [name]: "replicas: 4\n" },
        head: { [name]: "replicas: 1\n" },
      },
      end: "red",
      says: /of a chart that serves models/,
    }),
  ),
  {
    name: "values of a chart that serves none",
    world: {
      policy: STRICT,
      base: { "chart/templates/web.yaml": "kind: Deployment\n", "chart/prod-values.yaml": "a: 1\n" },
      head: { "chart/prod-values.yaml": "a: 2\n" },
    },
    end: "green",
    says: /no manifest in this change/,
  },
  {
    name: "an edit beside an expression in a comment",
    world: {
      base: { "chart/templates/chat.yaml": `${good()}# {{ x }}\n` },
      head: { "chart/templates/chat.yaml": `# {{ x }}\n${good()}` },
    },
    end: "green",
  },
]);

playScenarios("engine settings do not leave the gate's sight", [
  {
    name: "they move to a folder that is not read",
    world: { base: settings, head: { "deploy/cm.yaml": null, "far/cm.yaml": RESTING.engine(2, 1) } },
    end: "red",
    says: OUT_OF_SIGHT,
  },
  {
    name: "they are in a ConfigMap of another name",
    world: {
      base: settings,
      head: { "deploy/cm.yaml": RESTING.engine(2, 1).replace("name: engine", "name: other") },
    },
    end: "red",
    says: OUT_OF_SIGHT,
  },
  {
    name: "the manifest names a path that no ConfigMap is mounted at",
    world: { base: settings, head: { [CHAT]: resting.replace("/engine/config", "/engines/config") } },
    end: "red",
    says: OUT_OF_SIGHT,
  },
  {
    name: "control: they change in their place",
    world: { base: settings, head: { "deploy/cm.yaml": RESTING.engine(2, 17) } },
    end: "green",
  },
]);
