/** Colours of a chart. */
export interface Theme {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly miss: string;
  readonly chosen: string;
  readonly series: readonly string[];
}

/** For white pages; every colour has at least 3:1 against the background, texts 4.5:1. */
export const LIGHT: Theme = {
  background: "#ffffff",
  text: "#1f2328",
  muted: "#59636e",
  grid: "#d1d9e0",
  miss: "#818b9826",
  chosen: "#bc4c00",
  series: ["#57606a", "#0969da", "#1a7f37", "#8250df", "#9a6700", "#bf3989"],
};

/** For dark pages. */
export const DARK: Theme = {
  background: "#0d1117",
  text: "#f0f6fc",
  muted: "#9198a1",
  grid: "#3d444d",
  miss: "#656c7633",
  chosen: "#f0883e",
  series: ["#b1bac4", "#4493f8", "#3fb950", "#ab7df8", "#d29922", "#db61a2"],
};
