import type { Advice, DeploymentReview, Evaluation } from "../../domain/review.js";
import { commandPaths } from "../check-command.js";
import { suggestionKey, type ReportContext } from "../context.js";
import { change, chance, checkedMs, latency, list, number, percent } from "../format.js";
import { fileUrl } from "../links.js";
import { bold, code, fence, link, NBSP, prose } from "../markdown.js";
import { sameSetting } from "../columns.js";
import { canApply, throughputRatio, type ReviewView } from "../view.js";
import { gpus, limitName, workersInline } from "../words.js";
import { closestLimit, missed } from "./heading.js";
import { bandOf } from "../../review/index.js";
import { isShortDiff } from "./edit.js";
import { beforeWords, capacityWords, mostCarriedWords, nearestWords } from "./carried.js";
import { policyLine } from "./policy-line.js";
import { waysInFull, waysInShort } from "./ways.js";

/** Most edits that a fix names in its sentence. */
const MAX_NAMED_EDITS = 3;

/** What to do now: one line for the gate or the gain, blocks joined by blank lines. Empty when there is nothing to do. */
export function actionLine(view: ReviewView, context: ReportContext): string {
  const policy = policyLine(view.review.verdict, context, view.review.untouched);
  const join = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" ");
  switch (view.form) {
    case "gain":
    case "regressed":
    case "no-sla":
      return view.hasGain ? getGain(view, context) : "";
    case "near-best":
      return "";
    case "fail": {
      if (view.review.proposed !== undefined && missed(view).length === 0)
        return join(view.hasGain ? getGain(view, context) : "", policy);
      const { lead, block } = fixLine(view, context, bold("Smallest fix:"));
      return [join(lead, policy), block].filter((part) => part !== "").join("\n\n");
    }
    case "cannot-start": {
      const fixed = view.review.smallestFix !== undefined;
      const { lead, block } = fixed ? fixLine(view, context, bold("Fix:")) : { lead: "", block: "" };
      return [join(lead, policy), block].filter((part) => part !== "").join("\n\n");
    }
    case "too-close":
      return [join(bandSentence(view), policy), settleLine(view, context)]
        .filter((part) => part !== "")
        .join("\n\n");
    case "not-checked":
      return [missingLine(view, context), policy].filter((part) => part !== "").join("\n\n");
  }
}

function getGain(view: ReviewView, context: ReportContext): string {
  const { recommended, proposed } = view.review;
  if (recommended === undefined) return "";
  const ways = waysInFull(context, view.review.file, recommended);
  const rest = proposed === undefined ? "" : ` ${sameGpus(recommended.evaluation, proposed)}`;
  return `${bold(`Get the ${percent((view.gain ?? 1) - 1)}:`)} ${ways}${rest}`;
}

function sameGpus(best: Evaluation, proposed: Evaluation): string {
  const [count, before] = [best.prediction.totalGpus, proposed.prediction.totalGpus];
  const mode =
    best.deployment.mode === proposed.deployment.mode
      ? ""
      : best.deployment.mode === "agg"
        ? ", aggregated"
        : ", disaggregated";
  return count === before
    ? `Same ${number(count)}${NBSP}GPUs${mode}.`
    : `On ${number(count)}${NBSP}GPUs instead of ${number(before)}${mode}.`;
}

/** The smallest fix, or what else helps a manifest that misses its limits; `block` is a diff under it. */
export function fixLine(
  view: ReviewView,
  context: ReportContext,
  title: string,
): { readonly lead: string; readonly block: string } {
  const { review } = view;
  const fix = review.smallestFix;
  if (fix === undefined || fix.edits.length === 0) return { lead: withoutFix(view, context), block: "" };
  const suggestion = context.suggestions?.get(suggestionKey(review.file, fix.edits[0]?.line ?? 0));
  const named = namedEdits(review, fix, context);
  const effect = review.proposed === undefined ? "" : ` ${fixEffect(fix.evaluation, review)}`;
  const raised = raisedWords(fix);
  const sentence = `${title} ${named}${effect}${raised === "" ? "" : ` ${raised}`}`;
  if (suggestion !== undefined) {
    return {
      lead: `${sentence} ${link("Suggested on the line", suggestion ?? undefined)}, one click to commit.`,
      block: "",
    };
  }
  const diff = fix.diff ?? [];
  return {
    lead: sentence,
    block: isShortDiff(diff) ? fence("diff", diff) : "",
  };
}

