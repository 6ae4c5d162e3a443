import path from "node:path";
import { isTemplateName, type ChangedFile } from "../domain/change.js";
import { compact } from "../domain/compact.js";
import { finiteAnswer } from "../domain/finite.js";
import { finding, topOf, type FindingPlace } from "../domain/finding.js";
import type {
  CheckResult,
  DeploymentReview,
  ExperimentFileReview,
  Finding,
  GpuTotals,
} from "../domain/review.js";
import type { SiblingFile } from "../manifest/types.js";
import { reference } from "../perf/profile/profile.js";
import type { Candidate, Policy } from "../policy/index.js";
import { applyLevels, changeBudgetFindings, overallVerdict } from "../review/index.js";
import type { CheckDeps } from "./deps.js";
import { createEvaluator } from "./evaluator.js";
import { mayBeExperimentText } from "../manifest/experiment/read-file.js";
import type { ToldSearch } from "../search/result.js";
import { rememberWorkers } from "../search/worker-cache.js";
import { askedBefore } from "./before-side.js";
import { changeTotals } from "./gpu-totals.js";
import type { FileContext } from "./file-context.js";
import type { SiblingReader } from "./sibling-reader.js";
import { holderOf } from "./inside.js";
import { reviewExperiments } from "./experiments.js";
import { isMeasuredName } from "./beside.js";
import { asOnTheBase } from "./untouched.js";
import { besideSource, isModelFile } from "./model-files.js";
import { leaversOf, withMoves } from "./moved.js";
import { isKustomization } from "./kustomization.js";
import { withListed } from "./listed-manifests.js";
import { rendersDeployments } from "./rendered.js";
import { notCheckedReview } from "./review-deployment.js";
import { overlaid, restingOnStray, straysNear, straysOf } from "./strays.js";
import { heldReview, noLongerRead, reviewFile, templateReview, type FileReview } from "./review-file.js";
import {
  isOtherwise,
  isUnclear,
  mayBeManifest,
  startsEngine,
  type HeldMaps,
  heldMaps,
  leansOn,
  supportOf,
  type Support,
  understand,
  unreadableReason,
} from "./understand.js";

/** A change to check and everything that surrounds it. */
export interface CheckRequest {
  readonly files: readonly ChangedFile[];
  readonly policy: Policy;
  /** values that the user set explicitly, stronger than every file */
  readonly inputs?: Candidate;
  /** files beside a manifest: ConfigMaps, requests, benchmark jobs, as they are now or were before */
  readonly siblings?: SiblingReader;
  /** whether there is a base at all; absent: when a file has a text of before */
  readonly compared?: boolean;
  /** further benchmark results of every deployment, beside those that lie next to a manifest */
  readonly measured?: readonly SiblingFile[];
  /** the platform cut the list of changed files */
  readonly incomplete?: boolean;
  /** what is wrong with files that stand round the change (policy, systems, measurements); no level quiets it */
  readonly known?: readonly Finding[];
  /** is told each search of each deployment, with every row that it priced; for pages that show them */
  readonly onSearch?: (search: ToldSearch) => void;
}

/**
 * The main job: reads every changed manifest and experiment file before and after, predicts, searches, judges. Equal
 * questions are answered once, so time grows with distinct configurations. User mistakes are findings; only defects throw.
 */
export async function runCheck(outer: CheckDeps, request: CheckRequest): Promise<CheckResult> {
  const siblings = request.siblings ?? (async () => []);
  const changed = await withListed(withMoves(request.files), siblings);
  const strays = await straysOf(changed, siblings);
  const context = contextOf(outer, { ...request, siblings }, { leavers: leaversOf(changed), strays });
  const deployments: DeploymentReview[] = [];
  const experiments: ExperimentFileReview[] = [];
  const findings: Finding[] = [];
  const files: string[] = [];
  const removed: string[] = [];
  const gone = new Map<string, GpuTotals>();
  for (const file of [...changed, ...(await dependents(context, changed))]) {
    const read = await readFile(context, file);
    if (read === undefined) continue;
    if (read.kind !== "unreadable") files.push(file.path);
    if (read.kind === "removed") {
      removed.push(file.path);
      for (const [key, asked] of await askedBefore(context, file)) gone.set(key, asked);
    } else if (read.kind === "experiments") experiments.push(read.review);
    else {
      deployments.push(...read.deployments);
      findings.push(...read.findings);
      for (const [key, asked] of read.gone ?? []) gone.set(key, asked);
    }
  }
  const totals = changeTotals(deployments, [...gone.values()]);
  const touched = deployments.filter(({ untouched }) => untouched !== true);
  findings.push(...changeBudgetFindings(totals, request.policy.budget, largestOf(touched)));
  const judged = compact({
    deployments,
    findings: [...applyLevels(findings, request.policy), ...(request.known ?? [])],
    incomplete: request.incomplete ?? false,
    experiments: experiments.length === 0 ? undefined : experiments,
  });
  const result = compact({
    ...judged,
    verdict: overallVerdict(judged),
    files,
    profile: (outer.profile ?? reference).name,
    removed: removed.length === 0 ? undefined : removed,
    totals: totals.before.gpus + totals.after.gpus === 0 ? undefined : totals,
  });
  return finiteAnswer(result);
}

