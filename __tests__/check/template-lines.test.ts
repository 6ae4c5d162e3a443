import { describe, expect, it } from "@jest/globals";
import { isSameTemplate } from "../../src/check/template-lines.js";

const TEMPLATE = `{{ if .Values.on }}
kind: DynamoGraphDeployment
metadata:
  name: {{ .Release.Name }}
spec:
  run: |
    python3 -m dynamo.vllm
    --max-num-seqs 64
  replicas: {{ .Values.replicas -}}
  # behind what eats its line end
  labels: "a"
{{- include "x" . }}
`;
const edit = (from: string, to: string): string => TEMPLATE.replace(from, to);

describe("a template is the same where nothing but comments changed", () => {
  it.each([
    ["itself", TEMPLATE],
    ["a comment in front", `# a word\n${TEMPLATE}`],
    ["a comment between keys", edit("spec:\n", "# a word\nspec:\n")],
    ["an indented one", edit("  replicas:", "  # a word\n  replicas:")],
    ["two of them", edit("spec:\n", "# a\n  # b\nspec:\n")],
    ["an empty line in front of a key", edit("spec:\n", "\nspec:\n")],
    ["other line ends", TEMPLATE.replaceAll("\n", "\r\n")],
  ])("%s", (_name, head) => {
    expect(isSameTemplate(head, TEMPLATE)).toBe(true);
    expect(isSameTemplate(TEMPLATE, head)).toBe(true);
  });

  it.each([
    ["a value", edit("64", "256")],
    ["a comment behind a value", edit('"a"', '"a" # b')],
    ["a comment in a script", edit("    --max", "    # a\n    --max")],
    ["an empty line in a script", edit("    --max", "\n    --max")],
    ["a comment that a chart fills in", edit("spec:\n", "# {{ .Values.more }}\nspec:\n")],
    ["one whose line an action eats", edit("{{- include", "# a\n{{- include")],
    ["one behind an action that eats", edit("  # behind", "  # a\n  # behind")],
    ["a comment that is gone from there", edit("  # behind what eats its line end\n", "")],
    ["an empty line in a text over lines", edit("64\n", "64\n\n      more\n")],
    ["words for another engine", edit("spec:\n", "#jinja2: trim_blocks: False\nspec:\n")],
    ["a directive of a shell template", edit("spec:\n", "# ${MORE}\nspec:\n")],
    ["a line end that Kubernetes alone sees", edit("spec:\n", "# a\u2028  nodes: 2\nspec:\n")],
  ])("another one with %s", (_name, head) => {
    expect(isSameTemplate(head, TEMPLATE)).toBe(false);
  });

  it.each([
    ["a quote that goes on", `a: "b\n  c"\n`],
    ["an action over lines", `a: {{ .b\n  }}\n`],
    ["a part that others put somewhere", `{{ define "x" }}\na: b\n{{ end }}\n`],
    ["statements of Jinja", `{% if a %}\nb: c\n{% endif %}\n`],
  ])("nothing is told of one with %s", (_name, text) => {
    expect(isSameTemplate(`# a\n${text}`, text)).toBe(false);
  });
});
