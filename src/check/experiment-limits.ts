import { finding, topOf } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import type { SearchTask } from "../domain/search-task.js";
import type { ExperimentFile, ReadExperiment } from "../manifest/experiment/read-file.js";
import { withFormerAssumptions } from "./experiment-assumptions.js";

type Named = Pick<ReadExperiment, "name" | "position"> & { readonly task: SearchTask };

/**
 * Experiments of a change under the limits, lengths and assumptions of those before: as for manifests, a change may only
 * tighten. One that had no namesake before is held by the strictest of what is gone. What is looser is a finding with both
 * values. `fleet` is the GPU that the policy names.
 */
export function tightenExperiments(
  head: ExperimentFile,
  base: ExperimentFile | undefined,
  fleet?: string,
): { readonly file: ExperimentFile; readonly findings: readonly Finding[] } {
  const before = tasksOf(base);
  const names = new Set(head.experiments.map(({ name }) => name));
  const gone = before.filter(({ name }) => !names.has(name));
  const findings: Finding[] = [];
  const experiments = head.experiments.map((one): ReadExperiment => {
    if (one.task === undefined) return one;
    const held = before.filter(({ name }) => name === one.name);
    const { task, loosened } = underLimits(
      one.task,
      (held.length > 0 ? held : gone).map(({ task: old }) => old),
      fleet,
    );
    const place = { ...topOf(head.file), position: one.position };
    findings.push(
      ...loosened.map(([key, from, to]) =>
        finding(
          "setting-loosened",
          place,
          `\`${one.name}\`: \`${key}\` ${from} → ${to ?? "nothing"}: looser than what holds on the base: judged by ${from}`,
        ),
      ),
    );
    return { ...one, task };
  });
  return { file: { ...head, experiments }, findings };
}

function tasksOf(file: ExperimentFile | undefined): readonly Named[] {
  return (file?.experiments ?? []).flatMap(({ name, position, task }) =>
    task === undefined ? [] : [{ name, position, task }],
  );
}

type Value = number | string;
type Loosened = readonly [key: string, from: Value, to: Value | undefined];

function underLimits(
  task: SearchTask,
  before: readonly SearchTask[],
  fleet: string | undefined,
): { readonly task: SearchTask; readonly loosened: readonly Loosened[] } {
  const loosened: Loosened[] = [];
  const limits = (["ttftMs", "tpotMs", "requestLatencyMs"] as const).map((key) => {
    const held = before.flatMap(({ sla }) => sla[key] ?? []).sort((a, b) => a - b)[0];
    const own = task.sla[key];
    if (held === undefined || (own !== undefined && own <= held)) return [key, own] as const;
    loosened.push([key, held, own]);
    return [key, held] as const;
  });
  // longer prompts and answers are heavier, cached tokens make lighter ones
  const lengths = (["isl", "osl", "prefix"] as const).map((key) => {
    const own = task.lengths[key];
    const old = before.map((one) => one.lengths[key]);
    const held = key === "prefix" ? Math.min(own, ...old) : Math.max(own, ...old);
    if (own !== held) loosened.push([key, held, own]);
    return [key, held] as const;
  });
  const sla = { ...task.sla, ...Object.fromEntries(limits.filter(([, value]) => value !== undefined)) };
  const limited = { ...task, sla, lengths: { ...task.lengths, ...Object.fromEntries(lengths) } };
  const { task: held, eased } = withFormerAssumptions(limited, before, fleet);
  return { task: held, loosened: [...loosened, ...eased] };
}
