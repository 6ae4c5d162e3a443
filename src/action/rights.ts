import type { ForgeReader, PullRequest } from "../forge/forge.js";
import type { Setter, WaiverRule } from "../policy/index.js";
import type { Waiver } from "../review/index.js";
import { writerOf, type UpdateReader } from "./updates.js";

type Reader = Pick<ForgeReader, "labelEvent" | "roleOf" | "pushesOf"> & UpdateReader;

/** A label that counts, or why not (a clause that follows "it does not count:"). */
export type Granted =
  | { readonly kind: "granted"; readonly waiver: Waiver }
  | { readonly kind: "refused"; readonly reason: string };

/** The label event that started this run, as GitHub sent it: it proves who set the label while this was the head. */
export interface StartedBy {
  readonly label?: string;
  readonly labelledBy?: string;
  readonly headSha: string;
}

/**
 * Whether the waiver on a pull request counts for its head: set by somebody who may write, neither by the author nor by whose
 * content was pushed last, after the head was pushed and the base chosen. What GitHub does not say counts against it.
 */
export async function waiverOn(
  forge: Reader,
  pull: PullRequest,
  rule: WaiverRule,
  startedBy?: StartedBy,
): Promise<Granted | undefined> {
  if (!hasLabel(pull, rule.label)) return undefined;
  const refused = (reason: string): Granted => ({ kind: "refused", reason });
  if (startedBy !== undefined && startedBy.headSha !== pull.headSha)
    return refused("the pull request has another head by now");
  const event = await forge.labelEvent(pull.number, rule.label);
  if (event === undefined) return refused("the events do not say who set it, or it is gone");
  const { actor, atMs, retargetedMs } = event;
  if (!rule.author && actor.toLowerCase() === pull.author?.toLowerCase())
    return refused("the author of the pull request set it");
  const right = await rightOf(forge, actor, rule.by);
  if (right !== undefined) return refused(right);
  if (retargetedMs !== undefined && atMs <= retargetedMs)
    return refused("the pull request was pointed at another base after it was set");
  const pushes = rule.afterPush || !rule.author ? await forge.pushesOf(pull) : undefined;
  if (pushes !== undefined && !rule.author) {
    const writer = await writerOf(forge, pull, pushes);
    if (actor.toLowerCase() === writer?.toLowerCase()) return refused("the one who pushed the head set it");
  }
  if (!rule.afterPush) return { kind: "granted", waiver: { label: rule.label, actor } };
  if (pushes === undefined) {
    if (!isForHead(startedBy, pull, { label: rule.label, actor }))
      return refused("GitHub does not say when the head was pushed; set it again");
  } else if (atMs <= pushes[0].atMs) return refused("it was set before the last push; set it again");
  return { kind: "granted", waiver: { label: rule.label, actor } };
}

/** Why somebody may not set a label that counts; undefined: they may. */
export async function rightOf(
  forge: Pick<ForgeReader, "roleOf">,
  login: string,
  by: Setter,
): Promise<string | undefined> {
  if (by === "anyone") return undefined;
  const role = await forge.roleOf(login);
  if (role === "admin" || role === by) return undefined;
  return `${login}, who set it, ${by === "admin" ? "is no administrator" : "may not write"} here`;
}

function hasLabel({ labels }: PullRequest, label: string): boolean {
  return labels.some((each) => each.toLowerCase() === label.toLowerCase());
}

function isForHead(
  startedBy: StartedBy | undefined,
  pull: PullRequest,
  { label, actor }: { readonly label: string; readonly actor: string },
): boolean {
  return (
    startedBy?.label?.toLowerCase() === label.toLowerCase() &&
    startedBy.labelledBy?.toLowerCase() === actor.toLowerCase() &&
    startedBy.headSha === pull.headSha
  );
}
