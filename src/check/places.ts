import type { Role } from "../domain/deployment.js";
import type { ManifestDeployment, ManifestWorker, Setting, WorkerSettings } from "../manifest/types.js";
import type { FindingPlace } from "../domain/finding.js";
import { compact } from "../domain/compact.js";
import type { SettingChange } from "../domain/review.js";
import type { SettingKind, WrittenAs, WrittenSetting } from "../review/index.js";

/** Which written setting a kind of change is read from, first that is written. */
const WRITTEN: Partial<Readonly<Record<SettingKind, readonly (keyof WorkerSettings)[]>>> = {
  tp: ["tp"],
  pp: ["pp"],
  dp: ["dp", "attentionDp"],
  ep: ["ep", "expertParallel"],
  dcp: ["dcp"],
  maxBatchSize: ["maxBatch"],
  maxNumTokens: ["chunkedPrefillSize", "maxTokens"],
  maxSeqLen: ["maxSeqLen"],
  memFraction: ["memFraction"],
  chunkedPrefill: ["chunkedPrefillSize", "chunkedPrefill"],
  prefixCaching: ["prefixCaching"],
  quant: ["quantization", "kvDtype"],
  model: ["model"],
};

/** The worker of a role; a decode worker may be written without one beside a prefill worker. */
export function workerOf(manifest: ManifestDeployment, role: Role): ManifestWorker | undefined {
  return manifest.workers.find((worker) => worker.role === role) ?? manifest.workers[0];
}

/** The setting that a kind of change is written as. */
export function writtenSetting(
  manifest: ManifestDeployment,
  kind: SettingKind,
  role: Role,
  only?: keyof WorkerSettings,
): Setting<unknown> | undefined {
  const worker = workerOf(manifest, role);
  if (worker === undefined) return undefined;
  if (kind === "replicas") return worker.replicas;
  if (kind === "system") return worker.gpusPerNode;
  for (const name of only === undefined ? (WRITTEN[kind] ?? []) : [only]) {
    const setting = worker.settings[name];
    if (setting !== undefined && "origin" in setting) return setting;
  }
  return undefined;
}

/** How two files write the settings of a deployment, for the labels of *what moved*. */
export function writtenIn(head: ManifestDeployment, base: ManifestDeployment): WrittenAs {
  return (kind, role) =>
    (WRITTEN[kind] ?? [undefined]).flatMap((key): readonly WrittenSetting[] => {
      const [was, is] = [base, head].map((side) => writtenSetting(side, kind, role, key));
      const line = is?.origin.position.line;
      return was === undefined && is === undefined
        ? []
        : [{ changes: changesOf(was, is), ...compact({ line }) }];
    });
}

/** The edit of one setting: none where both say the same; a switch under another name is another switch. */
function changesOf(
  was: Setting<unknown> | undefined,
  is: Setting<unknown> | undefined,
): readonly SettingChange[] {
  const change = (setting: Setting<unknown>, values: Pick<SettingChange, "from" | "to">): SettingChange => ({
    name: shortName(setting.origin.name),
    written: true,
    ...values,
  });
  if (was === undefined) return is === undefined ? [] : [change(is, { to: valueOf(is) })];
  if (is === undefined) return [change(was, { from: valueOf(was) })];
  const [from, to] = [valueOf(was), valueOf(is)];
  if ((from === "") !== (to === "")) return [change(was, { from }), change(is, { to })];
  if (from === "" && was.origin.name !== is.origin.name) return [change(was, { from }), change(is, { to })];
  return from === to ? [] : [change(is, { from, to })];
}

/** The value as it is written; a switch has none. */
function valueOf({ text, origin }: Setting<unknown>): string {
  return text === origin.name ? "" : text.trim();
}

/** Words of a layout that is refused → the settings that write the size it names; first that fits and is written. */
const NAMED: readonly (readonly [RegExp, readonly (keyof WorkerSettings)[]])[] = [
  [/\bpp \d/, ["pp"]],
  [/\bdcp \d/, ["dcp"]],
  [/\bcontext parallel size/, ["cp"]],
  [/\bmoe-ep \d|\bexperts over/, ["ep", "expertParallel"]],
];

/** Where a refused layout belongs: at the size that its message names, else at the tensor parallel size. */
export function layoutPlace(
  manifest: ManifestDeployment,
  role: Role | undefined,
  message: string,
): FindingPlace {
  const settings = role === undefined ? undefined : workerOf(manifest, role)?.settings;
  const keys = NAMED.flatMap(([words, named]) => (words.test(message) ? named : []));
  const setting = keys.map((key) => settings?.[key]).find((one) => one !== undefined && "origin" in one);
  if (setting === undefined || !("origin" in setting)) return settingPlace(manifest, role, "tp");
  return originPlace(setting);
}

/** The place of a setting. */
export function originPlace({ origin }: Setting<unknown>): FindingPlace {
  return { file: origin.file, position: origin.position, endPosition: origin.endPosition };
}

/** Last part of a path of fields; flags stay whole. */
function shortName(name: string): string {
  return name.startsWith("-") ? name : (name.split(".").at(-1) ?? name);
}

/** Where a finding about a setting belongs: at the setting, else at the worker, else at the deployment. */
export function settingPlace(manifest: ManifestDeployment, role?: Role, kind?: SettingKind): FindingPlace {
  const setting = role === undefined || kind === undefined ? undefined : writtenSetting(manifest, kind, role);
  if (setting !== undefined) return originPlace(setting);
  const worker = role === undefined ? undefined : manifest.workers.find((each) => each.role === role);
  return { file: manifest.file, position: worker?.position ?? manifest.position };
}
