import { describe, expect, it } from "@jest/globals";
import path from "node:path";
import { readCalibration } from "../../../src/perf/db/calibration.js";
import { bandsAround } from "../../../src/perf/profile/bands.js";
import { widths } from "../../../src/perf/profile/calibrated.js";
import { engineAge, type EngineAge, type MeasuredVersions } from "../../../src/perf/profile/engine-age.js";
import { groupKeys } from "../../../src/perf/profile/groups.js";
import { replicaOf } from "../../../src/perf/profile/replica-memo.js";
import { measuredVersions } from "../../../scripts/calibrate/versions.js";
import { physicsOf } from "../../support/replica-physics.js";

const MEASURED: MeasuredVersions = {
  vllm: ["0.11.2", "0.19.0"],
  sglang: ["0.5.1.post1", "0.5.10.post1"],
  trtllm: ["1.0.0rc3", "1.3.0rc5"],
};

describe("an engine beside the measured versions", () => {
  it.each([
    ["vllm", "0.19.0", "measured"],
    ["vllm", "0.19.1", "newer"],
    ["vllm", "0.31.0", "newer"],
    ["vllm", "0.11.0", "measured"],
    ["vllm", "0.10.2", "older"],
    ["vllm", "v0.9.1", "older"],
    ["sglang", "0.5.10", "measured"],
    ["sglang", "0.5.11", "newer"],
    ["sglang", "0.5.1", "measured"],
    ["sglang", "0.5.0rc2", "older"],
    ["sglang", "0.4.6.post1", "older"],
    ["trtllm", "1.3.0rc5.post1", "newer"],
    ["trtllm", "1.3.0rc29", "newer"],
    ["trtllm", "1.0.0rc1", "measured"],
    ["trtllm", "0.21.0", "older"],
    ["trtllm", "0.10 (NIM 1.0)", "older"],
  ] as const)("%s %s is %s", (backend, version, age) => {
    expect(engineAge(MEASURED, backend, version)).toBe(age);
  });

  it.each(["nightly-dev-20260402", "", "main", "gpt-oss-dev"])(
    "without a version (%j) is taken as measured",
    (version) => {
      expect(engineAge(MEASURED, "vllm", version)).toBe("measured");
    },
  );

  it("that nobody measured at all is taken as measured", () => {
    expect(engineAge({}, "vllm", "0.1")).toBe("measured");
  });
});

describe("the measured versions", () => {
  it("are the oldest and newest that rows name, of Dynamo's images those of their engine", () => {
    const rows = [
      { backend: "trtllm", version: "1.2.0rc2" },
      { backend: "trtllm", version: "0.8.1.post2" },
      { backend: "trtllm", version: "gpt-oss-dev" },
      { backend: "sglang", version: "0.5.9" },
      { backend: "sglang", version: "0.5.10.post1" },
      { backend: "sglang", version: "" },
    ] as const;
    expect(measuredVersions(rows)).toEqual({
      trtllm: ["1.2.0rc2", "1.2.0rc6.post2"],
      sglang: ["0.5.9", "0.5.10.post1"],
    });
  });
});

describe("the age of an engine", () => {
  const calibration = readCalibration(path.join(process.cwd(), "perf-db"));
  const keys = groupKeys({
    ...{ backend: "vllm", mode: "agg", system: "h200_sxm" },
    ...{ model: "llama-3.1-70b", precision: "fp8" },
  });
  const of = (age: EngineAge): { tpotMs: number; faster: number; slower: number } => {
    const replica = replicaOf(calibration, keys, physicsOf(), { age });
    const { tpotMs } = replica.curve.at(16);
    const [low, high] = bandsAround(replica, 16, widths(calibration, replica, 16)).tpotMs;
    return { tpotMs, faster: Math.log(tpotMs / low), slower: Math.log(high / tpotMs) };
  };
  const measured = of("measured");

  it("newer than every measurement changes no figure and widens bands towards faster alone", () => {
    const newer = of("newer");
    expect(newer.tpotMs).toBe(measured.tpotMs);
    expect(newer.slower).toBe(measured.slower);
    expect(newer.faster / measured.faster).toBeCloseTo(1.5, 9);
  });

  it("older than every measurement leaves steps as their operators say, with wider bands", () => {
    const older = of("older");
    const nobody = {
      backend: "vllm",
      mode: "agg",
      system: "l4",
      model: "nobody-7b",
      precision: "fp8",
    } as const;
    const operators = replicaOf(calibration, groupKeys(nobody), physicsOf()).curve.at(16).tpotMs;
    expect(older.tpotMs).toBeCloseTo(operators, 9);
    expect(older.tpotMs).not.toBeCloseTo(measured.tpotMs, 1);
    expect(older.slower / older.faster).toBeCloseTo(1.5, 9);
    expect(older.faster).toBeGreaterThan(measured.faster);
  });
});
