import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { slotSources, UNREAD_TABLES } from "../../../scripts/perf-db/reachable.js";
import {
  INDEX_FORMAT,
  MODELS_FILE,
  tablePath,
  type PerfDbIndex,
  type PerfDbSources,
  type TablePlace,
} from "../../../src/perf/db/index-format.js";
import { compareVersions } from "../../../src/domain/versions.js";
import { unpackModel } from "../../../src/perf/db/models-file.js";
import { unpackSupport, type SupportMatrixFile } from "../../../src/perf/db/support-matrix.js";

const root = path.resolve("perf-db");
const json = <T>(file: string): T => JSON.parse(readFileSync(path.join(root, file), "utf8")) as T;
const index = json<PerfDbIndex>("index.json");
const sources = json<PerfDbSources>("sources.json");
const files = filesOf(root);
const models = brotliDecompressSync(readFileSync(path.join(root, MODELS_FILE)));

function filesOf(folder: string): ReadonlyMap<string, number> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).replaceAll(path.sep, "/"), statSync(file).size] as const;
    }),
  );
}

function sourceText(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

function listedPlaces(): TablePlace[] {
  return listedTables().map((file) => {
    const [system = "", family = "", backend = "", version = "", table = ""] = file
      .replace(/\.tbl$/, "")
      .split("/");
    return [system, family, backend, version, table];
  });
}

function listedTables(): string[] {
  return Object.entries(index.tables).flatMap(([system, families]) =>
    Object.entries(families).flatMap(([family, backends]) =>
      Object.entries(backends).flatMap(([backend, versions]) =>
        Object.entries(versions).flatMap(([version, tables]) =>
          tables.split(" ").map((table) => tablePath(system, family, backend, version, table)),
        ),
      ),
    ),
  );
}

const slots = slotSources(index, listedPlaces());

describe("perf-db/", () => {
  it("holds no table that no queryable version reads, and none that no formula reads", () => {
    const reached = new Set([...slots.values()].flat().flatMap((slot) => slot.files));
    expect(listedTables().filter((file) => !reached.has(file))).toEqual([]);
    const code = sourceText(path.resolve("src"));
    const read = (table: string) =>
      code.includes(`"${table}"`) || /^dsv4_(?:csa|hca)_(?:context|generation)_module_perf$/.test(table);
    expect(
      [...new Set(listedPlaces().map(([, , , , table]) => table))].filter((table) => !read(table)),
    ).toEqual([]);
    expect([...UNREAD_TABLES].filter(read)).toEqual([]);
  });

  it("lists every table that is on disk, and no other", () => {
    const onDisk = [...files.keys()].filter((file) => file.endsWith(".tbl"));
    expect(listedTables().sort()).toEqual(onDisk.sort());
  });

  it("knows the original, the rows and the size of every table, and keeps the error below 0.0489 %", () => {
    expect(Object.keys(sources.tables).sort()).toEqual(listedTables().sort());
    for (const [file, table] of Object.entries(sources.tables)) {
      expect([file, files.get(file)]).toEqual([file, table.bytes]);
      expect(table.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(table.maxError).toBeLessThan(0.000489);
    }
  });

  it("has the 14 systems, the pinned source and this reader's layout", () => {
    expect(index.format).toBe(INDEX_FORMAT);
    expect(index.source).toEqual(sources.source);
    expect(Object.keys(index.systems)).toHaveLength(14);
    expect(Object.entries(index.systems).every(([name, system]) => system.name === name)).toBe(true);
    expect(Object.keys(index.tables).every((system) => index.systems[system] !== undefined)).toBe(true);
  });

  it("derives the next slots from the data and none for systems with an override", () => {
    for (const { current, next } of Object.values(index.versions.defaults))
      expect([next, compareVersions(next ?? "0", current) > 0]).toEqual([next, true]);
    for (const backends of Object.values(index.versions.overrides))
      for (const slots of Object.values(backends)) expect(slots).not.toHaveProperty("next");
  });

  it("lists versions newest first", () => {
    for (const families of Object.values(index.tables))
      for (const backends of Object.values(families))
        for (const versions of Object.values(backends)) {
          const listed = Object.keys(versions);
          expect(listed).toEqual([...listed].sort((a, b) => compareVersions(b, a)));
        }
  });

  it("names donors and collection notes of tables that exist", () => {
    const listed = new Set(listedTables());
    for (const [place, tables] of Object.entries(index.donors)) {
      const [system = "", family = "", backend = ""] = place.split("/");
      for (const [table, version] of Object.entries(tables))
        expect(listed).toContain(tablePath(system, family, backend, version, table));
    }
    for (const note of index.collection) expect(listed).toContain(`${note.key}.tbl`);
  });

  it("holds every model's files with the architecture that the index names", () => {
    for (const [id, architecture] of Object.entries(index.models)) {
      const model = unpackModel(models, id);
      expect([id, (model?.config["architectures"] as string[] | undefined)?.[0]]).toEqual([id, architecture]);
    }
    expect(models.toString("utf8").split("\n")).toHaveLength(Object.keys(index.models).length + 1);
  });

  it("maps 0.5.0 names to bundled models, apart from those the wheel does not have", () => {
    const absent = Object.values(index.modelNames).filter(({ id }) => index.models[id] === undefined);
    expect(absent.map(({ id }) => id.split("/")[1])).toEqual([
      "Llama-2-7b-hf",
      "Llama-2-13b-hf",
      "Llama-2-70b-hf",
      "Qwen2.5-1.5B",
      "Qwen2.5-7B",
      "Qwen2.5-32B",
      "Qwen2.5-72B",
    ]);
    expect(index.modelNames["QWEN3_32B"]).toEqual({ id: "Qwen/Qwen3-32B", fp8: "Qwen/Qwen3-32B-FP8" });
    for (const { fp8, nvfp4 } of Object.values(index.modelNames)) {
      for (const id of [fp8, nvfp4]) if (id !== undefined) expect(Object.keys(index.models)).toContain(id);
    }
  });

  it("holds the support matrix without traces", () => {
    const packed = JSON.parse(
      brotliDecompressSync(readFileSync(path.join(root, "support.json.br"))).toString("utf8"),
    );
    const rows = unpackSupport(packed as SupportMatrixFile);
    expect(rows.length).toBeGreaterThan(6000);
    expect(rows.filter((row) => row.status === "PASS").length).toBeGreaterThan(3900);
    expect(rows.some((row) => row.error.includes("Traceback"))).toBe(false);
    expect(rows.find((row) => row.system === "h200_sxm" && row.model === "Qwen/Qwen3-32B-FP8")).toMatchObject(
      {
        architecture: "Qwen3ForCausalLM",
        status: "PASS",
        error: "",
        source: "silicon",
      },
    );
  });

  it("stays small, holds nothing else, and leaves dist/ without data", () => {
    const total = [...files.values()].reduce((sum, size) => sum + size, 0);
    expect(total).toBeLessThan(25e6);
    expect(files.get("index.json")).toBeLessThan(50e3);
    expect(files.get("support.json.br")).toBeLessThan(150e3);
    const others = [...files.keys()].filter((file) => !/\.tbl$|^systems\/[a-z0-9_]+\.yml$/.test(file));
    expect(others.sort()).toEqual([
      "calibration/calibrated.json",
      "calibration/local.json",
      "index.json",
      "models.br",
      "sources.json",
      "support.json.br",
      "systems.json",
    ]);
    const described = [...files.keys()].filter((file) => file.startsWith("systems/"));
    expect(described.map((file) => path.basename(file, ".yml")).sort()).toEqual(
      Object.keys(json<Readonly<Record<string, unknown>>>("systems.json")).sort(),
    );
    const dist = existsSync("dist") ? filesOf(path.resolve("dist")) : new Map<string, number>();
    expect([...dist.keys()].filter((file) => file.endsWith(".tbl"))).toEqual([]);
    expect(total + [...dist.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(27e6);
  });
});
