import { describe, expect, it } from "@jest/globals";
import { droppedNames } from "../../src/review/index.js";

const list = (...names: readonly string[]): string =>
  names.map((name) => `- name: ${name}\n  value: "1"\n`).join("");
const transfer = (connector: string): string => `- '{"kv_connector":"${connector}","kv_role":"kv_both"}'\n`;

describe("what an edit takes out of a file", () => {
  it.each([
    [
      "a variable of the worker that goes",
      list("DYN_KVBM_CPU_CACHE_GB", "HF_HOME"),
      list("HF_HOME"),
      ["DYN_KVBM_CPU_CACHE_GB"],
    ],
    ["one that another worker has too", list("HF_HOME") + list("HF_HOME"), list("HF_HOME"), []],
    ["each once, in order", list("B_B", "A_A", "B_B"), "", ["B_B", "A_A"]],
    ["in quotes, on one line", '{ name: "DYN_LOG", value: debug }', "", ["DYN_LOG"]],
    ["a connector that offloads", transfer("DynamoConnector"), "", ["DynamoConnector"]],
    ["a connector that only joins the pools", transfer("NixlConnector"), "", []],
    ["names of components and models", "- name: main\n- name: VllmDecodeWorker\n", "", []],
    ["a component whose name begins with capitals", "- name: TRTLLMPrefillWorker\n- name: LLM-1\n", "", []],
    ["nothing", list("HF_HOME"), list("HF_HOME", "NEW_ONE"), []],
  ] as const)("%s", (_name, before, after, gone) => {
    expect(droppedNames(before, after)).toEqual(gone);
  });
});
