import type { Advice, CheckResult, VerdictKind } from "../domain/review.js";
import { LOCAL_CONTEXT, type ReportContext } from "./context.js";
import { checkCommand, commandPaths } from "./check-command.js";
import { plural, signed } from "./format.js";
import { resultHeading } from "./result-heading.js";
import { bandSentence, lacksFix, raisedWords, settleWords, withoutFix } from "./sections/action-line.js";
import { capacityWords, nearestWords } from "./sections/carried.js";
import { closeModes } from "./sections/close-modes.js";
import { isShortDiff } from "./sections/edit.js";
import { sourceText } from "./sections/facts.js";
import { headingOfOne } from "./sections/heading.js";
import { sortFindings } from "./sections/findings.js";
import { experimentTable, outcome } from "./sections/experiment.js";
import { mainRows } from "./sections/main-table.js";
import { measuredRows, measuredTitle } from "./sections/measured.js";
import { movementLabel, statisticOfMoved } from "./sections/moved.js";
import { policyLine } from "./sections/policy-line.js";
import { sortViews } from "./sections/overview.js";
import { removedLine, totalsLine } from "./sections/totals.js";
import { plainText, styler, wrap, type Style } from "./text-layout.js";
import { alignedTable, textTable } from "./text-table.js";
import { canApply, viewsOf, type ReviewView } from "./view.js";
import { inertLines, truncate, visible, visibleLine } from "./visible.js";

/** How text is laid out. */
export interface TextOptions {
  /** columns of the terminal, 80 when unknown */
  readonly columns?: number;
  readonly color?: boolean;
  /** every fact and alternative too */
  readonly verbose?: boolean;
}

const WORDS: Readonly<Record<VerdictKind, string>> = {
  pass: "PASS",
  fail: "FAIL",
  "too-close": "TOO CLOSE",
  "not-applicable": "NOT CHECKED",
};
const STYLES: Readonly<Record<VerdictKind, Style>> = {
  pass: "green",
  fail: "red",
  "too-close": "yellow",
  "not-applicable": "dim",
};
/** What the verdict word already says. */
const LEADS = ["Pass: ", "Fail: ", "Too close to call: ", "Not checked: "];
const MAX_FINDINGS = 20;
/** Longest path of a file: paths are not wrapped, so that they can be copied. */
const MAX_PATH = 1000;
/** Longest message of a finding. */
const MAX_MESSAGE = 1000;
/** Manifests that pass and are told in full; further ones get one line. */
const MAX_IN_FULL = 10;

/** The result of `check` for a terminal. Every line fits the columns unless a path or a command does not. */
export function renderCheckText(
  result: CheckResult,
  options: TextOptions = {},
  given: ReportContext = LOCAL_CONTEXT,
): string {
  const context = { ...given, failed: result.verdict === "fail" };
  const columns = Math.max(40, options.columns ?? 80);
  const style = styler(options.color ?? false);
  const all = viewsOf(result, context);
  const views = sortViews(all);
  const verbose = options.verbose ?? false;
  const lines: string[] = [];
  for (const [index, view] of views.entries()) {
    const short = index >= MAX_IN_FULL && view.review.verdict === "pass" && !verbose;
    lines.push(
      ...(short
        ? headLines(view, columns, style)
        : [...manifestLines(view, context, columns, style, verbose), ""]),
    );
  }
  for (const review of result.experiments ?? []) {
    const word = style(STYLES[review.verdict], WORDS[review.verdict]);
    const how = review.experiments.length === 0 ? "cannot be read" : plainText(outcome(review));
    lines.push(
      ...wrap(`${word}  ${how}`, columns),
      style("dim", brief(review.file, MAX_PATH)),
      ...textTable(experimentTable(review), columns),
      ...findingLines(review.findings, columns, style, false),
      "",
    );
  }
  lines.push(...findingLines(result.findings, columns, style, true));
  const told = [
    ...views.map(({ review }) => review.verdict),
    ...(result.experiments ?? []).map(({ verdict }) => verdict),
  ];
  const gone = removedLine(result);
  if (told.length !== 1 || told[0] !== result.verdict) {
    const nothing =
      gone === ""
        ? `no manifest or experiment file ${context.baseSha === undefined ? "was found" : "differs from the base"}`
        : "no manifest is left in this change";
    lines.push("", ...wrap(style("bold", plainText(resultHeading(result, all, nothing))), columns));
  }
  // a failure that leaves the exit code at 0 says why
  if (context.failed && context.gate !== "enforce")
    lines.push("", ...wrap(plainText(policyLine("fail", context)), columns));
  if (gone !== "") lines.push("", ...wrap(plainText(gone), columns));
  const totals = totalsLine(result);
  if (totals !== "") lines.push("", plainText(totals));
  const applicable = views.filter(canApply).map(({ review }) => review.file);
  // a command is one line, however long: what is copied must run
  if (applicable.length > 0)
    lines.push(
      "Apply the best found:",
      `  ${visible(checkCommand(commandPaths(applicable, context), context, { write: true }))}`,
    );
  return `${inertLines(
    lines
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
  )}\n`;
}

