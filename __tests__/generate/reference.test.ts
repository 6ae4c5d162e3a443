import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { benchSettings } from "../../src/generate/bench/settings.js";
import { generateFiles } from "../../src/generate/generate.js";
import { sharedJson } from "../support/shared.js";
import { type Difference, differences, INTENDED } from "./support/differences.js";
import { documentsOf, neutral, type NeutralManifest } from "./support/neutral.js";
import { type ReferenceCase, requestOf } from "./support/reference.js";

const casesOf = (...place: readonly string[]): readonly ReferenceCase[] =>
  sharedJson<{ cases: readonly ReferenceCase[] }>("oracle", ...place, "artifact_cases.json")?.cases ?? [];
const cases = [
  ...casesOf(),
  ...casesOf("013").map((one): ReferenceCase => ({ ...one, id: `${one.id} (0.13)` })),
];
if (cases.length === 0) console.log("skipped: oracle/artifact_cases.json is not beside the project");

/** All differences of a case; sflow.yaml (Slurm) is outside the scope. */
function compare(one: ReferenceCase): readonly Difference[] {
  const { deployment, task, options } = requestOf(one);
  const { files, values } = generateFiles(deployment, task, options);
  return [
    ...differences(
      byName(neutral(one.manifest)),
      byName(neutral(documentsOf(files.get("k8s_deploy.yaml") ?? ""))),
      "",
    ),
    ...Object.entries(one.engine).flatMap(([name, file]) =>
      differences(file, parse(files.get(name) ?? "{}"), `engine:${name}`),
    ),
    ...differences(one.bench_concurrency, benchSettings(values).concurrencies, "bench"),
    ...differences(withoutZeros(one.run_scripts), runFacts(files), "run"),
    ...differences(
      one.files.filter((name) => name !== "sflow.yaml").toSorted(),
      [...files.keys()].filter((name) => name !== "generator_config.yaml").toSorted(),
      "files",
    ),
  ];
}

function byName(manifest: NeutralManifest): unknown {
  return {
    ...manifest,
    workers: Object.fromEntries(manifest.workers.map((worker) => [worker.component, worker])),
  };
}

/** Counts of the scripts; the reference writes some zeros that mean the same as nothing. */
function withoutZeros(
  scripts: Readonly<Record<string, Readonly<Record<string, number | boolean>>>>,
): unknown {
  return Object.fromEntries(
    Object.entries(scripts).map(([name, facts]) => [
      name,
      Object.fromEntries(
        Object.entries(facts)
          .filter(([, value]) => value !== 0)
          .toSorted(),
      ),
    ]),
  );
}

function runFacts(files: ReadonlyMap<string, string>): unknown {
  const scripts = [...files].filter(([name]) => name.startsWith("run_"));
  return withoutZeros(
    Object.fromEntries(
      scripts.map(([name, text]) => [
        name,
        {
          ...Object.fromEntries(
            [
              ...text.matchAll(/^(?<key>(?:AGG|PREFILL|DECODE)_(?:GPU|WORKERS|GPU_OFFSET))=(?<value>\d+)$/gm),
            ].map(({ groups }) => [groups?.["key"] ?? "", Number(groups?.["value"])]),
          ),
          frontend: text.includes("dynamo.frontend"),
        },
      ]),
    ),
  );
}

describe("the reference's artifacts", () => {
  const withCases = cases.length > 0 ? it : it.skip;
  const rows: readonly (readonly [string, ReferenceCase | undefined])[] =
    cases.length > 0 ? cases.map((one) => [one.id, one]) : [["no case", undefined]];

  withCases.each(rows)("%s: same meaning, differences all intended", (_id, one) => {
    const unexplained = compare(one!).filter(
      (difference) => !INTENDED.some(({ holds }) => holds(difference, one!)),
    );

    expect(unexplained).toEqual([]);
  });

  withCases("has no intended difference that never occurs", () => {
    const idle = INTENDED.filter(
      ({ holds }) => !cases.some((one) => compare(one).some((difference) => holds(difference, one))),
    ).map(({ id }) => id);

    expect(idle).toEqual([]);
  });

  it("gives a reason for every intended difference in docs/artifacts.md", () => {
    const text = readFileSync(new URL("../../docs/artifacts.md", import.meta.url), "utf8");

    expect(INTENDED.map(({ id }) => id).filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
  });
});
