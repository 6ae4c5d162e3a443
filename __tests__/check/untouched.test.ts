import { describe, expect, it } from "@jest/globals";
import type { ChangedFile } from "../../src/domain/change.js";
import { manifest } from "../manifest/support/build.js";
import { bad, checkChange, ENGINE, good, modified, POLICY, VALUES } from "../support/checked-change.js";

const A = "dynamo-advisor.dev/";
const other = good.replace("name: demo", "name: other");
const both = (second: string): string => `${bad()}---\n${second}`;
const anchored = (text: string): string =>
  text.replace("metadata:", "x-a: &n { replicas: 1 }\nx-b: &n { replicas: 2 }\nx-c: *n\nmetadata:");
const swapped = (text: string): string =>
  text.replace(/(x-a: .*\n)(x-b: .*\n)/, (_all, first: string, second: string) => second + first);
const merged = "x-m:\n  <<: { a: 1 }\n  a: 2\nmetadata:";
const config = (batch: number, note = ""): string =>
  `${note}apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: engine\ndata:\n  config.yaml: |\n    max_batch_size: ${batch}\n`;
const resting = manifest([
  {
    ...ENGINE,
    command: "[python3, -m, dynamo.trtllm]",
    args: '- --model\n- org/known\n- --tensor-parallel-size\n- "4"\n- --extra-engine-args\n- /engine/config.yaml',
    pod: "volumes:\n  - name: e\n    configMap: {name: engine}",
    container: "volumeMounts:\n  - {name: e, mountPath: /engine}",
  },
]);
const chart = (file: ChangedFile): ChangedFile => ({ ...file, path: "chart/templates/chat.yaml" });

const counted = (count: string): string => bad().replace("metadata:", `x-count: ${count}\nmetadata:`);
type Beside = Readonly<Record<string, readonly [base: string, head: string]>>;
const beside = (base: string, head: string): Beside => ({ "deploy/cm.yaml": [base, head] });

describe("a deployment is as it was", () => {
  it.each<readonly [string, ChangedFile, string?, Beside?]>([
    ["with a comment more", modified(`# a word\n${bad()}`, bad())],
    ["with other quotes", modified(bad().replace('"256"', "'256'"), bad())],
    ["with keys in another order", modified(bad().replace(/^(apiVersion: .*\n)(kind: .*\n)/, "$2$1"), bad())],
    ["with a neighbour changed", modified(both(other.replace('"64"', '"32"')), both(other))],
    ["with a neighbour added", modified(both(other), bad())],
    ["with a comment in a chart", chart(modified(`# a word\n${bad()}`, bad()))],
    [
      "with a comment in what it rests on",
      modified(`# a word\n${resting}`, resting),
      POLICY,
      beside(config(256), config(256, "# a word\n")),
    ],
  ])("%s", async (_name, file, ...more) => {
    const { result, outcome } = await checkChange([file], ...more);
    expect(result.deployments[0]?.untouched).toBe(true);
    expect(outcome).toMatchObject({ passes: true, verdict: "fail", why: "untouched" });
  });
});

describe("a deployment is not as it was, so that it fails as it is", () => {
  const moved: ChangedFile = { ...modified(bad(), bad()), status: "renamed", previousPath: "old/chat.yaml" };
  it.each<readonly [string, ChangedFile, string?, Beside?]>([
    ["in another place", moved],
    ["in a place with other limits", moved, `${POLICY}overrides: [{ paths: "old/**", ${VALUES} }]\n`],
    ["with a value written as a number", modified(bad().replace('"256"', "256"), bad())],
    ["with a number written otherwise", modified(counted("0x1"), counted("1"))],
    ["with a tag", modified(bad().replace('"256"', '!!str "256"'), bad())],
    ["with a directive", modified(`%YAML 1.1\n---\n${bad()}`, bad())],
    ["with a limit of its own", modified(bad(`${A}tpot-ms: "5"`), bad())],
    ["with anchors of one name in another order", modified(swapped(anchored(bad())), anchored(bad()))],
    [
      "with a merge behind what it overrules",
      modified(
        bad().replace("metadata:", merged.replace(/(  <<.*\n)(  a.*\n)/, "$2$1")),
        bad().replace("metadata:", merged),
      ),
    ],
    ["with a line end that only Kubernetes sees", modified(`# a\u2028b\n${bad()}`, bad())],
    [
      "with such line ends on both sides, between other words",
      modified(`# a\u2028b\n${bad()}`, `# a\u2028c\n${bad()}`),
    ],
    ["with an expression in a comment of a chart", chart(modified(`# {{ .x }}\n${bad()}`, bad()))],
    [
      "with other words in what it rests on",
      modified(`# a\n${resting}`, resting),
      POLICY,
      beside(config(64), config(256)),
    ],
    [
      "with what it rests on gone",
      modified(`# a\n${resting}`, resting),
      POLICY,
      beside(config(256), "kind: None\n"),
    ],
    ["where another of its name stands behind it", modified(both(counted("1")), bad())],
  ])("%s", async (_name, file, ...more) => {
    const { outcome } = await checkChange([file], ...more);
    expect(outcome).toMatchObject({ passes: false, verdict: "fail" });
  });
});