/** What all files are reviewed with; models whose files lie beside a manifest have a predictor of their own. */
function contextOf(
  outer: CheckDeps,
  request: CheckRequest & { readonly siblings: SiblingReader },
  change: Pick<FileContext, "leavers" | "strays">,
): FileContext {
  const made = new Map<string, FileContext>();
  const open = (opened: CheckDeps): FileContext => {
    const deps = { ...opened, predictor: rememberWorkers(opened.predictor) };
    return {
      deps,
      evaluator:
        deps.evaluator ??
        createEvaluator({ ...deps, confidence: request.policy.confidence }, request.onSearch),
      policy: request.policy,
      inputs: request.inputs === undefined ? [] : [request.inputs],
      siblings: request.siblings,
      measured: request.measured ?? [],
      ...change,
      compared: request.compared ?? request.files.some(({ baseText }) => baseText !== undefined),
      withModels,
    };
  };
  const withModels = (files: readonly SiblingFile[]): FileContext => {
    const key = files.length === 0 || outer.withModels === undefined ? "" : JSON.stringify(files);
    const known = made.get(key);
    if (known !== undefined) return known;
    const context = open(key === "" ? outer : (outer.withModels?.(besideSource(files)) ?? outer));
    made.set(key, context);
    return context;
  };
  return withModels([]);
}

/** Where a finding about the whole change stands: at the deployment that asks for most. */
function largestOf(deployments: readonly DeploymentReview[]): FindingPlace {
  const [first] = [...deployments].sort((a, b) => (b.asked?.after.gpus ?? 0) - (a.asked?.after.gpus ?? 0));
  return first === undefined ? topOf("") : { file: first.file, position: { line: first.line, column: 1 } };
}

type FileAnswer =
  | (FileReview & { readonly kind: "deployments" | "unreadable" })
  | { readonly kind: "experiments"; readonly review: ExperimentFileReview }
  | { readonly kind: "removed" };

/** What a changed file comes to; undefined when it is not ours. */
async function readFile(context: FileContext, file: ChangedFile): Promise<FileAnswer | undefined> {
  const why = unreadableReason(file);
  const text = file.headText;
  if (why !== undefined) return unreadable(file, why);
  if (text === undefined) return isOursBefore(file) ? { kind: "removed" } : rendered(context, file);
  const beside = mayBeManifest(text) ? await context.siblings(file.path, "head") : [];
  const nearby = [
    ...beside,
    ...straysNear(file.path, context.strays, [...beside, { file: file.path, text }]),
  ];
  const head = understand(
    text,
    file.path,
    nearby.filter((sibling) => !isMeasuredName(sibling.file)),
  );
  // what is no YAML under the name of a template is no mistake of YAML
  if (head !== undefined && isTemplateName(file.path) && isUnclear(head.file))
    return isOursBefore(file, true)
      ? { kind: "deployments", deployments: [], findings: [noLongerRead(file.path, "is not read any more")] }
      : { kind: "deployments", deployments: [asOnTheBase(file, templateReview(file))], findings: [] };
  if (head !== undefined) {
    const review = await reviewFile(context, file, head, nearby);
    const parts = context.compared ? await overlaid(file, context.siblings) : [];
    return { kind: "deployments", ...review, findings: [...review.findings, ...parts] };
  }
  if (mayBeExperimentText(text)) {
    const { evaluator, policy, deps } = context;
    const review = await reviewExperiments(evaluator, policy, deps, file, text);
    return review && { kind: "experiments", review };
  }
  const holder = isKustomization(file.path) ? undefined : holderOf(text);
  const before = isOursBefore(file);
  if (before && (holder !== undefined || startsEngine(text) || !isOtherwise(text, file.path)))
    return {
      kind: "deployments",
      deployments: [],
      findings: [noLongerRead(file.path, "is not read any more")],
    };
  if (holder !== undefined)
    return { kind: "deployments", deployments: [asOnTheBase(file, heldReview(file, holder))], findings: [] };
  return before ? { kind: "removed" } : rendered(context, file);
}

