import { exactPercent } from "../../domain/compared.js";
import { statesLoad } from "../../domain/workload.js";
import { DEFAULT_CONFIDENCE } from "../../domain/confidence.js";
import type { DeploymentReview, LimitCheck } from "../../domain/review.js";
import { chance, change, checkedMs, isEndless, stated, list, number, percent, plural } from "../format.js";
import { isCarried, openLimits } from "../../review/index.js";
import { code, NBSP, text } from "../markdown.js";
import { clause } from "../visible.js";
import { isBestFound } from "../columns.js";
import { headingName, throughputRatio, type ReviewView } from "../view.js";
import { limitName } from "../words.js";

/** Mark, verdict and the fact that decides, for one manifest (`docs/method/comment.md` 3). Without the `#`. */
export function headingOfOne(view: ReviewView): string {
  const name = code(headingName(view));
  const { review } = view;
  switch (view.form) {
    case "gain":
      return `✅ Pass: ${name} ${passed(view)}. Best found: ${change(view.gain ?? 1)}${review.confidence === undefined ? " tokens/s per GPU" : ""}`;
    case "near-best":
      return `✅ Pass: ${name} ${passed(view)}${nearness(view)}`;
    case "regressed":
      return `✅ Pass: ${name} ${passed(view)}, but serves ${lossAgainstBase(view)} less per GPU than before`;
    case "no-sla":
      return `⚪ No SLA set for ${name}${view.hasGain ? `. Best found: ${change(view.gain ?? 1)} tokens/s per GPU` : nearness(view)}`;
    case "cannot-start":
      return `❌ Fail: ${name} ${startProblem(view)}`;
    case "fail":
      if (view.errors.length > 0 && view.errors.every(({ rule }) => rule === "no-longer-judged"))
        return `❌ Fail: ${name} can no longer be judged`;
      return `❌ Fail: ${broken(name, missed(view), review.reasons[0])}`;
    case "too-close":
      return `⚠️ Too close to call: ${undecided(name, view)}`;
    case "not-checked":
      return `⚪ Not checked: ${name} ${text(clause(review.notChecked?.phrase ?? "cannot be predicted", 60))}`;
  }
}

/** What a deployment that passes does: how much it carries, or how surely it holds the load that was stated. */
function passed({ review }: ReviewView): string {
  const { confidence, proposed, workload } = review;
  if (confidence === undefined || proposed === undefined) return "meets its SLA";
  const { concurrency, pSla } = proposed.prediction;
  if (workload === undefined || !statesLoad(workload))
    return `carries ${number(concurrency)} requests at once (${exactPercent(confidence)} sure)`;
  return pSla === undefined
    ? "meets its SLA"
    : `holds its limits${atLoad(review)} (${chance(pSla, confidence)} sure)`;
}

/** ` at 160 requests at once`; empty where no load was stated. */
function atLoad({ workload }: DeploymentReview): string {
  if (workload?.concurrency !== undefined) return ` at ${stated(workload.concurrency)} requests at once`;
  return workload?.requestRate === undefined ? "" : ` at ${stated(workload.requestRate)} requests a second`;
}

/** The limits that a failing deployment breaks, by its figures or by what they may turn out to be. */
export function missed({ review: { proposed, confidence } }: ReviewView): readonly LimitCheck[] {
  if (proposed === undefined) return [];
  if (confidence !== undefined && isCarried(proposed, confidence)) return [];
  const beyond = proposed.limits.filter(({ holds }) => !holds);
  return beyond.length > 0 || confidence === undefined ? beyond : openLimits(proposed, confidence);
}

/** Every limit that is open, with its figure when it is one. */
function undecided(name: string, { review }: ReviewView): string {
  const { proposed } = review;
  if (proposed === undefined) return name;
  const [first, ...more] = openLimits(proposed, review.confidence ?? DEFAULT_CONFIDENCE);
  if (first === undefined) return name;
  if (more.length === 0)
    return `${limitName(first)} of ${name} is ${checkedMs(first)}, limit ${stated(first.limitMs)}${NBSP}ms`;
  return `${list([first, ...more].map((check, index) => (index === 0 ? limitName(check) : lower(limitName(check)))))} of ${name} are open${atLoad(review)}`;
}

