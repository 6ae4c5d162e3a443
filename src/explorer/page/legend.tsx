import { memo } from "preact/compat";
import { MarkSymbol, SeriesSymbol } from "./series-symbol.js";
import type { MarkedPoint } from "./marks.js";

const MARK_NAMES: Readonly<Record<MarkedPoint["kind"], string>> = {
  best: "best found",
  evenOdds: "even odds",
  base: "before",
  proposed: "this change",
};

/** What shapes and colours mean, under the planes where a narrow window has the filters folded. */
export const Legend = memo(function Legend({
  marks,
  seriesPlace,
}: {
  readonly marks: readonly MarkedPoint[];
  readonly seriesPlace: ReadonlyMap<string, number>;
}) {
  const kinds = [...new Set(marks.map(({ kind }) => kind))];
  return (
    <ul class="key" aria-label="Legend">
      {[...seriesPlace].map(([series, place]) => (
        <li key={series}>
          <SeriesSymbol place={place} />
          {series}
        </li>
      ))}
      {kinds.map((kind) => (
        <li key={kind}>
          <MarkSymbol kind={kind} />
          {kind === "proposed" && !kinds.includes("base") ? "this manifest" : MARK_NAMES[kind]}
        </li>
      ))}
    </ul>
  );
});
