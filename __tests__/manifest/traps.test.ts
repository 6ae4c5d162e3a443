import { describe, expect, it } from "@jest/globals";
import { MAX_FILE_LENGTH } from "../../src/manifest/documents.js";
import { parseManifest } from "../../src/manifest/parse.js";
import type { ManifestFile } from "../../src/manifest/types.js";
import { cpuMs } from "../support/cpu.js";
import { ownFixture } from "./support/own.js";

function timed(text: string): { readonly parsed: ManifestFile; readonly ms: number } {
  let parsed: ManifestFile | undefined;
  const ms = cpuMs(() => (parsed = parseManifest(text, { file: "x.yaml" })));
  return { parsed: parsed!, ms };
}

const rules = (parsed: ManifestFile): readonly string[] => parsed.findings.map((finding) => finding.rule);
const good = ownFixture("vllm-agg-list.yaml");

/** A worker with this script. */
function withScript(script: string): string {
  const block = script
    .split("\n")
    .map((line) => `              ${line}`)
    .join("\n");
  return `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: {name: s}
spec:
  services:
    W:
      componentType: worker
      extraPodSpec:
        mainContainer:
          image: i
          command: [/bin/bash, -c]
          args:
            - |
${block}
`;
}

describe("limits and traps", () => {
  it("a map of 20,000 keys takes linear time and reports its duplicate", () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `  k${i}: v`).join("\n");
    const { parsed, ms } = timed(`${good}---\nkind: ConfigMap\ndata:\n${keys}\n  k7: again\n`);
    expect(ms).toBeLessThan(20_000);
    expect(rules(parsed)).toContain("duplicate-key");
    expect(parsed.deployments).toHaveLength(1);
  });

  it("an alias bomb costs no more than its budget", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    const bomb = `kind: DynamoGraphDeployment\napiVersion: nvidia.com/v1alpha1\nspec:\n  services: {W: {extraPodSpec: {mainContainer: {image: i, args: *a11, env: *a11}}}}\n`;
    const { ms } = timed(`${lines.join("\n")}\n${bomb}`);
    expect(ms).toBeLessThan(15_000);
  });

  it("an alias bomb inside an engine file is bounded too", () => {
    const lines = ["a0: &a0 {k: 1, l: 2, m: 3, n: 4}"];
    for (let i = 1; i < 14; i++)
      lines.push(
        `a${i}: &a${i} {${["p", "q", "r", "s", "t"].map((key) => `${key}: *a${i - 1}`).join(", ")}}`,
      );
    const text = ownFixture("trtllm-agg-configmap.yaml").replace(
      "    backend: pytorch\n",
      `${lines.map((line) => `    ${line}`).join("\n")}\n    backend: pytorch\n`,
    );
    expect(timed(text).ms).toBeLessThan(15_000);
  });

  it.each([
    ["an anchor that contains itself", "x: &a [*a]\n", "broken-alias"],
    ["an alias without an anchor", "x: *nowhere\n", "broken-alias"],
    ["an alias to another document", "x: &a 1\n---\ny: *a\n", "broken-alias"],
  ])("%s is a finding", (_name, text, rule) => {
    expect(rules(timed(text).parsed)).toContain(rule);
  });

  it.each([
    ["nested flow lists", "[".repeat(5000)],
    ["nested maps", `a: ${"{a: ".repeat(3000)}`],
    ["many documents", "---\na: 1\n".repeat(250)],
    ["a long line", `a: ${"x".repeat(900_000)}`],
    ["many comments", "# c\n".repeat(100_000)],
    ["only carriage returns", "a: 1\rb: 2\r"],
    ["tabs as indentation", "a:\n\tb: 1\n"],
    ["nothing", ""],
    ["blank documents", "---\n---\n\n---\n"],
    ["only a comment", "# x\n"],
    ["NUL", "a: \0\n"],
  ])("%s: an answer in time", (_name, text) => {
    expect(timed(text).ms).toBeLessThan(20_000);
  });

  it("refuses a file beyond the limit with one finding", () => {
    const { parsed, ms } = timed("a".repeat(MAX_FILE_LENGTH + 1));
    expect(rules(parsed)).toEqual(["file-too-large"]);
    expect(ms).toBeLessThan(2_000);
  });

  it("refuses more documents than the limit before parsing them", () => {
    const { parsed, ms } = timed("---\nkind: X\n".repeat(80_000));
    expect(rules(parsed)).toEqual(["too-many-documents"]);
    expect(ms).toBeLessThan(3_000);
  });

  it.each([
    ["nested substitutions", `X=${"$(".repeat(20_000)}`],
    ["deep functions", "f() ".repeat(6000)],
    ["a doubling variable", `A=xxxxxxxx\n${"A=$A$A\n".repeat(60)}python3 -m dynamo.vllm --model $A`],
    [
      "a doubling array",
      `a=(x y)\n${'a=("${a[@]}" "${a[@]}")\n'.repeat(60)}python3 -m dynamo.vllm "\${a[@]}"`,
    ],
    ["unclosed quotes", `python3 -m dynamo.vllm '${"x".repeat(20_000)}`],
    ["a longer script than the kernel takes", "x".repeat(70_000)],
    ["brace expansion", `echo ${"{a,b}".repeat(3000)}`],
    ["globs", `ls ${"*a".repeat(10_000)}`],
  ])("hostile script: %s", (_name, script) => {
    const { ms } = timed(withScript(script));
    expect(ms).toBeLessThan(15_000);
  });

  it("says that a script is too long or too deep to read", () => {
    expect(rules(timed(withScript("x".repeat(70_000))).parsed)).toContain("shell-too-long");
    expect(rules(timed(withScript("f() ".repeat(6000))).parsed)).toContain("shell-syntax");
  });

  it("variables that name each other do not grow without bound", () => {
    const env = [
      "            - {name: A0, value: xxxxxxxxxxxxxxxx}",
      ...Array.from({ length: 60 }, (_, i) => `            - {name: A${i + 1}, value: $(A${i})$(A${i})}`),
    ].join("\n");
    const text = withScript("exec python3 -m dynamo.vllm --model $A60").replace(
      "          args:",
      `          env:\n${env}\n          args:`,
    );
    expect(timed(text).ms).toBeLessThan(15_000);
  });

  it.each([
    ["a broken document before", `a: [1\n---\n${good}`],
    ["a broken document after", `${good}---\na: {b: [\n`],
    ["an unclosed quote before", `a: "x\n---\n${good}`],
    ["bad indentation before", `a:\n  b: 1\n c: 2\n---\n${good}`],
  ])("%s does not hide the good one", (_name, text) => {
    const { parsed } = timed(text);
    expect(rules(parsed)).toContain("yaml-syntax");
    expect(parsed.deployments.map((one) => one.name)).toEqual(["vllm-agg"]);
  });

  it("keys of prototypes are only keys", () => {
    const { parsed } = timed(good.replace("kind:", "__proto__: {polluted: 1}\nconstructor: x\nkind:"));
    expect(parsed.deployments).toHaveLength(1);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("Helm that is valid YAML by accident is not believed", () => {
    const { parsed } = timed(good.replace(/replicas: 2/, "replicas: {{ .Values.replicas }}"));
    expect(parsed.template).toBe("helm");
    expect(parsed.plainYaml).toBe(false);
    expect(rules(parsed)).toContain("template-not-rendered");
  });

  it.each([
    ["a flow map", "", "envsubst"],
    ["a flow map, with broken YAML behind it", "\n  x: [1\n", undefined],
    // the parser never came to it, and filling the placeholder lets it
    ["a flow map, with a trap behind it", `\nx: ${"[".repeat(8_000)}`, undefined],
  ])("a placeholder in %s is read to the end of the document", (_what, behind, template) => {
    const { parsed } = timed(`${good.replace(/replicas: 2/, "extra: { a: ${A} }")}${behind}`);
    expect(parsed.template).toBe(template);
    expect(parsed.plainYaml).toBe(template === undefined);
    expect(rules(parsed)).toContain(template === undefined ? "yaml-syntax" : "template-not-rendered");
  });

  it("tolerates a byte order mark and CRLF", () => {
    const { parsed } = timed(`\ufeff${good.replaceAll("\n", "\r\n")}`);
    expect(parsed.deployments[0]?.workers[0]?.settings.tp?.value).toBe(2);
    expect(rules(parsed)).toContain("byte-order-mark");
  });
});
