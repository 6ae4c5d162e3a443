import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";

/** Types of counts that stand in a file of either API version: a finding's line and a part of it, or nothing. */
const v1beta1 = (fields: string): string =>
  `apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: m}\nspec:\n  components:\n    - name: W\n      type: worker\n${fields}      podTemplate: {spec: {containers: [{name: main, image: "x/vllm-runtime:1.6.1", command: [python3, -m, dynamo.vllm], args: [--model, org/m]}]}}\n`;
const v1alpha1 = (fields: string): string =>
  `apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: m}\nspec:\n  services:\n    W:\n      componentType: worker\n      # a worker\n${fields}      extraPodSpec: {mainContainer: {image: "x/vllm-runtime:1.6.1", command: [python3, -m, dynamo.vllm], args: [--model, org/m]}}\n`;

const found = (text: string): readonly (readonly [number, string])[] =>
  parseManifest(text, { file: "deploy.yaml" })
    .findings.filter(({ rule }) => rule === "field-value-invalid")
    .map(({ position, message }) => [position.line, message] as const);

describe("counts are numbers, or the cluster refuses the document", () => {
  it.each([
    ["v1beta1", v1beta1("      replicas: '8'\n"), "replicas of W"],
    ["v1alpha1", v1alpha1('      replicas: "2"\n').replace("      # a worker\n", ""), "replicas of W"],
    ["nodes", v1beta1('      multinode: {nodeCount: "2"}\n'), "multinode.nodeCount of W"],
  ])("a count in quotes: %s", (_name, text, words) => {
    expect(found(text)).toEqual([[8, expect.stringContaining(words)]]);
  });

  it.each([
    ["a number", v1beta1("      replicas: 8\n")],
    ["what is filled in later", v1beta1('      replicas: "${REPLICAS}"\n')],
    ["nodes", v1alpha1("      multinode: {nodeCount: 2}\n")],
  ])("nothing is said of %s", (_name, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("the container of a component", () => {
  const named = (name: string): string => v1beta1("").replace("{name: main, ", `{${name}`);

  it.each([
    ["another name", named("name: engine, ")],
    ["none at all", named("")],
  ])("has to be named main: %s", (_name, text) => {
    expect(found(text)).toEqual([[8, expect.stringContaining("no container named main")]]);
  });

  it("may stand beside others", () => {
    expect(found(v1beta1("").replace("[{name: main", "[{name: proxy, image: x}, {name: main"))).toEqual([]);
  });
});

const words = (args: string): string =>
  v1beta1("").replace("args: [--model, org/m]", `args: [--model, org/m${args}]`);
const variable = (value: string): string =>
  v1beta1("").replace("args: [", `env: [{name: A, value: ${value}}], args: [`);
const annotated = (value: string): string =>
  v1beta1("").replace("{name: m}", `{name: m, annotations: {dynamo-advisor.dev/ttft-ms: ${value}}}`);
const limit = (value: string): string => v1alpha1(`      resources: {limits: {gpu: ${value}}}\n`);

describe("text is text, or the cluster refuses the document", () => {
  it.each([
    ["a number in args", words(", --max-num-seqs, 256"), "is 256 without quotes: the cluster"],
    ["a share in args", words(", --gpu-memory-utilization, 0.9"), 'Write "0.9"'],
    ["several, said once", words(", -tp, 1, --max-num-seqs, 64"), "and so is 1 other"],
    ["a boolean of YAML 1.1", words(", --x, on"), "is on without quotes"],
    ["a variable", variable("true"), "a variable of W is true"],
    ["GPUs of v1alpha1", limit("1"), "resources.limits.gpu of W is 1"],
    ["an annotation", annotated("600"), "annotations dynamo-advisor.dev/ttft-ms is 600"],
  ])("%s is one warning", (_name, text, holds) => {
    const { findings } = parseManifest(text, { file: "deploy.yaml" });
    const said = findings.filter(({ rule }) => rule === "field-value-invalid");

    expect(said).toEqual([expect.objectContaining({ severity: "warning" })]);
    expect(said[0]?.message).toContain(holds);
  });

  it.each([
    ["numbers in quotes", words(`, --max-num-seqs, "256", '-tp', '1'`)],
    ["a version", words(", --revision, 1.2.3")],
    ["what something else fills in", words(", --max-num-seqs, ${SEQS}")],
    ["a variable in quotes", variable('"true"')],
    ["GPUs in quotes", limit('"1"')],
    [
      "a limit of Kubernetes, which takes both",
      v1beta1("").replace("args:", "resources: {limits: {nvidia.com/gpu: 1}}, args:"),
    ],
  ])("%s says nothing", (_name, text) => {
    expect(found(text)).toEqual([]);
  });
});
