import { compact } from "../domain/compact.js";
import { UserError } from "../domain/errors.js";

/** What a run is about, from the event and the inputs that may replace it. */
export type Target =
  /** `headSha` is absent when the pull request was named by an input: its head is looked up */
  | {
      readonly kind: "pull-request";
      readonly number: number;
      readonly headSha?: string;
      readonly label?: string;
      readonly labelledBy?: string;
      /** the event is about its end */
      readonly closed?: boolean;
    }
  | {
      readonly kind: "comparison";
      readonly event: "merge_group" | "push" | "manual";
      readonly base: string;
      readonly head: string;
      /** branch that a push is compared with where its base is gone */
      readonly fallback?: string;
      /** the push was to the default branch */
      readonly onDefault?: boolean;
      readonly queued?: Queued;
    }
  /** no base: every manifest of the commit is looked at */
  | { readonly kind: "tree"; readonly head: string }
  | {
      readonly kind: "workflow-run";
      readonly headSha: string;
      readonly headBranch: string;
      readonly headRepository: string;
    }
  | { readonly kind: "nothing"; readonly reason: string };

/** What a merge queue says of a group: its last pull request, and the branch that it goes into. */
export interface Queued {
  readonly number: number;
  readonly branch: string;
}

/** Inputs that say what to look at. */
export interface TargetInputs {
  readonly prNumber: number | undefined;
  readonly baseRef: string | undefined;
  readonly headRef: string | undefined;
}

const NO_COMMIT = /^0+$/;

/** Reads the target. The payload is a stranger's: every field is checked, nothing is assumed. */
export function readTarget(eventName: string, payload: unknown, inputs: TargetInputs, sha: string): Target {
  if (inputs.prNumber !== undefined) return { kind: "pull-request", number: inputs.prNumber };
  if (inputs.baseRef !== undefined) {
    return {
      kind: "comparison",
      event: "manual",
      base: inputs.baseRef,
      head: inputs.headRef ?? headOf(eventName, payload, sha),
    };
  }
  // reviews of one put their check on its head too
  if (eventName.startsWith("pull_request")) return pullRequest(payload);
  if (eventName === "merge_group") return mergeGroup(payload);
  if (eventName === "push") return push(payload);
  if (eventName === "workflow_run") return workflowRun(payload);
  if (eventName === "workflow_dispatch" || eventName === "schedule" || eventName === "repository_dispatch") {
    return { kind: "tree", head: inputs.headRef ?? sha };
  }
  return {
    kind: "nothing",
    reason: `the event ${eventName === "" ? "is not said" : eventName} has nothing to review; set pr-number, or base-ref and head-ref`,
  };
}

function pullRequest(payload: unknown): Target {
  const number = field(payload, "pull_request", "number");
  const headSha = text(payload, "pull_request", "head", "sha");
  if (typeof number !== "number" || headSha === undefined)
    throw broken("pull_request", "pull_request.number and pull_request.head.sha");
  const label = field(payload, "action") === "labeled" ? text(payload, "label", "name") : undefined;
  const labelledBy = label === undefined ? undefined : text(payload, "sender", "login");
  const closed =
    field(payload, "action") === "closed" ||
    field(payload, "pull_request", "state") === "closed" ||
    undefined;
  return compact({ kind: "pull-request", number, headSha, label, labelledBy, closed });
}

function mergeGroup(payload: unknown): Target {
  const base = text(payload, "merge_group", "base_sha");
  const head = text(payload, "merge_group", "head_sha");
  if (base === undefined || head === undefined)
    throw broken("merge_group", "merge_group.base_sha and merge_group.head_sha");
  // a branch that GitHub alone makes: gh-readonly-queue/main/pr-12-…
  const ref = text(payload, "merge_group", "head_ref") ?? "";
  const [, branch, number] = /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-(\d{1,9})-[0-9a-f]+$/.exec(ref) ?? [];
  const queued =
    branch === undefined || number === undefined ? undefined : { branch, number: Number(number) };
  return compact({ kind: "comparison", event: "merge_group", base, head, queued });
}

function push(payload: unknown): Target {
  const before = text(payload, "before");
  const after = text(payload, "after");
  if (after === undefined) throw broken("push", "after");
  if (NO_COMMIT.test(after)) return { kind: "nothing", reason: "the push deletes its branch" };
  const fallback = text(payload, "repository", "default_branch");
  const base = before === undefined || NO_COMMIT.test(before) ? fallback : before;
  return base === undefined
    ? { kind: "tree", head: after }
    : compact({
        kind: "comparison",
        event: "push",
        base,
        head: after,
        fallback,
        onDefault: fallback !== undefined && text(payload, "ref") === `refs/heads/${fallback}`,
      });
}

function workflowRun(payload: unknown): Target {
  const headSha = text(payload, "workflow_run", "head_sha");
  const headBranch = text(payload, "workflow_run", "head_branch");
  const headRepository = text(payload, "workflow_run", "head_repository", "full_name");
  const event = text(payload, "workflow_run", "event");
  if (event !== undefined && event !== "pull_request")
    return { kind: "nothing", reason: `the finished run was started by ${event}, not by a pull request` };
  if (headSha === undefined || headBranch === undefined || headRepository === undefined)
    throw broken("workflow_run", "workflow_run.head_sha, head_branch and head_repository");
  return { kind: "workflow-run", headSha, headBranch, headRepository };
}

function headOf(eventName: string, payload: unknown, sha: string): string {
  return (
    (eventName.startsWith("pull_request") ? text(payload, "pull_request", "head", "sha") : undefined) ?? sha
  );
}

function field(value: unknown, ...path: readonly string[]): unknown {
  let node = value;
  for (const key of path) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}

function text(value: unknown, ...path: readonly string[]): string | undefined {
  const found = field(value, ...path);
  return typeof found === "string" && found !== "" && found.length <= 300 ? found : undefined;
}

function broken(event: string, what: string): UserError {
  return new UserError("input", `the payload of the event ${event} lacks ${what}`);
}
