import type { Backend } from "../../domain/deployment.js";
import { compareVersions, isVersion, plainVersion } from "../../domain/versions.js";

/** Oldest and newest engine version that a measurement names, by engine. */
export type MeasuredVersions = Readonly<Partial<Record<Backend, readonly [oldest: string, newest: string]>>>;

/** A version beside the measured ones; a text that is no version (a nightly build) is taken as measured. */
export type EngineAge = "older" | "measured" | "newer";

/** Numbers of a version that make a line of releases: SGLang counts its releases where the others count their patches. */
const LINE: Readonly<Record<Backend, number>> = { vllm: 2, trtllm: 2, sglang: 3 };

/**
 * How old an engine is. It is newer as soon as nobody measured one that new, which only widens a band. It is older where its
 * whole line of releases came before the measured ones, because what was measured is then not believed of it.
 */
export function engineAge(measured: MeasuredVersions, backend: Backend, named: string): EngineAge {
  const version = plainVersion(named);
  const range = measured[backend];
  if (range === undefined || !isVersion(version)) return "measured";
  const [oldest, newest] = range;
  if (compareVersions(version, newest) > 0) return "newer";
  const line = (text: string): string => text.split(".").slice(0, LINE[backend]).map(numberOf).join(".");
  return compareVersions(line(version), line(oldest)) < 0 ? "older" : "measured";
}

function numberOf(part: string): number {
  return Number(/^[0-9]+/.exec(part)?.[0] ?? 0);
}

/**
 * What the error of a version that nobody measured is, as a multiple of a band's half-width, on the side that it errs to:
 * measurements of later versions are 1.1 to 1.3 times faster than those of earlier ones say, their other side errs as ever
 * (`docs/accuracy.md`, "Versions of engines").
 */
const BEYOND_MEASURED = 1.5;

/** Multiples of a band's half-width towards faster and slower engines. */
export function bandSides(age: EngineAge): { readonly faster: number; readonly slower: number } {
  return { faster: age === "newer" ? BEYOND_MEASURED : 1, slower: age === "older" ? BEYOND_MEASURED : 1 };
}