/** Verdict word with the fact that decides, and the file. */
function headLines(view: ReviewView, columns: number, style: ReturnType<typeof styler>): string[] {
  const { review } = view;
  const heading = plainText(headingOfOne(view));
  const lead = LEADS.find((each) => heading.startsWith(each)) ?? "";
  const rest = heading.slice(lead.length);
  return [
    ...wrap(`${style(STYLES[review.verdict], WORDS[review.verdict])}  ${rest}`, columns),
    style("dim", brief(review.file, MAX_PATH)),
    ...(review.untouched === true && review.verdict !== "pass" && view.form !== "too-close"
      ? wrap(AS_IT_WAS, columns)
      : []),
  ];
}

const AS_IT_WAS = "As on the base, and this change leaves it as it was: it fails no check.";

/** A row of figures whose second lines are bands, with a word for them: a terminal has no fold that says so. */
function withBandLabel([label = "", ...cells]: readonly string[]): readonly string[] {
  return cells.some((cell) => /<br>[\d.,]+–/.test(cell))
    ? [`${label}<br>  80% band`, ...cells]
    : [label, ...cells];
}

/** A verdict that is too close: what a measurement would say, what is carried, and what would settle it. */
function undecidedLines(view: ReviewView, context: ReportContext, columns: number): string[] {
  if (view.form !== "too-close") return [];
  const words = [
    [bandSentence(view), policyLine(view.review.verdict, context, view.review.untouched)].join(" ").trim(),
    capacityWords(view).trim(),
    nearestWords(view),
    settleWords(view, "--write", "measure this setting and give the result with --measured"),
  ].filter((text) => text !== "");
  return ["", ...words.flatMap((text) => wrap(plainText(text), columns))];
}

