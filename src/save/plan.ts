import { compact } from "../domain/compact.js";
import type { Role } from "../domain/deployment.js";
import { errorMessage, UserError } from "../domain/errors.js";
import { generateFiles } from "../generate/generate.js";
import { DEFAULT_OPTIONS, type GenerateOptions } from "../generate/options/types.js";
import { pointTask, type SizedPoint } from "../generate/point-task.js";
import type { GenerateTask } from "../generate/task.js";
import type { WorkerModel } from "../perf/types.js";
import { cacheRoom } from "../search/cache-room.js";
import { servedRows } from "../search/fit-load.js";
import type { ExperimentResult, SearchResult } from "../search/result.js";
import type { SearchRow } from "../search/rows.js";
import { chartData } from "./chart/chart-data.js";
import { paretoSvg } from "./chart/svg.js";
import { resultCsv } from "./csv.js";
import { experimentConfig } from "./experiment-config.js";
import { resultFolderName, segment } from "./folder-name.js";

/** What is saved and how. */
export interface SavePlanOptions {
  readonly generate?: GenerateOptions;
  /** `tpot` of the tables counts the first token in */
  readonly inclusiveTpot?: boolean;
  /** e.g. `dynamo-advisor 0.1.0`, for the header of manifests */
  readonly producer?: string;
  /** release of the performance data, so that running a saved file again can tell of another one */
  readonly data?: string;
}

/** A saved tree before it is written. */
export interface SavePlan {
  /** folder below the save folder */
  readonly folder: string;
  /** relative path → text; tables come in parts, made while they are written */
  readonly files: ReadonlyMap<string, string | Iterable<string>>;
  /** the chart, drawn for a white page: what the picture is made from */
  readonly pictureSvg: string;
  /** what could not be written as wished */
  readonly warnings: readonly string[];
  /** the AIPerf command of the recommended row */
  readonly benchCommand?: string;
  /** recommended row's folder below the result folder */
  readonly bestFolder?: string;
}

/** The whole tree of a search as texts: charts, tables, experiments, and the files of every top row. */
export function planTree(result: SearchResult, options: SavePlanOptions = {}): SavePlan {
  const chart = chartData(result);
  const files = new Map<string, string | Iterable<string>>([["pareto_frontier.svg", paretoSvg(chart)]]);
  const warnings: string[] = [];
  let benchCommand: string | undefined;
  let bestFolder: string | undefined;
  for (const experiment of result.experiments) {
    const folder = segment(experiment.name);
    if (experiment.error !== undefined) {
      warnings.push(`${experiment.name}: nothing saved: ${experiment.error.message}`);
      continue;
    }
    for (const [name, text] of tables(experiment, result, options)) files.set(`${folder}/${name}`, text);
    for (const [index, row] of experiment.top.entries()) {
      const place = `${folder}/top${index + 1}`;
      try {
        const generated = generateFiles(
          { ...row.deployment, quant: row.quant },
          taskOf(experiment, row, { ...options, profile: result.profile }),
          options.generate ?? DEFAULT_OPTIONS,
        );
        for (const [name, text] of generated.files) files.set(`${place}/${name}`, text);
        warnings.push(...generated.notes.map((note) => `${place}: ${note}`));
        if (experiment.name === result.best && index === 0)
          [benchCommand, bestFolder] = [generated.benchCommand, place];
      } catch (error) {
        // the user's own options are wrong for every row alike; sizes that an engine cannot express concern one row
        if (!(error instanceof UserError) || error.code !== "infeasible") throw error;
        warnings.push(`${place}: not written: ${errorMessage(error)}`);
      }
    }
  }
  return {
    folder: resultFolderName(result),
    files,
    pictureSvg: paretoSvg(chart, { theme: "light" }),
    warnings,
    ...compact({ benchCommand, bestFolder }),
  };
}

function tables(
  experiment: ExperimentResult,
  { profile, confidence }: SearchResult,
  { inclusiveTpot = false, data }: SavePlanOptions,
): readonly (readonly [string, string | Iterable<string>])[] {
  const { task } = experiment;
  const csv = (rows: Iterable<SearchRow>, allPoints = false): Iterable<string> =>
    resultCsv(rows, { task, profile, confidence }, { inclusiveTpot, allPoints });
  const x = (row: SearchRow): number =>
    experiment.xAxis === "requestLatency" ? row.figures.requestLatencyMs : row.figures.tokensPerSecPerUser;
  const frontier = experiment.frontier.toSorted((a, b) => x(a) - x(b));
  return [
    ["pareto.csv", csv(frontier)],
    ["points.csv", points()],
    ["best_config_topn.csv", csv(experiment.top)],
    ...(experiment.top.length === 0 && experiment.nearest.length > 0
      ? ([["nearest_misses.csv", csv(experiment.nearest)]] as const)
      : []),
    ["config.yaml", experimentConfig(experiment, compact({ profile, confidence, data }))],
  ];

  // every priced row is made when the table is written, one experiment after another
  function* points(): Generator<string> {
    const { everyRow, rows } = experiment;
    yield* csv(servedRows(everyRow?.() ?? rows, experiment), true);
  }
}

function taskOf(
  { task }: ExperimentResult,
  row: SearchRow,
  { producer, profile }: SavePlanOptions & Pick<SearchResult, "profile">,
): GenerateTask {
  const { origin, figures, chance } = row;
  const { lengths, sla } = task;
  const pool = (role: Role, model: WorkerModel, memoryGib: number): SizedPoint["pools"][number] => ({
    role,
    room: cacheRoom(model, role, lengths),
    memoryGib,
  });
  const pools =
    origin.mode === "agg"
      ? [pool("agg", origin.model, figures.memoryGib)]
      : [
          pool("prefill", origin.prefill.model, origin.prefill.memoryGib),
          pool("decode", origin.decode.model, origin.decode.memoryGib),
        ];
  const { family } = origin.mode === "agg" ? origin.model : origin.decode.model;
  return pointTask({
    ...compact({ profile, producer, chance }),
    lengths,
    sla,
    figures,
    replicas: row.deployment.replicas,
    family,
    pools,
  });
}
