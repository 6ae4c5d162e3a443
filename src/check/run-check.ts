import type { ChangedFile } from "../domain/change.js";
import { compact } from "../domain/compact.js";
import { finiteAnswer } from "../domain/finite.js";
import { finding, topOf } from "../domain/finding.js";
import type { CheckResult, DeploymentReview, ExperimentFileReview, Finding } from "../domain/review.js";
import { parseManifest } from "../manifest/parse.js";
import type { ManifestFile, SiblingFile } from "../manifest/types.js";
import { reference } from "../perf/profile/profile.js";
import { resolveSettings, type Candidate, type Policy } from "../policy/index.js";
import { applyLevels, overallVerdict } from "../review/index.js";
import type { CheckDeps } from "./deps.js";
import { createEvaluator } from "./evaluator.js";
import { mayBeExperimentText } from "../manifest/experiment/read-file.js";
import { rememberWorkers } from "../search/worker-cache.js";
import { reviewExperiments } from "./experiments.js";
import { isMeasuredName, isMeasuredOf } from "./measured.js";
import { pairDeployments } from "./pair.js";
import { reviewDeployment } from "./review-deployment.js";
import { candidatesOf } from "./sources.js";

/** A change to check and everything that surrounds it. */
export interface CheckRequest {
  readonly files: readonly ChangedFile[];
  readonly policy: Policy;
  /** values that the user set explicitly, stronger than every file */
  readonly inputs?: Candidate;
  /** files beside a manifest that did not change: ConfigMaps, requests, benchmark jobs */
  readonly siblings?: (file: string) => Promise<readonly SiblingFile[]>;
  /** further benchmark results of every deployment, beside those that lie next to a manifest */
  readonly measured?: readonly SiblingFile[];
  /** the platform cut the list of changed files */
  readonly incomplete?: boolean;
}

/**
 * The main job: reads every changed manifest and experiment file before and after, predicts, searches, judges. Equal
 * questions are answered once, so time grows with distinct configurations. User mistakes are findings; only defects throw.
 */
export async function runCheck(outer: CheckDeps, asked: CheckRequest): Promise<CheckResult> {
  const deps: CheckDeps = { ...outer, predictor: rememberWorkers(outer.predictor) };
  const request = { ...asked, parsed: parsedOnce() };
  const { confidence } = request.policy;
  const evaluator = deps.evaluator ?? createEvaluator({ ...deps, confidence });
  const deployments: DeploymentReview[] = [];
  const experiments: ExperimentFileReview[] = [];
  const findings: Finding[] = [];
  const files: string[] = [];
  const removed: string[] = [];
  for (const file of request.files) {
    if (file.headText === undefined) {
      if (file.status === "removed" && file.baseText !== undefined && isManifestText(file.baseText))
        removed.push(file.path);
      else if (file.unreadable !== undefined)
        findings.push(
          finding("file-unreadable", topOf(file.path), `not checked: the file is ${file.unreadable}`),
        );
      continue;
    }
    if (isManifestText(file.headText)) {
      const reviewed = await reviewFile(deps, evaluator, request, file, file.headText);
      if (reviewed === undefined) continue;
      files.push(file.path);
      deployments.push(...reviewed.deployments);
      findings.push(...reviewed.findings);
    } else if (mayBeExperimentText(file.headText)) {
      const review = await reviewExperiments(
        evaluator,
        request.policy,
        deps.experimentContext ?? {},
        file,
        file.headText,
      );
      if (review === undefined) continue;
      files.push(file.path);
      experiments.push(review);
    }
  }
  const judged = compact({
    deployments,
    findings: applyLevels(findings, request.policy.rules),
    incomplete: request.incomplete ?? false,
    experiments: experiments.length === 0 ? undefined : experiments,
  });
  const result = compact({
    ...judged,
    verdict: overallVerdict(judged),
    files,
    profile: (deps.profile ?? reference).name,
    removed: removed.length === 0 ? undefined : removed,
  });
  return finiteAnswer(result);
}

/** A cheap look before anything is parsed: most files of a repository are not ours. */
export function isManifestText(text: string): boolean {
  return /\bDynamo(?:GraphDeployment|ComponentDeployment)/.test(text);
}

