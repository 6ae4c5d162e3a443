import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readTarget } from "../../src/action/event.js";
import { UserError } from "../../src/domain/errors.js";

const file = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "..",
  "fixtures",
  "events",
  "examples.json",
);
/** GitHub's own examples, cut to the fields that matter here. */
const EXAMPLES = JSON.parse(readFileSync(file, "utf8")) as Record<string, readonly Record<string, unknown>[]>;
const NONE = { prNumber: undefined, baseRef: undefined, headRef: undefined };
const HEAD = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";
const target = (event: string, payload: unknown, inputs: Partial<typeof NONE> | object = {}) =>
  readTarget(event, payload, { ...NONE, ...inputs }, "f".repeat(40));

describe("GitHub's own payloads", () => {
  it.each([
    ["pull_request.opened", { kind: "pull-request", number: 2, headSha: HEAD }],
    ["pull_request.synchronize", { kind: "pull-request", number: 2, headSha: HEAD }],
    ["pull_request.labeled", { kind: "pull-request", number: 2, headSha: HEAD, label: expect.any(String) }],
    ["pull_request.closed", { kind: "pull-request", number: 2, headSha: HEAD, closed: true }],
    [
      "merge_group.checks_requested",
      {
        kind: "comparison",
        event: "merge_group",
        base: "380387fbc80638b734a49e1be1c4dfec1c01b33c",
        head: "2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d",
        queued: { number: expect.any(Number), branch: "main" },
      },
    ],
    ["workflow_dispatch", { kind: "tree", head: "f".repeat(40) }],
  ])("%s", (name, expected) => {
    for (const payload of EXAMPLES[name]!) expect(target(name.split(".")[0]!, payload)).toEqual(expected);
  });

  it("push: new, changed and deleted branches", () => {
    const kinds = EXAMPLES["push"]!.map((payload) => target("push", payload));
    expect(kinds.filter(({ kind }) => kind === "nothing").length).toBe(4);
    expect(kinds.filter(({ kind }) => kind === "comparison")).toEqual(
      Array(3).fill({
        kind: "comparison",
        event: "push",
        base: expect.stringMatching(/^ma/),
        fallback: expect.stringMatching(/^ma/),
        onDefault: expect.any(Boolean),
        head: "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
      }),
    );
  });

  it("workflow_run: only runs of pull requests", () => {
    for (const payload of EXAMPLES["workflow_run.completed"]!) {
      expect(target("workflow_run", payload)).toMatchObject({ kind: "nothing" });
      const run = { ...(payload["workflow_run"] as object), event: "pull_request" };
      expect(target("workflow_run", { workflow_run: run })).toMatchObject({
        kind: "workflow-run",

        headSha: expect.stringMatching(/^[0-9a-f]{40}$/),
      });
    }
  });
});

describe("inputs over the event", () => {
  it.each([
    ["issue_comment", {}, { prNumber: 9 }, { kind: "pull-request", number: 9 }],
    [
      "workflow_dispatch",
      {},
      { baseRef: "v1" },
      { kind: "comparison", event: "manual", base: "v1", head: "f".repeat(40) },
    ],
    [
      "workflow_dispatch",
      {},
      { baseRef: "v1", headRef: "v2" },
      { kind: "comparison", event: "manual", base: "v1", head: "v2" },
    ],
    ["schedule", {}, { headRef: "release" }, { kind: "tree", head: "release" }],
    [
      "issues",
      {},
      {},
      {
        kind: "nothing",
        reason: "the event issues has nothing to review; set pr-number, or base-ref and head-ref",
      },
    ],
  ])("%s", (event, payload, inputs, expected) => {
    expect(target(event, payload, inputs)).toEqual(expected);
  });
});

it.each(["pull_request", "merge_group", "push", "workflow_run"])(
  "%s without its fields is one clear line",
  (event) => {
    expect(() => target(event, {})).toThrow(/^the payload of the event \w+ lacks /);
  },
);

it("no payload crashes the reader", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("pull_request", "merge_group", "push", "workflow_run", "schedule"),
      fc.jsonValue(),
      fc.jsonValue(),
      (event, a, b) => {
        for (const payload of [
          a,
          { pull_request: a, merge_group: b, workflow_run: a },
          { pull_request: { number: 1, head: b } },
          JSON.parse('{"__proto__":{"after":"x"}}') as unknown,
        ]) {
          try {
            target(event, payload);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        }
      },
    ),
  );
});
