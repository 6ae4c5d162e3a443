import { describe, expect, it } from "@jest/globals";
import { readInputs } from "../../src/action/inputs.js";
import { readPolicy } from "../../src/action/read-policy.js";

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
  ])("are left out of a proposed file where %s; the rest of it holds", async (_what, texts) => {
    const { policy, notes } = await policyOf({ ...texts, head: WORDS });
    expect([policy.gate, policy.header, policy.footer]).toEqual(["advisory", "", ""]);
    expect(notes).toEqual([
      `Header and footer of \`${FILE}\` are shown once the file is on the base branch.`,
    ]);
  });

  it("need no note where there are none", async () => {
    expect((await policyOf({ head: "gate: advisory\n" })).notes).toEqual([]);
  });
});
