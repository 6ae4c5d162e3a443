import { compact } from "../domain/compact.js";
import {
  gpusOfWorker,
  withoutIdleGpus,
  type Deployment,
  type EngineSettings,
  type Role,
  type WorkerPool,
} from "../domain/deployment.js";
import type { SettingChange } from "../domain/review.js";

/** A deployment with the edits so far, and the edit that was the last of them. */
export interface Step {
  readonly settings: readonly SettingChange[];
  /** line of the edit in the proposed file */
  readonly line: number;
  readonly deployment: Deployment;
}

/** What a step changes, for asking where it is written. */
export type SettingKind =
  | "tp"
  | "pp"
  | "dp"
  | "cp"
  | "dcp"
  | "ep"
  | "replicas"
  | keyof EngineSettings
  | "mode"
  | "model"
  | "backend"
  | "version"
  | "system"
  | "quant"
  | "speculation";

/** A setting as the files write it. */
export interface WrittenSetting {
  /** what was edited; empty where both files say the same */
  readonly changes: readonly SettingChange[];
  /** in the proposed file; absent: not written there */
  readonly line?: number;
}

/** How the two files write what a step changes; a kind may be written in several settings. */
export type WrittenAs = (kind: SettingKind, role: Role) => readonly WrittenSetting[];

const SIZES = ["tp", "pp", "dp", "cp", "moeEp", "dcp"] as const;
const SETTINGS = [
  "maxBatchSize",
  "maxNumTokens",
  "maxSeqLen",
  "memFraction",
  "chunkedPrefill",
  "prefixCaching",
] as const;
const SIZE_NAMES = { tp: "TP", pp: "PP", dp: "DP", cp: "CP", moeEp: "EP", dcp: "DCP" } as const;
const SETTING_NAMES: Readonly<Record<(typeof SETTINGS)[number], string>> = {
  maxBatchSize: "max batch",
  maxNumTokens: "max tokens",
  maxSeqLen: "max sequence",
  memFraction: "memory fraction",
  chunkedPrefill: "chunked prefill",
  prefixCaching: "prefix caching",
};

interface Edit {
  readonly settings: readonly SettingChange[];
  readonly line: number;
  readonly apply: (deployment: Deployment) => Deployment;
}

/**
 * The edits between two deployments as steps in file order, each on top of the ones before; the last deployment is the
 * proposed one. Sizes and worker counts of a role are one edit, because one without the other changes the GPUs. When the
 * serving mode, the model, the backend or the GPUs change, everything is one edit: nothing of it stands alone.
 */
export function stepsBetween(
  base: Deployment,
  proposed: Deployment,
  written: WrittenAs = () => [],
): readonly Step[] {
  const whole = wholeChange(base, proposed, written);
  if (whole !== undefined) return [{ ...whole, deployment: proposed }];
  const edits = proposed.pools.flatMap((pool, index) =>
    asOneEdit(poolEdits(base, proposed, pool, index, written)),
  );
  edits.push(...deploymentEdits(base, proposed, written));
  edits.sort((a, b) => a.line - b.line);
  const steps: Step[] = [];
  let deployment = base;
  for (const [index, { settings, line, apply }] of edits.entries()) {
    deployment = index === edits.length - 1 ? proposed : apply(deployment);
    steps.push({ settings, line, deployment });
  }
  return steps;
}

/** Edits of one pool; what the file changes once and two settings follow (SGLang's chunk size) is one edit. */
function asOneEdit(edits: readonly Edit[]): readonly Edit[] {
  const distinct: Edit[] = [];
  for (const edit of edits) {
    const known = distinct.findIndex(({ settings }) => edit.settings.every((one) => isIn(one, settings)));
    const same = distinct[known];
    if (same === undefined) distinct.push(edit);
    else distinct[known] = { ...same, apply: (deployment) => edit.apply(same.apply(deployment)) };
  }
  return distinct;
}

function isIn(change: SettingChange, settings: readonly SettingChange[]): boolean {
  return change.written && settings.some((one) => JSON.stringify(one) === JSON.stringify(change));
}

/** What was edited, as the files write it; in our words where they write it alike, as where another size shares it out. */
function told(
  places: readonly WrittenSetting[],
  inOurs: Omit<SettingChange, "written">,
): Pick<Edit, "settings" | "line"> {
  const edited = places.filter(({ changes }) => changes.length > 0);
  const settings = edited.flatMap(({ changes }) => changes);
  return {
    settings: settings.length > 0 ? settings : [{ ...inOurs, written: false }],
    line: lineOf(settings.length > 0 ? edited : places),
  };
}

