import { bad, CHAT, good, LIMITS } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";
import type { Files } from "../support/gate-world.js";

const AS_IT_WAS = /as on the base/;
const STRICT = `${LIMITS}not-applicable: fail\n`;
const files = (base: Files, head: Files, policy = LIMITS): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});
const more = (text: string): string => text.replace("replicas: 4", "replicas: 5");
const noted = (text: string): string => `# a word about it\n${text}`;
/** A list in block style, as `kubectl get -o yaml` writes it. */
const listOf = (...items: readonly string[]): string =>
  `apiVersion: v1\nkind: List\nitems:\n${items.map((item) => `  - ${item.trimEnd().replaceAll("\n", "\n    ")}\n`).join("")}`;
const other = good({ name: "b" });
const typed = (text: string): string =>
  text.replace("v1\nkind: List", "nvidia.com/v1alpha1\nkind: DynamoGraphDeploymentList");
const aliased = (seats: string): string =>
  listOf(
    other.replace("  name: b\n", `  name: b\n  labels: { seats: &seats "${seats}" }\n`),
    bad().replace('- "256"', "- *seats"),
  );

playScenarios("an item of a list is as it was where another one changes", [
  {
    name: "one that passes beside one that fails",
    world: files({ [CHAT]: listOf(bad(), other) }, { [CHAT]: listOf(bad(), more(other)) }),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "in front of it",
    world: files({ [CHAT]: listOf(other, bad()) }, { [CHAT]: listOf(more(other), bad()) }),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "of a typed list",
    world: files({ [CHAT]: typed(listOf(bad(), other)) }, { [CHAT]: typed(listOf(bad(), more(other))) }),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "one is added",
    world: files({ [CHAT]: listOf(bad()) }, { [CHAT]: listOf(other, bad()) }),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "a list in one line",
    world: files(
      { [CHAT]: JSON.stringify({ kind: "List" }).replace("}", `,"apiVersion":"v1","items":[]}`) },
      { [CHAT]: listOf(other) },
    ),
    end: "green",
  },
  {
    name: "the failing one changes as well",
    world: files(
      { [CHAT]: listOf(bad(), other) },
      { [CHAT]: listOf(bad().replace("256", "255"), more(other)) },
    ),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "an alias in it means an anchor in the other one, which changes",
    world: files({ [CHAT]: aliased("256") }, { [CHAT]: aliased("512") }),
    end: "red",
    says: /Fail: chat/,
  },
  {
    name: "the version that the list says of its items",
    world: files(
      { [CHAT]: typed(listOf(bad(), other)) },
      {
        [CHAT]: typed(listOf(bad(), other)).replace(
          "v1alpha1\nkind: DynamoGraphDeploymentList",
          "v1beta1\nkind: DynamoGraphDeploymentList",
        ),
      },
    ),
    end: "red",
  },
]);

const BROKEN_ALIAS = "apiVersion: v1\nkind: Service\nmetadata: { name: *gone }\n";
const BROKEN = "apiVersion: v1\nkind: Service\nmetadata: { name: a\nspec: [\n";
const PATCH =
  "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: { name: p }\nspec: { services: { Worker: { replicas: 5 } } }\n";

playScenarios("what is wrong elsewhere in a file, and was before, is no error of the change", [
  ...[
    ["an alias that means nothing", BROKEN_ALIAS],
    ["what is no YAML", BROKEN],
    ["a patch that is not checked", PATCH],
  ].flatMap(([what = "", rest = ""]): GateScenario[] => [
    {
      name: `${what}, behind a deployment that changes and passes`,
      world: files({ [CHAT]: `${good()}---\n${rest}` }, { [CHAT]: `${more(good())}---\n${rest}` }, STRICT),
      end: "green",
    },
    {
      name: `${what}, in front of one with a comment more that fails`,
      world: files({ [CHAT]: `${rest}---\n${bad()}` }, { [CHAT]: `${rest}---\n${noted(bad())}` }, STRICT),
      end: "green",
      says: AS_IT_WAS,
    },
    {
      name: `${what}, which the change adds`,
      world: files({ [CHAT]: good() }, { [CHAT]: `${more(good())}---\n${rest}` }, STRICT),
      end: "red",
    },
    {
      name: `${what}, which the change makes another one`,
      world: files(
        { [CHAT]: `${good()}---\n${rest}` },
        { [CHAT]: `${more(good())}---\n${rest.replace(/gone|spec|5/, "other")}` },
        STRICT,
      ),
      end: "red",
    },
  ]),
  {
    name: "an alias that means nothing, in the deployment itself",
    world: files(
      { [CHAT]: good().replace("name: chat\n", "name: chat\n  labels: { a: *gone }\n") },
      { [CHAT]: noted(good().replace("name: chat\n", "name: chat\n  labels: { a: *gone }\n")) },
    ),
    end: "green",
    says: AS_IT_WAS,
  },
  {
    name: "the same alias, once its anchor stands behind it",
    world: files(
      { [CHAT]: bad().replace('"256"', "*r") },
      { [CHAT]: bad().replace('"256"', "*r").concat('status: &r "512"\n') },
    ),
    end: "red",
  },
]);

const chart = (text: string): string =>
  text
    .replace("name: chat\n", "name: {{ .Release.Name }}\n")
    .replace(/replicas: \d\n {6}resources/, "replicas: {{ .Values.replicas }}\n      resources");
const TEMPLATE = "chart/templates/d.yaml";

playScenarios("a comment in a template is no change of it, where not checked fails", [
  ...["chart/templates/d.yaml", "chart/templates/d.yaml.tpl", "deploy/chat.yaml.gotmpl"].map(
    (path): GateScenario => ({
      name: `in ${path}`,
      world: files({ [path]: chart(bad()) }, { [path]: noted(chart(bad())) }, STRICT),
      end: "green",
    }),
  ),
  ...[
    ["a value", chart(bad()).replace("256", "512")],
    ["a comment that is filled in", `# {{ .Values.x }}\n${chart(bad())}`],
    [
      "a comment in an argument over lines",
      chart(bad()).replace("- --model\n", '- "--model\n            # "\n'),
    ],
  ].map(([what = "", head = ""]): GateScenario => ({
    name: `not so for ${what}`,
    world: files({ [TEMPLATE]: chart(bad()) }, { [TEMPLATE]: head }, STRICT),
    end: "red",
  })),
]);

const CHART = "chart/Chart.yaml";
const about = (version: string, more = ""): string => `name: a\nversion: ${version}\n${more}`;
const FROM = "dependencies: [{ name: b, repository: 'https://charts.example', version: 1.0.0 }]\n";
const served: Files = { [TEMPLATE]: good(), [CHART]: about("1.0.0") };

playScenarios("what a chart takes in is not checked, where not checked fails", [
  {
    name: "a chart that it depends on from now",
    world: files(served, { [CHART]: about("1.0.0", FROM) }, STRICT),
    end: "red",
  },
  {
    name: "values in JSON",
    world: files(served, { "chart/values-prod.json": '{"replicas": 1}' }, STRICT),
    end: "red",
  },
  {
    name: "another version of its own",
    world: files(served, { [CHART]: about("1.0.1") }, STRICT),
    end: "green",
  },
  {
    name: "the schema of its values",
    world: files(served, { "chart/values.schema.json": '{"type": "object"}' }, STRICT),
    end: "green",
  },
  {
    name: "a chart that serves no model",
    world: files({ [CHART]: about("1.0.0") }, { [CHART]: about("1.0.0", FROM) }, STRICT),
    end: "green",
  },
]);