/** A file that is no manifest and changes one that is rendered elsewhere. */
async function rendered({ siblings }: FileContext, file: ChangedFile): Promise<FileAnswer | undefined> {
  if (file.status === "unchanged" || file.baseText === file.headText) return undefined;
  const why = await rendersDeployments(file, siblings);
  if (why === undefined) return undefined;
  const review = asOnTheBase(file, notCheckedReview(file, file.path, why, 1));
  return { kind: "deployments", deployments: [review], findings: [] };
}

/** A file without a text: an error where the base held a manifest, else "not checked" where it may hold one. */
function unreadable(file: ChangedFile, why: string): FileAnswer {
  if (isOursBefore(file))
    return {
      kind: "unreadable",
      deployments: [],
      findings: [noLongerRead(file.path, `cannot be read any more: the file is ${why}`)],
    };
  const note = finding("file-unreadable", topOf(file.path), `not checked: the file is ${why}`);
  // data files in JSON are often large, and YAML hardly ever
  const reviews =
    (file.suspect ?? /\.ya?ml$/i.test(file.path))
      ? [notCheckedReview(file, file.path, `cannot be read: it is ${why}`, 1)]
      : [];
  return { kind: "unreadable", deployments: reviews, findings: [note] };
}

/** Whether the base held a manifest or an experiment file here; `whole`: a manifest that could be read. */
function isOursBefore(file: ChangedFile, whole = false): boolean {
  const { baseText } = file;
  if (baseText === undefined) return false;
  const before = understand(baseText, file.previousPath ?? file.path, []);
  if (whole) return before !== undefined && !isUnclear(before.file);
  return before !== undefined || mayBeExperimentText(baseText);
}

/** Manifests that did not change and rest on a file beside them that did. Each folder is looked at once. */
async function dependents(
  { siblings, strays }: FileContext,
  files: readonly ChangedFile[],
): Promise<readonly ChangedFile[]> {
  const known = new Set(files.map((file) => file.path));
  const found: ChangedFile[] = [];
  const add = (file: string, text: string): void => {
    known.add(file);
    found.push({ path: file, status: "unchanged", headText: text, baseText: text });
  };
  for (const [folder, { supports, maps }] of changedSupports(files)) {
    const place = path.posix.join(folder, "-");
    const beside = [...(await siblings(place, "head")), ...(await siblings(place, "around"))];
    for (const { file, text } of beside) {
      if (!known.has(file) && [...supports].some((support) => leansOn(support, text, file, maps)))
        add(file, text);
    }
  }
  for (const stray of strays)
    for (const { file, text } of await restingOnStray(stray, siblings)) if (!known.has(file)) add(file, text);
  return found;
}

/** What manifests may rest on in a folder, and the ConfigMaps of it before and now. */
interface Supports {
  readonly supports: ReadonlySet<Support>;
  readonly maps: readonly HeldMaps[];
}

/** What changed in each folder that manifests may rest on. */
function changedSupports(files: readonly ChangedFile[]): ReadonlyMap<string, Supports> {
  const folders = new Map<string, { readonly supports: Set<Support>; readonly maps: HeldMaps[] }>();
  for (const { path: name, previousPath = name, baseText, headText } of files) {
    if (baseText === headText && previousPath === name) continue;
    const texts = [baseText, headText].filter((text) => text !== undefined);
    const held = texts.map(heldMaps);
    const maps = held.filter((one) => one !== undefined);
    const supports = isModelFile(name)
      ? ["source" as const]
      : texts.flatMap((text, side) => supportOf(text, held[side]) ?? []);
    for (const folder of supports.length === 0 ? [] : [name, previousPath].map(path.posix.dirname)) {
      const own = folders.get(folder) ?? { supports: new Set(), maps: [] };
      folders.set(folder, own);
      for (const support of supports) own.supports.add(support);
      own.maps.push(...maps);
    }
  }
  return folders;
}