/** The first line of what is written; settings without one go last. */
function lineOf(places: readonly WrittenSetting[]): number {
  return Math.min(...places.map(({ line }) => line ?? Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

function wholeChange(
  base: Deployment,
  proposed: Deployment,
  written: WrittenAs,
): Omit<Step, "deployment"> | undefined {
  const role = proposed.pools[0]?.role ?? "agg";
  const settings: SettingChange[] = [];
  let line = Number.MAX_SAFE_INTEGER;
  const note = (kind: SettingKind, name: string, from: string, to: string): void => {
    if (from === to) return;
    settings.push({ name, written: false, from, to });
    line = Math.min(line, lineOf(written(kind, role)));
  };
  note("model", "model", base.model, proposed.model);
  note("backend", "engine", base.backend, proposed.backend);
  note(
    "mode",
    "serving mode",
    base.mode === "agg" ? "aggregated" : "disaggregated",
    proposed.mode === "agg" ? "aggregated" : "disaggregated",
  );
  note("system", "GPUs", systems(base), systems(proposed));
  return settings.length === 0 ? undefined : { settings, line: line === Number.MAX_SAFE_INTEGER ? 1 : line };
}

function systems({ pools }: Deployment): string {
  return [...new Set(pools.map(({ system }) => system))].join(" and ");
}

function poolEdits(
  base: Deployment,
  proposed: Deployment,
  pool: WorkerPool,
  index: number,
  written: WrittenAs,
): Edit[] {
  const before = base.pools[index];
  if (before === undefined) return [];
  const edits: Edit[] = [];
  const prefix = proposed.pools.length > 1 ? `${pool.role} ` : "";
  const sizes: SettingChange[] = [];
  const lines: number[] = [];
  for (const size of SIZES) {
    const [from, to] = [before.parallelism[size] ?? 1, pool.parallelism[size] ?? 1];
    if (from === to) continue;
    sizes.push({ name: `${prefix}${SIZE_NAMES[size]}`, written: false, from: String(from), to: String(to) });
    lines.push(lineOf(written(size === "moeEp" ? "ep" : size, pool.role)));
  }
  const [countBefore, count] = [base.replicas * before.workers, proposed.replicas * pool.workers];
  if (countBefore !== count) {
    sizes.push({ name: `${prefix}replicas`, written: false, from: String(countBefore), to: String(count) });
    lines.push(lineOf(written("replicas", pool.role)));
  }
  const [from, to] = [gpusOfWorker(before), gpusOfWorker(pool)];
  if (before.gpusAsked !== pool.gpusAsked && from !== to) {
    sizes.push({ name: `${prefix}GPUs a worker`, written: false, from: String(from), to: String(to) });
    lines.push(lineOf(written("system", pool.role)));
  }
  if (sizes.length > 0 || before.parallelism.moeTp !== pool.parallelism.moeTp) {
    edits.push({
      settings:
        sizes.length > 0
          ? sizes
          : [
              {
                name: `${prefix}expert TP`,
                written: false,
                from: String(before.parallelism.moeTp),
                to: String(pool.parallelism.moeTp),
              },
            ],
      line: Math.min(...lines, Number.MAX_SAFE_INTEGER),
      apply: (deployment) => ({
        ...deployment,
        replicas: proposed.replicas,
        pools: deployment.pools.map((each, at) => (at === index ? resized(each, pool) : each)),
      }),
    });
  }
  for (const key of SETTINGS) {
    const [from, to] = [before.settings[key], pool.settings[key]];
    if (from === to) continue;
    edits.push({
      ...told(written(key, pool.role), {
        name: `${prefix}${SETTING_NAMES[key]}`,
        ...(from === undefined ? {} : { from: String(from) }),
        ...(to === undefined ? {} : { to: String(to) }),
      }),
      apply: (deployment) => ({
        ...deployment,
        pools: deployment.pools.map((each, at) =>
          at === index ? { ...each, settings: withSetting(each.settings, key, to) } : each,
        ),
      }),
    });
  }
  return edits;
}

/** A pool with the sizes, the workers and the GPUs of another. */
function resized(pool: WorkerPool, { parallelism, workers, gpusAsked }: WorkerPool): WorkerPool {
  return { ...withoutIdleGpus(pool), parallelism, workers, ...compact({ gpusAsked }) };
}

function withSetting(
  settings: EngineSettings,
  key: (typeof SETTINGS)[number],
  value: number | boolean | undefined,
): EngineSettings {
  const { [key]: _old, ...rest } = settings;
  return value === undefined ? rest : { ...rest, [key]: value };
}

function deploymentEdits(base: Deployment, proposed: Deployment, written: WrittenAs): Edit[] {
  const role = proposed.pools[0]?.role ?? "agg";
  const edits: Edit[] = [];
  const add = (kind: SettingKind, name: string, from: string, to: string, apply: Edit["apply"]): void => {
    if (from === to) return;
    edits.push({
      ...told(written(kind, role), {
        name,
        ...(from === "" ? {} : { from }),
        ...(to === "" ? {} : { to }),
      }),
      apply,
    });
  };
  const { backendVersion, engineVersion } = proposed;
  add(
    "version",
    "engine data",
    versionText(base),
    versionText(proposed),
    ({ engineVersion: _old, ...rest }) => compact({ ...rest, backendVersion, engineVersion }),
  );
  add("quant", "precision", quantText(base), quantText(proposed), (deployment) => ({
    ...deployment,
    quant: proposed.quant,
  }));
  add("speculation", "draft tokens", speculationText(base), speculationText(proposed), (deployment) => {
    const { speculation: _old, ...rest } = deployment;
    return proposed.speculation === undefined ? rest : { ...rest, speculation: proposed.speculation };
  });
  return edits;
}

/** The version that runs: that of the data where they are of it. */
function versionText({ engineVersion, backendVersion }: Deployment): string {
  return engineVersion ?? backendVersion;
}

function quantText({ quant }: Deployment): string {
  return Object.values(quant).length === 0 ? "" : [...new Set(Object.values(quant))].join(", ");
}

function speculationText({ speculation }: Deployment): string {
  if (speculation === undefined) return "";
  const { nextn, method = "mtp", draftModel = "" } = speculation;
  return method === "mtp" ? String(nextn) : `${nextn} (${[method, draftModel].filter(Boolean).join(" ")})`;
}
