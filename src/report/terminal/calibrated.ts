/** What a point says, for people. */
interface ShownPoint {
  readonly name: string;
  readonly group: string;
  readonly workload: { readonly isl: number; readonly osl: number; readonly concurrency: number };
  readonly measured: { readonly ttftMs?: number; readonly tpotMs?: number };
  readonly predicted: { readonly ttftMs: number; readonly tpotMs: number };
  readonly source: { readonly file: string; readonly line: number };
}

/** What `calibrate` did. */
export interface CalibratedAnswer {
  readonly file: string;
  readonly written: boolean;
  readonly points: readonly ShownPoint[];
  readonly added: readonly ShownPoint[];
}

/** The added points against their predictions, and how many measurements each group has now. */
export function renderCalibrated(
  { file, written, points, added }: CalibratedAnswer,
  markdown: boolean,
): string {
  const groups = new Map<string, number>();
  for (const { group } of points) groups.set(group, (groups.get(group) ?? 0) + 1);
  const bullet = markdown ? "- " : "  ";
  return [
    `${file}: ${counted(points.length, "point")}${written ? ", written" : ", not written (--dry-run)"}`,
    ...added.map((point) => `${bullet}${described(point)}`),
    ...[...groups].map(
      ([group, count]) =>
        `${bullet}local calibration of ${counted(count, "point")} for ${group.replace(/^group:/, "")}`,
    ),
  ].join("\n");
}

function described({ name, workload, measured, predicted, source }: ShownPoint): string {
  const { isl, osl, concurrency } = workload;
  const figure = (label: string, predictedMs: number, measuredMs: number | undefined): string =>
    measuredMs === undefined
      ? `${label} not measured`
      : `${label} ${measuredMs.toFixed(label === "TTFT" ? 0 : 2)} ms (predicted ${predictedMs.toFixed(label === "TTFT" ? 0 : 2)}, ${(predictedMs / measuredMs).toFixed(2)}x)`;
  const place = source.line > 1 ? `${source.file}:${source.line}` : source.file;
  return `${name}, isl ${isl}, osl ${osl}, ${concurrency} in flight: ${figure("TTFT", predicted.ttftMs, measured.ttftMs)}, ${figure("TPOT", predicted.tpotMs, measured.tpotMs)} [${place}]`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
