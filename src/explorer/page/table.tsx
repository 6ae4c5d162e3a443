import { memo } from "preact/compat";
import { useMemo, useState } from "preact/hooks";
import type { JudgedPoint } from "../judge.js";
import type { ExplorerPoint } from "../point.js";
import { placeText } from "../point.js";
import { SeriesSymbol } from "./series-symbol.js";
import { chanceWords, figureText, FIGURES, nameText } from "./words.js";

interface TableProps {
  readonly judged: readonly JudgedPoint[];
  readonly chosen: ExplorerPoint | undefined;
  readonly seriesPlace: ReadonlyMap<string, number>;
  onChoose(point: ExplorerPoint): void;
  onPoint(point: ExplorerPoint | undefined): void;
}

interface Order {
  readonly id: string;
  readonly descending: boolean;
}

const ROWS_AT_A_TIME = 25;

/** The points that hold their limits, best first; all of them, likeliest first, where none holds. */
export const PointTable = memo(function PointTable({
  judged,
  chosen,
  seriesPlace,
  onChoose,
  onPoint,
}: TableProps) {
  const [order, setOrder] = useState<Order>({ id: "tokensPerSecPerGpuCluster", descending: true });
  const [room, setRoom] = useState(ROWS_AT_A_TIME);
  const holding = useMemo(() => judged.filter(({ holds }) => holds), [judged]);
  const rows = useMemo(
    () =>
      sorted(
        holding.length > 0 ? holding : judged,
        holding.length > 0 ? order : { id: "chance", descending: true },
      ),
    [judged, holding, order],
  );
  const banded = judged.some(({ chance }) => chance !== undefined);
  const heads = [...FIGURES.map(({ id, short, name }) => ({ id, short, name })), ...(banded ? [CHANCE] : [])];
  const sortBy = (id: string): void =>
    setOrder((old) => ({ id, descending: old.id === id ? !old.descending : !FEWER_IS_BETTER.has(id) }));
  return (
    <section aria-label="Table">
      <h2>
        {holding.length.toLocaleString("en")} of {judged.length.toLocaleString("en")} configurations hold
        {holding.length === 0 && judged.length > 0 ? "; all of them, the likeliest first" : ""}
      </h2>
      <div class="scroll" role="region" aria-label="Configurations" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Configuration</th>
              {heads.map(({ id, short, name }) => (
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
              <th scope="col">Engine and system</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, room).map(({ point, chance }) => (
              <tr
                key={point.id}
                class={point === chosen ? "chosen" : ""}
                onMouseEnter={() => onPoint(point)}
                onMouseLeave={() => onPoint(undefined)}
              >
                <th scope="row">
                  <button type="button" aria-pressed={point === chosen} onClick={() => onChoose(point)}>
                    <SeriesSymbol place={seriesPlace.get(point.set.series) ?? 0} />
                    {point.set.part === undefined ? "" : `${point.set.part}: `}
                    {point.set.series}: {nameText(point)}
                  </button>
                </th>
                {FIGURES.map((figure) => (
                  <td key={figure.id} class="figure">
                    {figureText(figure, point)}
                  </td>
                ))}
                {banded && <td class="figure">{chanceWords(chance)}</td>}
                <td>{placeText(point)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > room && (
        <button type="button" class="more" onClick={() => setRoom(room + ROWS_AT_A_TIME)}>
          Show {Math.min(ROWS_AT_A_TIME, rows.length - room)} more of{" "}
          {(rows.length - room).toLocaleString("en")}
        </button>
      )}
    </section>
  );
});

const CHANCE = { id: "chance", short: "chance", name: "chance that all limits hold" };
const FEWER_IS_BETTER: ReadonlySet<string> = new Set(
  FIGURES.flatMap(({ id, better }) => (better === "less" || id === "totalGpus" ? [id] : [])),
);

function sorted(judged: readonly JudgedPoint[], { id, descending }: Order): readonly JudgedPoint[] {
  const figure = FIGURES.find((one) => one.id === id);
  const value = ({ point, chance }: JudgedPoint): number =>
    figure === undefined ? (chance ?? 0) : figure.value(point);
  const sign = descending ? -1 : 1;
  return judged.toSorted((a, b) => sign * (value(a) - value(b)) || a.point.id - b.point.id);
}
