import type { ChangedFile } from "../domain/change.js";
import { compact } from "../domain/compact.js";
import { finding, topOf } from "../domain/finding.js";
import type { DeploymentReview, Finding } from "../domain/review.js";
import type { ManifestDeployment, ManifestFile, SiblingFile } from "../manifest/types.js";
import type { FileContext } from "./file-context.js";
import { isMeasuredName, isMeasuredOf } from "./beside.js";
import { newlyContested } from "./contested-maps.js";
import { formerPairs, type Former } from "./former.js";
import { claimedModel, hiddenIn, lostVersion, unreadIn, watches } from "./hidden-settings.js";
import { type Holder, holderOf } from "./inside.js";
import { modelFilesOf } from "./model-files.js";
import { modelFiles } from "./merged-models.js";
import { splitFindings } from "./owned-findings.js";
import { gainsExpressions } from "./rendered.js";
import { worstVerdict } from "../review/index.js";
import { type DeploymentCase, notCheckedReview, reviewDeployment, type Side } from "./review-deployment.js";
import { askedBefore, readSide, understoodBase, type AskedBefore } from "./before-side.js";
import { withStartFix } from "./start-fix.js";
import { sidesOf, type Sides } from "./sides.js";
import {
  areUnreadUntouched,
  asOnTheBase,
  isUntouched,
  markedFindings,
  type SideAsWritten,
} from "./untouched.js";
import { isSource, isUnclear, understand, unreadDocuments, type Understood } from "./understand.js";
import { contentReader } from "./written-content.js";

/** What a file's deployments came to, and findings that belong to none of them. */
export interface FileReview {
  readonly deployments: readonly DeploymentReview[];
  readonly findings: readonly Finding[];
  /** what deployments asked for that the change takes out of the file */
  readonly gone?: AskedBefore;
}

/**
 * Reviews the deployments of a file that holds a manifest now. What cannot be read as one is "not checked", and an error
 * where the base could be read; nothing that was ours is passed over.
 */