function startProblem({ errors }: ReviewView): string {
  return errors.length === 0
    ? "does not fit the GPU memory"
    : `cannot start, ${plural(errors.length, "error")}`;
}

function broken(name: string, limits: readonly LimitCheck[], reason: string | undefined): string {
  const [first, second] = limits;
  if (first === undefined) return `${name}${reason === undefined ? "" : `: ${text(clause(reason, 60))}`}`;
  if (second === undefined) {
    if (isEndless(first))
      return `${limitName(first)} of ${name} grows without end, limit ${stated(first.limitMs)}${NBSP}ms`;
    return `${limitName(first)} of ${name} is ${checkedMs(first)}, limit ${stated(first.limitMs)}${NBSP}ms`;
  }
  return `${name} breaks its ${list(limits.map((check, index) => (index === 0 ? limitName(check) : lower(limitName(check)))))} limits`;
}

function lower(name: string): string {
  return name.startsWith("Request") ? name.toLowerCase() : name;
}

function nearness(view: ReviewView): string {
  const { gain } = view;
  if (gain === undefined) return "";
  return isBestFound(view) ? " and is the best found" : `, ${percent(gain - 1)} from the best found`;
}

function lossAgainstBase({ review }: ReviewView): string {
  return review.base === undefined || review.proposed === undefined
    ? ""
    : percent(1 - throughputRatio(review.proposed, review.base));
}

/** The limit that decides: the least likely to hold while it is open, else the one that the figure is nearest to or furthest beyond. */
export function closestLimit({ review }: ReviewView): LimitCheck | undefined {
  const { proposed, verdict } = review;
  if (proposed === undefined) return undefined;
  if (verdict === "too-close") return openLimits(proposed, review.confidence ?? DEFAULT_CONFIDENCE)[0];
  const ratio = (check: LimitCheck): number => (isEndless(check) ? Infinity : check.valueMs / check.limitMs);
  return [...proposed.limits].sort((a, b) => ratio(b) - ratio(a))[0];
}

/**
 * The heading of several manifests: the worst verdict gives the mark. What was not checked, which may be a part of a
 * deployment or a template, is no manifest that passes or fails, and is counted apart.
 */
export function headingOfMany(views: readonly ReviewView[]): string {
  const total = views.length;
  const unchecked = views.filter(({ review }) => review.verdict === "not-applicable").length;
  const judged = number(total - unchecked);
  const apart = unchecked === 0 ? "" : `, ${number(unchecked)} not checked`;
  const failed = views.filter(({ review }) => review.verdict === "fail");
  if (failed.length > 0) {
    const of = `${number(failed.length)} of ${judged} manifests`;
    if (failed.some(({ form }) => form === "cannot-start"))
      return `❌ Fail: ${of} ${failed.length === 1 ? "fails" : "fail"}${apart}`;
    return `❌ Fail: ${of} ${failed.length === 1 ? "breaks its SLA" : "break their SLAs"}${apart}`;
  }
  const close = views.filter(({ review }) => review.verdict === "too-close").length;
  if (close > 0) return `⚠️ Too close to call: ${number(close)} of ${judged} manifests${apart}`;
  if (unchecked > 0) return `⚪ Not checked: ${number(unchecked)} of ${number(total)} manifests`;
  const best = Math.max(1, ...views.filter(({ hasGain }) => hasGain).map(({ gain }) => gain ?? 1));
  const gained = best > 1 ? `. Best found: up to ${change(best)} tokens/s per GPU` : "";
  if (views.every(({ form }) => form === "no-sla"))
    return `⚪ No SLA set for ${number(total)} manifests${gained}`;
  const worse = views.filter(({ form }) => form === "regressed").length;
  if (worse > 0)
    return `✅ Pass: ${number(total)} manifests meet their SLAs, but ${number(worse)} ${worse === 1 ? "serves" : "serve"} less per GPU than before`;
  return `✅ Pass: ${number(total)} manifests meet their SLAs${gained}`;
}
