import { useMemo, useState } from "preact/hooks";
import { DEFAULT_CONFIDENCE } from "../../domain/confidence.js";
import { frontierPoints, judgePoints, NOTHING_HIDDEN, type ExplorerView } from "../judge.js";
import type { ExplorerPayload } from "../payload.js";
import { pointsOf, type ExplorerPoint } from "../point.js";
import { FIRST_TOKEN, USER_SPEED, WHOLE_REQUEST, type PlaneAxis } from "./axes.js";
import { Details } from "./details.js";
import type { PlaneScene } from "./draw.js";
import { Filters } from "./filters.js";
import { Limits } from "./limits.js";
import { MarkList } from "./marks.js";
import { Plane } from "./plane.js";
import { PointTable } from "./table.js";
import { pointWords } from "./words.js";

/** The whole page. */
export function App({ page }: { readonly page: ExplorerPayload }) {
  const points = useMemo(() => pointsOf(page), [page]);
  const seriesPlace = useMemo(
    () =>
      new Map([...new Set(page.sets.map(({ series }) => series))].map((series, place) => [series, place])),
    [page],
  );
  const marks = useMemo(() => marksOf(page, points), [page, points]);
  const [view, setView] = useState<ExplorerView>({
    limits: {},
    confidence: page.confidence ?? DEFAULT_CONFIDENCE,
    hidden: NOTHING_HIDDEN,
  });
  const [chosen, setChosen] = useState<ExplorerPoint | undefined>(marks[0]?.point);
  const [kept, setKept] = useState<ExplorerPoint>();
  const [pointed, setPointed] = useState<ExplorerPoint>();

  const judged = useMemo(() => judgePoints(points, view), [points, view]);
  const frontiers = useMemo(() => frontierPoints(judged), [judged]);
  const focus = useMemo(
    () => [...new Set([chosen, kept, pointed])].filter((point) => point !== undefined),
    [chosen, kept, pointed],
  );
  const shownMarks = useMemo(() => {
    const visible = new Set(judged.map(({ point }) => point));
    return marks.filter(({ point }) => visible.has(point));
  }, [judged, marks]);
  const scene = (axis: PlaneAxis): PlaneScene => ({
    axis,
    judged,
    frontiers: axis === USER_SPEED ? frontiers : [],
    marks: shownMarks,
    focus,
    seriesPlace,
  });
  const byRequest = page.sets.some(({ task }) => task.sla.requestLatencyMs !== undefined);
  const axes = byRequest ? [USER_SPEED, WHOLE_REQUEST] : [USER_SPEED, FIRST_TOKEN];
  const move = (name: keyof ExplorerView["limits"], limitMs: number | null): void =>
    setView((old) => ({ ...old, limits: { ...old.limits, [name]: limitMs } }));

  return (
    <>
      <header>
        <h1>{page.title}</h1>
        {page.facts.map((fact) => (
          <p key={fact}>{fact}</p>
        ))}
        <MarkList marks={marks} judged={judged} onChoose={setChosen} chosen={chosen} />
      </header>
      <main>
        <section class="controls" aria-label="Limits and filters">
          <Limits page={page} view={view} byRequest={byRequest} onView={setView} onLimit={move} />
          <Filters points={points} view={view} seriesPlace={seriesPlace} onView={setView} />
        </section>
        <section class="planes" aria-label="Pareto plane">
          {axes.map((axis) => (
            <Plane
              key={axis.name}
              scene={scene(axis)}
              all={points}
              limitMs={limitShown(page, view, axis)}
              onLimit={(limitMs) => move(axis.limit, limitMs)}
              pointed={pointed}
              onPoint={setPointed}
              onChoose={setChosen}
            />
          ))}
        </section>
        <p class="hint">
          Filled: holds the limits. Outlined: does not. The line joins what no other configuration beats;
          boxes are 80 % bands. Drag a limit, or move it with the arrow keys.
        </p>
        <div class="said" role="status">
          {pointed === undefined ? "" : pointWords(pointed).join(", ")}
        </div>
        {chosen !== undefined && (
          <Details page={page} view={view} chosen={chosen} kept={kept} onKeep={setKept} />
        )}
        <PointTable
          judged={judged}
          chosen={chosen}
          seriesPlace={seriesPlace}
          onChoose={setChosen}
          onPoint={setPointed}
        />
        {page.notes.length > 0 && (
          <section aria-label="Notes">
            <h2>Notes</h2>
            <ul>
              {page.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </section>
        )}
      </main>
      <footer>
        {page.producer}, profile {page.profile}. This page holds all of its data and asks no server for
        anything.
      </footer>
    </>
  );
}

function marksOf(page: ExplorerPayload, points: readonly ExplorerPoint[]) {
  return page.marks.flatMap((mark) => {
    const set = page.sets[mark.set];
    const point = points.find((one) => one.set === set && one.index === mark.point);
    return point === undefined ? [] : [{ ...mark, point }];
  });
}

/** The limit whose line a plane shows: the moved one, or that of all sets when they agree. */
function limitShown(page: ExplorerPayload, view: ExplorerView, { limit }: PlaneAxis): number | undefined {
  const moved = view.limits[limit];
  if (moved !== undefined) return moved ?? undefined;
  const own = [...new Set(page.sets.map(({ task }) => task.sla[limit]))];
  return own.length === 1 ? own[0] : undefined;
}