/** What a fix would newly be told of; empty where one was found that is told of nothing. */
export function raisedWords({ raises = [] }: Advice): string {
  if (raises.length === 0) return "";
  return `Each fix found raises something else; this one: ${prose(raises.map((one) => one.replace(/\.$/, "")).join("; "), 300)}.`;
}

function namedEdits(review: DeploymentReview, fix: Advice, context: ReportContext): string {
  const named = fix.edits.slice(0, MAX_NAMED_EDITS).map((edit) => {
    const first = edit.text.split("\n").find((line) => line.trim() !== "") ?? "";
    const where = link(
      `line ${number(edit.line).replaceAll(",", "")}`,
      fileUrl(context, review.file, edit.line),
    );
    return first === "" ? `delete ${where}` : `on ${where} ${code(first.trim(), 80)}`;
  });
  const more = fix.edits.length - named.length;
  return `${list(more > 0 ? [...named, `${number(more)} more`] : named)}.`;
}

/** `TTFT 593 ms, throughput −1%.` — the metric that was over its limit, then what the fix costs. */
function fixEffect(fixed: Evaluation, { proposed }: DeploymentReview): string {
  if (proposed === undefined) return "";
  const mended = proposed.limits.filter(({ holds }) => !holds).map(({ metric }) => metric);
  const values = mended.map((metric) => {
    const check = fixed.limits.find((each) => each.metric === metric);
    return check === undefined ? "" : `${limitName(check)} ${checkedMs(check)}`;
  });
  const shift = change(throughputRatio(fixed, proposed));
  return `${[...values.filter((value) => value !== ""), shift === "same" ? "same throughput" : `throughput ${shift}`].join(", ")}.`;
}

/** What helps a manifest that misses its limits where no smallest fix does. */
export function withoutFix(view: ReviewView, context: ReportContext): string {
  const { recommended, nearestMiss, proposed } = view.review;
  const carried = capacityWords(view);
  if (recommended !== undefined) {
    return `${carried}${bold(`Get a setting that holds${gainWord(view)}:`)} ${waysInFull(context, view.review.file, recommended)}`;
  }
  const around = nearestMiss ?? proposed;
  if (around === undefined) return "";
  const before = beforeWords(view);
  if (before !== "")
    return `${carried}${bold("No other setting found meets these limits")} on ${gpus(around)}${before}.`;
  const on = `${carried}${bold("No setting found meets these limits")} on ${gpus(around)}.${mostCarriedWords(view)}`;
  const missed = nearestMiss?.limits.filter(({ holds }) => !holds) ?? [];
  if (nearestMiss === undefined || missed.length === 0) return `${on} Raise the limit or the GPUs.`;
  const values = missed.map((check) => `${limitName(check)} ${checkedMs(check)}`);
  return `${on} Nearest: ${list(values)} with ${workersInline(nearestMiss.deployment)}. Raise the limit or the GPUs.`;
}

function gainWord({ gain }: ReviewView): string {
  return gain === undefined || change(gain) === "same" ? "" : `, ${change(gain)}`;
}

/** The second action of a manifest that fails and has a fix: the best of the whole search. */
export function bestFoundLine(view: ReviewView, context: ReportContext): string {
  const { recommended, smallestFix, verdict } = view.review;
  if (verdict !== "fail" || recommended === undefined || smallestFix === undefined) return "";
  if (!canApply(view) || sameSetting(recommended.evaluation, smallestFix.evaluation)) return "";
  return `${bold(`Get the best found${gainWord(view)}:`)} ${waysInShort(context, [view.review.file])}.`;
}

