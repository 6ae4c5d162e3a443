import { describe, expect, it } from "@jest/globals";
import { openOwnFolder } from "../../../src/perf/db/folder.js";
import { familyOf, knownArchitectures, refusalOf } from "../../../src/perf/model/registry.js";
import { PERF_DB_ROOT } from "../../support/perf.js";

describe("the registry of families", () => {
  it.each(knownArchitectures())("%s leads to a family", async (architecture) => {
    expect(await familyOf(architecture)).toBeDefined();
  });

  it("lists every architecture once", () => {
    expect(knownArchitectures()).toEqual([...new Set(knownArchitectures())]);
  });

  it("knows every bundled model", () => {
    const architectures = new Set(Object.values(openOwnFolder(PERF_DB_ROOT).index.models));

    const strangers = [...architectures].filter((name) => !knownArchitectures().includes(name));

    expect(strangers.filter((name) => refusalOf(name) === undefined)).toEqual([]);
  });

  it("does not know strangers", async () => {
    expect(await familyOf("BertModel")).toBeUndefined();
  });
});
