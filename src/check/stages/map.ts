import type { Deployment, Role } from "../../domain/deployment.js";
import { compact } from "../../domain/compact.js";
import { UserError } from "../../domain/errors.js";
import type { Finding, NotChecked } from "../../domain/review.js";
import {
  provenSystem,
  suggestedSystem,
  toDeployment,
  type DeploymentMapping,
} from "../../manifest/to-deployment.js";
import type { MappingFacts } from "../../manifest/mapping-facts.js";
import type { ManifestDeployment } from "../../manifest/types.js";
import { dividingRule } from "../../manifest/findings/sizes.js";
import { UnknownModelError } from "../../perf/db/models.js";
import { poolContext } from "../../perf/pool-context.js";
import type { ModelFacts } from "../../perf/types.js";
import type { ResolvedSettings } from "../../policy/index.js";
import {
  impossibleFinding,
  missingData,
  missingGpuType,
  nearestVersion,
  refusedModel,
  unknownModel,
  unknownSystem,
  type UnknownSystem,
  type Unchecked,
} from "../../review/index.js";
import type { CheckDeps } from "../deps.js";
import { assumedCache } from "./assumed-cache.js";
import { layoutPlace, settingPlace } from "../places.js";
import { withoutOwnDefaults } from "./own-defaults.js";

/** A review that ends before there are figures, with what explains it. */
export interface Stop {
  readonly kind: "stop";
  readonly findings: readonly Finding[];
  readonly notChecked?: NotChecked;
}

/** A manifest as a deployment that can be priced. */
export interface Mapped {
  readonly kind: "mapped";
  readonly deployment: Deployment;
  readonly model: ModelFacts;
  /** what the mapping was told, for edits that are proved by mapping again */
  readonly mappingFacts: MappingFacts;
  readonly assumptions: DeploymentMapping["assumptions"];
  /** engine version that the policy or the image names */
  readonly wantedVersion?: string;
  readonly findings: readonly Finding[];
}

/** What the mapping asks of the data. */
export type MapDeps = Pick<CheckDeps, "predictor" | "systems" | "nearestModels">;

/** From written values to a deployment: GPU type, model and data version are resolved, never guessed. */
export async function mapManifest(
  deps: MapDeps,
  manifest: ManifestDeployment,
  settings: ResolvedSettings,
): Promise<Mapped | Stop> {
  const { values } = settings;
  const proven = manifest.workers.map(provenSystem).find((evidence) => evidence !== undefined)?.system;
  const system = values.system?.value ?? proven;
  const model = values.model?.value ?? manifest.model?.value;
  const backend = manifest.backend === "mocker" ? null : manifest.backend;
  const draft = toDeployment(manifest, mappingFacts(settings, proven));
  if (
    draft.missing.some(({ name }) => name !== "system" && name !== "tp") ||
    model === undefined ||
    backend === null
  )
    return { kind: "stop", findings: [], notChecked: unmapped(draft) };
  if (system === undefined) return stop(noSystem(deps, manifest));
  const opened = await openData(deps, { model, system, backend }, manifest, settings);
  if ("kind" in opened) return opened;
  const { facts, mapping } = await withDrafts(deps, manifest, mappingFacts(settings, proven, opened));
  const findings = [
    ...opened.findings,
    ...mapping.missing
      .filter(({ name, role }) => name === "tp" && !saidOfFile(manifest, role))
      .map(({ message, role }) => impossibleFinding(message, layoutPlace(manifest, role, message))),
  ];
  if (mapping.deployment === undefined) return { kind: "stop", findings, notChecked: unmapped(mapping) };
  return compact({
    kind: "mapped",
    deployment: withoutOwnDefaults({
      deployment: mapping.deployment,
      model: opened.model,
      wantedVersion: opened.wanted,
    }),
    model: opened.model,
    mappingFacts: facts,
    assumptions: [...mapping.assumptions, ...assumedCache(manifest, opened.model, mapping.deployment)],
    wantedVersion: opened.wanted,
    findings,
  });
}

/** Whether reading the file already found that the sizes of a role do not go together. */
function saidOfFile(manifest: ManifestDeployment, role: Role | undefined): boolean {
  const worker = manifest.workers.find((one) => one.role === role);
  return worker !== undefined && dividingRule(worker) !== undefined;
}

/** The mapping, without drafts where what drafts cannot be priced: its files are not known, or it is another model's. */
async function withDrafts(
  { predictor }: MapDeps,
  manifest: ManifestDeployment,
  facts: MappingFacts,
): Promise<{ readonly facts: MappingFacts; readonly mapping: DeploymentMapping }> {
  const mapping = toDeployment(manifest, facts);
  const { deployment } = mapping;
  const last = deployment?.pools.at(-1);
  if (deployment?.speculation?.draftModel === undefined || last === undefined) return { facts, mapping };
  try {
    await predictor.workers(poolContext(deployment, last), [last.parallelism], { role: last.role });
    return { facts, mapping };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== "model") throw error;
    const draftRefusal =
      error instanceof UnknownModelError
        ? unknownDraft(deployment.speculation.draftModel, error)
        : inPlace(error);
    const refused = { ...facts, draftRefusal };
    return { facts: refused, mapping: toDeployment(manifest, refused) };
  }
}

