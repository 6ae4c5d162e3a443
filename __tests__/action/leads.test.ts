import { describe, expect, it } from "@jest/globals";
import { readLeads } from "../../src/action/leads.js";
import type { ForgeReader } from "../../src/forge/forge.js";

const LINKS: Readonly<Record<string, string>> = {
  "docs/latest": "v2",
  deploy: "live",
  live: "clusters/prod",
  "old.yaml": "deploy/chat.yaml",
};

/** Links of a commit, and which of them were read. */
function world(): { readonly forge: ForgeReader; readonly read: string[] } {
  const read: string[] = [];
  const files = new Map(Object.keys(LINKS).map((name) => [name, { kind: "link", sha: name }]));
  const forge = {
    tree: async () => ({ files }),
    texts: async (requests: readonly { readonly blobSha: string }[]) =>
      requests.map(({ blobSha }) => {
        read.push(blobSha);
        return { kind: "text", text: LINKS[blobSha] };
      }),
  } as unknown as ForgeReader;
  return { forge, read };
}

describe("links of a commit", () => {
  it("are followed over links of links, and only those on the way are read", async () => {
    const { forge, read } = world();

    const leads = await readLeads(forge, "c", [{ path: "deploy/a.yaml", status: "modified" }]);

    expect(leads.follow("deploy/a.yaml")).toBe("clusters/prod/a.yaml");
    expect([...leads.named]).toEqual(["clusters/prod/chat.yaml"]);
    expect(read.sort()).toEqual(["deploy", "live", "old.yaml"]);
  });
});
