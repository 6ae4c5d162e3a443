import type { ChangedFile } from "../domain/change.js";
import { compact } from "../domain/compact.js";
import { finding } from "../domain/finding.js";
import type { DeploymentReview, Finding, NotChecked } from "../domain/review.js";
import type { ManifestDeployment, SiblingFile } from "../manifest/types.js";
import type { Policy, ResolvedSettings } from "../policy/index.js";
import { applyLevels, bandFact, isCarried, judge } from "../review/index.js";
import { roomsOf } from "../search/cache-room.js";
import { adviceFor } from "./advice.js";
import type { CheckDeps } from "./deps.js";
import type { Evaluator } from "./evaluator.js";
import { askedGpus } from "./gpu-totals.js";
import { factsOf } from "./facts.js";
import { measuredReview } from "./measured.js";
import { settingPlace } from "./places.js";
import { advise, movementsOf, NO_ADVICE, type Advised } from "./stages/advise.js";
import { checkFeasible } from "./stages/feasible.js";
import { mapManifest, type Mapped, type Stop } from "./stages/map.js";
import { operatingPointOf, predict, statedCapacity, type Priceable } from "./stages/predict.js";

/** A deployment as one side of the change has it, and the values that hold for it. */
export interface Side {
  readonly manifest: ManifestDeployment;
  readonly settings: ResolvedSettings;
}

/** One deployment of a change, with everything that was read about it. */
export interface DeploymentCase {
  readonly file: string;
  readonly previousFile?: string;
  readonly headText: string;
  readonly head: Side;
  readonly base?: Side;
  readonly siblings: readonly SiblingFile[];
  /** benchmark results of the proposed deployment */
  readonly measured?: readonly SiblingFile[];
  /** what reading the file already said about this deployment */
  readonly findings: readonly Finding[];
  /** why its settings are not known whole, so that it cannot pass; a phrase that follows the name */
  readonly unread?: string;
}

/** Maps, predicts, searches and judges one deployment. User mistakes become findings; only defects are thrown. */
export async function reviewDeployment(
  deps: CheckDeps,
  evaluator: Evaluator,
  policy: Policy,
  one: DeploymentCase,
): Promise<DeploymentReview> {
  const { manifest, settings } = one.head;
  const mapped = await mapManifest(deps, manifest, settings);
  const end = closer(policy, { ...one, findings: withoutPriced(one.findings, manifest, mapped) });
  if (mapped.kind === "stop")
    return end(
      [...mapped.findings, ...(await lostSince(deps, evaluator, one, mapped))],
      {},
      mapped.notChecked,
    );
  const feasible = await checkFeasible(deps, mapped, settings.workload, manifest);
  const known = [...mapped.findings, ...feasible.findings, ...longPrefix(settings)];
  if (feasible.kind === "stop") return end(known, {});
  const head: Priceable = { deployment: mapped.deployment, manifest, settings };
  const base = await baseOf(deps, one.base);
  const regression = { tolerance: policy.regressionTolerance, paired: deps.profile?.paired };
  const predicted = await predict(evaluator, head, base, regression);
  if (predicted.kind === "stop") {
    known.push(...predicted.findings, ...(await lostSince(deps, evaluator, one, predicted)));
    return end(known, {}, predicted.notChecked);
  }
  const { proposed, budget } = predicted;
  // what was found before there were figures stops the start, and a fix of the limits mends none of it
  const stopped = end(known, {}).findings.some(({ severity }) => severity === "error");
  known.push(...predicted.findings);
  const carried = isCarried(proposed, policy.confidence);
  // a rule of the policy that fails what holds its limits asks for no other setting
  const verdict = carried ? "pass" : end(known, { proposed }).verdict;
  const capacity = verdict === "pass" ? undefined : await statedCapacity(evaluator, head);
  const advised = stopped
    ? NO_ADVICE
    : await advise(evaluator, {
        head,
        predicted,
        verdict,
        minGain: policy.minGain,
        confidence: policy.confidence,
        paired: deps.profile?.paired,
        guard: compact({
          base: predicted.base,
          proposed,
          regression,
          asked: askedOf(one),
          budget: policy.budget,
          price: settings.values.gpuPricePerHour?.value,
        }),
        edit: (evaluation, target) =>
          adviceFor(
            { ...one, head: manifest, roomsOf: (to) => roomsOf(deps, to, settings.workload) },
            target,
            mapped.mappingFacts,
            settings.workload,
            evaluation,
          ),
      });
  const measured = await measuredReview(
    deps,
    mapped.deployment,
    settings.workload.prefix,
    one.measured ?? [],
  );
  return end([...known, ...advised.findings, ...measured.findings], {
    ...advised.parts,
    gpuBudget: budget,
    proposed,
    confidence: proposed.prediction.pSla === undefined ? undefined : policy.confidence,
    capacity,
    base: predicted.base,
    movements:
      base === undefined || predicted.base === undefined
        ? []
        : await movementsOf(evaluator, head, { ...base, evaluation: predicted.base }, proposed),
    measured: measured.comparisons.length === 0 ? undefined : measured.comparisons,
    facts: [
      ...factsOf(
        compact({
          manifest,
          settings,
          deployment: proposed.deployment,
          prediction: proposed.prediction,
          carried,
          wantedVersion: mapped.wantedVersion,
          assumptions: mapped.assumptions,
        }),
      ),
      ...[bandFact(proposed.prediction, deps.bandSource ?? "held-out measurements")].filter(
        (fact) => fact !== undefined,
      ),
    ],
  });
}

