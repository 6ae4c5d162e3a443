import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import type { SiblingFile } from "../../src/manifest/types.js";
import { manifest } from "./support/build.js";

const FILE = "engine.yaml";
const text = manifest([
  {
    ...{ gpu: '"2"', command: "[python3, -m, dynamo.trtllm]" },
    args: `- --model\n- org/m\n- --extra-engine-args\n- /cfg/${FILE}`,
    pod: "volumes: [{name: cfg, configMap: {name: wanted}}]",
    container: "volumeMounts: [{name: cfg, mountPath: /cfg}]",
  },
]);
const map = (name: string, tp: number): string =>
  `kind: ConfigMap\nmetadata: {name: ${name}}\ndata:\n  ${FILE}: |\n    tensor_parallel_size: ${tp}\n`;

/** A file that must not be read: reading asks for its name. */
const untouched = (content: string): SiblingFile => ({
  get file(): string {
    throw new Error("a file that names no wanted ConfigMap was read");
  },
  text: content,
});

const tpOf = (siblings: readonly SiblingFile[], own = text): number | undefined =>
  parseManifest(own, { file: "deploy.yaml", siblings }).deployments[0]?.workers[0]?.settings.tp?.value;

describe("files beside a manifest", () => {
  it.each([
    ["two that say the same are one", 2, 2],
    ["of two that differ neither counts: which is applied last, the files do not say", 4, undefined],
  ] as const)("are read for the ConfigMap that is asked for; %s", (_rule, second, tp) => {
    const siblings = [
      { file: "a.yaml", text: map("wanted", 2) },
      { file: "b.yaml", text: map("wanted", second) },
    ];
    expect(tpOf(siblings)).toBe(tp);
  });

  it("come after the file's own", () => {
    expect(tpOf([{ file: "a.yaml", text: map("wanted", 4) }], `${text}\n---\n${map("wanted", 2)}`)).toBe(2);
  });

  const spaced = (space: string, content: string): string =>
    content.replace(/name: (\w+)\}/, `name: $1, namespace: ${space}}`);

  it.each([
    ["an escaped name is a name", map('"want\\x65d"', 4), 4],
    ["one of another namespace is not reached", spaced("b", map("wanted", 4)), undefined],
    ["one of the deployment's own is", spaced("a", map("wanted", 4)), 4],
    ["behind `...` alone nothing is applied", `${map("wanted", 4)}...\n${map("wanted", 2)}`, 4],
    ["and all of it behind a marker", `${map("wanted", 4)}...\n---\n${map("wanted", 2)}`, 2],
    ["a merge that overrules a value settles neither", `${map("wanted", 4)}  <<: {${FILE}: x}\n`, undefined],
  ] as const)("count as kubectl applies them: %s", (_rule, content, tp) => {
    const own = text.replace(/^( *)name: (.*)$/m, "$1name: $2\n$1namespace: a");
    expect(own).not.toBe(text);
    expect(tpOf([{ file: "a.yaml", text: content }], own)).toBe(tp);
  });

  it("are not read when they do not name it", () => {
    expect(
      tpOf([untouched(map("other", 8)), untouched(text), { file: "a.yaml", text: map("wanted", 2) }]),
    ).toBe(2);
    expect(tpOf([untouched(map("other", 8))])).toBeUndefined();
  });

  it("are not read at all by a file that wants none", () => {
    const plain = manifest([{ gpu: '"2"', command: "[python3, -m, dynamo.vllm]", args: "- -tp\n- 2" }]);

    expect(tpOf([untouched(map("wanted", 4))], plain)).toBe(2);
  });
});
