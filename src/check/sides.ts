import { compact } from "../domain/compact.js";
import { finding } from "../domain/finding.js";
import type { FactSource, Finding } from "../domain/review.js";
import { isLocalPath } from "../manifest/model-name.js";
import { provenSystem } from "../manifest/to-deployment.js";
import type { ManifestDeployment, ManifestFile } from "../manifest/types.js";
import {
  policyKey,
  resolveSettings,
  tighten,
  type Candidate,
  type Loosened,
  type Policy,
  type ResolvedSettings,
  type SettingKey,
  type Tightened,
  type Written,
} from "../policy/index.js";
import { settingPlace } from "./places.js";
import type { Side } from "./review-deployment.js";
import { candidatesOf, settingSource } from "./sources.js";

/** One side of a change as it was read: its file and what lies beside it. */
export interface ReadSide {
  readonly path: string;
  readonly file: ManifestFile;
  readonly beside: readonly ManifestFile[];
}

/** What decides which values hold. */
export interface SettingsRequest {
  readonly policy: Policy;
  readonly inputs: readonly Candidate[];
  /** false: nothing is compared, so that what the files say is what holds */
  readonly compared: boolean;
  /** files elsewhere that deploy it: what the policy says there holds as well */
  readonly places?: readonly string[];
  /** whether the data know a model by this name */
  readonly knowsModel: (name: string) => boolean;
}

/** A deployment now and before, with the values that hold. */
export interface Sides {
  readonly head: Side;
  readonly base?: Side;
  readonly findings: readonly Finding[];
  /** the deployment now, asked for requests as they were, and what is said where that decides */
  readonly former?: { readonly head: Side; readonly finding: Finding };
}

/**
 * The values that a deployment is judged by now and before. The base's own are those of its files; a change may only
 * tighten them unless the policy trusts it, and what it loosens is said.
 */
export function sidesOf(
  head: { readonly deployment: ManifestDeployment; readonly read: ReadSide },
  base: { readonly deployment: ManifestDeployment; readonly read: ReadSide } | undefined,
  request: SettingsRequest,
): Sides {
  const { policy, inputs } = request;
  const settingsOf = (side: typeof head) =>
    resolveSettings(policy, side.read.path, [
      ...inputs,
      ...candidatesOf(side.deployment, side.read.file, side.read.beside),
    ]);
  const proposed = settingsOf(head);
  const before = base === undefined ? undefined : settingsOf(base);
  const manifest = head.deployment;
  const trusted = policy.annotations === "trust" || !request.compared;
  const held = (request.places ?? []).reduce(
    (known, place) => tighten(resolveSettings(policy, place, inputs), known).settings,
    before ?? resolveSettings(policy, head.read.path, inputs),
  );
  const renamed = base !== undefined && isRenamed(manifest, base.deployment);
  const { settings, loosened, former, reshaped }: Tightened = trusted
    ? { settings: proposed, loosened: [] }
    : tighten(
        renamed ? withModel(held, base.deployment) : held,
        renamed ? withModel(proposed, manifest) : proposed,
        writtenBy(manifest, request.knowsModel),
      );
  return compact({
    head: { manifest, settings },
    base:
      base === undefined || before === undefined
        ? undefined
        : { manifest: base.deployment, settings: before },
    findings: loosened.map((each) => loosenedFinding(each, manifest)),
    former: former && {
      head: { manifest, settings: former },
      finding: reshapedFinding(reshaped ?? [], { held, settings }, manifest),
    },
  });
}

/**
 * Whether a path stands now where the model's id stood, served under the name of another model: the name is a word of the
 * manifest about itself, as an annotation is, and nobody can look into the path.
 */
function isRenamed(head: ManifestDeployment, base: ManifestDeployment): boolean {
  const isPath = ({ workers }: ManifestDeployment): boolean =>
    workers.some(({ settings }) => isLocalPath(settings.model?.value ?? ""));
  const [before, now] = [base, head].map(({ model }) => model?.value.toLowerCase());
  return isPath(head) && !isPath(base) && before !== undefined && now !== undefined && before !== now;
}

/** Settings with the model of a manifest as a value that was said, where none is. */
function withModel(settings: ResolvedSettings, { model }: ManifestDeployment): ResolvedSettings {
  if (settings.values.model !== undefined || model === undefined) return settings;
  const said = { value: model.value, source: settingSource(model) };
  return { ...settings, values: { ...settings.values, model: said } };
}

/** What a manifest says by what it runs, not about itself. */
function writtenBy(manifest: ManifestDeployment, knowsModel: (name: string) => boolean): Written {
  const model = manifest.model?.value;
  return compact({
    model: model !== undefined && knowsModel(model) ? model : undefined,
    system: manifest.workers.map(provenSystem).find((evidence) => evidence !== undefined)?.system,
    backendVersion: manifest.backendVersion?.value,
  });
}

function loosenedFinding({ key, held, proposed }: Loosened, manifest: ManifestDeployment): Finding {
  const from = held === undefined ? "" : `${String(held.value)} `;
  const to = proposed === undefined ? "nothing" : String(proposed.value);
  const rest =
    held === undefined
      ? "this change says so of itself, against what the manifest runs or what holds: it does not count"
      : `looser than what holds on the base: judged by ${String(held.value)}`;
  return finding(
    "setting-loosened",
    placed(proposed?.source) ?? settingPlace(manifest),
    `\`${policyKey(key)}\` ${from}→ ${to}: ${rest}`,
  );
}

function reshapedFinding(
  keys: readonly SettingKey[],
  { held, settings }: { readonly held: ResolvedSettings; readonly settings: ResolvedSettings },
  manifest: ManifestDeployment,
): Finding {
  const moves = keys.map(
    (key) =>
      `\`${policyKey(key)}\` ${String(held.values[key]?.value)} → ${String(settings.values[key]?.value)}`,
  );
  const [first] = keys;
  return finding(
    "setting-loosened",
    placed(first && settings.values[first]?.source) ?? settingPlace(manifest),
    `${moves.join(", ")}: heavier, and easier on a limit: judged by requests as the base says them as well`,
  );
}

function placed(
  source: FactSource | undefined,
): { file: string; position: { line: number; column: number } } | undefined {
  return source?.kind === "file" ? { file: source.file, position: source.position } : undefined;
}
