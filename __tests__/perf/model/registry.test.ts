import { describe, expect, it } from "@jest/globals";
import { openOwnFolder } from "../../../src/perf/db/folder.js";
import { familyOf, knownArchitectures } from "../../../src/perf/model/registry.js";
import { PERF_DB_ROOT } from "../../support/perf.js";

describe("the registry of families", () => {
  it.each(knownArchitectures())("%s leads to a family that says so", async (architecture) => {
    expect((await familyOf(architecture))?.architectures).toContain(architecture);
  });

  it("lists every architecture of every family once", async () => {
    const families = new Set(await Promise.all(knownArchitectures().map(familyOf)));
    const own = [...families].flatMap((family) => family?.architectures ?? []);

    expect([...knownArchitectures()].sort()).toEqual(own.sort());
  });

  it("knows every bundled model", () => {
    const architectures = new Set(Object.values(openOwnFolder(PERF_DB_ROOT).index.models));

    expect([...architectures].filter((architecture) => !knownArchitectures().includes(architecture))).toEqual(
      [],
    );
  });

  it("does not know strangers", async () => {
    expect(await familyOf("BertModel")).toBeUndefined();
  });
});
