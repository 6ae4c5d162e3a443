import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import type { ExplorerPoint } from "../point.js";
import { axisEnds, THROUGHPUT, throughput } from "./axes.js";
import { cssColour, drawScene, PointPictures, type PlaneScene } from "./draw.js";
import { useFrame } from "./frame.js";
import { LimitLine } from "./limit-line.js";
import { neighbour } from "./keys.js";
import { onLookChange } from "./look.js";
import { pointWords } from "./words.js";

/** A plane, and what it tells. */
interface PlaneProps {
  readonly scene: PlaneScene;
  /** every point of the page, which the axes have room for */
  readonly all: readonly ExplorerPoint[];
  readonly limitMs: number | undefined;
  onLimit(limitMs: number): void;
  /** the point under the pointer or the keys */
  readonly pointed: ExplorerPoint | undefined;
  onPoint(point: ExplorerPoint | undefined): void;
  onChoose(point: ExplorerPoint): void;
}

/** Where the drawing lies in its box, CSS pixels. */
interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How near the pointer must be to a point, CSS pixels. */
const REACH = 24;
const HEIGHT = 380;

/** Throughput against one latency: points, frontier, bands, and a line to drag. */
export function Plane(props: PlaneProps) {
  const { scene, all } = props;
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const chart = useRef<uPlot>(undefined);
  const [area, setArea] = useState<Area>();
  const inFrame = useFrame();
  const ends = useMemo(() => axisEnds(all, scene.axis), [all, scene.axis]);

  useLayoutEffect(() => {
    const made = makeChart(box.current!, scene, ends, () => latest.current.scene, setArea);
    chart.current = made;
    const resize = new ResizeObserver(() => {
      const width = box.current!.clientWidth;
      if (width !== made.width) made.setSize({ width, height: HEIGHT });
    });
    resize.observe(box.current!);
    const forget = onLookChange(() => made.redraw(false, false));
    return () => {
      resize.disconnect();
      forget();
      made.destroy();
    };
  }, [scene.axis, ends]);
  const drawn = useRef(scene);
  useLayoutEffect(() => {
    if (drawn.current !== scene) chart.current!.redraw(false, false);
    drawn.current = scene;
  }, [scene]);

  const nearest = (event: PointerEvent | MouseEvent): ExplorerPoint | undefined => {
    const { left, top } = box.current!.getBoundingClientRect();
    const at = [event.clientX - left - (area?.left ?? 0), event.clientY - top - (area?.top ?? 0)] as const;
    return nearestPoint(chart.current!, latest.current.scene, at);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter" && props.pointed !== undefined) props.onChoose(props.pointed);
    const next = neighbour(scene, props.pointed, event.key);
    if (next === undefined) return;
    event.preventDefault();
    props.onPoint(next);
  };
  return (
    <div
      class="plane"
      role="application"
      aria-roledescription="scatter plot"
      aria-label={`${THROUGHPUT} against ${scene.axis.name}. Arrow keys go from point to point, Enter chooses one.`}
      tabIndex={0}
      onKeyDown={keys}
      onPointerMove={(event) => inFrame(() => latest.current.onPoint(nearest(event)))}
      onPointerLeave={() => inFrame(() => latest.current.onPoint(undefined))}
      onClick={(event) => {
        const point = nearest(event);
        if (point !== undefined) props.onChoose(point);
      }}
    >
      <div ref={box} class="chart" />
      {area !== undefined && (
        <div class="over" style={cssOf(area)}>
          {props.limitMs !== undefined && (
            <LimitLine
              axis={scene.axis}
              limitMs={props.limitMs}
              ends={ends}
              toPixels={(place) => chart.current!.valToPos(place, "x")}
              toPlace={(pixels) => chart.current!.posToVal(pixels, "x")}
              width={area.width}
              onLimit={props.onLimit}
            />
          )}
          {props.pointed !== undefined && (
            <Tip point={props.pointed} chart={chart.current!} scene={scene} area={area} />
          )}
        </div>
      )}
    </div>
  );
}