async function reviewFile(
  deps: CheckDeps,
  evaluator: ReturnType<typeof createEvaluator>,
  request: CheckRequest & { readonly parsed: ReturnType<typeof parsedOnce> },
  file: ChangedFile,
  headText: string,
): Promise<
  { readonly deployments: readonly DeploymentReview[]; readonly findings: readonly Finding[] } | undefined
> {
  const nearby = (await request.siblings?.(file.path)) ?? [];
  const all = nearby.filter((sibling) => !isMeasuredName(sibling.file));
  const measured = [
    ...nearby.filter((sibling) => isMeasuredOf(file.path, sibling.file)),
    ...(request.measured ?? []),
  ];
  const { head, siblings } = parseWithin(headText, file.path, all);
  const base =
    file.baseText === undefined
      ? undefined
      : parseWithin(file.baseText, file.previousPath ?? file.path, all).head;
  const beside = all
    .filter(({ text }) => SOURCE_KINDS.test(text))
    .map((sibling) => request.parsed.get(sibling));
  if (head.deployments.length === 0 && head.findings.length === 0) return undefined;
  const inputs = request.inputs === undefined ? [] : [request.inputs];
  const reviews: DeploymentReview[] = [];
  const active = head.deployments.filter(({ annotations }) => annotations.ignore?.value !== true);
  const owned = splitFindings(head);
  for (const { head: deployment, base: before } of pairDeployments(active, base?.deployments ?? [])) {
    const candidates = [...inputs, ...candidatesOf(deployment, head, beside)];
    const settings = resolveSettings(request.policy, file.path, candidates);
    reviews.push(
      await reviewDeployment(deps, evaluator, request.policy, {
        file: file.path,
        ...(file.previousPath === undefined ? {} : { previousFile: file.previousPath }),
        headText,
        head: { manifest: deployment, settings },
        ...(before === undefined ? {} : { base: { manifest: before, settings } }),
        siblings,
        // results name no deployment: of several, it is unknown whose they are
        measured: active.length === 1 ? measured : [],
        findings: owned.of(deployment.range),
      }),
    );
  }
  return { deployments: reviews, findings: owned.rest() };
}

/** Kinds beside a manifest that say load and limits. */
const SOURCE_KINDS = /^kind:\s*["']?(?:DynamoGraphDeploymentRequest|Job)\b/m;
const CONFIG_MAP = /^kind:\s*["']?ConfigMap\b/m;

/** Parses a manifest; files beside it are read only when an engine file of it lies elsewhere. */
function parseWithin(
  text: string,
  file: string,
  all: readonly SiblingFile[],
): { readonly head: ManifestFile; readonly siblings: readonly SiblingFile[] } {
  const alone = parseManifest(text, { file });
  const missing = alone.deployments.some(({ workers }) =>
    workers.some(({ engineFiles }) => engineFiles.some(({ how }) => how === "missing")),
  );
  const siblings = missing ? all.filter((sibling) => CONFIG_MAP.test(sibling.text)) : [];
  return { head: siblings.length === 0 ? alone : parseManifest(text, { file, siblings }), siblings };
}

/** Parses each file beside the manifests once a run. */
function parsedOnce(): { get(sibling: SiblingFile): ManifestFile } {
  const known = new Map<string, ManifestFile>();
  return {
    get(sibling) {
      let parsed = known.get(sibling.file);
      if (parsed === undefined)
        known.set(sibling.file, (parsed = parseManifest(sibling.text, { file: sibling.file })));
      return parsed;
    },
  };
}

/** Findings belong to the deployment whose document they lie in; what is left belongs to the file. */
function splitFindings(file: ManifestFile): {
  of(range: { readonly start: number; readonly end: number }): readonly Finding[];
  rest(): readonly Finding[];
} {
  const left = new Set(file.findings);
  const ranges = file.documents.map((document) => ({ start: document.position.line, range: document.range }));
  const documentOf = (finding: Finding): number => {
    let index = -1;
    for (const [at, { start }] of ranges.entries()) if (start <= finding.position.line) index = at;
    return index;
  };
  return {
    of(range) {
      const index = ranges.findIndex((document) => document.range.start === range.start);
      // A single deployment owns what is said of its ConfigMaps too.
      const own = [...left].filter(
        (finding) => file.deployments.length === 1 || documentOf(finding) === index,
      );
      for (const finding of own) left.delete(finding);
      return own;
    },
    rest: () => [...left],
  };
}
