import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decodeMarker, encodeMarker, isCommentKey, type Marker } from "../../src/report/marker.js";

const marker: Marker = {
  v: 1,
  head: "4f2c9a1",
  run: 8123,
  attempt: 2,
  verdict: "too-close",
  hashes: { policy: "ab--cd" },
};

describe("marker", () => {
  it("comes back, on one line, with nothing that ends the comment", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 64 }), (hash, head) => {
        const line = encodeMarker("default", { ...marker, head, hashes: { policy: hash } });
        expect(line.slice(4, -3)).not.toContain("--");
        expect(line).not.toContain("\n");
        expect(decodeMarker(`${line}\nrest`, "default")).toEqual({
          ...marker,
          head,
          hashes: { policy: hash },
        });
      }),
    );
  });

  it.each([
    ["another key", encodeMarker("other", marker)],
    ["no header", "hello"],
    ["broken JSON", "<!-- dynamo-advisor:default {oops} -->"],
    ["wrong shape", '<!-- dynamo-advisor:default {"v":2} -->'],
    ["not closed", encodeMarker("default", marker).slice(0, -4)],
    ["not in the first line", `\n${encodeMarker("default", marker)}`],
    ["too long", `<!-- dynamo-advisor:default {"v":1,"x":"${"y".repeat(5000)}"} -->`],
  ])("ignores %s", (_name, body) => {
    expect(decodeMarker(body, "default")).toBeUndefined();
  });

  it.each([
    ["default", true],
    ["team/prod-1", true],
    ["a--b", false],
    ["-->", false],
    ["", false],
    ["a b", false],
    ["x-", false],
  ])("key %j: %s", (key, valid) => {
    expect(isCommentKey(key)).toBe(valid);
  });
});
