import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseManifest } from "../../src/manifest/parse.js";
import { expectedParse } from "../../src/manifest/expected-parse.js";
import type { ManifestFile } from "../../src/manifest/types.js";
import { cpuMs } from "../support/cpu.js";
import { HOSTILE, ownFixtures } from "./support/own.js";
import { manifestFiles } from "./support/corpus.js";

/** Mutated files: 2,000 in a normal run, 10,000 in CI, which runs them twice; `FUZZ=1000000` on demand. */
const RUNS = Number(process.env["FUZZ"] ?? (process.env["CI"] === "true" ? 10_000 : 2_000));
/** Longest that one file may take. A slow single run is tried again: garbage of earlier runs may have been collected in it. */
const MAX_MS = 1000;

const corpus = manifestFiles();
if (corpus.length === 0)
  console.info("only our own manifests are mutated: the corpus is not beside the project");
const seeds = [...ownFixtures().map((one) => one.text), ...corpus.map((one) => one.text)]
  .filter((text) => text.length < 12_000)
  .sort((a, b) => a.length - b.length);
/** Nine of ten runs take a short file: parsing time grows with length, and a long run must end. */
const SHORT = seeds.filter((text) => text.length < 2500).length;
const seedIndex = fc.oneof(
  { weight: 9, arbitrary: fc.nat(SHORT - 1) },
  { weight: 1, arbitrary: fc.nat(seeds.length - 1) },
);

type Mutation =
  | { readonly kind: "insert"; readonly at: number; readonly text: string }
  | { readonly kind: "delete"; readonly at: number; readonly length: number }
  | { readonly kind: "copy"; readonly at: number; readonly from: number; readonly length: number }
  | {
      readonly kind: "splice";
      readonly at: number;
      readonly seed: number;
      readonly from: number;
      readonly length: number;
    };

const position = fc.double({ min: 0, max: 1, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constant("insert" as const),
    at: position,
    text: fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
  }),
  fc.record({ kind: fc.constant("delete" as const), at: position, length: fc.integer({ min: 1, max: 60 }) }),
  fc.record({
    kind: fc.constant("copy" as const),
    at: position,
    from: position,
    length: fc.integer({ min: 1, max: 400 }),
  }),
  fc.record({
    kind: fc.constant("splice" as const),
    at: position,
    seed: fc.nat(seeds.length - 1),
    from: position,
    length: fc.integer({ min: 1, max: 800 }),
  }),
);

function mutate(text: string, changes: readonly Mutation[]): string {
  let result = text;
  for (const change of changes) {
    const at = Math.floor(change.at * result.length);
    if (change.kind === "insert") result = result.slice(0, at) + change.text + result.slice(at);
    else if (change.kind === "delete") result = result.slice(0, at) + result.slice(at + change.length);
    else {
      const source = change.kind === "copy" ? result : (seeds[change.seed] ?? "");
      const from = Math.floor(change.from * source.length);
      result = result.slice(0, at) + source.slice(from, from + change.length) + result.slice(at);
    }
  }
  return result;
}

function milliseconds(text: string): number {
  let parsed: ManifestFile | undefined;
  const spent = cpuMs(() => (parsed = parseManifest(text, { file: "deploy/x.yaml" })));
  expectedParse(parsed!);
  const lines = text.split("\n").length;
  for (const { position: place } of parsed!.findings)
    if (place.line < 1 || place.line > lines || place.column < 1)
      throw new Error(`a finding at ${place.line}:${place.column}`);
  return spent;
}

describe("no file breaks the parser", () => {
  it(`${RUNS} mutated manifests: no crash, none over ${MAX_MS} ms`, () => {
    fc.assert(
      fc.property(seedIndex, fc.array(mutation, { minLength: 1, maxLength: 6 }), (seed, changes) => {
        const text = mutate(seeds[seed] ?? "", changes);
        if (milliseconds(text) > MAX_MS)
          expect(Math.min(milliseconds(text), milliseconds(text), milliseconds(text))).toBeLessThan(MAX_MS);
      }),
      { numRuns: RUNS, endOnFailure: RUNS >= 10_000 },
    );
  }, 36_000_000);

  it("any text at all is answered", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        milliseconds(text);
      }),
      { numRuns: 500 },
    );
  });
});
