import type { FactSource } from "../domain/review.js";
import type {
  ManifestDeployment,
  ManifestFile,
  Setting,
  WorkloadFacts,
  WorkloadSource,
} from "../manifest/types.js";
import type { Candidate, SettingKey, SourcedValues } from "../policy/index.js";

/** Which field of a written source is which setting. `backend` has no setting: it is the manifest's own. */
const FIELDS: readonly (readonly [keyof WorkloadFacts, SettingKey])[] = [
  ["isl", "isl"],
  ["osl", "osl"],
  ["prefixTokens", "prefix"],
  ["concurrency", "concurrency"],
  ["requestRate", "requestRate"],
  ["ttftMs", "ttftMs"],
  ["tpotMs", "tpotMs"],
  ["e2eMs", "requestLatencyMs"],
  ["system", "system"],
  ["decodeSystem", "decodeSystem"],
  ["backendVersion", "backendVersion"],
  ["model", "model"],
  ["acceptLength", "acceptLength"],
  ["totalGpus", "gpus"],
];

const HOW = {
  annotation: "annotation",
  dgdr: "deployment request",
  planner: "planner",
  "perf-job": "benchmark job",
} as const;

/**
 * Everything that the file itself (and files beside it) says about load, limits and hardware of one deployment, for
 * the policy's precedence (`docs/method/judging.md` 2). A request or a benchmark counts only when it speaks of the
 * same model or names none.
 */
export function candidatesOf(
  deployment: ManifestDeployment,
  file: ManifestFile,
  beside: readonly ManifestFile[] = [],
): readonly Candidate[] {
  const sources = [file, ...beside].flatMap((one) => one.workloads);
  const fitting = sources.filter((source) => speaksOf(source, deployment));
  return [
    { kind: "annotation", values: sourced(deployment.annotations, "annotation") },
    ...(["dgdr", "planner", "perf-job"] as const).flatMap((kind) =>
      fitting
        .filter((source) => source.kind === kind)
        .map((source): Candidate => ({ kind, values: inferredValues(source, kind) })),
    ),
  ];
}

/** A request's GPU budget and model are wishes of their own; only load, limits and hardware carry over. */
function inferredValues(source: WorkloadSource, kind: "dgdr" | "planner" | "perf-job"): SourcedValues {
  const { model: _model, gpus: _gpus, ...rest } = sourced(source, kind);
  return rest;
}

function speaksOf(source: WorkloadSource, deployment: ManifestDeployment): boolean {
  if (source.deployment !== undefined) return source.deployment === deployment.name;
  const model = source.model?.value.toLowerCase();
  if (model === undefined) return true;
  const own = [deployment.model?.value, deployment.servedName?.value].flatMap((name) =>
    name === undefined ? [] : [name.toLowerCase()],
  );
  return own.length === 0 || own.includes(model);
}

function sourced(facts: WorkloadFacts, kind: keyof typeof HOW): SourcedValues {
  const values: Record<string, { value: unknown; source: FactSource }> = {};
  for (const [field, key] of FIELDS) {
    const setting = facts[field] as Setting<unknown> | undefined;
    if (setting !== undefined)
      values[key] = { value: setting.value, source: settingSource(setting, HOW[kind]) };
  }
  return values;
}

/** Where a written setting stands, as a fact's source. */
export function settingSource(setting: Setting<unknown>, how?: string): FactSource {
  const { origin } = setting;
  return {
    kind: "file",
    file: origin.file,
    position: origin.position,
    what: origin.via ?? origin.name,
    ...(how === undefined ? {} : { how }),
  };
}
