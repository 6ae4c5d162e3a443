import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { loadPolicy } from "../../src/policy/load.js";
import { POLICY_SCHEMA } from "../../src/policy/schema.js";

const page = readFileSync(new URL("../../docs/policy.md", import.meta.url), "utf8");
const example = /```yaml\n(?<yaml>defaults:[\s\S]*?)```/.exec(page)?.groups?.["yaml"] ?? "";

describe("docs/policy.md", () => {
  it("shows a policy that loads", async () => {
    expect((await loadPolicy(example, "policy.yml")).findings).toEqual([]);
  });

  it("shows every key of the schema", () => {
    const shown = parse(example) as Record<string, Record<string, unknown>>;
    expect(Object.keys(shown).sort()).toEqual(Object.keys(POLICY_SCHEMA.properties).sort());
    expect(Object.keys(shown["defaults"] ?? {}).sort()).toEqual(
      Object.keys(POLICY_SCHEMA.properties.defaults.properties).sort(),
    );
  });
});
