import type { CheckResult, Evaluation } from "../../domain/review.js";
import type { ReportContext } from "../context.js";
import { list, number } from "../format.js";
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

/** `H200, TensorRT-LLM 1.3.0rc20`; engines of one system together. */
function dataSets(evaluations: readonly Evaluation[]): string {
  const bySystem = new Map<string, Set<string>>();
  for (const { prediction } of evaluations) {
    const { system, scaledFrom, backend, version } = prediction.perfDb;
    const scaled = scaledFrom === undefined ? "" : ` scaled from ${systemShort(scaledFrom)}`;
    const name = text(`${systemShort(system)}${scaled}`, 80);
    const engines = bySystem.get(name) ?? new Set<string>();
    bySystem.set(name, engines.add(text(`${backendName(backend)} ${version}`, 60)));
  }
  const sets = [...bySystem].map(
    ([system, engines]) => `${system}, ${list([...engines].slice(0, MAX_DATA))}`,
  );
  const more = sets.length - MAX_DATA;
  return more > 0 ? `${sets.slice(0, MAX_DATA).join(" and ")} and ${number(more)} more` : sets.join(" and ");
}
