import { createHash } from "node:crypto";
import type { ChangedFile } from "../domain/change.js";
import type { Advice, CheckResult } from "../domain/review.js";
import type { CommitRequest, PullRequest } from "../forge/forge.js";
import type { CommitMode } from "../policy/index.js";
import { mergedText } from "../report/index.js";

/** Trailer of our commits. */
const TRAILER = "Config-Review";

/** What the decision rests on. */
export interface CommitFacts {
  readonly mode: CommitMode;
  readonly label: string;
  /** label that started this run, when one did */
  readonly startedByLabel?: string;
  readonly pull: PullRequest;
  readonly headSha: string;
  /** message of the head commit */
  readonly headMessage: string;
  readonly files: readonly ChangedFile[];
  /** hashes of policy, inputs and data, so that the commit says what it was made from */
  readonly hashes: Readonly<Record<string, string>>;
  /** hashes and head that the comment shows, when there is one: people set the label for what they saw */
  readonly shown?: { readonly head: string; readonly hashes: Readonly<Record<string, string>> };
}

/** A commit, nothing to do, or why not (a sentence for the summary). */
export type CommitPlan =
  | { readonly kind: "commit"; readonly request: CommitRequest }
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly reason: string };

/** Whether this run was asked to commit at all. */
export function commitWanted(facts: Pick<CommitFacts, "mode" | "label" | "startedByLabel">): boolean {
  return (
    facts.mode === "always" ||
    (facts.mode === "on-label" && facts.startedByLabel?.toLowerCase() === facts.label.toLowerCase())
  );
}

/**
 * Decides on the commit. Bound to the head that was analysed, and to what the comment showed when a label asked for it;
 * never on a fork, never on top of a commit of our own.
 */
export function planCommit(result: CheckResult, facts: CommitFacts): CommitPlan {
  if (!commitWanted(facts)) return { kind: "none" };
  const refused = (reason: string): CommitPlan => ({
    kind: "refused",
    reason: `Nothing was committed: ${reason}`,
  });
  if (facts.pull.fromFork)
    return refused("the head branch belongs to a fork. Copy the edit from the comment.");
  if (facts.pull.headRef === facts.pull.defaultBranch)
    return refused(
      `\`${facts.pull.headRef}\` is the default branch; the advisor commits to branches of pull requests only.`,
    );
  if (facts.pull.headSha !== facts.headSha)
    return refused(`the branch has moved on to ${facts.pull.headSha.slice(0, 7)}.`);
  const { shown } = facts;
  if (
    facts.mode === "on-label" &&
    shown !== undefined &&
    (shown.head !== facts.headSha || !sameHashes(shown.hashes, facts.hashes))
  ) {
    return refused(
      `the comment showed another result when the label was set. Look at it again, then set \`${facts.label}\` once more.`,
    );
  }
  const edits = editedFiles(result, facts.files);
  if (edits.problem !== undefined) return refused(edits.problem);
  if (edits.files.length === 0) return { kind: "none" };
  if (facts.mode === "always" && facts.headMessage.includes(`\n${TRAILER}: `))
    return refused("the last commit is the advisor's own.");
  const digest = createHash("sha256")
    .update(JSON.stringify([facts.headSha, facts.hashes, edits.files]))
    .digest("hex")
    .slice(0, 16);
  return {
    kind: "commit",
    request: {
      branch: facts.pull.headRef,
      expectedHead: facts.headSha,
      headline:
        edits.files.length === 1
          ? "Apply the best found configuration"
          : `Apply the best found configurations (${edits.files.length} files)`,
      body: `Predicted by Dynamo Config Advisor for ${facts.headSha.slice(0, 12)}.\n\n${TRAILER}: ${digest}`,
      files: edits.files,
    },
  };
}

function sameHashes(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}

interface EditedFiles {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly problem?: string;
}

/** New texts by file. Several deployments of one file are merged. */
function editedFiles(result: CheckResult, files: readonly ChangedFile[]): EditedFiles {
  const byFile = new Map<string, Advice[]>();
  for (const { file, recommended } of result.deployments) {
    if (recommended !== undefined) byFile.set(file, [...(byFile.get(file) ?? []), recommended]);
  }
  const changed: { path: string; text: string }[] = [];
  for (const [path, advices] of byFile) {
    const before = files.find((file) => file.path === path)?.headText;
    if (advices.length === 1) {
      const text = advices[0]?.newText;
      if (text !== undefined && text !== before) changed.push({ path, text });
      continue;
    }
    const text = before === undefined ? undefined : mergedText(before, advices);
    if (text === undefined)
      return {
        files: [],
        problem: `the edits of several deployments of \`${path}\` touch the same lines; apply them by hand.`,
      };
    if (text !== before) changed.push({ path, text });
  }
  return { files: changed };
}