/** What a measurement would say, and the chance that the limits hold. `name`: Markdown of the manifest, among several. */
export function bandSentence(view: ReviewView, name = ""): string {
  const check = closestLimit(view);
  const { proposed } = view.review;
  const band = check === undefined || proposed === undefined ? undefined : bandOf(proposed, check.metric);
  const odds = proposed?.prediction.pSla;
  const lead = (words: string): string =>
    name === "" ? words : `${name}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  const chanceWords = odds === undefined ? "" : oddsInWords(odds, view.review.confidence);
  if (check === undefined || band === undefined) {
    const sentence = `${chanceWords.charAt(0).toUpperCase()}${chanceWords.slice(1)} to hold.`;
    return odds === undefined ? "" : bold(lead(sentence));
  }
  const [low, high] = [latency(check.metric, band[0]), latency(check.metric, band[1])];
  const measured = bold(lead(`Measured, ${limitName(check)} would be ${low} to ${high}${NBSP}ms`));
  return `${measured} (80% band)${odds === undefined ? "" : `, ${chanceWords} to hold`}.`;
}

function oddsInWords(probability: number, confidence: number | undefined): string {
  const shown = chance(probability, confidence);
  if (probability >= 0.45 && probability <= 0.55 && (confidence ?? 1) > 0.55) return "an even chance";
  // "an 8% chance", "an 80% chance"
  const article = /^>?8|^1[18]%/.test(shown) ? "an" : "a";
  return `${article} ${shown} chance`;
}

/** What is carried of a stated load and by what, then what would decide. */
function settleLine(view: ReviewView, context: ReportContext): string {
  const known = `${capacityWords(view)}${nearestWords(view)}`.trim();
  const ways = waysInShort(context, [view.review.file]);
  const settle = settleWords(view, ways, "add an AIPerf result of this setting to the PR");
  return [known, settle].filter((part) => part !== "").join("\n\n");
}

/** What would decide a load that is too close: the best found at it, got in these `ways`, or a measurement. */
export function settleWords(view: ReviewView, ways: string, measure: string): string {
  const best =
    view.review.recommended === undefined ? "" : `take the best found${gainInWords(view)} (${ways}), or `;
  return `${bold("Settle it:")} ${best}${measure}.`;
}

/** Whether a manifest that fails has no edit that mends it alone, so that {@link withoutFix} says what does. */
export function lacksFix(view: ReviewView): boolean {
  const { proposed, smallestFix } = view.review;
  const surelyHeld = proposed !== undefined && missed(view).length === 0;
  return !surelyHeld && (smallestFix === undefined || smallestFix.edits.length === 0);
}

function gainInWords({ gain }: ReviewView): string {
  if (gain === undefined) return "";
  return change(gain) === "same" ? ", same tokens/s per GPU" : `, ${change(gain)} tokens/s per GPU`;
}

function missingLine(view: ReviewView, context: ReportContext): string {
  const yaml = view.review.notChecked?.policyYaml;
  if (yaml === undefined) return "";
  const file = code(context.policyFile ?? ".github/dynamo-advisor.yml");
  return `${bold(`Add to ${file}`)} and this comment fills in:\n\n${fence("yaml", yaml.replace(/\n$/, "").split("\n"))}`;
}

/** What to add to the policy for all manifests that could not be checked; equal snippets once, at most two. */
export function missingBlocks(views: readonly ReviewView[], context: ReportContext): string {
  const snippets = new Map<string, number>();
  for (const { review } of views) {
    const yaml = review.notChecked?.policyYaml;
    if (yaml !== undefined) snippets.set(yaml, (snippets.get(yaml) ?? 0) + 1);
  }
  const file = code(context.policyFile ?? ".github/dynamo-advisor.yml");
  return [...snippets]
    .slice(0, 2)
    .map(
      ([
        yaml,
        count,
      ]) => `${bold(`Add to ${file}`)} and ${count === 1 ? "one manifest more is" : `${number(count)} manifests more are`} checked:

${fence("yaml", yaml.replace(/\n$/, "").split("\n"))}`,
    )
    .join("\n\n");
}

/** What several manifests can gain together, and how. */
export function getGains(views: readonly ReviewView[], context: ReportContext): string {
  const gained = views.filter(
    (view) => canApply(view) && view.gain !== undefined && view.gain >= 1 + context.minGain,
  );
  if (gained.length === 0) return "";
  const shown = gained.map(({ gain }) => change(gain ?? 1));
  const [first = ""] = shown;
  const title =
    new Set(shown).size === 1 && shown.length > 1
      ? `${first} in each of ${number(shown.length)} manifests`
      : shown.length <= 3
        ? list(shown)
        : `up to ${change(Math.max(...gained.map(({ gain }) => gain ?? 1)))} (${number(shown.length)} manifests)`;
  const files = commandPaths(
    gained.map(({ review }) => review.file),
    context,
  );
  return `${bold(`Get ${title}:`)} ${waysInShort(context, files)}.`;
}
