import type { CheckResult, Evaluation } from "../../domain/review.js";
import type { ReportContext } from "../context.js";
import { number } from "../format.js";
import { code, link, small, text } from "../markdown.js";
import { backendName, systemShort } from "../words.js";

/** Most data sets that are named. */
const MAX_DATA = 4;

/** The last line. `shortened`: how many parts were dropped. */
export function footer(result: CheckResult, context: ReportContext, shortened = 0): string {
  const evaluations = [
    ...result.deployments.flatMap(({ proposed, base, bestFound, recommended }) => [
      proposed,
      base,
      bestFound,
      recommended?.evaluation,
    ]),
    ...(result.experiments ?? []).flatMap(({ experiments }) =>
      experiments.flatMap(({ best, nearestMiss }) => [best, nearestMiss]),
    ),
  ].filter((evaluation) => evaluation !== undefined);
  const parts: string[] = [];
  if (shortened > 0)
    parts.push(
      `Shortened: ${number(shortened)} ${shortened === 1 ? "part is" : "parts are"} in the job summary`,
    );
  if (evaluations.length > 0) {
    const banded = evaluations.some(({ prediction }) => prediction.bands !== undefined);
    parts.push(
      "Predicted, not measured",
      `profile ${code(result.profile, 40)}${banded ? "" : " (no error band)"}`,
      `data ${dataSets(evaluations)}`,
    );
  }
  if (context.headSha !== undefined) {
    const against = context.baseSha === undefined ? "" : ` against ${text(context.baseSha.slice(0, 7))}`;
    parts.push(`${text(context.headSha.slice(0, 7))}${against}`);
  }
  if (context.run !== undefined) parts.push(link("run", context.run.url));
  return parts.length === 0 ? "" : small(parts.join(" · "));
}

function dataSets(evaluations: readonly Evaluation[]): string {
  const sets = new Set(
    evaluations.map(({ prediction: { perfDb } }) =>
      text(`${systemShort(perfDb.system)}, ${backendName(perfDb.backend)} ${perfDb.version}`, 80),
    ),
  );
  const named = [...sets].slice(0, MAX_DATA).join(" and ");
  return sets.size > MAX_DATA ? `${named} and ${number(sets.size - MAX_DATA)} more` : named;
}
