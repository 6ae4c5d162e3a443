import { UserError } from "../domain/errors.js";
import type { SearchResult } from "../search/result.js";
import type { SearchAnswer } from "./search-answer.js";

/** Writes the result's tree below `--save-dir`. */
export async function saveSearch(_result: SearchResult, _answer: SearchAnswer): Promise<void> {
  throw new UserError("usage", "--save-dir is not wired yet");
}
