import type { LimitCheck } from "../../domain/review.js";
import { change, checkedMs, isEndless, limit, list, number, percent, plural } from "../format.js";
import { code, NBSP, text } from "../markdown.js";
import { headingName, throughputRatio, type ReviewView } from "../view.js";
import { limitName } from "../words.js";

/** Mark, verdict and the fact that decides, for one manifest (`comment.md` 3). Without the `#`. */
export function headingOfOne(view: ReviewView): string {
  const name = code(headingName(view));
  const { review } = view;
  switch (view.form) {
    case "gain":
      return `✅ Pass: ${name} meets its SLA. Best found: ${change(view.gain ?? 1)} tokens/s per GPU`;
    case "near-best":
      return `✅ Pass: ${name} meets its SLA${nearness(view)}`;
    case "regressed":
      return `✅ Pass: ${name} meets its SLA, but serves ${lossAgainstBase(view)} less per GPU than before`;
    case "no-sla":
      return `⚪ No SLA set for ${name}${view.hasGain ? `. Best found: ${change(view.gain ?? 1)} tokens/s per GPU` : nearness(view)}`;
    case "cannot-start":
      return `❌ Fail: ${name} ${startProblem(view)}`;
    case "fail":
      return `❌ Fail: ${broken(name, review.proposed?.limits.filter(({ holds }) => !holds) ?? [], review.reasons[0])}`;
    case "too-close": {
      const check = closestLimit(view);
      return check === undefined
        ? `⚠️ Too close to call: ${name}`
        : `⚠️ Too close to call: ${limitName(check)} of ${name} is ${checkedMs(check)}, limit ${limit(check.limitMs)}${NBSP}ms`;
    }
    case "not-checked":
      return `⚪ Not checked: ${name} ${text(review.notChecked?.phrase ?? "cannot be predicted", 60)}`;
  }
}

/** A manifest with errors that was predicted all the same can start: a rule of the policy fails it. */
function startProblem({ review, errors }: ReviewView): string {
  const count = plural(errors.length, "error");
  if (errors.length === 0) return "does not fit the GPU memory";
  return review.proposed?.prediction.memoryVerdict === "fits" ? `has ${count}` : `cannot start, ${count}`;
}

function broken(name: string, limits: readonly LimitCheck[], reason: string | undefined): string {
  const [first, second] = limits;
  if (first === undefined) return `${name}${reason === undefined ? "" : `: ${text(reason, 60)}`}`;
  if (second === undefined) {
    if (isEndless(first))
      return `${limitName(first)} of ${name} grows without end, limit ${limit(first.limitMs)}${NBSP}ms`;
    return `${limitName(first)} of ${name} is ${checkedMs(first)}, limit ${limit(first.limitMs)}${NBSP}ms`;
  }
  return `${name} breaks its ${list(limits.map((check, index) => (index === 0 ? limitName(check) : lower(limitName(check)))))} limits`;
}

function lower(name: string): string {
  return name.startsWith("Request") ? name.toLowerCase() : name;
}

function nearness({ gain }: ReviewView): string {
  if (gain === undefined) return "";
  return gain < 1.005 ? " and is the best found" : `, ${percent(gain - 1)} from the best found`;
}

function lossAgainstBase({ review }: ReviewView): string {
  return review.base === undefined || review.proposed === undefined
    ? ""
    : percent(1 - throughputRatio(review.proposed, review.base));
}

/** The limit that the figure is nearest to, or furthest beyond; too close: the one that its band reaches furthest beyond. */
export function closestLimit({ review }: ReviewView): LimitCheck | undefined {
  const bands = review.verdict === "too-close" ? review.proposed?.prediction.bands : undefined;
  const worst = ({ metric, valueMs, percentile }: LimitCheck): number => {
    const band =
      bands && { ttft: bands.ttftMs, tpot: bands.tpotMs, requestLatency: bands.requestLatencyMs }[metric];
    return band === undefined ? valueMs : band[1] * (percentile?.overMean ?? 1);
  };
  const ratio = (check: LimitCheck): number => (isEndless(check) ? Infinity : worst(check) / check.limitMs);
  return [...(review.proposed?.limits ?? [])].sort((a, b) => ratio(b) - ratio(a))[0];
}

/** The heading of several manifests: the worst verdict gives the mark. */
export function headingOfMany(views: readonly ReviewView[]): string {
  const total = views.length;
  const failed = views.filter(({ review }) => review.verdict === "fail");
  if (failed.length > 0) {
    const of = `${number(failed.length)} of ${number(total)} manifests`;
    if (failed.some(({ form }) => form === "cannot-start"))
      return `❌ Fail: ${of} ${failed.length === 1 ? "fails" : "fail"}`;
    return `❌ Fail: ${of} ${failed.length === 1 ? "breaks its SLA" : "break their SLAs"}`;
  }
  const close = views.filter(({ review }) => review.verdict === "too-close").length;
  if (close > 0) return `⚠️ Too close to call: ${number(close)} of ${number(total)} manifests`;
  const unchecked = views.filter(({ review }) => review.verdict === "not-applicable").length;
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
