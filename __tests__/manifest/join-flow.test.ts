import { describe, expect, it } from "@jest/globals";
import type { Deployment } from "../../src/domain/deployment.js";
import { changeManifest } from "../../src/manifest/rewrite.js";
import { toDeployment } from "../../src/manifest/to-deployment.js";
import { deploymentOf, manifest } from "./support/build.js";

const FACTS = { system: "h200_sxm", backendVersion: "1", isMoe: false };

/** Words of a worker that runs one role, by engine: its role, and what hands the cache over. */
const WORDS = {
  vllm: (role: string) => [
    ["--disaggregation-mode", role],
    ["--kv-transfer-config", `'{"kv_connector":"NixlConnector","kv_role":"kv_both"}'`],
  ],
  sglang: (role: string) => [
    ["--disaggregation-mode", role],
    ["--disaggregation-transfer-backend", "nixl"],
  ],
} as const;
const COMMON = [
  ["--model", "org/m"],
  ["--tp", '"2"'],
];

/** How a list of arguments may be written. */
const WRITTEN: Readonly<Record<string, (words: readonly (readonly string[])[]) => string>> = {
  "one line": (words) => `[${words.flat().join(", ")}]`,
  "one line without blanks": (words) => `[${words.flat().join(",")}]`,
  "a line each in brackets": (words) => `[\n  ${words.map((pair) => pair.join(", ")).join(",\n  ")}\n]`,
  "a line an item": (words) =>
    words
      .flat()
      .map((word) => `- ${word}`)
      .join("\n"),
};
const PLACES: Readonly<
  Record<string, (own: readonly (readonly string[])[]) => readonly (readonly string[])[]>
> = {
  last: (own) => [...COMMON, ...own],
  "in between": (own) => [COMMON[0]!, ...own, COMMON[1]!],
  apart: (own) => [own[0]!, ...COMMON, own[1]!],
};
const CASES = (["vllm", "sglang"] as const).flatMap((engine) =>
  Object.keys(WRITTEN).flatMap((form) => Object.keys(PLACES).map((place) => [engine, form, place] as const)),
);

/** Prefill and decode workers as one aggregated worker. */
function joined(engine: "vllm" | "sglang", form: string, place: string): ReturnType<typeof changeManifest> {
  const worker = (role: string): Parameters<typeof manifest>[0][number] => ({
    name: `${role}worker`,
    subType: role,
    gpu: '"2"',
    command: `[python3, -m, dynamo.${engine}]`,
    args: WRITTEN[form]!(PLACES[place]!(WORDS[engine](role))),
  });
  const text = manifest([worker("prefill"), worker("decode")]);
  const read = deploymentOf(text);
  const { deployment } = toDeployment(read, FACTS);
  if (deployment === undefined) throw new Error("not mapped");
  const target: Deployment = {
    ...deployment,
    mode: "agg",
    replicas: 2,
    pools: [{ ...deployment.pools[1]!, role: "agg", workers: 1 }],
  };
  return changeManifest({ text, manifest: read, target, facts: FACTS });
}

describe("an aggregated worker that was a decode worker names no role and hands no cache over", () => {
  it.each(CASES)("%s, arguments as %s, its words %s", (engine, form, place) => {
    const made = joined(engine, form, place);
    if (made.kind === "refused") throw new Error(made.reason);
    const [worker, more] = deploymentOf(made.newText).workers;
    expect(more).toBeUndefined();
    expect(worker?.command?.args.map(({ text }) => text)).toEqual(["--model", "org/m", "--tp", "2"]);
  });
});
