import { memo } from "preact/compat";
import { useMemo, useState } from "preact/hooks";
import type { JudgedPoint } from "../judge.js";
import { placeText, type ExplorerPoint } from "../point.js";
import { foldAlike } from "./alike.js";
import { throughput } from "./axes.js";
import { SeriesSymbol } from "./series-symbol.js";
import { chanceWords, figureText, FIGURES, nameText } from "./words.js";

interface TableProps {
  readonly judged: readonly JudgedPoint[];
  /** the chance asked for */
  readonly confidence: number;
  readonly chosen: ExplorerPoint | undefined;
  /** names of the points that have one */
  readonly names: ReadonlyMap<ExplorerPoint, string>;
  readonly seriesPlace: ReadonlyMap<string, number>;
  readonly fewestGpus: boolean;
  onChoose(point: ExplorerPoint): void;
  onPoint(point: ExplorerPoint | undefined): void;
}

interface Order {
  readonly id: string;
  readonly descending: boolean;
}

const FASTEST: Order = { id: "tokensPerSecPerGpuCluster", descending: true };
const FEWEST: Order = { id: "totalGpus", descending: false };
const LIKELIEST: Order = { id: "chance", descending: true };

const ROWS_AT_A_TIME = 15;

/** The points that hold their limits, best first; all of them, likeliest first, where none holds. */
export const PointTable = memo(function PointTable({
  judged,
  confidence,
  chosen,
  names,
  seriesPlace,
  fewestGpus,
  onChoose,
  onPoint,
}: TableProps) {
  const [asked, setAsked] = useState<Order>();
  const [room, setRoom] = useState(ROWS_AT_A_TIME);
  const holding = useMemo(() => judged.filter(({ holds }) => holds), [judged]);
  const banded = judged.some(({ chance }) => chance !== undefined);
  const noneHolds = holding.length === 0;
  const order = asked ?? (noneHolds && banded ? LIKELIEST : fewestGpus ? FEWEST : FASTEST);
  const rows = useMemo(
    () => foldAlike(sorted(noneHolds ? judged : holding, order), (point) => names.has(point)),
    [judged, holding, order, names],
  );
  const severalPlaces = useMemo(
    () =>
      new Set([...new Set(judged.map(({ point }) => point.set))].map((set) => placeText({ set }))).size > 1,
    [judged],
  );
  const columns = banded ? BANDED_COLUMNS : FIGURE_COLUMNS;
  const sortBy = (id: string): void =>
    setAsked({ id, descending: order.id === id ? !order.descending : !FEWER_IS_BETTER.has(id) });
  const showMore = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void => {
    const table = currentTarget.parentElement;
    setRoom(room + ROWS_AT_A_TIME);
    // the button moves below the new rows: the keys go on with the first of them
    setTimeout(() => table?.querySelectorAll<HTMLElement>("tbody button")[room]?.focus());
  };
  return (
    <section aria-label="Table">
      <h2>
        {judged.length === 0
          ? "No configuration is left: the filters leave all of them out"
          : `${holding.length.toLocaleString("en")} of ${judged.length.toLocaleString("en")} configurations hold`}
        {noneHolds && judged.length > 0 && "; here are all of them"}
        {noneHolds && order === LIKELIEST && ", the likeliest first"}
      </h2>
      <div class="scroll" role="region" aria-label="Configurations" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Configuration</th>
              {columns.map(({ id, short, name }) => (
                <th
                  key={id}
                  scope="col"
                  aria-sort={order.id === id ? (order.descending ? "descending" : "ascending") : "none"}
                >
                  <button type="button" title={`Sort by: ${name}`} onClick={() => sortBy(id)}>
                    {short}
                    {order.id === id && <span aria-hidden="true">{order.descending ? " ▼" : " ▲"}</span>}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, room).map(({ row, alike }, place) => (
              // by place, so that a limit that is dragged changes texts and makes no elements
              <tr
                key={place}
                class={row.point === chosen ? "chosen" : ""}
                onMouseEnter={() => onPoint(row.point)}
                onMouseLeave={() => onPoint(undefined)}
              >
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={row.point === chosen}
                    onClick={() => onChoose(row.point)}
                  >
                    <SeriesSymbol place={seriesPlace.get(row.point.set.series) ?? 0} />
                    {row.point.set.series}: {nameText(row.point)}
                    <RowWords name={names.get(row.point)} part={row.point.set.part} />
                    {severalPlaces && <small> {placeText(row.point)}</small>}
                    {alike > 0 && <small> and {alike} more that differ in ctx alone</small>}
                  </button>
                </th>
                {columns.map(({ id, text }) => (
                  <td key={id} class="figure">
                    {text(row, confidence)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > room && (
        <button type="button" class="more" onClick={showMore}>
          Show {Math.min(ROWS_AT_A_TIME, rows.length - room)} more of{" "}
          {(rows.length - room).toLocaleString("en")}
        </button>
      )}
    </section>
  );
});

/** What a row is beside its configuration: its name, which says to what it belongs too, or that alone. */
function RowWords({ name, part }: { readonly name: string | undefined; readonly part: string | undefined }) {
  if (name !== undefined) return <small class="named"> {name}</small>;
  return part === undefined ? null : <small> {part}</small>;
}

/** A column of figures. */
interface Column {
  readonly id: string;
  readonly short: string;
  readonly name: string;
  text(row: JudgedPoint, confidence: number): string;
}

const FIGURE_COLUMNS = FIGURES.map((figure): Column => ({
  ...figure,
  text: ({ point }) => figureText(figure, point),
}));
const CHANCE: Column = {
  id: "chance",
  short: "chance",
  name: "chance that all limits hold",
  text: ({ chance }, confidence) => chanceWords(chance, confidence),
};
/** The chance stands beside the latencies that it is about. */
const BANDED_COLUMNS = FIGURE_COLUMNS.flatMap((column) =>
  column.id === "tpotMs" ? [column, CHANCE] : [column],
);
const FEWER_IS_BETTER: ReadonlySet<string> = new Set(
  FIGURES.flatMap(({ id, better }) => (better === "less" || id === "totalGpus" ? [id] : [])),
);

function sorted(judged: readonly JudgedPoint[], { id, descending }: Order): readonly JudgedPoint[] {
  const figure = FIGURES.find((one) => one.id === id);
  const value = ({ point, chance }: JudgedPoint): number =>
    figure === undefined ? (chance ?? 0) : figure.value(point);
  const sign = descending ? -1 : 1;
  return judged.toSorted(
    (a, b) =>
      sign * (value(a) - value(b)) || throughput(b.point) - throughput(a.point) || a.point.id - b.point.id,
  );
}
