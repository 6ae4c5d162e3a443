import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { Ajv } from "ajv";
import { UserError } from "../../src/domain/errors.js";
import { readSystemFile } from "../../src/systems/read.js";
import { SYSTEM_SCHEMA } from "../../src/perf/db/described-schema.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const H20 = `name: h20
like: h200_sxm
memory: { gib: 95.6, gb-per-s: 4000 }
tflops: { bf16: 148, fp8: 296 }
`;

async function refusal(text: string): Promise<string> {
  try {
    await readSystemFile(text, "gpu.yml");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.file}:${error.position?.line}: ${error.message}`;
  }
  return "";
}

const H20_LINES = H20.split("\n");

describe("a system file", () => {
  it("is read", async () => {
    expect(await readSystemFile(H20, "gpu.yml")).toEqual({
      name: "h20",
      like: "h200_sxm",
      memory: { gib: 95.6, "gb-per-s": 4000 },
      tflops: { bf16: 148, fp8: 296 },
      origin: {
        file: "gpu.yml",
        name: { line: H20_LINES.indexOf("name: h20") + 1, column: 7 },
        like: { line: H20_LINES.indexOf("like: h200_sxm") + 1, column: 7 },
      },
    });
  });

  it.each([
    ["nothing", "", "gpu.yml:1: the system file is empty"],
    ["broken YAML", "name: [a\n", "gpu.yml:2: not valid YAML"],
    ["a list", "- name: h20\n", "gpu.yml:1: "],
    ["no donor", H20.replace("like: h200_sxm\n", ""), "gpu.yml:1: `like` is missing"],
    ["no bf16", H20.replace("bf16: 148, ", ""), "gpu.yml:4: `bf16` is missing in `tflops`"],
    [
      "a misspelt key",
      H20.replace("tflops", "tflop"),
      "gpu.yml:4: unknown key `tflop`, did you mean `tflops`?",
    ],
    ["a misspelt format", H20.replace("fp8:", "fp9:"), "gpu.yml:4: unknown key `fp9` in `tflops`"],
    ["a negative size", H20.replace("95.6", "-1"), "gpu.yml:3: `memory.gib` is `-1`, it must be >= 1"],
    ["words for a number", H20.replace("4000", "4 TB/s"), 'gpu.yml:3: `memory.gb-per-s` is `"4 TB/s"`'],
    ["bytes for gigabytes", H20.replace("4000", "4000000000000"), "gpu.yml:3: `memory.gb-per-s` is"],
    [
      "terabytes for gigabytes",
      H20.replace("4000", "4"),
      "gpu.yml:3: `memory.gb-per-s` is `4`, it must be >= 20",
    ],
    ["MiB for GiB", H20.replace("95.6", "97871"), "gpu.yml:3: `memory.gib` is `97871`, it must be <= 4096"],
    [
      "PFLOPS for TFLOPS",
      H20.replace("148", "0.148"),
      "gpu.yml:4: `tflops.bf16` is `0.148`, it must be >= 5",
    ],
    ["a name with spaces", H20.replace("name: h20", "name: NVIDIA H20"), "gpu.yml:1: `name` is"],
    ["half a GPU", `${H20}links: { gpus-per-node: 0.5 }\n`, "gpu.yml:5: `links.gpus-per-node` is `0.5`"],
    ["two mistakes", H20.replace("95.6", "0").replace("148", "0"), "; line 4: `tflops.bf16` is `0`"],
    ["no number", H20.replace("95.6", ".nan"), "gpu.yml:3: `memory.gib` is `NaN`, a finite number is needed"],
    [
      "no end",
      H20.replace("148", ".inf"),
      "gpu.yml:4: `tflops.bf16` is `Infinity`, a finite number is needed",
    ],
    [
      "no number of whole GPUs",
      `${H20}links: { gpus-per-node: .nan }\n`,
      "gpu.yml:5: `links.gpus-per-node` is `NaN`, a finite number is needed",
    ],
  ])("with %s is refused at its line", async (_what, text, message) => {
    expect(await refusal(text)).toContain(message);
  });

  it.each([".nan", ".inf", "-.inf", "-1"])("is told once what %s should be", async (figure) => {
    const message = await refusal(H20.replace("95.6", figure).replace("4000", figure));
    expect(message.match(/`memory\.gib` is/g)).toHaveLength(1);
    expect(message.match(/`memory\.gb-per-s` is/g)).toHaveLength(1);
  });

  const folder = path.join(PERF_DB_ROOT, "systems");

  it.each(readdirSync(folder))("%s is one", async (file) => {
    expect(await refusal(readFileSync(path.join(folder, file), "utf8"))).toBe("");
  });

  it("has a published schema", () => {
    const schemaFile = new URL("../../schemas/system.schema.json", import.meta.url);
    const published = `${JSON.stringify(SYSTEM_SCHEMA, null, 2)}\n`;
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(schemaFile, published);

    expect(JSON.parse(readFileSync(schemaFile, "utf8"))).toEqual(JSON.parse(published));
    expect(new Ajv({ strict: false }).validateSchema(SYSTEM_SCHEMA)).toBe(true);
  });
});