function unknownDraft(name: string, { reason }: UnknownModelError): string {
  const file = `${name.split("/").at(-1) ?? name}.config.json`;
  const cause = reason === undefined ? "" : `. ${reason}`;
  return `the configuration of the draft ${name} is not known; ${file} beside the manifest would say it${cause}`;
}

function stop({ finding, notChecked }: Unchecked, before: readonly Finding[] = []): Stop {
  return { kind: "stop", findings: [...before, finding], notChecked };
}

function unmapped({ missing: [first] }: DeploymentMapping): NotChecked {
  return { phrase: first === undefined ? "cannot be predicted" : `cannot be predicted: ${first.message}` };
}

/** What the policy and the checkpoint say to the mapping. A system of the policy gives way to what the manifest proves. */
function mappingFacts(
  { values }: ResolvedSettings,
  proven: string | undefined,
  { model, wanted }: Partial<Pick<OpenedData, "model" | "wanted">> = {},
): MappingFacts {
  const fallback = values.system?.source.kind === "policy" && proven !== undefined;
  return compact({
    defaultSystem: fallback ? values.system.value : undefined,
    system: fallback ? undefined : values.system?.value,
    decodeSystem: values.decodeSystem?.value,
    backendVersion: model?.version ?? "current",
    engineVersion: wanted === model?.version ? undefined : wanted,
    model: values.model?.value,
    isMoe: model?.moe,
    checkpointQuantized: model === undefined ? undefined : model.quant.gemm !== "bfloat16",
    acceptLength: values.acceptLength?.value,
  });
}

function noSystem(deps: MapDeps, manifest: ManifestDeployment): Unchecked {
  const suggested = manifest.workers.map(suggestedSystem).find((evidence) => evidence !== undefined)?.system;
  return missingGpuType(
    compact({ known: deps.systems, suggested }),
    settingPlace(manifest, manifest.mode === "disagg" ? "prefill" : "agg"),
  );
}

/** A system that the data do not know, and who names it. */
function namedSystem(
  system: string,
  { systems }: Pick<MapDeps, "systems">,
  values: ResolvedSettings["values"],
): UnknownSystem {
  const named = [values.system, values.decodeSystem].find((one) => one?.value === system)?.source;
  const annotated = named?.kind === "file" && named.how === "annotation";
  return compact({
    system,
    known: systems,
    said: named?.kind === "policy" ? ("policy" as const) : annotated ? ("annotation" as const) : undefined,
  });
}

interface DataContext {
  readonly model: string;
  readonly system: string;
  readonly backend: Deployment["backend"];
}

interface OpenedData {
  readonly model: ModelFacts;
  readonly wanted?: string;
  readonly findings: readonly Finding[];
}

/** The model's facts at the wanted engine version, or the finding that says which name or data are missing. */
async function openData(
  deps: MapDeps,
  context: DataContext,
  manifest: ManifestDeployment,
  { values }: ResolvedSettings,
): Promise<OpenedData | Stop> {
  const wanted = values.backendVersion?.value ?? manifest.backendVersion?.value;
  const place = settingPlace(manifest);
  try {
    const { facts, substitute } = await openVersion(
      deps,
      context,
      wanted,
      values.backendVersion !== undefined,
    );
    const { backend } = context;
    const findings =
      wanted !== undefined && substitute
        ? [nearestVersion(`${backend} ${wanted}`, `${backend} ${facts.version}`, place)]
        : [];
    return compact({ model: facts, wanted, findings });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (error.code === "system") return stop(unknownSystem(namedSystem(context.system, deps, values), place));
    if (error.code !== "model") return stop(missingData(error.message, place));
    const at =
      manifest.model === undefined
        ? place
        : settingPlace(manifest, manifest.mode === "disagg" ? "prefill" : "agg", "model");
    if (!(error instanceof UnknownModelError)) return stop(refusedModel(inPlace(error), at));
    const { model } = context;
    const near = deps.nearestModels(model);
    return stop(unknownModel(compact({ model, near, reason: error.reason }), at));
  }
}

/** The message of an error with the file that it is about. */
function inPlace({ message, file, position }: UserError): string {
  if (file === undefined) return message;
  return `${file}${position === undefined ? "" : `:${position.line}`}: ${message}`;
}

/** Data of the wanted engine version; when nobody but the image asked for it and there is none, the current data. */
async function openVersion(
  { predictor }: MapDeps,
  context: DataContext,
  wanted: string | undefined,
  strict: boolean,
): Promise<{ readonly facts: ModelFacts; readonly substitute: boolean }> {
  if (wanted === undefined) return { facts: await predictor.facts(context), substitute: false };
  try {
    return { facts: await predictor.facts({ ...context, backendVersion: wanted }), substitute: false };
  } catch (error) {
    if (strict || !(error instanceof UserError) || error.code !== "version") throw error;
    return { facts: await predictor.facts(context), substitute: true };
  }
}