export async function reviewFile(
  outer: FileContext,
  file: ChangedFile,
  head: Understood,
  nearby: readonly SiblingFile[],
  { seeksFixes = true }: { readonly seeksFixes?: boolean } = {},
): Promise<FileReview> {
  const base = await understoodBase(outer, file);
  const { merged, counting, now: ownModels } = await modelFiles(outer, file, base?.nearby, nearby);
  const context = outer.withModels(counting);
  const headRead = readSide(file.path, head, nearby);
  const baseRead = base && readSide(file.previousPath ?? file.path, base.understood, base.nearby);
  const sides =
    base === undefined || file.previousPath !== undefined
      ? undefined
      : ([
          { text: file.headText ?? "", file: head.file },
          { text: file.baseText ?? "", file: base.understood.file },
        ] as const);
  const read = contentReader();
  const owned = splitFindings(
    sides === undefined ? head.file : { ...head.file, findings: markedFindings(...sides, read) },
  );
  const own = compact({ file, deployments: base?.understood.file.deployments ?? [], read: baseRead });
  const pairs = await formerPairs(context, head.file.deployments, own, (one) => readBase(context, one));
  const contested = newlyContested(
    { file: file.path, text: file.headText ?? "", beside: nearby },
    base && { file: file.path, text: file.baseText ?? "", beside: base.nearby },
  );
  const active = pairs.filter(
    ({ head: one, base: before }) =>
      file.deployedBy !== undefined || !isIgnored(context, one, before?.deployment),
  );
  const deployments: DeploymentReview[] = [];
  const findings: Finding[] = [];
  for (const pair of pairs) {
    if (!active.includes(pair)) {
      const known = pair.base === undefined && context.compared;
      findings.push(ignoredFinding(file.path, pair.head));
      if (known) deployments.push(ignoredReview(file, pair.head));
      continue;
    }
    const values = sidesOf({ deployment: pair.head, read: headRead }, pair.base ?? pair.limits, {
      ...context,
      places: file.deployedBy ?? [],
      knowsModel: (name) => context.deps.knowsModel?.(name) ?? false,
    });
    const review = await reviewOfBoth(
      context,
      values,
      compact({
        file: file.path,
        previousFile:
          pair.base === undefined || pair.base.read === baseRead ? file.previousPath : pair.base.read.path,
        headText: file.headText ?? "",
        head: values.head,
        base: pair.base && values.base,
        siblings: head.siblings,
        // results name no deployment: of several, it is unknown whose they are
        measured: active.length === 1 ? measuredOf(context, file.path, nearby) : [],
        findings: [
          ...owned.of(pair.head.range),
          ...values.findings,
          ...hiddenIn(context, file, pair, contested, {
            head: systemOf(values.head),
            base: values.base && systemOf(values.base),
          }),
          ...lostVersion(context, pair),
          ...claimedModel(outer, pair, { before: merged, now: ownModels }),
        ],
        unread: unreadIn(context, file, pair, contested, systemOf(values.head)),
      }),
    );
    const at = deployments.length;
    const again = async (headText: string): Promise<DeploymentReview | undefined> => {
      const changed = understand(headText, file.path, head.siblings);
      if (changed === undefined) return undefined;
      const reviewed = await reviewFile(context, { ...file, headText }, changed, nearby, {
        seeksFixes: false,
      });
      return reviewed.deployments[at];
    };
    const { siblings } = head;
    const fixed = seeksFixes
      ? await withStartFix({
          text: file.headText ?? "",
          manifest: pair.head,
          siblings,
          review,
          budget: context.policy.budget,
          again,
        })
      : review;
    const was = pair.base?.read === baseRead ? base : undefined;
    const isAsItWas =
      file.deployedBy === undefined &&
      was !== undefined &&
      values.base !== undefined &&
      values.findings.length === 0 &&
      isUntouched(
        asWritten({ understood: head, nearby }, file.headText, values.head),
        asWritten(was, file.baseText, values.base),
        read,
      );
    deployments.push(isAsItWas ? { ...fixed, untouched: true } : fixed);
  }
  const left = own.deployments.length - pairs.filter(({ base: one }) => one?.read === baseRead).length;
  const unclear = isUnclear(head.file) || head.file.template !== undefined;
  const rest = owned.rest();
  const unread = unreadDocuments(head.file, file.headText ?? "").length > 0;
  const holder = holderOf(file.headText ?? "");
  if (holder !== undefined) deployments.push(asOnTheBase(file, heldReview(file, holder)));
  const filledIn = head.file.template === undefined && watches(context) && gainsExpressions(file);
  if (filledIn && own.deployments.length > 0)
    findings.push(
      noLongerRead(file.path, "is filled in by another program now, and cannot be read any more"),
    );
  else if (filledIn) deployments.push(templateReview(file));
  const isHidden = unclear || unread || holder !== undefined;
  if (left > 0 && isHidden) findings.push(noLongerRead(file.path, "is not read any more"));
  else if (unread && !rest.some(({ severity, untouched }) => severity === "error" && untouched !== true))
    deployments.push(
      asOnTheBase(file, {
        ...unreadReview(file, head.file),
        ...(sides !== undefined &&
          head.file.plainYaml &&
          areUnreadUntouched(...sides, read) && { untouched: true }),
      }),
    );
  const kept = new Set(pairs.map(({ base: one }) => one?.deployment));
  const gone = isHidden ? undefined : await askedBefore(context, file, (one) => !kept.has(one), base);
  return compact({ deployments, findings: [...rest, ...findings], gone });
}

/**
 * The review of a deployment for requests as the change says them; where it makes them heavier, the worse of that and of the
 * one for requests as they were.
 */
async function reviewOfBoth(
  { deps, evaluator, policy }: FileContext,
  { former }: Sides,
  one: DeploymentCase,
): Promise<DeploymentReview> {
  const now = await reviewDeployment(deps, evaluator, policy, one);
  if (former === undefined || now.verdict === "fail") return now;
  const before = await reviewDeployment(deps, evaluator, policy, {
    ...one,
    head: former.head,
    findings: [...one.findings, former.finding],
  });
  return worstVerdict([now.verdict, before.verdict]) === now.verdict ? now : before;
}