function cssOf({ left, top, width, height }: Area): string {
  return `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
}

function makeChart(
  box: HTMLElement,
  { axis }: PlaneScene,
  [low, high, top]: readonly [number, number, number],
  scene: () => PlaneScene,
  onArea: (area: Area) => void,
): uPlot {
  const line = { stroke: () => cssColour("--soft"), width: 1 };
  const look = {
    stroke: () => cssColour("--ink"),
    grid: { ...line, stroke: () => cssColour("--grid") },
    ticks: line,
    font: "12px system-ui, sans-serif",
    labelFont: "12px system-ui, sans-serif",
    labelSize: 18,
  };
  const pictures = new PointPictures();
  const options: uPlot.Options = {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [low, high], ...(axis.logarithmic ? { distr: 3 } : {}) },
      y: { range: [0, top] },
    },
    series: [{}, { show: false }],
    axes: [
      {
        ...look,
        label: axis.name,
        values: (chart, places) => labelsApart(chart, places),
        ...(axis.logarithmic
          ? {
              splits: () => [...roundPlaces(low, high)],
              filter: (_chart: uPlot, places: number[]) => places,
            }
          : {}),
      },
      { ...look, label: THROUGHPUT, size: 54, values: (_chart, places) => places.map(axisLabel) },
    ],
    hooks: {
      draw: [(chart) => drawScene(chart, scene(), pictures)],
      setSize: [report],
      ready: [report],
    },
  };
  function report({ bbox }: uPlot): void {
    const scale = devicePixelRatio;
    onArea({
      left: bbox.left / scale,
      top: bbox.top / scale,
      width: bbox.width / scale,
      height: bbox.height / scale,
    });
  }
  return new uPlot(
    options,
    [
      [low, high],
      [0, top],
    ],
    box,
  );
}

/** Pixels of a digit of an axis, and between two labels. */
const DIGIT = 7;

/** A place in few letters, however large it is. */
function axisLabel(place: number): string {
  return (place < 1e6 ? PLAIN : COMPACT).format(place);
}

const PLAIN = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
const COMPACT = new Intl.NumberFormat("en", { notation: "compact" });

/** Labels of places from left to right; one that would touch the label before it is left out. */
function labelsApart(chart: uPlot, places: readonly number[]): string[] {
  let taken = -Infinity;
  return places.map((place) => {
    const label = axisLabel(place);
    const [middle, half] = [chart.valToPos(place, "x"), (label.length * DIGIT) / 2];
    if (middle - half < taken + DIGIT) return "";
    taken = middle + half;
    return label;
  });
}

/** 1, 2 and 5 of each power of ten between two ends. */
function* roundPlaces(low: number, high: number): Generator<number> {
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
    for (const digit of [1, 2, 5]) {
      const place = digit * 10 ** power;
      if (place >= low && place <= high) yield place;
    }
}

function nearestPoint(
  chart: uPlot,
  { axis, judged }: PlaneScene,
  [left, top]: readonly [number, number],
): ExplorerPoint | undefined {
  let best: ExplorerPoint | undefined;
  let bestDistance = REACH ** 2;
  for (const { point, holds } of judged) {
    const dx = chart.valToPos(axis.value(point), "x") - left;
    const dy = chart.valToPos(throughput(point), "y") - top;
    // a point that holds wins over one beside it that does not
    const distance = dx * dx + dy * dy + (holds ? 0 : 64);
    if (distance < bestDistance) [best, bestDistance] = [point, distance];
  }
  return best;
}

/** Pixels between a point and what is said of it. */
const GAP = 14;

function Tip({
  point,
  chart,
  scene,
  area,
}: {
  readonly point: ExplorerPoint;
  readonly chart: uPlot;
  readonly scene: PlaneScene;
  readonly area: Area;
}) {
  const x = chart.valToPos(scene.axis.value(point), "x");
  const y = chart.valToPos(throughput(point), "y");
  const [side, edge] = x > area.width / 2 ? ["right", area.width - x] : ["left", x];
  // no wider than what is left on its side: a phone must not scroll sideways for it
  const place = `${side}:${edge + GAP}px;max-width:min(22rem,${area.width - edge - GAP}px)`;
  return (
    <div
      class="tip"
      style={`${place};top:${Math.min(Math.max(0, y - 20), area.height - 96)}px`}
      aria-hidden="true"
    >
      {pointWords(point).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}
