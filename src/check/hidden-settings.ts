import type { ChangedFile } from "../domain/change.js";
import { finding } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import type { ManifestDeployment } from "../manifest/types.js";
import { contestedWords, restingOn } from "./contested-maps.js";
import type { FileContext } from "./file-context.js";
import type { FormerPair } from "./former.js";
import { hiddenArguments, unreadSettings, type WrittenDocument } from "./hidden-arguments.js";
import { settingPlace } from "./places.js";
import { partsOfGpus } from "./worker-commands.js";

/** What a change hides of a deployment that could be read; `contested`: ConfigMaps that stand twice since. */
export function hiddenIn(
  context: FileContext,
  file: ChangedFile,
  { head, base }: FormerPair,
  contested: readonly string[],
): readonly Finding[] {
  if (base === undefined || !watches(context)) return [];
  const place = settingPlace(head);
  const now = written(head, file.headText);
  const before = written(base.deployment, base.text);
  const partsBefore = partsOfGpus(base.deployment, before.text);
  return [
    ...hiddenArguments(now, before, place),
    ...partsOfGpus(head, now.text)
      .filter((name) => !partsBefore.includes(name))
      .map((name) =>
        finding("no-longer-judged", place, `could be judged before, and now ${partWords(name)}`),
      ),
    ...restingOn(contested, head, now.text).map((name) =>
      finding("no-longer-judged", place, `could be judged before, and now ${contestedWords(name)}`),
    ),
  ];
}

/** Why the settings of a new deployment are not known whole; a phrase that follows its name. */
export function unreadIn(
  context: FileContext,
  file: ChangedFile,
  { head, base }: FormerPair,
  contested: readonly string[],
): string | undefined {
  if (base !== undefined || !watches(context)) return undefined;
  const now = written(head, file.headText);
  const [name] = restingOn(contested, head, now.text);
  const [part] = partsOfGpus(head, now.text);
  const why = part === undefined ? name && contestedWords(name) : partWords(part);
  return unreadSettings(now) ?? (why && `cannot be judged: ${why}`);
}

function partWords(name: string): string {
  return `\`${name.slice(0, 60)}\` is a part of a GPU, of which nothing was measured`;
}

/** Whether what a change says of itself is not simply believed. */
export function watches({ policy, compared }: FileContext): boolean {
  return compared && policy.annotations !== "trust";
}

function written(deployment: ManifestDeployment, text = ""): WrittenDocument {
  return { deployment, text: text.slice(deployment.range.start, deployment.range.end) };
}
