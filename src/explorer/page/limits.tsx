import { useState } from "preact/hooks";
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
  return (
    <fieldset>
      <legend>Limits</legend>
      {names.map((name) => (
        <LimitField
          key={name}
          name={name}
          own={own(name)}
          limits={view.limits}
          onLimit={(limitMs) => onLimit(name, limitMs)}
        />
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

/** What was typed into a field, and the limits that held before. */
interface Typed {
  readonly text: string;
  readonly wrong: boolean;
  readonly limits: ExplorerView["limits"];
}

/** One limit as a number. What is none is said and stays as it was typed; the limit before it goes on to hold. */
function LimitField({
  name,
  own,
  limits,
  onLimit,
}: {
  readonly name: LimitName;
  /** the limit that was asked for, where all points share it */
  readonly own: number | undefined;
  readonly limits: ExplorerView["limits"];
  onLimit(limitMs: number | null): void;
}) {
  const [typed, setTyped] = useState<Typed>();
  const limit = limits[name] === undefined ? own : limits[name];
  // a limit that was moved since, or all as asked again, takes the place of a mistake
  const wrong = typed?.wrong === true && typed.limits === limits;
  // as it was typed, where that is the limit: a field that rewrites `1.0` cannot be typed `1.05` into
  const text = wrong || (typed !== undefined && Number(typed.text) === limit) ? typed.text : (limit ?? "");
  const read = ({ value, validity }: HTMLInputElement): void => {
    const none = value === "" && !validity.badInput;
    const isWrong = !none && !(Number(value) > 0);
    setTyped({ text: value, wrong: isWrong, limits });
    if (!isWrong) onLimit(none ? null : Number(value));
  };
  return (
    <>
      <label>
        {NAMES[name]}
        <input
          type="number"
          min="0"
          step="any"
          value={text}
          placeholder={limit === undefined ? "as asked" : "none"}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${name}-wrong` : undefined}
          onInput={(event) => read(event.currentTarget)}
        />
      </label>
      {wrong && (
        <small id={`${name}-wrong`} class="wrong" role="alert">
          A number above 0, or nothing for no limit; until then the last limit holds.
        </small>
      )}
    </>
  );
}
