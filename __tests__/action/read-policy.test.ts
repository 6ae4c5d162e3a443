import { describe, expect, it } from "@jest/globals";
import { readInputs } from "../../src/action/inputs.js";
import { readPolicy } from "../../src/action/read-policy.js";
import { DEFAULT_POLICY } from "../../src/policy/index.js";

const FILE = ".github/dynamo-advisor.yml";
const WORDS = "gate: advisory\ncomment:\n  header: hello @everyone\n  footer: bye\n";
const inputs = readInputs(
  () => "",
  () => [],
);

/** The policy of a run whose base and head hold these texts. */
function policyOf(texts: { readonly base?: string; readonly head?: string }) {
  const forge = {
    text: async (_file: string, ref: string) => {
      const text = ref === "base" ? texts.base : texts.head;
      return text === undefined ? { kind: "absent" } : { kind: "text", text };
    },
  };
  const changed = texts.base !== texts.head;
  const scope = {
    paths: { files: changed ? [{ path: FILE, status: "modified" }] : [] },
    policySha: "base",
    headSha: "head",
  };
  return readPolicy(forge as never, scope as never, { ...inputs, configFile: FILE });
}

describe("words of the policy in our comment", () => {
  it("come from the base", async () => {
    const { policy } = await policyOf({ base: WORDS, head: "gate: off\n" });
    expect([policy.gate, policy.header, policy.footer]).toEqual(["advisory", "hello @everyone", "bye"]);
  });

  it.each([
    ["the base has no policy", {}],
    ["the policy of the base is broken", { base: "gate: maybe\n" }],
  ])("are left out of a proposed file where %s, and so is its gate", async (_what, texts) => {
    const { policy, notes } = await policyOf({ ...texts, head: WORDS });
    expect([policy.gate, policy.header, policy.footer]).toEqual(["enforce", "", ""]);
    expect(notes).toEqual([`Of \`${FILE}\` only limits and workload count until it is on the base branch.`]);
  });

  it.each([
    ["gate: off\n", "gate"],
    ["commit: always\n", "commit"],
    ["waiver: { label: x }\n", "waiver"],
    ["ignore: ['**']\n", "ignore"],
    ["rules: { memory-exceeded: 'off' }\n", "rules"],
    ["annotations: trust\n", "annotations"],
    ["experiments: any\n", "experiments"],
    ["on-internal-error: pass\n", "onInternalError"],
  ] as const)("of a proposed file %j does not count", async (text, key) => {
    expect((await policyOf({ head: text })).policy[key]).toEqual(DEFAULT_POLICY[key]);
  });

  it("limits and workload of it do", async () => {
    const { policy } = await policyOf({ head: "defaults: { sla: { ttft-ms: 7 } }\n" });
    expect(policy.defaults.ttftMs).toBe(7);
  });
});

describe("where the policy lies", () => {
  const scope = { paths: { files: [] }, policySha: "base", headSha: "head" };
  const at = (file: string) => ({
    text: async (path: string) =>
      path === file ? { kind: "text", text: "gate: advisory\n" } : { kind: "absent" },
  });

  it("a file that the input names and nobody has is a mistake", async () => {
    const asked = { ...inputs, configFile: ".github/dynamo-adviser.yml" };
    await expect(readPolicy(at("other") as never, scope as never, asked)).rejects.toThrow(
      "config-file: .github/dynamo-adviser.yml does not exist",
    );
  });

  it("the other spelling of the ending is found too", async () => {
    const found = await readPolicy(at(".github/dynamo-advisor.yaml") as never, scope as never, inputs);
    expect(found.policy.gate).toBe("advisory");
  });

  it.each(["gate: off\n", "", "gate: [\n"])(
    "a new file under the other ending (%j) takes nothing from it",
    async (text) => {
      const held = ".github/dynamo-advisor.yaml";
      const forge = {
        text: async (name: string, ref: string) =>
          name === FILE && ref === "head"
            ? { kind: "text", text }
            : name === held
              ? { kind: "text", text: "gate: advisory\n" }
              : { kind: "absent" },
      };
      const added = { ...scope, paths: { files: [{ path: FILE, status: "added" }] } };
      const { policy, notes } = await readPolicy(forge as never, added as never, inputs);
      expect(policy.gate).toBe("advisory");
      expect(notes).toEqual([expect.stringContaining(`${held}\` changes here`)]);
    },
  );
});