function askedOf({ base, head }: DeploymentCase): NonNullable<DeploymentReview["asked"]> {
  return compact({ before: base && askedGpus(base), after: askedGpus(head) });
}

/** An annotation that says of more tokens than a prompt has that they are cached. */
function longPrefix({ values: { prefix, isl } }: ResolvedSettings): readonly Finding[] {
  const source = prefix?.source;
  if (prefix === undefined || isl === undefined || prefix.value < isl.value || source?.kind !== "file")
    return [];
  const message = `${source.what} is ${prefix.value}: it must be below the ${isl.value} tokens of a prompt.`;
  return [finding("annotation-invalid", source, message)];
}

/** Reading a file cannot tell whether its drafts are going to be priced: where they are, what it said of them goes. */
function withoutPriced(
  findings: readonly Finding[],
  { workers }: Side["manifest"],
  mapped: Mapped | Stop,
): readonly Finding[] {
  if (mapped.kind === "stop" || mapped.deployment.speculation === undefined) return findings;
  const places = workers.flatMap(({ settings }) => settings.speculative?.method?.origin ?? []);
  return findings.filter(
    ({ rule, file, position }) =>
      rule !== "setting-not-modelled" ||
      !places.some(
        (place) =>
          place.file === file &&
          place.position.line === position.line &&
          place.position.column === position.column,
      ),
  );
}

/** The deployment as it was; nothing when there was none or it cannot be priced. */
async function baseOf(deps: CheckDeps, base: Side | undefined): Promise<Priceable | undefined> {
  if (base === undefined) return undefined;
  const mapped = await mapManifest(deps, base.manifest, base.settings);
  return mapped.kind === "stop" ? undefined : { ...base, deployment: mapped.deployment };
}

/** An error where nothing can be predicted any more and the deployment of before could be. */
async function lostSince(
  deps: CheckDeps,
  evaluator: Evaluator,
  { base, head }: DeploymentCase,
  { notChecked, findings }: Stop,
): Promise<readonly Finding[]> {
  if (notChecked === undefined) return [];
  const before = await baseOf(deps, base);
  if (before === undefined || "kind" in (await operatingPointOf(evaluator, before))) return [];
  const why = findings[0]?.message ?? `it ${notChecked.phrase}`;
  const message = `could be judged before, and now ${why}`;
  return [finding("no-longer-judged", settingPlace(head.manifest), message)];
}

/** Parts of a review that a stage may have added. */
type Parts = Partial<Advised["parts"]> & {
  readonly [
    K in "confidence" | "capacity" | "gpuBudget" | "base" | "proposed" | "movements" | "facts" | "measured"
  ]?: DeploymentReview[K] | undefined;
};

/** Puts a review together: findings at the policy's levels, judged with what was predicted. */
function closer(
  policy: Policy,
  one: DeploymentCase,
): (findings: readonly Finding[], parts: Parts, notChecked?: NotChecked) => DeploymentReview {
  const { manifest, settings } = one.head;
  return (found, parts, notChecked) => {
    const findings = applyLevels([...one.findings, ...found], policy);
    const { proposed } = parts;
    const judgement = judge(
      compact({
        findings,
        assumed: settings.assumed,
        confidence: policy.confidence,
        proposed,
        notChecked,
        unread: one.unread,
      }),
    );
    return compact({
      file: one.file,
      previousFile: one.previousFile,
      name: manifest.name,
      line: manifest.position.line,
      sla: settings.sla,
      workload: settings.workload,
      gpuPricePerHour: settings.values.gpuPricePerHour?.value,
      asked: askedOf(one),
      ...parts,
      movements: parts.movements ?? [],
      alternatives: parts.alternatives ?? [],
      frontier: parts.frontier ?? [],
      facts: parts.facts ?? [],
      ...judgement,
      findings,
    });
  };
}

/** A deployment, or a file in its place, of which nothing could be predicted; `phrase` follows the name. */
export function notCheckedReview(
  { path, previousPath }: ChangedFile,
  name: string,
  phrase: string,
  line: number,
): DeploymentReview {
  return compact({
    file: path,
    previousFile: previousPath,
    name,
    line,
    sla: {},
    movements: [],
    alternatives: [],
    frontier: [],
    facts: [],
    findings: [],
    verdict: "not-applicable",
    reasons: [phrase],
    notChecked: { phrase },
  });
}
