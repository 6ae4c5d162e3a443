import type { Sites } from "../interp/sites.js";
import { MissingDataError, type DataSource, type PricingContext } from "../types.js";
import { gemmSites, gemmSol } from "./gemm-roofline.js";
import { computeFactor, MODES, modeOf, type Mode } from "./modes.js";
import { utilisationOf } from "./utilisation.js";

/** Levels of utilisation by (bytes, compute factor) of a mode, for products (`docs/method/operators.md` 6). */
const LEVELS: readonly (readonly [number, number, number])[] = [
  [2, 1, 0.7],
  [1, 1, 0.55],
  [0.5625, 1, 0.45],
  [0.5, 1, 0.45],
  [1, 2, 0.45],
  [0.5, 2, 0.35],
  [1, 4, 0.3],
  [0.5, 4, 0.3],
  [0.5625, 4, 0.3],
];
const OTHER_LEVEL = 0.45;

/** Estimate of a product from the utilisation of measured ones, of another mode where its own was never measured. */
export function estimateGemm(
  context: PricingContext,
  mode: string,
  n: number,
  k: number,
): { price: (m: number) => number; source: DataSource } {
  const sol = gemmSol(context, mode);
  const lender = findLender(context, mode);
  // a lender of the same profile lends latencies, to be held against the asked mode's own roofline
  const roofMode = lender.source === "xprofile" ? lender.mode : mode;
  const utilisation = context.shared(`gemm utilisation ${lender.mode} ${roofMode}`, () => {
    const roof = gemmSol(context, roofMode);
    return utilisationOf(pointsOf(gemmSites(context, lender.mode) as Sites), ([m, a, b]) =>
      roof(m as number, a as number, b as number),
    );
  });
  return {
    price: (m) => sol(m, n, k) / (utilisation([m, n, k]) * lender.factor),
    source: lender.source,
  };
}

interface Lender {
  readonly mode: string;
  readonly factor: number;
  readonly source: DataSource;
}

function findLender(context: PricingContext, mode: string): Lender {
  if (gemmSites(context, mode) !== undefined) return { mode, factor: 1, source: "empirical" };
  const target = modeOf("gemm", mode);
  const measured = measuredModes(context).filter((name) => gemmSites(context, name) !== undefined);
  if (context.transfer.xquant) {
    const equal = measured.find((name) => sameProfile(modeOf("gemm", name), target));
    if (equal !== undefined) return { mode: equal, factor: 1, source: "xquant" };
  }
  if (context.transfer.xprofile) {
    const nearest = nearestProfile(measured, target);
    if (nearest !== undefined) {
      const factor = level(target) / level(modeOf("gemm", nearest));
      return { mode: nearest, factor, source: "xprofile" };
    }
  }
  throw new MissingDataError(`no ${mode} matrix products were measured, and none may be borrowed`);
}

/** Modes of the table in order of first sight. */
function measuredModes(context: PricingContext): string[] {
  const seen = new Set<string>();
  for (const source of context.tables("gemm", "gemm_perf")) {
    const column = source.column("gemm_dtype");
    if (column?.kind === "text") for (const value of column.values) seen.add(value);
  }
  return [...seen].filter((name) => MODES.gemm[name] !== undefined);
}

function sameProfile(a: Mode, b: Mode): boolean {
  return a.bytes === b.bytes && computeFactor(a) === computeFactor(b);
}

function nearestProfile(names: readonly string[], target: Mode): string | undefined {
  let best: string | undefined;
  let bestDistance: readonly [number, number] = [Infinity, Infinity];
  for (const name of names) {
    const mode = modeOf("gemm", name);
    const distance = [
      Math.abs(computeFactor(mode) - computeFactor(target)),
      Math.abs(mode.bytes - target.bytes),
    ] as const;
    if (distance[0] < bestDistance[0] || (distance[0] === bestDistance[0] && distance[1] < bestDistance[1])) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function level(mode: Mode): number {
  const factor = computeFactor(mode);
  return LEVELS.find(([bytes, compute]) => bytes === mode.bytes && compute === factor)?.[2] ?? OTHER_LEVEL;
}

/** All points by m, n and k, which is the order that breaks ties of distance. */
function pointsOf(sites: Sites): { axes: Float64Array[]; values: Float64Array } {
  const points: { point: number; site: number; m: number; n: number; k: number }[] = [];
  for (let site = 0; site < sites.n.length; site++) {
    for (let point = sites.starts[site] as number; point < (sites.starts[site + 1] as number); point++) {
      points.push({
        point,
        site,
        m: sites.mAt(point),
        n: sites.n[site] as number,
        k: sites.k[site] as number,
      });
    }
  }
  points.sort((a, b) => a.m - b.m || a.n - b.n || a.k - b.k);
  return {
    axes: [
      Float64Array.from(points, ({ m }) => m),
      Float64Array.from(points, ({ n }) => n),
      Float64Array.from(points, ({ k }) => k),
    ],
    values: Float64Array.from(points, ({ point, site }) => sites.valueAt(point, site)),
  };
}
