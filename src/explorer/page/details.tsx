import { memo } from "preact/compat";
import { useState } from "preact/hooks";
import { chanceOf } from "../../search/odds.js";
import { errorMessage } from "../../domain/errors.js";
import { limitsOf, type ExplorerView } from "../judge.js";
import type { ExplorerPayload } from "../payload.js";
import { placeText, type ExplorerPoint } from "../point.js";
import { commandText, manifestText, rowText } from "../point-texts.js";
import { copyText } from "./copy.js";
import { change, number } from "../../report/format.js";
import { bandText, chanceWords, figureText, FIGURES, nameText, type FigureWords } from "./words.js";

interface DetailsProps {
  readonly page: ExplorerPayload;
  readonly view: ExplorerView;
  readonly chosen: ExplorerPoint;
  /** the point that the chosen one is compared with */
  readonly kept: ExplorerPoint | undefined;
  onKeep(point: ExplorerPoint | undefined): void;
}

/** The chosen point, what can be copied of it, and beside it the one kept for comparison. */
export const Details = memo(function Details({ page, view, chosen, kept, onKeep }: DetailsProps) {
  const other = kept === chosen ? undefined : kept;
  const shown = other === undefined ? [chosen] : [other, chosen];
  return (
    <section class="details" aria-label="Chosen configuration">
      <h2>{other === undefined ? nameText(chosen) : "Two configurations side by side"}</h2>
      <div class="scroll" role="region" aria-label="Figures of the chosen configuration" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <td />
              {shown.map((point) => (
                <th key={point.id} scope="col">
                  {point === other ? "Kept" : "Chosen"}
                </th>
              ))}
              {other !== undefined && <th scope="col">Change</th>}
            </tr>
          </thead>
          <tbody>
            <WordRow
              name="Configuration"
              shown={shown}
              text={(point) => `${point.set.series}: ${nameText(point)}`}
            />
            {shown.some(({ set }) => set.part !== undefined) && (
              <WordRow name="Belongs to" shown={shown} text={({ set }) => set.part ?? ""} />
            )}
            <WordRow name="Engine and system" shown={shown} text={placeText} />
            {FIGURES.map((figure) => (
              <FigureRow key={figure.id} figure={figure} shown={shown} />
            ))}
            <WordRow
              name="Chance to hold the limits"
              shown={shown}
              class="figure"
              text={(point) => chanceWords(chanceOf(point, limitsOf(point, view)), view.confidence)}
            />
          </tbody>
        </table>
      </div>
      <div class="buttons">
        <CopyButtons key={chosen.id} page={page} point={chosen} />
        <button type="button" aria-pressed={kept === chosen} onClick={() => onKeep(chosen)}>
          Keep to compare
        </button>
        {kept !== undefined && (
          <button type="button" onClick={() => onKeep(undefined)}>
            End the comparison
          </button>
        )}
      </div>
    </section>
  );
});

function WordRow({
  name,
  shown,
  class: look = "words",
  text,
}: {
  readonly name: string;
  readonly class?: string;
  readonly shown: readonly ExplorerPoint[];
  text(point: ExplorerPoint): string;
}) {
  const texts = shown.map(text);
  if (texts.every((one) => one === "")) return null;
  return (
    <tr>
      <th scope="row">{name}</th>
      {texts.map((one, place) => (
        <td key={place} class={look}>
          {look === "figure" ? <b>{one}</b> : one}
        </td>
      ))}
      {texts.length > 1 && <td />}
    </tr>
  );
}

function FigureRow({
  figure,
  shown,
}: {
  readonly figure: FigureWords;
  readonly shown: readonly ExplorerPoint[];
}) {
  const [first, second] = shown.map(figure.value);
  return (
    <tr>
      <th scope="row">{figure.name}</th>
      {shown.map((point) => {
        const band = bandText(figure, point);
        return (
          <td key={point.id} class="figure">
            <b>{figureText(figure, point)}</b>
            {band !== "" && <small> 80 % band {band}</small>}
          </td>
        );
      })}
      {second !== undefined && first !== undefined && (
        <td class="figure">{first > 0 ? changeText(second / first, figure) : number(second - first)}</td>
      )}
    </tr>
  );
}

/** A change with the word that says whether it is good, for those who see no colour. */
function changeText(ratio: number, { better }: FigureWords) {
  const shown = change(ratio);
  if (better === undefined || shown === "same") return shown;
  return `${shown} ${ratio > 1 === (better === "more") ? "better" : "worse"}`;
}

function CopyButtons({ page, point }: { readonly page: ExplorerPayload; readonly point: ExplorerPoint }) {
  const [said, setSaid] = useState("");
  const [byHand, setByHand] = useState("");
  const copy = async (what: string, make: () => string): Promise<void> => {
    try {
      const text = make();
      const copied = await copyText(text);
      setSaid(copied ? `Copied the ${what}` : `Copy the ${what} from the field below`);
      setByHand(copied ? "" : text);
    } catch (error) {
      setSaid(`There is no ${what} of this configuration: ${errorMessage(error)}`);
    }
  };
  return (
    <>
      <button type="button" onClick={() => void copy("manifest", () => manifestText(point, page))}>
        Copy manifest
      </button>
      <button type="button" onClick={() => void copy("command", () => commandText(point, page))}>
        Copy command
      </button>
      <button type="button" onClick={() => void copy("row", () => rowText(point))}>
        Copy row
      </button>
      <span role="status">{said}</span>
      {byHand !== "" && <textarea readOnly rows={8} aria-label="Text to copy" value={byHand} />}
    </>
  );
}
