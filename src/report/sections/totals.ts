import type { CheckResult, GpuTotals } from "../../domain/review.js";
import { withoutLeft } from "../../review/index.js";
import { change, dollars, number, plural } from "../format.js";
import { code } from "../markdown.js";

/**
 * What several manifests ask for together: `Together: 32 → 48 GPUs (+50%), $80 → $120 an hour`, or, as a budget counts
 * them, those that the change does not leave as they were, with the number of the others. Empty for one.
 */
export function totalsLine({ totals, deployments, removed = [] }: CheckResult): string {
  if (totals === undefined) return "";
  const { before, after, leftOut = 0 } = totals;
  // a deployment that left its file is in the sum alone
  const isAll = before.gpus === (deployments[0]?.asked?.before?.gpus ?? 0);
  if (deployments.length + removed.length < 2 && (isAll || removed.length > 0)) return "";
  const grown = before.gpus === after.gpus ? "" : ` (${change(after.gpus / before.gpus)})`;
  const gpus =
    before.gpus === 0 || before.gpus === after.gpus
      ? `${number(after.gpus)} GPUs`
      : `${number(before.gpus)} → ${number(after.gpus)} GPUs${grown}`;
  const cost = costWords(before, after);
  const which = leftOut === 0 ? "Together" : "Manifests of this change";
  const without = withoutLeft(leftOut);
  return `${which}: ${gpus}${cost === "" ? "" : `, ${cost}`}${without === "" ? "" : `, ${without}`}`;
}

/** `2 manifests removed: …` with the first five by name; empty where none was. */
export function removedLine({ removed = [] }: CheckResult): string {
  if (removed.length === 0) return "";
  const names = removed.slice(0, 5).map((path) => code(path, 80));
  return `${plural(removed.length, "manifest")} removed: ${names.join(", ")}${removed.length > 5 ? ", …" : ""}`;
}

function costWords(before: GpuTotals, after: GpuTotals): string {
  const [from, to] = [before.dollarsPerHour, after.dollarsPerHour];
  if (to === undefined) return "";
  const known = from !== undefined && before.gpus > 0 && from !== to;
  return known ? `${dollars(from)} → ${dollars(to)} an hour` : `${dollars(to)} an hour`;
}
