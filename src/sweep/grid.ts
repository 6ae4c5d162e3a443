import { BACKENDS, type Backend } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import type { SystemFile } from "../domain/system-file.js";

/** Values of a sweep; every combination is one point. */
export interface SweepGrid {
  readonly models: readonly string[];
  readonly systems: readonly string[];
  /** `auto` tries every engine and keeps the best */
  readonly backends: readonly (Backend | "auto")[];
  readonly lengths: readonly { readonly isl: number; readonly osl: number }[];
  readonly gpus: readonly number[];
  /** undefined: no limit */
  readonly ttftMs: readonly (number | undefined)[];
  readonly tpotMs: readonly (number | undefined)[];
}

/** How every point of a sweep is judged: the profile and the chance asked for, the defaults where absent. */
export interface SweepModel {
  /** files that describe systems which the points name */
  readonly systems?: readonly SystemFile[];
  readonly profile: string | undefined;
  readonly confidence: number | undefined;
  /** configurations that a page shall show of each point; absent where no page is asked for */
  readonly mostShown?: number;
}

/** One point of a sweep. */
export interface SweepPoint {
  /** place in the grid, the identity of the point in every shard */
  readonly index: number;
  readonly model: string;
  readonly system: string;
  readonly backend: Backend | "auto";
  readonly isl: number;
  readonly osl: number;
  readonly gpus: number;
  readonly ttftMs?: number;
  readonly tpotMs?: number;
}

/** Most points of one sweep. */
export const MAX_POINTS = 20_000;
/** Values of the walkthrough where the sweep names none. */
const DEFAULTS = { systems: "h200_sxm", backends: "trtllm", lengths: "4000/1000", gpus: "8" } as const;

/** Reads the lists of a sweep. Each is separated by commas or line ends; an unknown value names what is allowed. */
export function parseGrid(read: (name: string) => string): SweepGrid {
  const values = (name: string, fallback = ""): string[] =>
    unique(
      (read(name).trim() || fallback)
        .split(/[,\n]/)
        .map((value) => value.trim())
        .filter((value) => value !== ""),
    );
  const models = values("sweep-models");
  if (models.length === 0)
    throw wrong("sweep-models", "", "at least one model, for example Qwen/Qwen3-32B-FP8");
  const grid: SweepGrid = {
    models,
    systems: values("sweep-systems", DEFAULTS.systems),
    backends: values("sweep-backends", DEFAULTS.backends).map(backendOf),
    lengths: values("sweep-lengths", DEFAULTS.lengths).map(lengthsOf),
    gpus: values("sweep-gpus", DEFAULTS.gpus).map((value) => wholeOf("sweep-gpus", value)),
    ttftMs: limits("sweep-ttft-ms", values("sweep-ttft-ms")),
    tpotMs: limits("sweep-tpot-ms", values("sweep-tpot-ms")),
  };
  const count = countPoints(grid);
  if (count > MAX_POINTS)
    throw new UserError(
      "usage",
      `the sweep has ${count} points, at most ${MAX_POINTS} are run; name fewer values`,
    );
  return grid;
}

function countPoints(grid: SweepGrid): number {
  return Object.values(grid as unknown as Record<string, readonly unknown[]>).reduce(
    (product, list) => product * list.length,
    1,
  );
}

/**
 * All points, in an order that keeps what shares performance data together: a shard is a run of neighbours, so it loads
 * few tables.
 */
export function expandGrid(grid: SweepGrid): readonly SweepPoint[] {
  const points: SweepPoint[] = [];
  for (const model of grid.models)
    for (const system of grid.systems)
      for (const backend of grid.backends)
        for (const gpus of grid.gpus)
          for (const { isl, osl } of grid.lengths)
            for (const ttftMs of grid.ttftMs)
              for (const tpotMs of grid.tpotMs)
                points.push({
                  index: points.length,
                  model,
                  system,
                  backend,
                  isl,
                  osl,
                  gpus,
                  ...(ttftMs === undefined ? {} : { ttftMs }),
                  ...(tpotMs === undefined ? {} : { tpotMs }),
                });
  return points;
}

function backendOf(value: string): Backend | "auto" {
  const allowed = [...BACKENDS, "auto"] as const;
  const found = allowed.find((each) => each === value.toLowerCase());
  if (found === undefined) throw wrong("sweep-backends", value, allowed.join(", "));
  return found;
}

function lengthsOf(value: string): { readonly isl: number; readonly osl: number } {
  const [isl, osl, ...rest] = value.split(/[/:x]/);
  if (isl === undefined || osl === undefined || rest.length > 0)
    throw wrong("sweep-lengths", value, "isl/osl, for example 4000/500");
  return { isl: wholeOf("sweep-lengths", isl), osl: wholeOf("sweep-lengths", osl) };
}

function limits(name: string, values: readonly string[]): readonly (number | undefined)[] {
  if (values.length === 0) return [undefined];
  return values.map((value) => {
    const number = /^\d{1,7}(?:\.\d{1,4})?$/.test(value) ? Number(value) : Number.NaN;
    if (!(number > 0)) throw wrong(name, value, "milliseconds above 0");
    return number;
  });
}

function wholeOf(name: string, value: string): number {
  const number = /^\d{1,7}$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (!(number > 0)) throw wrong(name, value, "whole numbers above 0");
  return number;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function wrong(name: string, value: string, allowed: string): UserError {
  return new UserError("usage", `input ${name} has '${value.slice(0, 80)}'; allowed: ${allowed}`);
}
