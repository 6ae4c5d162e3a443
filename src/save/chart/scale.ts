import { nice, ticks } from "d3-array";

/** Numbers from 0 to a round maximum, mapped to a range of pixels. */
export interface Scale {
  readonly max: number;
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/** A linear scale from 0 that holds `largest`, with about `count` round ticks. */
export function scaleTo(largest: number, from: number, to: number, count: number): Scale {
  const [, max] = nice(0, largest > 0 ? largest * 1.04 : 1, count);
  return { max, ticks: ticks(0, max, count), at: (value) => from + (value / max) * (to - from) };
}

/** A tick as text: `1,200`, `0.5`. */
export function tickText(value: number): string {
  const [whole = "", part] = String(Number(value.toPrecision(12))).split(".");
  const grouped = whole.replaceAll(/(?<=\d)(?=(?:\d{3}){1,4}$)/g, ",");
  return part === undefined ? grouped : `${grouped}.${part}`;
}
