import { memo } from "preact/compat";
import { useRef, useState } from "preact/hooks";
import { chanceOf } from "../../search/odds.js";
import { limitsOf, type ExplorerView } from "../judge.js";
import type { PointMark } from "../payload.js";
import type { ExplorerPoint } from "../point.js";
import { plural } from "../../report/format.js";
import { MarkSymbol } from "./series-symbol.js";
import { chanceWords, figureText, FIGURES, gpusShown, nameText } from "./words.js";

/** A mark and its point. */
export interface MarkedPoint extends Omit<PointMark, "point"> {
  readonly point: ExplorerPoint;
}

/**
 * The points with a name, each a button that chooses it. All of them are one stop of the tab key, however many a sweep has;
 * arrow keys go from one to the next.
 */
export const MarkList = memo(function MarkList({
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
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  if (marks.length === 0) return <p>No configuration holds the limits that were asked for.</p>;
  const keys = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: marks.length - 1,
    };
    const button = list.current?.querySelectorAll("button")[steps[event.key] ?? -1];
    if (button === undefined) return;
    event.preventDefault();
    button.focus();
  };
  return (
    <div role="toolbar" aria-label="Named configurations" onKeyDown={keys}>
      <ul class="marks" ref={list}>
        {marks.map(({ name, kind, point }, index) => {
          const chance = chanceWords(chanceOf(point, limitsOf(point, view)), view.confidence);
          return (
            <li key={name}>
              <button
                type="button"
                tabIndex={index === at ? 0 : -1}
                aria-pressed={point === chosen}
                onFocus={() => setAt(index)}
                onClick={() => onChoose(point)}
              >
                <MarkSymbol kind={kind} />
                <b>{name}</b>
                <span>
                  {point.set.series}: {nameText(point)}
                </span>
                <span>
                  {figureText(FIGURES[0]!, point)} tokens/s/GPU on {plural(gpusShown(point), "GPU")}
                  {chance === "" ? "" : `, ${chance} sure`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
});
