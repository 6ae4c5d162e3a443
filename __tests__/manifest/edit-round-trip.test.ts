import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  withoutIdleGpus,
  type Backend,
  type Deployment,
  type Parallelism,
  type WorkerPool,
} from "../../src/domain/deployment.js";
import type { LineEdit } from "../../src/domain/location.js";
import { editManifest } from "../../src/manifest/edit.js";
import { applyEdits } from "../../src/manifest/edits/edit-list.js";
import { differenceOf } from "../../src/manifest/edits/verify.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { toDeployment } from "../../src/manifest/to-deployment.js";
import { type MappingFacts } from "../../src/manifest/mapping-facts.js";
import type { ManifestDeployment } from "../../src/manifest/types.js";
import { manifestFiles } from "./support/corpus.js";
import { ownFixtures } from "./support/own.js";

const RUNS = process.env["CI"] === "true" ? 10 : 4;

interface Case {
  readonly id: string;
  readonly text: string;
  readonly manifest: ManifestDeployment;
  readonly facts: MappingFacts;
  readonly current: Deployment;
}

/** Every deployment that can be mapped, as it is and with CRLF, as dense and as mixture of experts where it speaks of experts. */
function cases(): readonly Case[] {
  const files = [...ownFixtures().map((one) => ({ id: one.name, text: one.text })), ...manifestFiles()];
  return files.flatMap(({ id, text }) =>
    [text, text.replace(/\r?\n/g, "\r\n")].flatMap((variant, crlf) =>
      parseManifest(variant, { file: "deploy.yaml" }).deployments.flatMap((manifest) => {
        const experts = manifest.workers.some(
          ({ settings }) => settings.expertParallel ?? settings.attentionDp ?? settings.ep ?? settings.moeTp,
        );
        const facts: MappingFacts = { system: "h200_sxm", backendVersion: "1", isMoe: experts };
        const current = toDeployment(manifest, facts).deployment;
        return current
          ? [{ id: `${id} ${manifest.name}${crlf ? " crlf" : ""}`, text: variant, manifest, facts, current }]
          : [];
      }),
    ),
  );
}

const size = fc.constantFrom(1, 2, 4, 8, 16);

/** Parallel sizes that the engine can run. */
function parallelism(backend: Backend, moe: boolean): fc.Arbitrary<Parallelism> {
  return fc
    .record({
      width: size,
      pp: fc.constantFrom(1, 1, 2),
      dp: fc.constantFrom(1, 2, 4),
      wide: fc.boolean(),
      spread: fc.boolean(),
    })
    .map(({ width, pp, dp, wide, spread }): Parallelism => {
      if (!moe) return { tp: width, pp, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };
      if (backend === "vllm")
        return { tp: width, pp, dp, cp: 1, moeTp: spread ? 1 : width * dp, moeEp: spread ? width * dp : 1 };
      const ranks = backend === "trtllm" ? (wide ? width : 1) : width % dp === 0 ? dp : 1;
      return {
        tp: width / ranks,
        pp,
        dp: ranks,
        cp: 1,
        moeTp: spread ? 1 : width,
        moeEp: spread ? width : 1,
      };
    });
}

function targetOf({ current, facts }: Case): fc.Arbitrary<Deployment> {
  const pool = (now: WorkerPool): fc.Arbitrary<WorkerPool> =>
    fc
      .record({
        keep: fc.boolean(),
        parallelism: parallelism(current.backend, facts.isMoe === true),
        workers: fc.integer({ min: 1, max: 12 }),
        batch: fc.option(fc.constantFrom(1, 7, 64, 500), { nil: undefined }),
        tokens: fc.option(fc.constantFrom(2048, 8192, 5000), { nil: undefined }),
      })
      .map(({ keep, parallelism: sizes, workers, batch, tokens }) => ({
        ...(keep ? now : { ...withoutIdleGpus(now), parallelism: sizes }),
        workers: current.mode === "agg" ? 1 : workers,
        settings: {
          ...now.settings,
          ...(batch !== undefined && { maxBatchSize: batch }),
          ...(tokens !== undefined && { maxNumTokens: tokens }),
        },
      }));
  return fc
    .tuple(fc.integer({ min: 1, max: 12 }), ...current.pools.map(pool))
    .map(([replicas, ...pools]) => ({ ...current, replicas: current.mode === "agg" ? replicas : 1, pools }));
}

/** The same change in whole lines; a removed line is an empty text over a line that vanishes. */
function applyLineEdits(text: string, edits: readonly LineEdit[]): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  for (const { line, endLine, text: inserted } of [...edits].reverse())
    lines.splice(
      line - 1,
      endLine - line + 1,
      ...(inserted === "" ? [] : inserted.replaceAll("\r\n", "\n").split("\n")),
    );
  return lines.join("\n");
}

/** Changes that cannot be written into the file as it is. */
const HONEST_REFUSAL =
  /copies of the model|shares its value|variable that other settings use|stands at one place|generated|cannot be added to the command|beats the flags/;

describe("an edit says exactly the target and leaves every other byte", () => {
  const all = cases();
  let edited = 0;
  let refused = 0;

  it.each(all.map((one) => [one.id, one] as const))("%s", (_id, one) => {
    fc.assert(
      fc.property(targetOf(one), (target) => {
        const result = editManifest({ text: one.text, manifest: one.manifest, target, facts: one.facts });
        if (result.kind === "refused") {
          refused++;
          expect(result.reason).toMatch(HONEST_REFUSAL);
          return;
        }
        edited++;
        const after = parseManifest(result.newText, { file: "deploy.yaml" }).deployments.find(
          (each) => each.name === one.manifest.name,
        );
        const mapped = after && toDeployment(after, one.facts).deployment;
        expect(mapped && differenceOf(mapped, target)).toBeUndefined();
        expect(mapped).toBeDefined();
        expect(applyEdits(one.text, result.edits)).toBe(result.newText);
        expect(applyLineEdits(one.text, result.lines)).toBe(result.newText.replaceAll("\r\n", "\n"));
        let previous = 0;
        for (const { range } of result.edits) {
          expect(range.start).toBeGreaterThanOrEqual(previous);
          previous = range.end;
        }
        if (one.text.includes("\r\n")) expect(result.newText).not.toMatch(/[^\r]\n/);
        const again = editManifest({ text: result.newText, manifest: after!, target, facts: one.facts });
        expect(again).toMatchObject({ kind: "edits", edits: [] });
      }),
      { numRuns: RUNS },
    );
  });

  it("succeeds for nearly all of them", () => {
    console.info(`${edited} edits proved, ${refused} refused, over ${all.length} deployments`);
    expect(edited / (edited + refused)).toBeGreaterThan(0.95);
  });
});
