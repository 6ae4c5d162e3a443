import type { PlaneAxis } from "./axes.js";
import { useFrame } from "./frame.js";

interface LimitLineProps {
  readonly axis: PlaneAxis;
  readonly limitMs: number;
  /** ends of the axis */
  readonly ends: readonly number[];
  readonly width: number;
  toPixels(place: number): number;
  toPlace(pixels: number): number;
  onLimit(limitMs: number): void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

/** Pixels that the words beside a line need. */
const LABEL_ROOM = 150;

/** A limit as a line in its plane: dragged with the pointer, moved by keys, a slider to a screen reader. */
export function LimitLine(props: LimitLineProps) {
  const { axis, ends, width } = props;
  const inFrame = useFrame();
  const place = axis.toAxis(props.limitMs);
  const pixels = Math.min(width, Math.max(0, props.toPixels(place)));
  const move = (to: number): void =>
    props.onLimit(threeDigits(axis.toLimitMs(props.toPlace(Math.min(width, Math.max(1, to))))));
  const keys = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (event.key === "Home") move(0);
    else if (event.key === "End") move(width);
    else if (step !== undefined) move(pixels + (step * width) / 100);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="limit"
      role="slider"
      tabIndex={0}
      aria-label={axis.limitName}
      aria-orientation="horizontal"
      aria-valuemin={ends[0] ?? 0}
      aria-valuemax={ends[1] ?? 0}
      aria-valuenow={place}
      aria-valuetext={axis.text(place)}
      style={`left:${pixels}px`}
      onKeyDown={keys}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
        event.currentTarget.focus();
      }}
      onPointerMove={(event) => {
        event.stopPropagation();
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const to = event.clientX - event.currentTarget.parentElement!.getBoundingClientRect().left;
        inFrame(() => move(to));
      }}
    >
      <span class={pixels > width - LABEL_ROOM ? "before" : ""}>{axis.text(place).split(", ")[0]}</span>
    </div>
  );
}

/** Digits that a limit is dragged in. */
function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
