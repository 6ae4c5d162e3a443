import path from "node:path";
import { isUnder } from "../check/beside.js";
import type { ChangedFile } from "../domain/change.js";
import type { CheckResult } from "../domain/review.js";
import type { ForgeReader, PullRequest } from "../forge/forge.js";
import type { Policy, WaiverRule } from "../policy/index.js";
import { concludeGate, type Waiver } from "../review/index.js";
import { attempt, type Notices } from "./attempt.js";
import { waiverOn } from "./rights.js";
import type { RunContext } from "./run-context.js";
import type { Scope } from "./scope.js";

/** What a waiver would be for. */
export interface WaiverFacts {
  readonly scope: Scope;
  readonly policy: Policy;
  readonly result: CheckResult;
  /** what was read of the change */
  readonly files: readonly ChangedFile[];
}

/** Most pull requests of a merge group whose labels are looked at. */
const MAX_QUEUED = 10;

/** The waiver that counts; looked for only where it would change the end of the job. */
export async function readWaiver(
  run: RunContext,
  facts: WaiverFacts,
  notices: Notices,
): Promise<Waiver | undefined> {
  const { scope, policy, result } = facts;
  const { waiver: rule } = policy;
  const { pull } = scope;
  if (rule === undefined || (pull === undefined && scope.queued === undefined)) return undefined;
  if (concludeGate(result, policy, { draft: pull?.draft ?? false }).passes) return undefined;
  return attempt(notices, "Looking up who set the waiver", async () => {
    if (pull === undefined) return queueWaiver(run.forge, rule, facts, notices);
    const granted = await waiverOn(run.forge, pull, rule, scope);
    if (granted?.kind === "refused") notices.lines.push(refusal(rule.label, granted.reason));
    return granted?.kind === "granted" ? granted.waiver : undefined;
  });
}

function refusal(label: string, reason: string): string {
  return `The waiver \`${label}\` does not count: ${reason}.`;
}

/**
 * A merge group is waived when every file that fails in it is, to the byte, one of a pull request whose waiver counts,
 * with everything beside it that the group changes. Which pull requests those may be is read from the queue's branch and
 * the messages of its commits; nobody has to be believed, for what was waived is a text.
 */
async function queueWaiver(
  forge: ForgeReader,
  rule: WaiverRule,
  { scope, result, files }: WaiverFacts,
  notices: Notices,
): Promise<Waiver | undefined> {
  if (result.incomplete) return undefined;
  let open: readonly string[] = failingFiles(result);
  let waiver: Waiver | undefined;
  for (const number of await queuedPulls(forge, scope)) {
    const pull = await forge.pullRequest(number);
    // what was waived for another branch was waived under other rules
    if (open.length === 0 || !pull.open || pull.baseRef !== scope.queued?.branch) continue;
    const granted = await waiverOn(forge, pull, rule);
    if (granted?.kind === "refused") notices.lines.push(`#${number}: ${refusal(rule.label, granted.reason)}`);
    if (granted?.kind !== "granted") continue;
    const same = await sameAs(forge, { scope, files }, pull);
    const left = open.filter((file) => !same(file));
    if (left.length < open.length) waiver = granted.waiver;
    open = left;
  }
  return open.length === 0 ? waiver : undefined;
}

/** Files of everything that keeps the group from passing. */
function failingFiles({ deployments, experiments, findings }: CheckResult): readonly string[] {
  const judged = [...deployments, ...(experiments ?? [])].filter(
    ({ verdict, untouched }) => verdict !== "pass" && untouched !== true,
  );
  const broken = findings.filter(({ severity }) => severity === "error");
  return [...new Set([...judged, ...broken].map(({ file }) => file))];
}

/** Numbers that a queue's branch and messages name, the surest first. */
async function queuedPulls(forge: ForgeReader, scope: Scope): Promise<readonly number[]> {
  const messages = scope.baseSha === undefined ? [] : await forge.messages(scope.baseSha, scope.headSha);
  const named = messages.flatMap((message) => {
    const title = message.split("\n", 1)[0] ?? "";
    const found = /^Merge pull request #(\d{1,9})\b/.exec(title) ?? /\(#(\d{1,9})\)$/.exec(title);
    return found === null ? [] : [Number(found[1])];
  });
  return [...new Set([...(scope.queued === undefined ? [] : [scope.queued.number]), ...named])].slice(
    0,
    MAX_QUEUED,
  );
}

/**
 * Whether a file, and what the group changes beside it or, of what may be ours, in folders above and below it, stands in the
 * group as in the head of the pull request.
 */
async function sameAs(
  forge: ForgeReader,
  { scope, files }: Pick<WaiverFacts, "scope" | "files">,
  pull: PullRequest,
): Promise<(file: string) => boolean> {
  const [group, own] = await Promise.all([forge.tree(scope.headSha), forge.tree(pull.headSha)]);
  const namesOf = (list: readonly Pick<ChangedFile, "path" | "previousPath">[]): readonly string[] =>
    list.flatMap(({ path: name, previousPath }) => [name, previousPath ?? name]);
  const changed = namesOf(scope.paths.files);
  const ours = namesOf(files.filter(({ status }) => status !== "unchanged"));
  return (file) => {
    const folder = path.posix.dirname(file);
    const places = [folder, path.posix.join(folder, "..", "perf")];
    const isNear = (name: string): boolean => {
      const other = path.posix.dirname(name);
      return isUnder(other, folder) || isUnder(folder, other);
    };
    const beside = [
      ...changed.filter((name) => places.includes(path.posix.dirname(name))),
      ...ours.filter(isNear),
    ];
    return (
      !group.incomplete &&
      !own.incomplete &&
      [file, ...beside].every((name) => group.files.get(name)?.sha === own.files.get(name)?.sha)
    );
  };
}
