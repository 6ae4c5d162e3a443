import { expect } from "@jest/globals";
import type { FakeGitHub, Fault, Recorded, World } from "./fake-github/index.js";
import type { ScenarioName } from "./fault-scenarios.js";

/** A way in which a call goes wrong. */
export interface Kind {
  readonly name: string;
  readonly kind: Fault["kind"];
  /** what the summary says of it */
  readonly reason: RegExp;
  /** the server did what was asked, and did not say so */
  readonly done?: true;
}

export const KINDS: readonly Kind[] = [
  {
    name: "403",
    kind: { status: 403, message: "Resource not accessible by integration" },
    reason: /the token lacks `[a-z-]+: (?:read|write)`|GitHub answered 403/,
  },
  { name: "404", kind: { status: 404 }, reason: /GitHub answered 404/ },
  { name: "409", kind: { status: 409 }, reason: /GitHub answered 409/ },
  { name: "422", kind: { status: 422 }, reason: /GitHub answered 422/ },
  {
    name: "429 with retry-after",
    kind: { status: 429, headers: { "retry-after": "1" } },
    reason: /GitHub's rate limit \(429\)/,
  },
  { name: "500", kind: { status: 500 }, reason: /GitHub answered 500/ },
  { name: "502 after success", kind: { statusAfterSuccess: 502 }, reason: /GitHub answered 502/, done: true },
  { name: "a cut connection", kind: { cut: true }, reason: /no answer from GitHub|time limit/ },
  { name: "a slow body", kind: { slowMs: 8000 }, reason: /no answer from GitHub|time limit/ },
  {
    name: "a 429 that never ends",
    kind: { status: 429, headers: { "retry-after": "3600" } },
    reason: /GitHub's rate limit \(429\)/,
  },
  {
    name: "a connection cut after success",
    kind: { cut: true, afterSuccess: true },
    reason: /no answer from GitHub|time limit/,
    done: true,
  },
  { name: "half an answer", kind: { half: true }, reason: /no answer from GitHub|time limit/ },
];

/** One call of the action. */
export interface Row {
  readonly what: string;
  readonly scenario: ScenarioName;
  readonly call: Pick<Fault, "method" | "path" | "graphql" | "skip">;
  /**
   * `needed`: without it there is no verdict, the run says "could not check" and writes nothing. `told`: the verdict stays
   * and the summary has a sentence. `spared`: there is another way, nothing changes.
   */
  readonly role: "needed" | "told" | "spared";
  readonly sentence?: RegExp;
  /** kinds that are an answer, and one against the request */
  readonly refusals?: readonly string[];
  /** a 404 is an answer: there is no such file */
  readonly absent?: true;
  /** kinds that are an answer to a needed call as well: what it would have said is asked in another way */
  readonly answers?: readonly string[];
  /** what was stored in spite of the answer is found by looking again, and counts as done */
  readonly found?: true;
  /** never tried again: there is no way to see whether it took effect */
  readonly single?: true;
  /**
   * red without it: a publisher that could not post, on which nobody's merge hangs, and a waiver of which nobody knows
   * who set it, which is none
   */
  readonly red?: true;
}

