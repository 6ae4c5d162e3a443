import { isScalar } from "yaml";
import type { ReadDeployment } from "../dgd.js";
import { placeholderKind } from "../placeholders.js";
import { type FindingList, reportOn } from "../rules.js";
import { at, type Cursor, textAt } from "../yaml/cursor.js";

/** Types that the cluster's schema asks of a component's counts: numbers, since it converts no text. */
export function reportTypes({ readings }: ReadDeployment, findings: FindingList): void {
  for (const { component } of readings)
    for (const path of [["replicas"], ["multinode", "nodeCount"]] as const)
      reportCount(at(component.cursor, ...path), `${path.join(".")} of ${component.name}`, findings);
}

/** A count in quotes: Kubernetes converts nothing. */
function reportCount(cursor: Cursor | undefined, what: string, findings: FindingList): void {
  const place = textAt(cursor);
  if (place === undefined || typeof valueAt(cursor) !== "string") return;
  // what is no number at all has a finding of its own, and what is filled in later may be one
  if (!/^\d{1,9}$/.test(place.text.trim()) || placeholderKind(place.text) !== undefined) return;
  const message = `${what} is the text "${place.text}" and must be a number: the cluster refuses the document. Write ${place.text} without quotes.`;
  reportOn(findings, "field-value-invalid", place, message);
}

function valueAt(cursor: Cursor | undefined): unknown {
  return cursor !== undefined && isScalar(cursor.node) ? cursor.node.value : undefined;
}
