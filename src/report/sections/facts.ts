import type { DeploymentReview, Fact, FactSource } from "../../domain/review.js";
import type { ReportContext } from "../context.js";
import { fileUrl } from "../links.js";
import { bold, code, link, prose, table, text } from "../markdown.js";

/** Facts that say something else for every manifest stay out of a table of several. */
const OWN_FACTS = new Set(["Model", "Precision"]);

/** `Fact | Value | From`. */
export function factsTable(facts: readonly Fact[], context: ReportContext): string {
  return grid(
    facts.map((fact) => ({ label: fact.label, value: prose(fact.value, 200), from: from(fact, context) })),
  );
}

interface Row {
  readonly label: string;
  readonly value: string;
  readonly from: string;
}

function grid(rows: readonly Row[]): string {
  let last = "";
  const cells = rows.map(({ label, value, from: source }) => {
    const shown = label === last ? "" : text(label, 60);
    last = label;
    return [shown, value, source];
  });
  return cells.length === 0 ? "" : table(["Fact", "Value", "From"], "lll", cells);
}

function from(fact: Pick<Fact, "source" | "also">, context: ReportContext): string {
  const keys = new Map<string, string[]>();
  const texts = [fact.source, ...(fact.also ?? [])].map((source) => {
    const [, parent, key] = (source.kind === "policy" && NESTED_KEY.exec(source.path)) || [];
    if (parent === undefined || key === undefined) return sourceText(source, context);
    keys.set(parent, [...(keys.get(parent) ?? []), code(key, 80)]);
    return parent;
  });
  return [...new Set(texts)]
    .map((shown) => (keys.has(shown) ? `policy ${code(shown, 80)}: ${keys.get(shown)!.join(", ")}` : shown))
    .join("; ");
}

/** A key two levels down: said as its section and its own name, so that a narrow column can break between them. */
const NESTED_KEY = /^([^.]+\.[^.]+)\.([^.]+)$/;

/** Where a value came from, with a link to its line. */
export function sourceText(source: FactSource, context: ReportContext): string {
  switch (source.kind) {
    case "file": {
      const place = link(
        `line ${Math.trunc(source.position.line)}`,
        fileUrl(context, source.file, source.position.line),
      );
      return [
        ...(source.how === undefined ? [] : [prose(source.how, 120)]),
        place,
        ...(source.what === "" ? [] : [code(source.what, 80)]),
      ].join(", ");
    }
    case "policy":
      return `policy ${code(source.path, 80)}${source.what === "" ? "" : ` (${code(source.what, 80)})`}`;
    case "input":
      return source.what === "" ? "input" : `input ${prose(source.what, 120)}`;
    case "assumed":
      return source.what === "" ? bold("assumed") : `${bold("assumed")}, ${prose(source.what, 120)}`;
    case "checkpoint":
    case "derived":
      return prose(source.what, 160);
  }
}

/**
 * The facts of several manifests in one table: equal ones once, those that differ below each other without their label,
 * lines of single files left out.
 */
export function sharedFactsTable(
  reviews: readonly DeploymentReview[],
  context: ReportContext,
  options: { readonly assumedOnly: boolean },
): string {
  const labels = [...new Set(reviews.flatMap(({ facts }) => facts.map(({ label }) => label)))].filter(
    (label) => !OWN_FACTS.has(label),
  );
  const rows = labels.flatMap((label) => {
    const facts = reviews.flatMap((review) => review.facts.filter((fact) => fact.label === label));
    const kept = options.assumedOnly ? facts.filter(({ source }) => source.kind === "assumed") : facts;
    if (label === "Limits" && kept.length > 0 && kept.every(({ source }) => source.kind === "file")) {
      return [{ label, value: "as in the table", from: "annotations of each manifest" }];
    }
    const distinct = new Map<string, Row>();
    for (const fact of kept) {
      const value = prose(label === "GPUs" ? fact.value.replace(/^[\d,]+\s×\s/, "") : fact.value, 200);
      const source = sharedSource(fact.source, context);
      distinct.set(`${value}\n${source}`, { label, value, from: source });
    }
    return [...distinct.values()].slice(0, 8);
  });
  return grid(rows);
}

function sharedSource(source: FactSource, context: ReportContext): string {
  if (source.kind !== "file") return from({ source }, context);
  if (source.how !== undefined) return prose(source.how, 120);
  return source.what === "" ? "the manifest" : code(source.what, 80);
}
