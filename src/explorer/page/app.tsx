import { useCallback, useMemo, useState } from "preact/hooks";
import { DEFAULT_CONFIDENCE } from "../../domain/confidence.js";
import { frontierPoints, judgePoints, NOTHING_HIDDEN, shownPoints, type ExplorerView } from "../judge.js";
import type { ExplorerPayload } from "../payload.js";
import { pointsOf, type ExplorerPoint } from "../point.js";
import { planeAxes, type PlaneAxis } from "./axes.js";
import { Details } from "./details.js";
import type { PlaneScene } from "./draw.js";
import { Filters } from "./filters.js";
import { useLater } from "./later.js";
import { Legend } from "./legend.js";
import { Limits } from "./limits.js";
import { MarkList } from "./marks.js";
import { Plane } from "./plane.js";
import { PointTable } from "./table.js";
import { pointWords } from "./words.js";

/** The whole page. */
export function App({ page }: { readonly page: ExplorerPayload }) {
  return (
    <>
      <header>
        <h1>{page.title}</h1>
        {page.facts.map((fact) => (
          <p key={fact}>{fact}</p>
        ))}
      </header>
      <main>
        {page.sets.length === 0 ? (
          <p class="empty">Nothing was priced, so there is no configuration to look at.</p>
        ) : (
          <Explorer page={page} />
        )}
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

/** The planes, the limits and filters, the chosen point and the table. */
function Explorer({ page }: { readonly page: ExplorerPayload }) {
  const points = useMemo(() => pointsOf(page), [page]);
  const seriesPlace = useMemo(
    () =>
      new Map([...new Set(page.sets.map(({ series }) => series))].map((series, place) => [series, place])),
    [page],
  );
  const marks = useMemo(() => marksOf(page, points), [page, points]);
  const names = useMemo(() => new Map(marks.toReversed().map(({ point, name }) => [point, name])), [marks]);
  const [view, setView] = useState<ExplorerView>({
    limits: {},
    confidence: page.confidence ?? DEFAULT_CONFIDENCE,
    hidden: NOTHING_HIDDEN,
  });
  const [chosen, setChosen] = useState<ExplorerPoint | undefined>(marks[0]?.point);
  const [kept, setKept] = useState<ExplorerPoint>();
  const [unfolded] = useState(roomy);
  const [pointed, setPointed] = useState<ExplorerPoint>();

  const shown = useMemo(() => shownPoints(points, view.hidden), [points, view.hidden]);
  const judged = useMemo(() => judgePoints(shown, view), [shown, view]);
  const frontiers = useMemo(() => frontierPoints(judged), [judged]);
  const asked = useMemo(() => ({ judged, view }), [judged, view]);
  const settled = useLater(asked);
  const focus = useMemo(
    () => [...new Set([chosen, kept, pointed])].filter((point) => point !== undefined),
    [chosen, kept, pointed],
  );
  const shownMarks = useMemo(() => {
    const visible = new Set(shown);
    return marks.filter(({ point }) => visible.has(point));
  }, [shown, marks]);
  const [speed, wait] = planeAxes(page);
  const scenes = useMemo(() => {
    const shared = { shown, judged, marks: shownMarks, focus, seriesPlace };
    const both: readonly PlaneScene[] = [
      { ...shared, axis: speed, frontiers },
      { ...shared, axis: wait, frontiers: [] },
    ];
    return both;
  }, [shown, judged, frontiers, shownMarks, focus, seriesPlace, speed, wait]);
  const hide = useCallback(
    (hidden: ExplorerView["hidden"]) => setView((old) => ({ ...old, hidden })),
    [setView],
  );
  const move = (name: keyof ExplorerView["limits"], limitMs: number | null): void =>
    setView((old) => ({ ...old, limits: { ...old.limits, [name]: limitMs } }));

  return (
    <>
      <section class="planes" aria-label="Pareto plane">
        {scenes.map((scene) => (
          <Plane
            key={scene.axis.name}
            scene={scene}
            all={points}
            limitMs={limitShown(page, view, scene.axis, chosen)}
            onLimit={(limitMs) => move(scene.axis.limit, limitMs)}
            pointed={pointed}
            onPoint={setPointed}
            onChoose={setChosen}
          />
        ))}
      </section>
      <Legend marks={shownMarks} seriesPlace={seriesPlace} />
      {limitsDiffer(page, view) && (
        <p>
          Each point is judged by the limits of its own deployment or grid point; the lines are those of the
          chosen one.
        </p>
      )}
      <p class="hint">
        Filled: holds the limits. Outlined: does not. The line joins what no other configuration beats; boxes
        are 80 % bands. Drag a limit, or move it with the arrow keys.
      </p>
      <div class="below">
        <MarkList marks={marks} view={settled?.view ?? view} onChoose={setChosen} chosen={chosen} />
        <details class="controls" open={unfolded}>
          <summary>Limits and filters</summary>
          <div>
            <Limits page={page} view={view} wait={wait.limit} onView={setView} onLimit={move} />
            <Filters page={page} hidden={view.hidden} seriesPlace={seriesPlace} onHide={hide} />
          </div>
        </details>
        {chosen !== undefined && settled !== undefined && (
          <Details page={page} view={settled.view} chosen={chosen} kept={kept} onKeep={setKept} />
        )}
      </div>
      <div class="said" role="status">
        {pointed === undefined ? "" : pointWords(pointed).join(", ")}
      </div>
      {settled !== undefined && (
        <PointTable
          judged={settled.judged}
          confidence={settled.view.confidence}
          chosen={chosen}
          names={names}
          fewestGpus={page.fewestGpus === true}
          seriesPlace={seriesPlace}
          onChoose={setChosen}
          onPoint={setPointed}
        />
      )}
    </>
  );
}

/** Whether the window has room for the controls above the planes: on a phone they begin folded. */
function roomy(): boolean {
  return matchMedia("(min-width: 601px)").matches;
}

function marksOf(page: ExplorerPayload, points: readonly ExplorerPoint[]) {
  return page.marks.flatMap((mark) => {
    const set = page.sets[mark.set];
    const point = points.find((one) => one.set === set && one.index === mark.point);
    return point === undefined ? [] : [{ ...mark, point }];
  });
}

/** Whether points are judged by other limits than those whose lines are shown. */
function limitsDiffer(page: ExplorerPayload, { limits }: ExplorerView): boolean {
  return planeAxes(page).some(
    ({ limit }) =>
      limits[limit] === undefined && new Set(page.sets.map(({ task }) => task.sla[limit])).size > 1,
  );
}

/** The limit whose line a plane shows: the moved one, or that asked of the chosen point, which others need not share. */
function limitShown(
  page: ExplorerPayload,
  view: ExplorerView,
  { limit }: PlaneAxis,
  chosen: ExplorerPoint | undefined,
): number | undefined {
  const moved = view.limits[limit];
  if (moved !== undefined) return moved ?? undefined;
  return (chosen?.set ?? page.sets[0])?.task.sla[limit];
}
