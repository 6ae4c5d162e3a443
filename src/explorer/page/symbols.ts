/** Shapes that tell series apart, as SVG paths around 0,0 within a circle of radius 1. The first six differ most. */
const SYMBOLS = [
  "M1 0A1 1 0 1 1 -1 0A1 1 0 1 1 1 0Z",
  "M0 -1.15L1.1 0.85H-1.1Z",
  "M-0.9 -0.9H0.9V0.9H-0.9Z",
  "M0 -1.25L1.25 0L0 1.25L-1.25 0Z",
  "M0 1.15L1.1 -0.85H-1.1Z",
  "M-0.4 -1.1H0.4V-0.4H1.1V0.4H0.4V1.1H-0.4V0.4H-1.1V-0.4H-0.4Z",
] as const;

/** Colours of series are CSS variables, `--series-0` and up: light and dark pages have their own. */
const COLOURS = 6;

/** How a series looks. */
export interface SeriesLook {
  readonly symbol: string;
  readonly colour: string;
}

/** The look of a series by its place: shape and colour both differ, and all pairs are used before one comes again. */
export function seriesLook(place: number): SeriesLook {
  return {
    symbol: SYMBOLS[place % SYMBOLS.length]!,
    colour: `--series-${colourPlace(place)}`,
  };
}

/** The colour of a series, as the number of its variable. */
export function colourPlace(place: number): number {
  return (place + Math.floor(place / COLOURS)) % COLOURS;
}

/** The star of the best found and the rings of the other marks. */
export const MARK_SYMBOLS = {
  best: "M0 -1.3L0.38 -0.45L1.3 -0.4L0.6 0.2L0.82 1.1L0 0.6L-0.82 1.1L-0.6 0.2L-1.3 -0.4L-0.38 -0.45Z",
  evenOdds: "M0 -1.25L1.25 0L0 1.25L-1.25 0Z",
  base: "M-1.1 -0.25H1.1V0.25H-1.1Z",
  proposed: "M-0.25 -1.1H0.25V-0.25H1.1V0.25H0.25V1.1H-0.25V0.25H-1.1V-0.25H-0.25Z",
} as const;
