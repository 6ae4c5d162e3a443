import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { good } from "../support/gate-world.js";

/** Components of the frontend whose arguments are one list, again and again. */
const frontends = (components: number, words: number): string =>
  Array.from({ length: components }, (_, i) => {
    const list = i === 0 ? `&words [${"a, ".repeat(words)}a]` : "*words";
    return `    F${i}: { componentType: frontend, extraPodSpec: { mainContainer: { image: x, command: [python3, -m, dynamo.frontend], args: ${list} } } }\n`;
  }).join("");
const second = "    Second:\n      componentType: worker\n      replicas: 1\n";

describe("a file that asks for more reading than is done is read as nothing, not in part", () => {
  it.each([["behind a worker, in front of another", good() + frontends(300, 1500) + second]])(
    "%s",
    (_name, text) => {
      const file = parseManifest(text, { file: "a.yaml" });
      expect(file.deployments).toEqual([]);
      expect(file.documents.every(({ readable }) => !readable)).toBe(true);
      expect(file.findings.map(({ rule }) => rule)).toEqual(["too-many-nodes"]);
    },
  );

  it("reads many components that share a list", () => {
    const file = parseManifest(good({ components: frontends(40, 100) }), { file: "a.yaml" });
    expect(file.deployments).toHaveLength(1);
    expect(file.findings.map(({ rule }) => rule)).not.toContain("too-many-nodes");
  });
});
