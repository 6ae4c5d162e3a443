import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Ajv } from "ajv";
import { FILE_SCHEMA } from "../../../src/manifest/experiment/file-schema.js";

const file = new URL("../../../schemas/experiment.schema.json", import.meta.url);

describe("the published schema of experiment files", () => {
  it("is the one the code checks with (UPDATE_GOLDEN=1 writes it)", () => {
    const text = `${JSON.stringify(FILE_SCHEMA, null, 2)}\n`;
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);

    // By content: the formatter of the repository has its own idea of line breaks.
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(text));
  });

  it("is a valid draft 7 schema and accepts both forms", () => {
    const ajv = new Ajv({ strict: false });
    const validate = ajv.compile(FILE_SCHEMA);

    expect(
      validate({ a: { serving_mode: "agg", model_path: "x/y", system_name: "h200_sxm", total_gpus: 8 } }),
    ).toBe(true);
    expect(
      validate({
        exps: ["b"],
        b: {
          mode: "patch",
          serving_mode: "disagg",
          model_name: "QWEN3_32B",
          system_name: "h200_sxm",
          total_gpus: 8,
        },
      }),
    ).toBe(true);
    expect(validate({ a: { serving_mode: "agg", model_pth: "x/y" } })).toBe(false);
  });
});
