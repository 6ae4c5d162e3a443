import type { SystemSpec } from "../../src/perf/system-spec.js";
import { scaledFrom } from "../../src/perf/system-spec.js";
import { SCALED_WIDTHS } from "../../src/perf/profile/bands.js";
import { KINDS, type Kind, type OperatorErrors } from "./scaled-operators.js";
import { round, scoresOf, type WithWidth } from "./validate.js";
import { within80 } from "./widths.js";

/** What the section is made of. */
export interface ScaledFacts {
  readonly systems: Readonly<Record<string, SystemSpec>>;
  readonly operators: readonly OperatorErrors[];
  readonly rows: readonly WithWidth[];
}

/** "Systems that were never measured" of `docs/accuracy.md`. */
export function scaledLines({ systems, operators, rows }: ScaledFacts): string[] {
  const { always, byDistance, overPcie } = SCALED_WIDTHS;
  const bySystem = [...new Set(rows.map((e) => e.sample.priced.row.system))];
  return [
    "## Systems that were never measured",
    "",
    "How good an answer is that scales a donor's times (`docs/bring-a-gpu.md`): every measured system is taken for one that never was and predicted from its neighbour. First operators, of a panel of models at sizes that tables have; typical is the median of |ln(scaled / measured)| in percent.",
    "",
    `| system, scaled from | distance | ${KINDS.map((kind) => kind).join(" | ")} | 80 % of steps within |`,
    `|---|---|${KINDS.map(() => "---|").join("")}---|`,
    ...operators.map((one) => operatorLine(one, systems)),
    "",
    "Then the measured rows, end to end: the neighbour's tables, corrections and bands of a fit that never saw the system. Rows that the neighbour has no measured operators for are left out; a system without a line has no measured rows.",
    "",
    "| | rows | TTFT typical factor | TPOT typical factor | throughput MAPE | bands hold (TTFT, TPOT) | band high/low (TTFT, TPOT) |",
    "|---|---|---|---|---|---|---|",
    rowsLine("all systems", rows),
    ...bySystem.map((system) =>
      rowsLine(
        system,
        rows.filter((e) => e.sample.priced.row.system === system),
      ),
    ),
    "",
    `Bands of such a system are those of a measured model on another system, joined with a half-width of ${always} + ${byDistance} · distance (the larger logarithm of the ratios of bandwidth and of bf16 arithmetic), and of ${overPcie} where GPUs work together over PCIe: between the two measured systems without NVLink the same collective differs by factors, for the host decides. Of that the shares count which 80 % of these rows stay within; a system has no say in its own.`,
    "",
  ];
}

function operatorLine({ target, donor, errors }: OperatorErrors, systems: ScaledFacts["systems"]): string {
  const { distance } = scaledFrom({ ...systems[target]!, donor: systems[donor]! })!;
  const steps = [...errors.prefill, ...errors.decode];
  const cells = KINDS.map((kind) => typical(errors, kind));
  return `| ${target}, ${donor} | ${distance.toFixed(2)} | ${cells.join(" | ")} | ${percent(within80(steps))} |`;
}

function typical(errors: OperatorErrors["errors"], kind: Kind): string {
  const sorted = errors[kind].map(Math.abs).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? "–" : percent(middle);
}

function percent(log: number): string {
  return `${(100 * log).toFixed(1)} %`;
}

/** Scores of a set of rows, with the typical factor of TPOT. */
function scaledScores(rows: readonly WithWidth[]): ReturnType<typeof scoresOf> & {
  readonly tpotFactor: number;
} {
  const exact = rows.filter(({ sample }) => sample.priced.row.exactQuant);
  const used = exact.length > 0 ? exact : rows;
  const mean = used.reduce((sum, e) => sum + Math.abs(e.tpot), 0) / used.length;
  return { ...scoresOf(rows), tpotFactor: round(Math.exp(mean)) };
}

function rowsLine(name: string, rows: readonly WithWidth[]): string {
  const s = scaledScores(rows);
  const share = (value: number | undefined): string => `${(100 * (value ?? 0)).toFixed(1)} %`;
  const holds = `${share(s.ttftBandHolds)}, ${share(s.tpotBandHolds)}`;
  const ratio = `${s.ttftBandRatio?.toFixed(2) ?? "–"}, ${s.tpotBandRatio?.toFixed(2) ?? "–"}`;
  return `| ${name} | ${s.rows} | ${s.ttftFactor.toFixed(2)} | ${s.tpotFactor.toFixed(2)} | ${s.throughputMape.toFixed(1)} % | ${holds} | ${ratio} |`;
}
