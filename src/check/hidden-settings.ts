import type { ChangedFile } from "../domain/change.js";
import { finding } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import { provenSystem } from "../manifest/to-deployment.js";
import type { ManifestDeployment, SiblingFile, Unsure } from "../manifest/types.js";
import { contestedWords, restingOn } from "./contested-maps.js";
import type { FileContext } from "./file-context.js";
import type { FormerPair } from "./former.js";
import { hiddenArguments, unreadSettings } from "./hidden-arguments.js";
import { originPlace, settingPlace } from "./places.js";
import { spreadRanks } from "./pods.js";

/** What a change hides of a deployment that could be read; `contested`: ConfigMaps that stand twice since; `systems`: what it is judged by. */
export function hiddenIn(
  context: FileContext,
  file: ChangedFile,
  { head, base }: FormerPair,
  contested: readonly string[],
  systems: { readonly head: string | undefined; readonly base: string | undefined },
): readonly Finding[] {
  if (base === undefined || !watches(context)) return [];
  const place = settingPlace(head);
  const before = unsureOf(base.deployment, systems.base).map(unsureWords);
  return [
    ...hiddenArguments(head, base.deployment, place),
    ...unsureOf(head, systems.head)
      .map(unsureWords)
      .filter((words) => !before.includes(words))
      .map((words) => finding("no-longer-judged", place, `could be judged before, and now ${words}`)),
    ...withoutGpus(head, base.deployment).map((name) =>
      finding("no-longer-judged", place, `could be judged before, and now ${name} asks for no GPU`),
    ),
    ...withoutAnswers(head, base.deployment).map((why) =>
      finding("no-longer-judged", place, `could be judged before, and now ${why}`),
    ),
    ...restingOn(contested, head, textOf(head, file)).map((name) =>
      finding("no-longer-judged", place, `could be judged before, and now ${contestedWords(name)}`),
    ),
  ];
}

/**
 * A model whose sizes stand only in a file that the change brings with it, where those of the model before were known: such
 * a file is the change's word about itself. Merged on its own it changes no deployment, and counts from then on.
 */
export function claimedModel(
  context: FileContext,
  { head, base }: FormerPair,
  files: { readonly before: readonly SiblingFile[]; readonly now: readonly SiblingFile[] },
): readonly Finding[] {
  const isKnown = (name: string | undefined): boolean =>
    name !== undefined && context.deps.knowsModel?.(name) === true;
  const model = head.model?.value;
  if (base === undefined || !watches(context) || model === undefined || isKnown(model)) return [];
  if (!isKnown(base.deployment.model?.value) || files.before.length > 0 || files.now.length === 0) return [];
  const what = `could be judged before, and now the sizes of \`${model.slice(0, 100)}\` are those that this change says of it: merge ${files.now[0]!.file} first`;
  return [finding("no-longer-judged", settingPlace(head), what)];
}

/** An image that says no version of its engine any more: what is in it may be any, and is predicted as the newest. */
export function lostVersion(context: FileContext, { head, base }: FormerPair): readonly Finding[] {
  const before = base?.deployment.backendVersion?.value;
  if (before === undefined || head.backendVersion !== undefined || !watches(context)) return [];
  const image = head.workers.find((worker) => worker.image !== undefined)?.image;
  const what = `the image says no version of its engine any more (${before.slice(0, 40)} before): predicted with the newest data`;
  return [
    finding("data-version-nearest", image === undefined ? settingPlace(head) : originPlace(image), what),
  ];
}

/** Why the settings of a new deployment are not known whole; a phrase that follows its name. */
export function unreadIn(
  context: FileContext,
  file: ChangedFile,
  { head, base }: FormerPair,
  contested: readonly string[],
  system: string | undefined,
): string | undefined {
  if (base !== undefined || !watches(context)) return undefined;
  const [name] = restingOn(contested, head, textOf(head, file));
  const [unsure] = unsureOf(head, system);
  const why = unsure === undefined ? name && contestedWords(name) : unsureWords(unsure);
  return unreadSettings(head) ?? (why && `cannot be judged: ${why}`);
}

function unsureWords({ name, why }: Unsure): string {
  return `\`${name.slice(0, 60)}\` ${why}`;
}

/** Whether what a change says of itself is not simply believed. */
export function watches({ policy, compared }: FileContext): boolean {
  return compared && policy.annotations !== "trust";
}

/** The document of a deployment. */
function textOf({ range }: ManifestDeployment, { headText = "" }: ChangedFile): string {
  return headText.slice(range.start, range.end);
}

/**
 * What the engine workers ask for, are sent to or run of which no figure tells: GPUs in parts, unknown ones, and those of a
 * label that names another one than `system`, by which they are judged; other engines, and ranks over pods.
 */
function unsureOf({ workers }: ManifestDeployment, system: string | undefined): readonly Unsure[] {
  return workers.flatMap((worker) => {
    const judged = provenSystem(worker)?.system ?? system;
    const others = worker.gpu.filter(
      (one) => judged !== undefined && one.system !== undefined && !isAlike(one.system, judged),
    );
    const spread = spreadRanks(worker, judged);
    return [
      ...(spread === undefined ? [] : [spread]),
      ...worker.written.unsure.filter(
        ({ fits = [] }) => judged === undefined || !fits.some((chip) => isAlike(chip, judged)),
      ),
      ...others.map(({ value }) => ({
        name: value,
        why: `names another GPU than ${judged}, by which it is judged`,
      })),
    ];
  });
}

/** Workers that asked for GPUs and do not any more: no pod gets what it does not ask for. */
function withoutGpus(head: ManifestDeployment, base: ManifestDeployment): readonly string[] {
  const asked = base.workers.some(({ gpusPerNode }) => gpusPerNode !== undefined);
  return head.workers.flatMap(({ gpusPerNode, component, unresolved }) =>
    asked && gpusPerNode === undefined && !unresolved.some(({ name }) => name === "gpus_per_worker")
      ? [component]
      : [],
  );
}

/** A deployment whose frontend is none any more: whatever its workers serve, no request comes to them. */
function withoutAnswers(head: ManifestDeployment, base: ManifestDeployment): readonly string[] {
  const [before, now] = [base, head].map(({ others }) => others.some(({ answers }) => answers === true));
  return before === true && now === false
    ? ["nothing in it takes requests (no frontend, or another program in its place)"]
    : [];
}

/** Labels say the chip, and systems its form as well. */
function isAlike(one: string, other: string): boolean {
  return one.split("_")[0] === other.split("_")[0];
}
