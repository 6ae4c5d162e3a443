import { createHash } from "node:crypto";
import type { SearchResult } from "../search/result.js";
import type { SearchTask } from "../search/task.js";

/**
 * Folder of a result: `{model}_{system}_{backend}_isl…_osl…_ttft…_tpot…_{six digits}` with the values of the first
 * experiment. The digits come from everything that was asked, so that the same question has the same folder.
 */
export function resultFolderName(result: SearchResult): string {
  const task = result.experiments[0]?.task;
  if (task === undefined) return "result";
  const backends = new Set(
    result.experiments.flatMap((experiment) => [
      ...new Set(experiment.rows.map((row) => row.deployment.backend)),
    ]),
  );
  const backend =
    backends.size > 1 && /^(?:agg|disagg)$/.test(task.name)
      ? "auto"
      : (task.mode === "agg" ? task.worker : task.prefill).backend;
  const system = (task.mode === "agg" ? task.worker : task.prefill).system;
  const { isl, osl } = task.lengths;
  const limit = (ms: number | undefined): string => (ms === undefined ? "none" : String(Math.trunc(ms)));
  const question = result.experiments.map((experiment) => experiment.task);
  return `${modelName(task)}_${segment(system)}_${backend}_isl${isl}_osl${osl}_ttft${limit(task.sla.ttftMs)}_tpot${limit(task.sla.tpotMs)}_${digits(JSON.stringify(question))}`;
}

/** A repository id keeps its slash (a parent folder, as the reference does); of a local path only the last part is used. */
function modelName({ displayModel, model }: SearchTask): string {
  const name = displayModel ?? model;
  const isRepository = /^[\w.-]+\/[\w.-]+$/.test(name) && !name.startsWith(".");
  const parts = isRepository
    ? name.split("/")
    : name
        .split(/[\\/]/)
        .filter((part) => part !== "")
        .slice(-1);
  return parts.map(segment).join("/") || "model";
}

/** A name that is safe as one part of a path. */
export function segment(name: string): string {
  const cleaned = name.replaceAll(/[^A-Za-z0-9._+-]/g, "_");
  return /^\.*$/.test(cleaned) ? "_" : cleaned;
}

/** Six digits from a text. */
export function digits(text: string): string {
  return String(createHash("sha256").update(text).digest().readUInt32BE(0) % 1_000_000).padStart(6, "0");
}