const get = (path: RegExp, more: Partial<Fault> = {}): Row["call"] => ({ method: "GET", path, ...more });
const post = (path: RegExp, more: Partial<Fault> = {}): Row["call"] => ({ method: "POST", path, ...more });
const comment = /Writing the comment(?: on #\u200b?7)? failed/;

/** Every call that the action makes. A test holds that none is missing. */
export const ROWS: readonly Row[] = [
  { what: "the pull request", scenario: "a pull request", call: get(/\/pulls\/7$/), role: "needed" },
  { what: "the merge base", scenario: "a pull request", call: get(/\/compare\//), role: "needed" },
  {
    what: "the base branch as it is now",
    scenario: "a pull request",
    call: get(/\/compare\/main\.\.\./),
    role: "needed",
    answers: ["404", "422"],
  },
  {
    what: "the heads of open pull requests",
    scenario: "a pull request",
    call: post(/\/graphql$/, { graphql: "heads" }),
    role: "spared",
  },
  { what: "the list of files", scenario: "a pull request", call: get(/\/pulls\/7\/files$/), role: "needed" },
  {
    what: "the head after the list",
    scenario: "a pull request",
    call: get(/\/pulls\/7$/, { skip: 1 }),
    role: "needed",
  },
  {
    what: "the policy",
    scenario: "a pull request",
    call: get(/\/contents\/\.github\/dynamo-advisor\.yml$/),
    role: "needed",
    absent: true,
  },
  {
    what: "the calibration",
    scenario: "the calibrated profile",
    call: get(/\/contents\/\.github\/dynamo-advisor-calibration\.json$/),
    role: "needed",
    absent: true,
  },
  { what: "a file", scenario: "a pull request", call: get(/\/git\/blobs\//), role: "needed", absent: true },
  {
    what: "a file before the change",
    scenario: "a pull request",
    call: get(/\/contents\/deploy\//),
    role: "needed",
    absent: true,
  },
  { what: "the tree beside a file", scenario: "a pull request", call: get(/\/git\/trees\//), role: "needed" },
  {
    what: "many files at once",
    scenario: "many files",
    call: post(/\/graphql$/, { graphql: "files" }),
    role: "spared",
  },
  {
    what: "the head once more",
    scenario: "a pull request",
    call: get(/\/pulls\/7$/, { skip: 2 }),
    role: "told",
    sentence: comment,
  },
  {
    what: "the list of comments",
    scenario: "a pull request",
    call: get(/\/issues\/7\/comments$/),
    role: "told",
    sentence: comment,
  },
  {
    what: "the comment",
    scenario: "a pull request",
    call: post(/\/issues\/7\/comments$/),
    role: "told",
    sentence: comment,
    found: true,
  },
  {
    what: "the look at what was written",
    scenario: "a pull request",
    call: get(/\/issues\/7\/comments$/, { skip: 1 }),
    role: "told",
    sentence: /The comment was written, but it could not be looked at again/,
  },
  {
    what: "the edit of the comment",
    scenario: "two comments of ours",
    call: { method: "PATCH", path: /\/issues\/comments\/\d+$/ },
    role: "told",
    sentence: comment,
    found: true,
  },
  {
    what: "the removal of a duplicate",
    scenario: "two comments of ours",
    call: { method: "DELETE", path: /\/issues\/comments\/\d+$/ },
    role: "told",
    sentence:
      /The comment was written, but a duplicate of it could not be deleted|The comment was written, but it could not be looked at again/,
    found: true,
  },
  {
    what: "the owner of the token",
    scenario: "two comments of ours",
    call: post(/\/graphql$/, { graphql: "viewer" }),
    role: "spared",
  },
  {
    what: "the list of suggestions",
    scenario: "a suggestion",
    call: get(/\/pulls\/7\/comments$/),
    role: "told",
    sentence: /Posting the suggestions failed/,
  },
  {
    what: "the review",
    scenario: "a suggestion",
    call: post(/\/pulls\/7\/reviews$/),
    role: "told",
    sentence: /Posting the suggestions failed/,
    found: true,
  },
  {
    what: "the events of a label",
    scenario: "a waiver",
    call: get(/\/issues\/7\/events$/),
    role: "told",
    sentence: /Looking up who set the waiver failed/,
    red: true,
  },
  {
    what: "the right of whoever set it",
    scenario: "a waiver",
    call: get(/\/collaborators\/alice\/permission$/),
    role: "told",
    sentence: /Looking up who set the waiver failed/,
    red: true,
  },
  {
    what: "the record of pushes",
    scenario: "a waiver",
    call: get(/\/activity$/),
    role: "told",
    refusals: ["403", "404", "422"],
    sentence: /Looking up who set the waiver failed|The waiver `sla-waived` does not count/,
    red: true,
  },
  {
    what: "the list of statuses",
    scenario: "a pull request",
    call: get(/\/statuses$/),
    role: "told",
    sentence: /Setting the status `sla\/prod` failed/,
  },
  {
    what: "the status",
    scenario: "a pull request",
    call: post(/\/statuses\/[0-9a-f]+$/),
    role: "told",
    sentence: /Setting the status `sla\/prod` failed/,
    found: true,
  },
  {
    what: "the head's message",
    scenario: "a commit",
    call: get(/\/commits\/[0-9a-f]{40}$/),
    role: "told",
    sentence: /Committing the best found failed/,
  },
  {
    what: "the protection of the branch",
    scenario: "a commit",
    call: get(/\/branches\/feature$/),
    role: "told",
    sentence: /Committing the best found failed/,
  },
  {
    what: "the rules of the branch",
    scenario: "a commit",
    call: get(/\/rules\/branches\/feature$/),
    role: "told",
    absent: true,
    sentence: /Committing the best found failed/,
  },
  {
    what: "the right of whoever asked for it",
    scenario: "a commit",
    call: get(/\/collaborators\/alice\/permission$/),
    role: "told",
    sentence: /Committing the best found failed|Nothing was committed/,
  },
  {
    what: "the commit",
    scenario: "a commit",
    call: post(/\/graphql$/, { graphql: "mutation" }),
    role: "told",
    sentence: /Committing the best found failed/,
    found: true,
  },
  {
    what: "the dispatch of the gate",
    scenario: "a commit",
    call: post(/\/dispatches$/),
    role: "told",
    sentence: /The gate could not be started for it|Whether the gate was started for it is not known/,
    single: true,
  },
  { what: "the commit of a reference", scenario: "a first watch", call: get(/\/commits\//), role: "needed" },
  { what: "the tree", scenario: "a first watch", call: get(/\/git\/trees\//), role: "needed" },
  {
    what: "the list of issues",
    scenario: "a first watch",
    call: get(/\/issues$/),
    role: "told",
    sentence: /Keeping the issue up to date failed/,
  },
  {
    what: "the issue",
    scenario: "a first watch",
    call: post(/\/issues$/),
    role: "told",
    sentence: /Keeping the issue up to date failed/,
    found: true,
  },
  {
    what: "the edit of the issue",
    scenario: "a later watch",
    call: { method: "PATCH", path: /\/issues\/\d+$/ },
    role: "told",
    sentence: /Keeping the issue up to date failed/,
    found: true,
  },
  { what: "the comparison in a queue", scenario: "a merge queue", call: get(/\/compare\//), role: "needed" },
  { what: "the commits of a queue", scenario: "a merge queue", call: get(/\/commits\//), role: "needed" },
  { what: "the pull requests of a head", scenario: "a publisher", call: get(/\/pulls$/), role: "needed" },
  {
    what: "a publisher's policy",
    scenario: "a publisher",
    call: get(/\/contents\/\.github\/dynamo-advisor\.yml$/),
    role: "needed",
    absent: true,
  },
  {
    what: "a publisher's comment",
    scenario: "a publisher",
    call: post(/\/issues\/7\/comments$/),
    role: "told",
    sentence: comment,
    found: true,
    red: true,
  },
];

/** Whether a call that was made is one of the row's. */
export function isCallOf(row: Row, { method, path, query }: Recorded): boolean {
  const { call } = row;
  return (
    call.method === method &&
    call.path.test(path) &&
    (path !== "/graphql" || call.graphql === undefined || call.graphql === query)
  );
}

/** How a run ended, in one form for both ways to run it. */
export interface Ended {
  readonly failed: boolean;
  readonly verdict: string | undefined;
  readonly summary: string;
  readonly seconds: number;
}

/** What there is of everything that the action can post. */
export function posted(world: World): Readonly<Record<string, number>> {
  return {
    comments: world.comments.length,
    suggestions: world.reviewComments.length,
    statuses: world.statuses.length,
    issues: world.issues.length,
    dispatches: world.dispatches.length,
    commits: world.commits.size,
  };
}

/** A run and the state before and after it. */
export interface Played {
  readonly ended: Ended;
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  readonly fake: Pick<FakeGitHub, "calls" | "violations">;
}

/** Holds a run whose call failed every time to the rules: same verdict, nothing twice, in time, the reason told. */
export function judgeForGood(
  row: Row,
  kind: Kind,
  well: Played,
  { ended, before, after, fake }: Played,
): void {
  expect(fake.violations).toEqual([]);
  for (const [what, count] of Object.entries(after))
    expect([what, count]).toEqual([what, Math.min(count, Math.max(before[what]!, well.after[what]!))]);
  if (row.role === "needed" && row.answers?.includes(kind.name) !== true) {
    // no such file, and a run that goes on without it
    if (row.absent === true && kind.name === "404") return;
    expect(ended.summary).toMatch(/Could not (?:check|publish)|failed: /);
    expect(ended.failed).toBe(true);
    expect(ended.verdict ?? "").toBe("");
    expect(ended.summary).toMatch(kind.reason);
    expect(after).toEqual(before);
    return;
  }
  // waiting for many files may use up the time that reading has; that is said, and is no verdict
  if (row.role === "spared" && ended.summary.includes("Could not check")) {
    expect([kind.name, ended.failed]).toEqual(["a slow body", true]);
    return;
  }
  const stored = row.found === true && kind.done === true;
  expect({ failed: ended.failed, verdict: ended.verdict }).toEqual({
    failed: well.ended.failed || (row.red === true && !stored),
    verdict: well.ended.verdict,
  });
  expect(ended.summary.split("\n")[0]).toBe(well.ended.summary.split("\n")[0]);
  if (row.sentence === undefined || (row.absent === true && kind.name === "404")) return;
  if (stored) {
    expect(ended.summary).not.toMatch(row.sentence);
    expect(after).toEqual(well.after);
    return;
  }
  expect(ended.summary).toMatch(row.sentence);
  if (row.refusals?.includes(kind.name) !== true) expect(ended.summary).toMatch(kind.reason);
}

/** Kinds after which a second try can do better. */
export const PASSING: readonly Kind[] = KINDS.filter(({ name }) =>
  /^(?:429 with|500|502|a cut|a connection|half)/.test(name),
);

/** Holds a run whose call failed once, in a way that passes, to the rules: as if nothing had happened. */
export function judgeOnce(row: Row, well: Played, { ended, after, fake }: Played): void {
  expect(fake.violations).toEqual([]);
  const { failed, verdict, summary } = ended;
  expect({ failed, verdict, after, broken: /Could not[^]*/.exec(summary)?.[0] }).toEqual({
    failed: well.ended.failed,
    verdict: well.ended.verdict,
    after: well.after,
    broken: undefined,
  });
  if (row.sentence !== undefined) expect(ended.summary).not.toMatch(row.sentence);
}
