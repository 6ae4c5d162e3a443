import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Ajv } from "ajv";
import { POLICY_SCHEMA } from "../../src/policy/schema.js";

const file = new URL("../../schemas/policy.schema.json", import.meta.url);

describe("the published schema", () => {
  it("is the one the code checks with (UPDATE_GOLDEN=1 writes it)", () => {
    const text = `${JSON.stringify(POLICY_SCHEMA, null, 2)}\n`;
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(text));
  });

  it("is a valid draft 7 schema", () => {
    expect(new Ajv({ strict: false }).validateSchema(POLICY_SCHEMA)).toBe(true);
  });

  it("describes every key, for editors", () => {
    const bare: string[] = [];
    const walk = (node: unknown, path: string): void => {
      const { properties, items, anyOf } = node as {
        properties?: Record<string, unknown>;
        items?: unknown;
        anyOf?: unknown[];
      };
      for (const [key, value] of Object.entries(properties ?? {})) {
        if ((value as { description?: string }).description === undefined) bare.push(`${path}.${key}`);
        walk(value, `${path}.${key}`);
      }
      if (items !== undefined) walk(items, `${path}[]`);
      for (const branch of anyOf ?? []) walk(branch, path);
    };
    walk(POLICY_SCHEMA, "");
    expect(bare).toEqual([]);
  });
});
