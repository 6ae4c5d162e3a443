import { gzipSync } from "node:zlib";
import { compact } from "../domain/compact.js";
import { visible } from "../report/visible.js";
import { firstFrame } from "./first-frame.js";
import type { ExplorerPayload } from "./payload.js";

/** Where a template takes the page's title, what is seen before its script runs, and its data; the build writes them (`scripts/explorer-page.mjs`). */
export const TITLE_PLACE = "<!--title-->";
export const HEAD_PLACE = "<!--head-->";
export const DATA_PLACE = "<!--data-->";

/**
 * A page of its own: the built template with a search in it. The data are one JSON text, compressed and in base64, so that
 * no name in them can end the element they stand in.
 */
export function explorerHtml(template: string, written: ExplorerPayload): string {
  const payload = visibleWords(written);
  const data = JSON.stringify(gzipSync(JSON.stringify(payload)).toString("base64"));
  const title = escapeText(payload.title);
  const head = `<header><h1>${title}</h1>${payload.facts.map((fact) => `<p>${escapeText(fact)}</p>`).join("")}</header>${firstFrame(payload)}`;
  return fill(fill(fill(template, TITLE_PLACE, title), HEAD_PLACE, head), DATA_PLACE, data);
}

/** The payload with the names that a page shows as they may be shown: a mark that turns the direction of text turns verdicts. */
function visibleWords(payload: ExplorerPayload): ExplorerPayload {
  const { title, facts, notes, sets, marks } = payload;
  return {
    ...payload,
    title: visible(title),
    facts: facts.map(visible),
    notes: notes.map(visible),
    sets: sets.map((set) => ({
      ...set,
      series: visible(set.series),
      ...compact({ part: set.part === undefined ? undefined : visible(set.part) }),
    })),
    marks: marks.map((mark) => ({ ...mark, name: visible(mark.name) })),
  };
}

/** Puts a text into its place; a function, because `$&` in a replacement text would mean something. */
function fill(template: string, place: string, text: string): string {
  if (!template.includes(place)) throw new Error(`the template of the explorer has no ${place}`);
  return template.replace(place, () => text);
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
