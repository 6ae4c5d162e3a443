import { describe, expect, it } from "@jest/globals";
import type { FactSource } from "../../src/domain/review.js";
import { factsTable } from "../../src/report/sections/facts.js";
import { context } from "../support/reviews.js";

const policy = (path: string): FactSource => ({ kind: "policy", path, what: "" });
const ASSUMED: FactSource = { kind: "assumed", what: "" };

describe("where a fact came from, in a column that a phone can break", () => {
  it.each<[readonly FactSource[], string]>([
    [[policy("defaults.system")], "policy `defaults.system`"],
    [[policy("defaults.workload.concurrency")], "policy `defaults.workload`: `concurrency`"],
    [
      [policy("defaults.workload.isl"), policy("defaults.workload.osl")],
      "policy `defaults.workload`: `isl`, `osl`",
    ],
    [
      [policy("defaults.sla.ttft-ms"), ASSUMED, policy("overrides[0].sla.tpot-ms")],
      "policy `defaults.sla`: `ttft-ms`; **assumed**; policy `overrides[0].sla`: `tpot-ms`",
    ],
  ])("%j", ([source, ...also], shown) => {
    const table = factsTable([{ label: "Load", value: "x", source: source!, also }], context());
    expect(table.split("\n").at(-1)).toBe(`| Load | x | ${shown} |`);
  });
});
