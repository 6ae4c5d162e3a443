import { memo } from "preact/compat";
import { useMemo } from "preact/hooks";
import { HIDDEN_KINDS, namesIn, type ExplorerView, type HiddenKind } from "../judge.js";
import type { ExplorerPayload } from "../payload.js";
import { SeriesSymbol } from "./series-symbol.js";

const TITLES: Readonly<Record<HiddenKind, string>> = {
  series: "Serving mode and engine",
  engine: "Engine",
  model: "Model",
  system: "GPU system",
  part: "Deployment or grid point",
  gpus: "GPUs of a replica",
  shape: "Layout of a worker",
};

/** Check boxes that leave points out: what is not checked is not shown. */
export const Filters = memo(function Filters({
  page,
  hidden,
  seriesPlace,
  onHide,
}: {
  readonly page: ExplorerPayload;
  readonly hidden: ExplorerView["hidden"];
  readonly seriesPlace: ReadonlyMap<string, number>;
  onHide(hidden: ExplorerView["hidden"]): void;
}) {
  const names = useMemo(() => HIDDEN_KINDS.map((kind) => [kind, namesOf(page, kind)] as const), [page]);
  const toggle = (kind: HiddenKind, changed: readonly string[], hide: boolean): void => {
    const names = new Set(hidden[kind]);
    for (const name of changed)
      if (hide) names.add(name);
      else names.delete(name);
    onHide({ ...hidden, [kind]: names });
  };
  return (
    <>
      {names.map(([kind, all]) => {
        if (all.length < 2) return null;
        const boxes = (
          <>
            <div class="chips">
              {all.map((name) => (
                <label key={name} class="chip">
                  <input
                    type="checkbox"
                    checked={!hidden[kind].has(name)}
                    onChange={(event) => toggle(kind, [name], !event.currentTarget.checked)}
                  />
                  {kind === "series" && <SeriesSymbol place={seriesPlace.get(name) ?? 0} />}
                  {name}
                </label>
              ))}
            </div>
            {all.length > 3 && (
              <div class="buttons">
                <button type="button" onClick={() => toggle(kind, all, false)}>
                  All<span class="unseen"> of: {TITLES[kind]}</span>
                </button>
                <button type="button" onClick={() => toggle(kind, all, true)}>
                  None<span class="unseen"> of: {TITLES[kind]}</span>
                </button>
              </div>
            )}
          </>
        );
        const shown = all.filter((name) => !hidden[kind].has(name)).length;
        return (
          <fieldset key={kind}>
            <legend>{TITLES[kind]}</legend>
            {all.length <= MOST_OPEN ? (
              boxes
            ) : (
              <details>
                <summary>
                  {shown} of {all.length} shown
                </summary>
                {boxes}
              </details>
            )}
          </fieldset>
        );
      })}
    </>
  );
});

/** More boxes than these are folded: each is a stop of the tab key on the way to the table. */
const MOST_OPEN = 20;

function namesOf({ sets }: ExplorerPayload, kind: HiddenKind): readonly string[] {
  const names = [...new Set(sets.flatMap((set) => namesIn(set, kind)))];
  return kind === "gpus" || kind === "shape"
    ? names.sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    : names;
}
