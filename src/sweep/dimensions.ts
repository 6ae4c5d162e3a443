import { backendName, modelShort, systemShort } from "../report/words.js";
import { limit, number } from "../report/format.js";
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

const ALL: readonly Dimension[] = [
  { key: "model", name: "Model", numeric: false, valueOf: (point) => modelShort(point.model) },
  { key: "system", name: "System", numeric: false, valueOf: (point) => systemShort(point.system) },
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
    valueOf: (point) => `${number(point.isl)}, ${number(point.osl)}`,
  },
  {
    key: "ttft",
    name: "TTFT limit, ms",
    numeric: true,
    valueOf: (point) => (point.ttftMs === undefined ? "none" : limit(point.ttftMs)),
  },
  {
    key: "tpot",
    name: "TPOT limit, ms",
    numeric: true,
    valueOf: (point) => (point.tpotMs === undefined ? "none" : limit(point.tpotMs)),
  },
];

/** The dimensions that vary, in the order of the grid. */
export function sweptDimensions(points: readonly SweepPoint[]): readonly Dimension[] {
  return ALL.filter((dimension) => valuesOf(points, dimension).length > 1);
}

/** The values of a dimension, in the order in which they were named. */
export function valuesOf(points: readonly SweepPoint[], dimension: Dimension): readonly string[] {
  return [...new Set(points.map((point) => dimension.valueOf(point)))];
}

/** What does not vary, as one line. */
export function fixedValues(points: readonly SweepPoint[]): string {
  const [first] = points;
  if (first === undefined) return "";
  return ALL.filter((dimension) => valuesOf(points, dimension).length === 1)
    .filter((dimension) => dimension.valueOf(first) !== "none")
    .map((dimension) =>
      dimension.numeric || dimension.key === "lengths"
        ? `${dimension.name} ${dimension.valueOf(first)}`
        : dimension.valueOf(first),
    )
    .join(" · ");
}
