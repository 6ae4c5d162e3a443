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

/** How the proposed file (or, for a removed setting, the base) writes a setting; undefined: it does not. */
export type WrittenAs = (
  kind: SettingKind,
  role: Role,
) => { readonly name: string; readonly line: number } | undefined;

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
  written: WrittenAs = () => undefined,
): readonly Step[] {
  const whole = wholeChange(base, proposed, written);
  if (whole !== undefined) return [{ ...whole, deployment: proposed }];
  const edits = proposed.pools.flatMap((pool, index) => poolEdits(base, proposed, pool, index, written));
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

function wholeChange(
  base: Deployment,
  proposed: Deployment,
  written: WrittenAs,
): Omit<Step, "deployment"> | undefined {
  const role = proposed.pools[0]?.role ?? "agg";
  const settings: SettingChange[] = [];
  let line = Infinity;
  const note = (kind: SettingKind, name: string, from: string, to: string): void => {
    if (from === to) return;
    const place = written(kind, role);
    settings.push({ name, written: false, from, to });
    line = Math.min(line, place?.line ?? Infinity);
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
  return settings.length === 0 ? undefined : { settings, line: Number.isFinite(line) ? line : 1 };
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
    lines.push(written(size === "moeEp" ? "ep" : size, pool.role)?.line ?? Infinity);
  }
  const [countBefore, count] = [base.replicas * before.workers, proposed.replicas * pool.workers];
  if (countBefore !== count) {
    sizes.push({ name: `${prefix}replicas`, written: false, from: String(countBefore), to: String(count) });
    lines.push(written("replicas", pool.role)?.line ?? Infinity);
  }
  const [from, to] = [gpusOfWorker(before), gpusOfWorker(pool)];
  if (before.gpusAsked !== pool.gpusAsked && from !== to) {
    sizes.push({ name: `${prefix}GPUs a worker`, written: false, from: String(from), to: String(to) });
    lines.push(written("system", pool.role)?.line ?? Infinity);
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
      line: finite(Math.min(...lines, Infinity)),
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
    const place = written(key, pool.role);
    edits.push({
      settings: [
        {
          name: place?.name ?? `${prefix}${SETTING_NAMES[key]}`,
          written: place !== undefined,
          ...(from === undefined ? {} : { from: String(from) }),
          ...(to === undefined ? {} : { to: String(to) }),
        },
      ],
      line: finite(place?.line ?? Infinity),
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
    const place = written(kind, role);
    edits.push({
      settings: [
        {
          name: place?.name ?? name,
          written: place !== undefined,
          ...(from === "" ? {} : { from }),
          ...(to === "" ? {} : { to }),
        },
      ],
      line: finite(place?.line ?? Infinity),
      apply,
    });
  };
  add("version", "engine data", base.backendVersion, proposed.backendVersion, (deployment) => ({
    ...deployment,
    backendVersion: proposed.backendVersion,
  }));
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

function quantText({ quant }: Deployment): string {
  return Object.values(quant).length === 0 ? "" : [...new Set(Object.values(quant))].join(", ");
}

function speculationText({ speculation }: Deployment): string {
  if (speculation === undefined) return "";
  const { nextn, method = "mtp", draftModel = "" } = speculation;
  return method === "mtp" ? String(nextn) : `${nextn} (${[method, draftModel].filter(Boolean).join(" ")})`;
}

/** Edits without a known line go last. */
function finite(line: number): number {
  return Number.isFinite(line) ? line : Number.MAX_SAFE_INTEGER;
}