/** The GPUs that a side is judged by, where they are said. */
function systemOf({ settings }: Side): string | undefined {
  return settings.values.system?.value;
}

/** A side of a deployment for the question whether the change leaves it as it was. */
function asWritten(
  { understood, nearby }: { readonly understood: Understood; readonly nearby: readonly SiblingFile[] },
  text = "",
  { manifest, settings }: Side,
): SideAsWritten {
  const { file, siblings } = understood;
  const sources = nearby.filter(({ file: name, text: beside }) => !isMeasuredName(name) && isSource(beside));
  const restsOn = [...siblings, ...modelFilesOf(file.file, nearby), ...sources];
  return { path: file.file, text, file, start: manifest.range.start, settings, restsOn };
}

/** The base could be judged and the head cannot; `what` is said of its manifest. */
export function noLongerRead(file: string, what: string): Finding {
  return finding("no-longer-judged", topOf(file), `the manifest of the base ${what}`);
}

/** What a file holds beside the deployments that were read: a patch, a template, a request, another form or version. */
function unreadReview(file: ChangedFile, { findings, requests }: ManifestFile): DeploymentReview {
  const why = findings.find(({ rule }) => UNREAD.has(rule));
  if (why !== undefined)
    return notCheckedReview(file, file.path, `is not checked: ${why.message}`, why.position.line);
  const [request] = requests;
  return request === undefined
    ? notCheckedReview(file, file.path, "is of a kind or version that is not read", 1)
    : notCheckedReview(file, file.path, REQUEST_WORDS, request.position.line);
}

/** A deployment that somebody else makes of what an object holds. */
export function heldReview(file: ChangedFile, { kind, starts }: Holder): DeploymentReview {
  const why = starts
    ? `starts an engine by a ${kind} of its own, which is not checked: a DynamoGraphDeployment is`
    : `holds a deployment, or what is changed in one, inside a ${kind}, which is not checked: check the manifest itself`;
  return notCheckedReview(file, file.path, why, 1);
}

/** A file that is no manifest yet. */
export function templateReview(file: ChangedFile): DeploymentReview {
  const why = "is not checked: something else fills it in first. Render it and check the rendered file";
  return notCheckedReview(file, file.path, why, 1);
}

const REQUEST_WORDS = "holds a request: the cluster finds its deployment";
const UNREAD: ReadonlySet<string> = new Set([
  ...["template-not-rendered", "kustomize-patch", "legacy-graph", "not-predicted"],
]);

/** `ignore` counts where the base already had it, or where the policy trusts what a change says of itself. */
function isIgnored(
  { policy, compared }: FileContext,
  head: ManifestDeployment,
  base: ManifestDeployment | undefined,
): boolean {
  if (head.annotations.ignore?.value !== true || policy.annotations === "ignore") return false;
  return (
    policy.annotations === "trust" ||
    !compared ||
    base === undefined ||
    base.annotations.ignore?.value === true
  );
}

function ignoredFinding(file: string, { name, position }: ManifestDeployment): Finding {
  return finding(
    "deployment-ignored",
    { file, position },
    `${name} is not checked: its annotation says \`ignore\``,
  );
}

function ignoredReview(file: ChangedFile, { name, position }: ManifestDeployment): DeploymentReview {
  return notCheckedReview(file, name, "is ignored by an annotation that this change adds", position.line);
}

/** The base of a file as a side of a change. */
async function readBase(
  context: FileContext,
  file: ChangedFile,
): Promise<Omit<Former, "deployment"> | undefined> {
  const base = await understoodBase(context, file);
  if (base === undefined) return undefined;
  const path = file.previousPath ?? file.path;
  return { read: readSide(path, base.understood, base.nearby), text: file.baseText ?? "" };
}

function measuredOf(
  { measured }: FileContext,
  path: string,
  nearby: readonly SiblingFile[],
): readonly SiblingFile[] {
  return [...nearby.filter((sibling) => isMeasuredOf(path, sibling.file)), ...measured];
}