function manifestLines(
  view: ReviewView,
  context: ReportContext,
  columns: number,
  style: ReturnType<typeof styler>,
  verbose: boolean,
): string[] {
  const { review } = view;
  const lines = headLines(view, columns, style);
  const { header, rows } =
    view.form === "cannot-start"
      ? { header: [], rows: [] }
      : mainRows(view, { withFix: true, minGain: context.minGain });
  if (rows.length > 0) lines.push("", ...alignedTable([header, ...rows.map(withBandLabel)], columns, style));
  lines.push(...undecidedLines(view, context, columns));
  const close = view.form === "cannot-start" ? "" : closeModes(review);
  if (close !== "") lines.push("", ...wrap(plainText(close), columns));
  if (review.movements.length > 0) {
    const of = review.proposed === undefined ? "" : statisticOfMoved(review.proposed);
    lines.push("", `What moved (${of}TTFT ms, ${of}TPOT ms, tokens/s per GPU):`);
    for (const movement of review.movements) {
      const deltas = [
        signed(movement.deltaTtftMs),
        signed(movement.deltaTpotMs, 1),
        signed(movement.deltaTokensPerSecPerGpu),
      ];
      const broken = movement.breaks.length > 0 ? "  breaks a limit" : "";
      lines.push(
        ...wrap(`${plainText(movementLabel(movement))}: ${deltas.join(", ")}${broken}`, columns, "  "),
      );
    }
  }
  if (view.form === "fail" && lacksFix(view)) {
    // the best found has lines of its own below
    const words = review.recommended === undefined ? withoutFix(view, context) : capacityWords(view).trim();
    if (words !== "") lines.push("", ...wrap(plainText(words), columns));
  }
  const fix = review.smallestFix;
  if (review.verdict === "fail" && fix !== undefined && fix.edits.length > 0) {
    lines.push("", "Smallest fix:");
    for (const edit of fix.edits)
      lines.push(...wrap(`line ${edit.line}: ${brief(edit.text.trim(), 200)}`, columns, "  "));
    const raised = plainText(raisedWords(fix));
    if (raised !== "") lines.push(...wrap(raised, columns, "  "));
  }
  if (review.notChecked?.policyYaml !== undefined) {
    lines.push(
      "",
      `Add to ${context.policyFile ?? ".github/dynamo-advisor.yml"}:`,
      ...review.notChecked.policyYaml
        .trimEnd()
        .split("\n")
        .map((line) => `  ${visibleLine(truncate(line, 200)).replaceAll("\t", "  ")}`),
    );
  }
  if (view.hasGain && review.recommended?.newText !== review.smallestFix?.newText)
    lines.push(...bestFoundLines(review.recommended, columns));
  lines.push(...findingLines(review.findings, columns, style, false));
  for (const comparison of review.measured ?? [])
    lines.push(
      "",
      ...wrap(`Measured: ${brief(measuredTitle(comparison), 200)}`, columns),
      ...alignedTable(measuredRows(comparison), columns, style),
      ...comparison.notes.flatMap((note) => wrap(`note: ${brief(note, 300)}`, columns, "  ")),
    );
  const unread = view.form === "cannot-start" && !verbose;
  const facts = unread
    ? []
    : verbose
      ? review.facts
      : review.facts.filter(({ source }) => source.kind === "assumed");
  if (facts.length > 0) {
    lines.push("", verbose ? "What this rests on:" : "Assumed:");
    for (const fact of facts)
      lines.push(
        ...wrap(
          `${brief(fact.label, 80)}: ${plainText(truncate(fact.value, 200))} (${plainText(sourceText(fact.source, LOCAL_CONTEXT))})`,
          columns,
          "  ",
        ),
      );
  }
  if (verbose) lines.push("", visible(checkCommand([review.file], context)));
  return lines;
}

/** The lines that the best found changes, where they are few: `--write` tells longer edits. */
function bestFoundLines(advice: Advice | undefined, columns: number): string[] {
  if (advice?.diff === undefined || !isShortDiff(advice.diff)) return [];
  const changed = advice.diff.filter((line) => /^[-+]/.test(line));
  const told = changed.flatMap((line) =>
    wrap(`${line[0]} ${brief(line.slice(1).trim(), 200)}`, columns, "  "),
  );
  return ["", "The best found as an edit:", ...told];
}

function findingLines(
  findings: CheckResult["findings"],
  columns: number,
  style: ReturnType<typeof styler>,
  withFile: boolean,
): string[] {
  const sorted = sortFindings(findings);
  if (sorted.length === 0) return [];
  const lines = sorted.slice(0, MAX_FINDINGS).flatMap(({ severity, rule, message, file, position }) => {
    const place = `${withFile ? `${brief(file, 200)}:` : "line "}${position.line}:${position.column}`;
    return wrap(
      `${style(severity === "error" ? "red" : severity === "warning" ? "yellow" : "dim", severity)} ${place} ${plainText(truncate(message, MAX_MESSAGE))} [${brief(rule, 80)}]`,
      columns,
      "  ",
    );
  });
  if (sorted.length > MAX_FINDINGS)
    lines.push(`  and ${plural(sorted.length - MAX_FINDINGS, "more finding")}`);
  return ["", ...lines];
}

/** A stranger's text on one line, cut first so that the rest costs nothing. */
function brief(value: string, max: number): string {
  return visible(truncate(value, max));
}
