import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../src/domain/deployment.js";
import { flagsOf } from "../../src/manifest/flags/index.js";
import type { FlagSpec } from "../../src/manifest/flags/spec.js";
import { expectGolden } from "../support/golden.js";
import { manifest, values, workerOf } from "./support/build.js";

/** A value of each way of writing one; switches take none. */
const SAMPLES: Readonly<Record<FlagSpec["type"], string | undefined>> = {
  int: "2",
  length: "2k",
  float: "0.5",
  text: "fp8",
  on: undefined,
  off: undefined,
  bool: "true",
  sizes: "1 2 4",
};
/** Settings whose values engines keep to a list. */
const LISTED: Readonly<Partial<Record<FlagSpec["setting"], string>>> = {
  role: "prefill",
  kvBlockSize: "64",
};
const sampleOf = ({ setting, type }: FlagSpec, backend?: Backend): string | undefined =>
  setting === "kvDtype" && backend === "sglang" ? "fp8_e4m3" : (LISTED[setting] ?? SAMPLES[type]);

function settingsOf(backend: Backend, words: readonly string[]): Record<string, unknown> {
  const module = backend === "trtllm" ? "trtllm" : backend;
  const own = ["--model-path", "org/m"];
  const args = [...(backend === "vllm" ? ["--model", "org/m"] : own), ...words];
  const text = manifest([
    {
      image: `registry.example/${module}-runtime:1.3.0`,
      command: `[python3, -m, dynamo.${module}]`,
      args: args.map((word) => `- '${word}'`).join("\n"),
    },
  ]);
  const worker = workerOf(text);
  return { ...values(worker), role: worker.role };
}

/** What an engine key says through the flag that takes engine keys as JSON. */
function overridden(key: string, spec: FlagSpec): string[] {
  const sample = sampleOf(spec) ?? "";
  const value: unknown =
    spec.type === "text" ? sample : spec.type === "sizes" ? [1, 2, 4] : JSON.parse(sample);
  const nested = key.split(".").reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
  return ["--override-engine-args", JSON.stringify(nested)];
}

describe.each<Backend>(["vllm", "sglang", "trtllm"])("flags and keys that are read (%s)", (backend) => {
  const { flags, keys } = flagsOf(backend);
  const plain = JSON.stringify(settingsOf(backend, []));
  const changed = (words: readonly string[]): string => {
    const read = settingsOf(backend, words);
    const before = JSON.parse(plain) as Record<string, unknown>;
    const moved = Object.entries(read).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
    );
    return `${words.join(" ")} -> ${JSON.stringify(Object.fromEntries(moved))}`;
  };
  const lines = [
    ...[...flags].map(([name, spec]) =>
      changed([`--${name}`, ...(sampleOf(spec, backend)?.split(" ") ?? [])]),
    ),
    ...(backend === "trtllm" ? [...keys].map(([key, spec]) => changed(overridden(key, spec))) : []),
  ];

  it("each says what it said: a name that goes, or means something else, is a line of the golden file", () => {
    expectGolden(`flags-${backend}.txt`, `${lines.join("\n")}\n`);
  });

  it("each is seen", () => {
    expect(lines.filter((line) => line.endsWith("-> {}"))).toEqual([]);
  });
});
