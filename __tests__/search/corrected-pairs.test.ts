import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { bestWithinTargets } from "../../src/search/corrected-pairs.js";
import { withinTarget } from "../../src/search/grids.js";
import type { Pair } from "../../src/search/pairs.js";

const latency = fc.integer({ min: 1, max: 12 });
const lists = fc.array(
  fc.array(
    fc.record({ ttftMs: latency, tpotMs: latency }).map((figures) => ({ figures }) as unknown as Pair),
    { maxLength: 20 },
  ),
  { maxLength: 4 },
);
const targets = fc.array(fc.record({ ttftMs: latency, tpotMs: latency }), { minLength: 1, maxLength: 10 });

describe("the best pair of a list within a target", () => {
  it("is the first that fulfils both limits", () => {
    fc.assert(
      fc.property(lists, targets, (all, asked) => {
        const best = bestWithinTargets(all);
        for (const target of asked)
          expect(best(target)).toEqual(
            all.flatMap((list) => list.find(({ figures }) => withinTarget(target)(figures)) ?? []),
          );
      }),
    );
  });
});
