import { chanceOf } from "../../search/odds.js";
import { limitsOf, type ExplorerView } from "../judge.js";
import type { PointMark } from "../payload.js";
import type { ExplorerPoint } from "../point.js";
import { MARK_SYMBOLS } from "./symbols.js";
import { chanceWords, figureText, FIGURES, nameText } from "./words.js";

/** A mark and its point. */
export interface MarkedPoint extends Omit<PointMark, "point"> {
  readonly point: ExplorerPoint;
}

/** The points with a name, each a button that chooses it. */
export function MarkList({
  marks,
  view,
  chosen,
  onChoose,
}: {
  readonly marks: readonly MarkedPoint[];
  readonly view: ExplorerView;
  readonly chosen: ExplorerPoint | undefined;
  onChoose(point: ExplorerPoint): void;
}) {
  if (marks.length === 0) return <p>No configuration holds the limits.</p>;
  return (
    <ul class="marks">
      {marks.map(({ name, kind, point }) => {
        const chance = chanceWords(chanceOf(point, limitsOf(point, view)));
        return (
          <li key={name}>
            <button type="button" aria-pressed={point === chosen} onClick={() => onChoose(point)}>
              <svg class="symbol mark" viewBox="-1.5 -1.5 3 3" aria-hidden="true">
                <path d={MARK_SYMBOLS[kind]} />
              </svg>
              <b>{name}</b>
              <span>
                {point.set.series}: {nameText(point)}
              </span>
              <span>
                {figureText(FIGURES[0]!, point)} tokens/s/GPU
                {chance === "" ? "" : `, chance to hold ${chance}`}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
