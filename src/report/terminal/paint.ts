import { styleText } from "node:util";

/** Colours of the terminal, or none. Text is the same either way. */
export interface Paint {
  /** a marker of a chart: series by number, the highlight is number `count` */
  series(index: number, count: number, text: string): string;
  heading(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

type Style = Parameters<typeof styleText>[0];

const SERIES_STYLES: readonly Style[] = ["blue", "green", "magenta", "cyan", "red"];

/** No colour: for pipes, files and `NO_COLOR`. */
export const plain: Paint = {
  series: (_index, _count, text) => text,
  heading: (text) => text,
  good: (text) => text,
  bad: (text) => text,
};

/** Colour by `util.styleText`; the caller has looked at the stream. */
export const coloured: Paint = {
  series: (index, count, text) =>
    style(index === count ? ["bold", "yellow"] : SERIES_STYLES[index % SERIES_STYLES.length]!, text),
  heading: (text) => style("bold", text),
  good: (text) => style("green", text),
  bad: (text) => style("red", text),
};

function style(format: Style, text: string): string {
  return text.trim() === "" ? text : styleText(format, text, { validateStream: false });
}
