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
