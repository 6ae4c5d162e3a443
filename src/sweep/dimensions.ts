import { backendName, modelShort, systemShort } from "../report/words.js";
import { number, stated } from "../report/format.js";
import type { SweepPoint } from "./grid.js";

/** A swept value: its name for people, and how one of its values reads. */
export interface Dimension {
  readonly key: string;
  readonly name: string;
  /** numbers can be joined to ranges */
  readonly numeric: boolean;
  /** text of the value of a point, also its identity */
  valueOf(point: SweepPoint): string;
}

const named = (points: readonly SweepPoint[]): readonly Dimension[] => [
  {
    key: "model",
    name: "Model",
    numeric: false,
    valueOf: distinctNames(points, ({ model }) => model, modelShort),
  },
  {
    key: "system",
    name: "System",
    numeric: false,
    valueOf: distinctNames(points, ({ system }) => system, systemShort),
  },
];

/** The short name, or the whole one where two values share the short one: `h100_sxm` and `h100_pcie` are both H100. */
function distinctNames(
  points: readonly SweepPoint[],
  pick: (point: SweepPoint) => string,
  short: (value: string) => string,
): (point: SweepPoint) => string {
  const values = [...new Set(points.map(pick))];
  const uses = new Map<string, number>();
  for (const value of values) uses.set(short(value), (uses.get(short(value)) ?? 0) + 1);
  const names = new Map(
    values.map((value) => [value, (uses.get(short(value)) ?? 0) > 1 ? value : short(value)]),
  );
  return (point) => names.get(pick(point)) ?? pick(point);
}

const COUNTED: readonly Dimension[] = [
  {
    key: "backend",
    name: "Engine",
    numeric: false,
    valueOf: (point) => (point.backend === "auto" ? "any engine" : backendName(point.backend)),
  },
  { key: "gpus", name: "GPUs", numeric: true, valueOf: (point) => number(point.gpus) },
  {
    key: "lengths",
    name: "Prompt, answer",
    numeric: false,
    valueOf: (point) => `${number(point.isl)} and ${number(point.osl)}`,
  },
  {
    key: "ttft",
    name: "TTFT limit, ms",
    numeric: true,
    valueOf: (point) => (point.ttftMs === undefined ? "none" : stated(point.ttftMs)),
  },
  {
    key: "tpot",
    name: "TPOT limit, ms",
    numeric: true,
    valueOf: (point) => (point.tpotMs === undefined ? "none" : stated(point.tpotMs)),
  },
];

/** The dimensions that vary, in the order of the grid. */
export function sweptDimensions(points: readonly SweepPoint[]): readonly Dimension[] {
  return [...named(points), ...COUNTED].filter((dimension) => valuesOf(points, dimension).length > 1);
}

/** The values of a dimension, in the order in which they were named. */
export function valuesOf(points: readonly SweepPoint[], dimension: Dimension): readonly string[] {
  return [...new Set(points.map((point) => dimension.valueOf(point)))];
}

/** What does not vary, as one line. */
export function fixedValues(points: readonly SweepPoint[]): string {
  const [first] = points;
  if (first === undefined) return "";
  return [...named(points), ...COUNTED]
    .filter((dimension) => valuesOf(points, dimension).length === 1)
    .filter((dimension) => dimension.valueOf(first) !== "none")
    .map((dimension) =>
      dimension.key === "lengths"
        ? `${dimension.name} ${dimension.valueOf(first)} tokens`
        : valueInWords(dimension, first),
    )
    .join(" · ");
}

/** A value that stands alone: `TensorRT-LLM`, `GPUs 16`, `TTFT limit 600 ms`. */
export function valueInWords(dimension: Dimension, point: SweepPoint): string {
  const value = dimension.valueOf(point);
  if (!dimension.numeric) return value;
  const [name, unit] = dimension.name.split(", ");
  return `${name} ${value}${unit === undefined ? "" : ` ${unit}`}`;
}
