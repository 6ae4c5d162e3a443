import { finiteAnswer } from "../../domain/finite.js";
import { UserError } from "../../domain/errors.js";
import { coloured, plain } from "../../report/terminal/paint.js";
import { renderResults } from "../../report/terminal/results.js";
import { jsonText } from "../../report/json-text.js";
import { searchJson } from "../../report/search-json.js";
import type { SearchResult } from "../../search/result.js";
import { EXIT, failureJson } from "../failure.js";
import { CONFIDENCE_UNUSED } from "../flags/profile.js";
import type { AskedToSave } from "./save.js";

/** What a searching command prints and saves. */
export interface SearchAnswer extends AskedToSave {
  readonly totalGpus: number;
  readonly model: string;
  readonly command: "default" | "exp" | "recommend";
}

/** Mistakes in what was asked, which no other experiment of the same command makes good. */
const ASKED_WRONG: readonly string[] = ["usage", "model", "system"];

/**
 * Saves a search when asked, prints it in the asked format and returns the exit code. Throws `UserError` when no experiment
 * could run, or when one of a single question has a name that nobody knows.
 */
export async function answerSearch(result: SearchResult, answer: SearchAnswer): Promise<number> {
  const { flags, environment } = answer;
  const { terminal } = environment;
  const json = flags.format === "json";
  if (flags.confidence !== undefined && result.confidence === undefined) terminal.err(CONFIDENCE_UNUSED);
  finiteAnswer(result.experiments.map(({ top, nearest, frontier }) => [top, nearest, frontier]));
  const failure = failureOf(result, answer.command);
  if (failure !== undefined) {
    if (!json) throw failure;
    terminal.out(jsonText({ ...searchJson(result), error: failureJson(failure) }));
    return EXIT.usage;
  }
  // Saved first: a folder that cannot be written is told alone, not below a result that looks complete.
  let saved: readonly string[] = [];
  if (flags.saveDir !== undefined) {
    const { saveTree } = await import("./save.js");
    saved = await saveTree(result, answer);
  }
  if (flags.html !== undefined) {
    const { writeSearchPage } = await import("./html.js");
    saved = [...saved, await writeSearchPage(result, flags.html, answer)];
  }
  if (json) terminal.out(jsonText(finiteAnswer(searchJson(result))));
  else {
    const printed = renderResults(result, {
      columns: terminal.columns,
      paint: terminal.color && flags.format !== "markdown" ? coloured : plain,
      showRatio: answer.command === "default",
    });
    terminal.out(flags.format === "markdown" ? `\`\`\`text\n${printed.trimEnd()}\n\`\`\`` : printed);
  }
  // JSON stands alone on stdout.
  if (saved.length > 0) (json ? terminal.err : terminal.out)(saved.join("\n"));
  return EXIT.done;
}

/** Why there is nothing to show, in one line: each kind of failure once, with the experiment that met it first. */
function failureOf({ experiments }: SearchResult, command: SearchAnswer["command"]): UserError | undefined {
  const failed = experiments.flatMap(({ name, error }) => (error === undefined ? [] : [{ name, error }]));
  const wrong = command === "exp" ? undefined : failed.find(({ error }) => ASKED_WRONG.includes(error.code));
  if (wrong !== undefined) return new UserError(wrong.error.code, wrong.error.message);
  const [first] = failed;
  if (first === undefined || failed.length < experiments.length) return undefined;
  const kinds = failed.filter(
    ({ error }, i) => failed.findIndex((other) => other.error.code === error.code) === i,
  );
  const named = kinds.length > 1 || (command === "exp" && experiments.length > 1);
  return new UserError(
    first.error.code,
    kinds.map(({ name, error }) => (named ? `${name}: ${error.message}` : error.message)).join("; "),
  );
}
