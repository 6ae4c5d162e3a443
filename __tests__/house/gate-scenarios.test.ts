import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";

/** Every scenario by which the gate once failed, or which must never break, by the number that the tests know it by. */
const SCENARIOS = `
  A13 A3 B00 B01 B01b B02 B03 B04 B05 B06 B06b B07 B08 B09 B10 B11 B12 B13 B13b B14
  B15 B16 B17 B18 B19 B20 B21 B22 B23 B24 B26 B27 C12 E02b E04 E10b E15 E32 F04 F04b
  F05 F05b F07 F08 F09 F12b F19 F19b F20 K07 K11 K12 O02b O04 O05 O08 O11 O12 O13 P02
  P03 P05 W01 W02 W05 W06
`;

it("every scenario of the gate is played through the bundle, or named by the test that holds it", () => {
  const tests = new URL("../", import.meta.url);
  const named = new Set<string>();
  for (const file of readdirSync(tests, { recursive: true, encoding: "utf8" })) {
    if (!/^(?:e2e\/gate-\w+|lock-file)\.test\.ts$/.test(file)) continue;
    for (const [, ids = ""] of readFileSync(new URL(file, tests), "utf8").matchAll(
      /(?:\bid: |\[)"([A-Z]\d[^"]*)"|"W06(?=: )/g,
    ))
      for (const id of ids === "" ? ["W06"] : ids.split(/, ?/)) named.add(id);
  }
  expect(
    SCENARIOS.trim()
      .split(/\s+/)
      .filter((id) => !named.has(id)),
  ).toEqual([]);
});
