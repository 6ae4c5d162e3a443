import { coloured, plain } from "../report/terminal/paint.js";
import { renderResults } from "../report/terminal/results.js";
import { searchJson } from "../report/search-json.js";
import type { SearchResult } from "../search/result.js";
import { EXIT } from "./failure.js";
import type { FlagValues } from "./flag-table.js";
import type { CommandEnvironment } from "./main.js";

/** What a searching command prints and saves. */
export interface SearchAnswer {
  readonly flags: FlagValues;
  readonly environment: CommandEnvironment;
  readonly totalGpus: number;
  readonly model: string;
  readonly command: "default" | "exp" | "recommend";
}

/** Prints a search in the asked format, saves it when asked, and returns the exit code: 2 when no experiment could run. */
export async function answerSearch(result: SearchResult, answer: SearchAnswer): Promise<number> {
  const { flags, environment } = answer;
  const { terminal } = environment;
  const failed = result.experiments.every((experiment) => experiment.error !== undefined);
  if (flags["format"] === "json") terminal.out(JSON.stringify(searchJson(result)));
  else {
    const printed = renderResults(result, {
      columns: terminal.columns,
      paint: terminal.color && flags["format"] !== "markdown" ? coloured : plain,
      showRatio: answer.command === "default",
    });
    terminal.out(flags["format"] === "markdown" ? `\`\`\`text\n${printed.trimEnd()}\n\`\`\`` : printed);
  }
  if (flags["saveDir"] !== undefined && !failed) {
    const { saveSearch } = await import("./save-search.js");
    await saveSearch(result, answer);
  }
  return failed ? EXIT.usage : EXIT.done;
}
