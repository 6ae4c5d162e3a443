import type { Familiarity } from "./calibration-file.js";
import { cholesky, solveCholesky, type Triangle } from "./cholesky.js";

/** What a local measurement can say about. `latency` is the whole request, which rates follow from. */
export const LOCAL_FIGURES = ["ttft", "tpot", "latency"] as const;
export type LocalFigure = (typeof LOCAL_FIGURES)[number];

/**
 * How the errors of the calibrated profile spread, as variances of logarithms: what a whole group shares, what changes
 * with the load and the layout inside a group, and what repeats of one measurement differ by. Distances are sums of
 * |ln(a/b)|; correlations fall as exp(−distance / scale).
 */
export interface Spread {
  readonly group: number;
  readonly load: number;
  readonly noise: number;
  /** scale of lengths, GPUs and prefill lanes */
  readonly shapeScale: number;
  /** scale of requests in flight per GPU */
  readonly loadScale: number;
  /** standard deviations that 80 % of held-out errors stay within (conformal) */
  readonly band: number;
}

/** `perf-db/calibration/local.json`, made by `npm run calibrate` from held-out errors. */
export interface LocalSpread {
  readonly format: 1;
  readonly data: { readonly file: string; readonly sha256: string };
  readonly spread: Readonly<Record<Familiarity, Readonly<Record<LocalFigure, Spread>>>>;
}

/** The part of a load that decides how much one measurement tells about another. Of one replica. */
export interface LoadPlace {
  readonly isl: number;
  readonly osl: number;
  readonly gpus: number;
  readonly prefillLanes: number;
  readonly concurrency: number;
}

/** One local measurement against the calibrated profile: ln(measured / predicted) of the figures that were measured. */
export interface LocalPoint {
  /** `groupKeys` level "group" */
  readonly group: string;
  readonly place: LoadPlace;
  readonly residual: Readonly<Partial<Record<LocalFigure, number>>>;
}

/** What local measurements change at a load. */
export interface LocalCorrection {
  /** logarithms of factors */
  readonly ttft: number;
  readonly tpot: number;
  /** 80 % half-widths as logarithms */
  readonly width: Readonly<Record<LocalFigure, number>>;
  /** measurements of the group */
  readonly points: number;
}

/** Local measurements of groups. */
export interface LocalCalibration {
  /** undefined: nothing was measured in this group */
  at(group: string, place: LoadPlace, familiarity: Familiarity): LocalCorrection | undefined;
}

/** Coordinates of a load; distances between them are sums of absolute differences. */
export function coordinates(place: LoadPlace, spread: Pick<Spread, "shapeScale" | "loadScale">): number[] {
  const { shapeScale, loadScale } = spread;
  return [
    Math.log(place.isl) / shapeScale,
    Math.log(place.osl) / shapeScale,
    Math.log(place.gpus) / shapeScale,
    Math.log(place.prefillLanes) / shapeScale,
    Math.log(place.concurrency / place.gpus) / loadScale,
  ];
}

/** Covariance of the errors at two loads of one group, noise left out. */
export function covariance(a: readonly number[], b: readonly number[], spread: Spread): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) distance += Math.abs(a[i]! - b[i]!);
  return spread.group + spread.load * Math.exp(-distance);
}

/** Measurements of one figure in one group, ready to be asked. */
export interface Conditioned {
  /** mean and variance of the error at a load, given the measurements */
  at(place: LoadPlace): { readonly mean: number; readonly variance: number };
}

/**
 * Best linear prediction of a group's error from its measured points (a Gaussian process, known as kriging). With one
 * point it is the familiar shrunk factor, group / (group + load + noise) of what was measured; points near a load count
 * for more, and far from all of them the correction falls back to what the group shares. Duplicated points are averaged
 * by the noise term.
 */
export function condition(
  places: readonly LoadPlace[],
  residuals: readonly number[],
  spread: Spread,
): Conditioned {
  const at = places.map((place) => coordinates(place, spread));
  const factor: Triangle = cholesky(
    at.map((a, i) => at.map((b, j) => covariance(a, b, spread) + (i === j ? spread.noise : 0))),
  );
  const weights = solveCholesky(factor, residuals);
  const prior = spread.group + spread.load + spread.noise;
  return {
    at(place) {
      const here = coordinates(place, spread);
      const shared = at.map((a) => covariance(a, here, spread));
      const solved = solveCholesky(factor, shared);
      let mean = 0;
      let explained = 0;
      for (let i = 0; i < shared.length; i++) {
        mean += weights[i]! * shared[i]!;
        explained += solved[i]! * shared[i]!;
      }
      return { mean, variance: Math.max(prior - explained, spread.noise) };
    },
  };
}

/** Corrections from measured points. Groups are prepared when first asked, so unused ones cost nothing. */
export function localCalibration(points: readonly LocalPoint[], { spread }: LocalSpread): LocalCalibration {
  const groups = new Map<string, readonly LocalPoint[]>();
  for (const point of points) groups.set(point.group, [...(groups.get(point.group) ?? []), point]);
  const ready = new Map<string, Readonly<Record<LocalFigure, Conditioned>>>();
  return {
    at(group, place, familiarity) {
      const own = groups.get(group);
      if (own === undefined) return undefined;
      const key = `${familiarity} ${group}`;
      let figures = ready.get(key);
      if (figures === undefined) {
        const of = (figure: LocalFigure): Conditioned => {
          const known = own.filter(({ residual }) => residual[figure] !== undefined);
          return condition(
            known.map(({ place }) => place),
            known.map(({ residual }) => residual[figure]!),
            spread[familiarity][figure],
          );
        };
        figures = { ttft: of("ttft"), tpot: of("tpot"), latency: of("latency") };
        ready.set(key, figures);
      }
      const ttft = figures.ttft.at(place);
      const tpot = figures.tpot.at(place);
      const latency = figures.latency.at(place);
      const width = (figure: LocalFigure, variance: number): number =>
        spread[familiarity][figure].band * Math.sqrt(variance);
      return {
        ttft: ttft.mean,
        tpot: tpot.mean,
        width: {
          ttft: width("ttft", ttft.variance),
          tpot: width("tpot", tpot.variance),
          latency: width("latency", latency.variance),
        },
        points: own.length,
      };
    },
  };
}
