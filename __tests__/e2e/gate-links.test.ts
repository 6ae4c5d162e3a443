import { linkTo, rawFile, submoduleAt, type World } from "../support/fake-github/index.js";
import { bad, CHAT, good, LIMITS, RESTING } from "../support/gate-world.js";
import type { Files } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const STRICT = `${LIMITS}not-applicable: fail\n`;
const SUBMODULES = [submoduleAt("1".repeat(40)), submoduleAt("2".repeat(40))] as const;
const list = (body: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${body}`;
const PATCH = "- { op: replace, path: /spec/services/Worker/replicas, value: 1 }\n";
const patching = list("resources: [chat.yaml]\npatches: [{ path: shared/p.yaml, target: { name: chat } }]\n");
const links = (count: number): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`a/${i}.yaml`, linkTo("../README.md")]));
const chart = (values: string): Files => ({
  "chart/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n",
  "chart/templates/a.yaml": good().replace("replicas: 4", `replicas: {{ ${values} }}`),
});
const resting = { [CHAT]: RESTING.manifest.replace("replicas: 1", "replicas: 4") };

/** Red where what is not checked fails, and named where it passes. */
const named = (name: string, base: Files, head: Files, says: RegExp): readonly GateScenario[] => [
  { name, world: { base, head }, end: "green", says },
  { name: `${name}, not checked fails`, world: { policy: STRICT, base, head }, end: "red", says },
];
/** Of no concern, also where what is not checked fails. */
const quiet = (name: string, base: Files, head: Files): GateScenario => ({
  name: `green: ${name}`,
  world: { policy: STRICT, base, head },
  end: "green",
  says: /no manifest in this change/,
});

playScenarios("what changes behind a link changes under its name", [
  {
    name: "a manifest behind one of hundreds",
    world: {
      base: { ...links(250), [CHAT]: linkTo("../impl/chat.txt"), "impl/chat.txt": good() },
      head: { "impl/chat.txt": bad() },
    },
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a manifest of any name that a kustomization lists in a folder behind one",
    world: {
      base: {
        "deploy/kustomization.yaml": list("resources: [shared/chat.txt]\n"),
        "deploy/shared": linkTo("impl"),
        "deploy/impl/chat.txt": good(),
      },
      head: { "deploy/impl/chat.txt": bad() },
    },
    end: "red",
    says: /TPOT/,
  },
  ...named(
    "a patch in a folder behind one",
    {
      [CHAT]: good(),
      "deploy/kustomization.yaml": patching,
      "deploy/shared": linkTo("../parts"),
      "parts/p.yaml": "[]\n",
    },
    { "parts/p.yaml": PATCH },
    /`deploy\/shared\/p.yaml` is a patch/,
  ),
  ...named(
    "a patch that is one, to a file of any name",
    {
      [CHAT]: good(),
      "deploy/kustomization.yaml": patching,
      "deploy/shared/p.yaml": linkTo("p.txt"),
      "deploy/shared/p.txt": "[]\n",
    },
    { "deploy/shared/p.txt": PATCH },
    /`deploy\/shared\/p.yaml` is a patch/,
  ),
  ...named(
    "a folder of patches that is pointed at another",
    {
      [CHAT]: good(),
      "deploy/kustomization.yaml": patching,
      "deploy/shared": linkTo("one"),
      "deploy/one/p.yaml": "[]\n",
      "deploy/two/p.yaml": PATCH,
    },
    { "deploy/shared": linkTo("two") },
    /`deploy\/shared\/p.yaml` is a patch/,
  ),
  ...named(
    "a kustomization that is one",
    {
      [CHAT]: good(),
      "deploy/kustomization.yaml": linkTo("../k/list.txt"),
      "k/list.txt": list("resources: [chat.yaml]\n"),
    },
    { "k/list.txt": list("resources: [chat.yaml]\nreplicas: [{ name: chat, count: 1 }]\n") },
    /`deploy\/kustomization.yaml` changes deployments/,
  ),
  ...named(
    "a patch of a kustomization that is one",
    {
      [CHAT]: good(),
      "deploy/kustomization.yaml": linkTo("../k/list.txt"),
      "k/list.txt": list("resources: [chat.yaml]\npatches: [{ path: p.yaml, target: { name: chat } }]\n"),
      "deploy/p.yaml": "[]\n",
    },
    { "deploy/p.yaml": PATCH },
    /`deploy\/p.yaml` is a patch/,
  ),
  ...named(
    "a kustomization whose only list is a folder behind one",
    {
      "impl/kustomization.yaml": list("resources: [chat.yaml]\n"),
      "impl/chat.yaml": good(),
      "deploy/shared": linkTo("../impl"),
      "deploy/kustomization.yaml": list("resources: [shared]\n"),
    },
    { "deploy/kustomization.yaml": list("resources: [shared]\nreplicas: [{ name: chat, count: 1 }]\n") },
    /`deploy\/kustomization.yaml` changes deployments/,
  ),
  ...named(
    "a kustomization becomes one",
    {
      [CHAT]: good(),
      "deploy/kustomization.yaml": list("resources: [chat.yaml]\n"),
      "deploy/k.txt": list("resources: [chat.yaml]\nreplicas: [{ name: chat, count: 1 }]\n"),
    },
    { "deploy/kustomization.yaml": linkTo("k.txt") },
    /`deploy\/kustomization.yaml` cannot be read: it is a symbolic link/,
  ),
  ...named(
    "values of a chart that are one",
    { ...chart(".Values.r"), "chart/values.yaml": linkTo("../common/base.txt"), "common/base.txt": "r: 4\n" },
    { "common/base.txt": "r: 1\n" },
    /`chart\/values.yaml` holds values/,
  ),
  ...named(
    "what a chart reads in a folder behind one",
    {
      ...chart('.Files.Get "parts/r.txt"'),
      "chart/parts": linkTo("../common"),
      "common/r.txt": "4",
    },
    { "common/r.txt": "1" },
    /`chart\/parts\/r.txt` holds values/,
  ),
  ...["cms/cm.txt", "cms/cm.yaml"].map((at): GateScenario => ({
    name: `a ConfigMap that a manifest rests on, at ${at}`,
    world: {
      base: { ...resting, "deploy/cm.yaml": linkTo(`../${at}`), [at]: RESTING.engine(2, 16) },
      head: { [at]: RESTING.engine(3, 16) },
    },
    end: "red",
  })),
  quiet(
    "a file behind a link that nobody takes",
    { [CHAT]: good(), docs: linkTo("parts"), "parts/p.txt": "a\n" },
    { "parts/p.txt": "b\n" },
  ),
  quiet(
    "words behind a link in a chart",
    { ...chart(".Values.r"), "chart/README.md": linkTo("../docs/c.md"), "docs/c.md": "a\n" },
    { "docs/c.md": "b\n" },
  ),
  {
    name: "green: a manifest behind a link in a kustomization is judged once, by its own name",
    world: {
      policy: STRICT,
      base: {
        "deploy/kustomization.yaml": list("resources: [shared/chat.yaml]\n"),
        "deploy/shared": linkTo("impl"),
        "deploy/impl/chat.yaml": good(),
      },
      head: { "deploy/impl/chat.yaml": good().replace("replicas: 4", "replicas: 5") },
    },
    end: "green",
    says: /## ✅ Pass: `chat` meets/,
  },
]);

playScenarios("a submodule that deployments come from moves on", [
  ...named(
    "listed by a kustomization",
    {
      [CHAT]: good(),
      "deploy/kustomization.yaml": list("resources: [chat.yaml, third]\n"),
      "deploy/third": SUBMODULES[0],
    },
    { "deploy/third": SUBMODULES[1] },
    /`deploy\/third` cannot be read: it is a submodule/,
  ),
  ...named(
    "a patch in it",
    {
      [CHAT]: good(),
      "deploy/kustomization.yaml": patching,
      "deploy/shared": SUBMODULES[0],
    },
    { "deploy/shared": SUBMODULES[1] },
    /`deploy\/shared` cannot be read: it is a submodule/,
  ),
  ...named(
    "a link that leads into it",
    { [CHAT]: linkTo("../third/chat.yaml"), third: SUBMODULES[0] },
    { third: SUBMODULES[1] },
    /`third` cannot be read: it is a submodule/,
  ),
  ...named(
    "a part of a chart",
    { ...chart(".Values.r"), "chart/charts/sub": SUBMODULES[0] },
    { "chart/charts/sub": SUBMODULES[1] },
    /`chart\/charts\/sub` cannot be read: it is a submodule/,
  ),
  quiet("none of them", { [CHAT]: good(), "third/party": SUBMODULES[0] }, { "third/party": SUBMODULES[1] }),
]);

const dormant = { "deploy/on.yaml": good({ name: "on" }), "deploy/off/chat.yaml": bad() };
const pointer = (bytes: number): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${"a".repeat(64)}\nsize ${bytes}\n`;

playScenarios("what says which files are deployed, and as what", [
  ...[".sourceignore", ".fleetignore", ".krmignore"].flatMap((name) =>
    named(
      `a folder that ${name} left out`,
      { ...dormant, [`deploy/${name}`]: "off/\n" },
      { [`deploy/${name}`]: "# nothing\n" },
      /changes which deployments below it are deployed/,
    ),
  ),
  ...named(
    "a list that goes",
    { ...dormant, ".sourceignore": "deploy/off/\n" },
    { ".sourceignore": null },
    /changes which deployments below it are deployed/,
  ),
  quiet("words left out", { ...dormant, ".sourceignore": "*.md\n" }, { ".sourceignore": "*.md\n*.png\n" }),
  quiet("no deployment below it", { "docs/.sourceignore": "a\n" }, { "docs/.sourceignore": "b\n" }),
  ...named(
    "another encoding of files that are written",
    { [CHAT]: good() },
    { ".gitattributes": "*.yaml working-tree-encoding=UTF-16BE\n", "deploy/x.yaml": "慰楖敲獩潮\n" },
    /`.gitattributes` has git write files in another encoding/,
  ),
  quiet("other attributes", { [CHAT]: good() }, { ".gitattributes": "*.png filter=lfs\n*.sh text eol=lf\n" }),
  ...named("a new pointer of Git LFS", {}, { [CHAT]: pointer(1200) }, /it is a Git LFS pointer/),
  quiet("a pointer to data", {}, { "data/rows.json": pointer(90_000_000) }),
]);

const flux = (more: string, folder = "off"): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: a }\nspec: { path: ./deploy/${folder}, sourceRef: { kind: GitRepository, name: x }${more} }\n`;
const nested = (levels: number, last: string): Files =>
  Object.fromEntries(
    Array.from({ length: levels }, (_, i) => [
      `deploy/${"a/".repeat(i + 1)}kustomization.yaml`,
      list(`resources: [${i + 1 === levels ? last : "a"}]\n`),
    ]),
  );

playScenarios("what was there before and is deployed from now on", [
  {
    name: "by an object of Flux that waited",
    world: {
      base: { ...dormant, "apps/a.yaml": flux(", suspend: true") },
      head: { "apps/a.yaml": flux("") },
    },
    end: "red",
    says: /TPOT/,
  },
  ...named(
    "by one that waited, and changes what it deploys",
    {
      "deploy/off/chat.yaml": good(),
      "apps/a.yaml": flux(", suspend: true, patches: [{ patch: '[]' }]"),
    },
    { "apps/a.yaml": flux(", patches: [{ patch: '[]' }]") },
    /changes how deployments of/,
  ),
  quiet(
    "one that is told to wait",
    { ...dormant, "apps/a.yaml": flux(", patches: [{ patch: '[]' }]") },
    { "apps/a.yaml": flux(", suspend: true, patches: [{ patch: '[]' }]") },
  ),
  quiet(
    "one that waits all the time",
    { ...dormant, "apps/a.yaml": flux(", suspend: true, interval: 1m, patches: [{ patch: '[]' }]") },
    { "apps/a.yaml": flux(", suspend: true, interval: 5m, patches: [{ patch: '[]' }]") },
  ),
  {
    name: "by a kustomization over many others",
    world: {
      base: {
        "deploy/kustomization.yaml": list("resources: []\n"),
        ...nested(8, "chat.yaml"),
        [`deploy/${"a/".repeat(8)}chat.yaml`]: bad(),
      },
      head: { "deploy/kustomization.yaml": list("resources: [a]\n") },
    },
    end: "red",
    says: /TPOT/,
  },
  ...named(
    "patched over many others",
    {
      "deploy/kustomization.yaml": list("resources: [a]\n"),
      ...nested(8, "chat.yaml"),
      [`deploy/${"a/".repeat(8)}chat.yaml`]: good(),
    },
    { "deploy/kustomization.yaml": list("resources: [a]\nreplicas: [{ name: chat, count: 1 }]\n") },
    /changes deployments/,
  ),
  ...named(
    "kustomizations in a circle, and a patch",
    {
      [CHAT]: good(),
      "deploy/kustomization.yaml": list("resources: [chat.yaml, a]\n"),
      "deploy/a/kustomization.yaml": list("resources: [..]\n"),
    },
    {
      "deploy/kustomization.yaml": list("resources: [chat.yaml, a]\nreplicas: [{ name: chat, count: 1 }]\n"),
    },
    /changes deployments/,
  ),
  ...["NOTES.txt", "README.md", "x.txt"].flatMap((name) =>
    named(
      `a definition in templates/${name}`,
      chart('include "r" .'),
      { [`chart/templates/${name}`]: '{{- define "r" }}1{{ end }}\n' },
      /holds values or parts of a chart/,
    ),
  ),
  quiet("words for who installs a chart", chart(".Values.r"), { "chart/templates/NOTES.txt": "Thanks.\n" }),
  ...named(
    "a packed chart in a chart",
    chart(".Values.r"),
    { "chart/charts/sub-1.0.0.tgz": rawFile(Buffer.from([31, 139, 8, 0])) },
    /`chart\/charts\/sub-1.0.0.tgz` cannot be read/,
  ),
]);

const saved = new WeakMap<World, string>();

playScenarios("the list of files is that of the head that is judged", [
  {
    name: "pushed away while they are listed, and back",
    hooks: [
      {
        method: "GET",
        path: /\/pulls\/7\/files$/,
        run: (world) => {
          saved.set(world, world.branches.get("feature")!);
          world.branches.set("feature", world.commit("other", { "README.md": "# b\n" }, { from: "main" }));
        },
      },
      {
        method: "GET",
        path: /\/pulls\/7$/,
        skip: 1,
        run: (world) => void world.branches.set("feature", saved.get(world)!),
      },
    ],
    end: "red",
    says: /TPOT/,
  },
]);
