import { group } from "d3-array";
import type { Backend, ServingMode } from "../domain/deployment.js";
import type { SupportRow } from "../perf/db/index-format.js";
import { compareVersions } from "../domain/versions.js";

/** Whether one model runs on one system with one engine, per serving mode. `inferred`: by vote of its architecture. */
export interface SupportAnswer {
  readonly model: string;
  readonly system: string;
  readonly backend: Backend;
  readonly version: string;
  readonly agg: boolean;
  readonly disagg: boolean;
  readonly inferred: boolean;
  /** reason of a mode that does not run, first line */
  readonly reason?: string;
}

/** What is looked up: one model (with its architecture, for a vote when it is not listed) or all. */
export interface SupportQuestion {
  readonly model?: string;
  readonly architecture?: string;
  readonly version?: string;
  /** the version that an estimate takes where none is named */
  currentOf?(system: string, backend: Backend): string | undefined;
}

/**
 * Answers from the support matrix (`docs/method/search.md` 11): a listed model is supported when a passing row of the
 * mode exists; an unlisted one when more than half of its architecture's models pass, marked as inferred. Without a
 * version the one that an estimate takes counts, where that is not listed the highest.
 */
export function decideSupport(
  rows: readonly SupportRow[],
  question: SupportQuestion,
): readonly SupportAnswer[] {
  const byPlace = group(rows, (row) => `${row.system} ${row.backend}`);
  const answers: SupportAnswer[] = [];
  for (const place of byPlace.values()) {
    const { system, backend } = place[0]!;
    const versions = [...new Set(place.map((row) => row.version))].sort(compareVersions);
    const current = question.currentOf?.(system, backend);
    const version = question.version ?? versions.find((listed) => listed === current) ?? versions.at(-1)!;
    const listed = place.filter((row) => row.version === version);
    const models =
      question.model === undefined ? [...new Set(listed.map((row) => row.model))].sort() : [question.model];
    for (const model of models) {
      const own = listed.filter((row) => row.model === model);
      if (own.length > 0) {
        const failed = own.find((row) => !passes(row));
        answers.push({
          model,
          system,
          backend,
          version,
          agg: own.some((row) => row.mode === "agg" && passes(row)),
          disagg: own.some((row) => row.mode === "disagg" && passes(row)),
          inferred: false,
          ...(failed === undefined || failed.error === "" ? {} : { reason: failed.error }),
        });
        continue;
      }
      const kin = listed.filter((row) => row.architecture === question.architecture);
      answers.push({
        model,
        system,
        backend,
        version,
        agg: majority(kin, "agg"),
        disagg: majority(kin, "disagg"),
        inferred: true,
        ...(kin.length > 0 ? {} : { reason: "no model of this architecture is listed" }),
      });
    }
  }
  return answers;
}

function passes(row: SupportRow): boolean {
  return row.status.toUpperCase() === "PASS";
}

function majority(rows: readonly SupportRow[], mode: ServingMode): boolean {
  const votes = rows.filter((row) => row.mode === mode);
  return votes.length > 0 && votes.filter(passes).length * 2 > votes.length;
}

/** The answers as a table: a row a model and system, a column an engine; `*` marks inferred answers. */
export async function supportMatrix(
  answers: readonly SupportAnswer[],
  options: { readonly columns: number; readonly markdown: boolean },
): Promise<string> {
  const backends = [...new Set(answers.map(({ backend }) => backend))];
  const systems = [...new Set(answers.map(({ system }) => system))];
  const models = [...new Set(answers.map(({ model }) => model))];
  const head = [
    "Model",
    ...(systems.length > 1 ? ["System"] : []),
    ...backends.flatMap((backend) => [`${backend} agg`, `${backend} disagg`]),
  ];
  const rows: string[][] = [];
  for (const model of models) {
    for (const system of systems) {
      const cells = backends.flatMap((backend) => {
        const answer = answers.find(
          (each) => each.model === model && each.system === system && each.backend === backend,
        );
        if (answer === undefined) return ["-", "-"];
        return [answer.agg, answer.disagg].map((yes) => `${yes ? "YES" : "NO"}${answer.inferred ? "*" : ""}`);
      });
      if (cells.some((cell) => cell !== "-"))
        rows.push([model, ...(systems.length > 1 ? [system] : []), ...cells]);
    }
  }
  if (options.markdown) {
    const { markdownTable } = await import("markdown-table");
    return markdownTable([head, ...rows]);
  }
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const others = widths.slice(1).reduce((sum, width) => sum + width + 2, 0);
  const first = Math.max(10, Math.min(widths[0]!, options.columns - others));
  const line = (row: readonly string[]): string =>
    [fit(row[0]!, first), ...row.slice(1).map((cell, i) => cell.padEnd(widths[i + 1]!))].join("  ").trimEnd();
  const versions = [...new Set(answers.map(({ backend, version }) => `${backend} ${version}`))];
  const notes = [
    `Versions: ${versions.join(", ")}`,
    ...(answers.some(({ inferred }) => inferred) ? ["* inferred from models of the same architecture"] : []),
  ];
  const reasons =
    answers.length <= 6
      ? answers.flatMap(({ backend, system, reason }) =>
          reason === undefined ? [] : [`${backend} on ${system}: ${reason.slice(0, 300)}`],
        )
      : [];
  return [line(head), ...rows.map(line), "", ...notes, ...reasons].join("\n");
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
