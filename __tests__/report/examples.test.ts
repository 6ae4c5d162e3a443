import { describe, it } from "@jest/globals";
import { renderComment } from "../../src/report/comment.js";
import { failTtft, passGain, passNearBest, threeManifests, tooClose } from "../support/examples.js";
import { expectGolden } from "../support/golden.js";

describe("the drawn examples, byte for byte", () => {
  it.each([
    ["pass-gain", passGain],
    ["fail-ttft", failTtft],
    ["pass-near-best", passNearBest],
    ["three-manifests", threeManifests],
    ["too-close", tooClose],
  ])("%s", (name, { result, context }) => {
    expectGolden(`${name}.md`, renderComment(result, context));
  });
});
