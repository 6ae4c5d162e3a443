import { CONFIDENCE_RANGE } from "../../domain/confidence.js";
import type { ExplorerView } from "../judge.js";
import type { ExplorerPayload } from "../payload.js";

type LimitName = keyof ExplorerView["limits"];

const NAMES: Readonly<Record<LimitName, string>> = {
  ttftMs: "TTFT at most, ms",
  tpotMs: "TPOT at most, ms",
  requestLatencyMs: "Whole request at most, ms",
};

/** The limits as numbers, the chance to hold them with, and the way back to what was asked. */
export function Limits({
  page,
  view,
  wait,
  onView,
  onLimit,
}: {
  readonly page: ExplorerPayload;
  readonly view: ExplorerView;
  /** the limit of the wait: the first token or the whole request */
  readonly wait: LimitName;
  onView(view: ExplorerView): void;
  onLimit(name: LimitName, limitMs: number | null): void;
}) {
  const names: readonly LimitName[] = wait === "requestLatencyMs" ? [wait] : ["ttftMs", "tpotMs"];
  const own = (name: LimitName): number | undefined => {
    const values = [...new Set(page.sets.map(({ task }) => task.sla[name]))];
    return values.length === 1 ? values[0] : undefined;
  };
  const typed = (name: LimitName, text: string): void => {
    const value = Number(text);
    if (text.trim() === "") onLimit(name, null);
    else if (Number.isFinite(value) && value > 0) onLimit(name, value);
  };
  return (
    <fieldset>
      <legend>Limits</legend>
      {names.map((name) => (
        <label key={name}>
          {NAMES[name]}
          <input
            type="number"
            min="0"
            step="any"
            value={view.limits[name] === undefined ? (own(name) ?? "") : (view.limits[name] ?? "")}
            placeholder={own(name) === undefined && view.limits[name] === undefined ? "as asked" : "none"}
            onInput={(event) => typed(name, event.currentTarget.value)}
          />
        </label>
      ))}
      {page.confidence !== undefined && (
        <label>
          Chance to hold them, at least {Math.round(view.confidence * 100)} %
          <input
            type="range"
            min={CONFIDENCE_RANGE.least * 100}
            max={CONFIDENCE_RANGE.most * 100}
            value={Math.round(view.confidence * 100)}
            onInput={(event) => onView({ ...view, confidence: Number(event.currentTarget.value) / 100 })}
          />
        </label>
      )}
      <button
        type="button"
        onClick={() => onView({ ...view, limits: {}, confidence: page.confidence ?? view.confidence })}
      >
        As asked
      </button>
    </fieldset>
  );
}
