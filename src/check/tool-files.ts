import path from "node:path";
import { isRecord } from "../domain/record.js";
import { documentValues } from "../manifest/document-data.js";
import { isTemplateName } from "../domain/change.js";

/** Files by whose name a program that deploys finds what to deploy, each with fields of its own. */
const TOOL =
  /(?:^|\/)(?:(?:helmfile|skaffold|fleet|devspace|zarf|werf|okteto|garden)[\w.-]{0,60}\.(?:ya?ml|gotmpl)|helmfile\.d\/[^/]+)$/i;
/** What such a file says of building, testing and watching; nothing of that is deployed. */
const ELSEWHERE =
  /^(?:build|test|tests|verify|portForward|dev|images|pipelines|commands|repositories|metadata|x-.*)$/;
/** Keys whose values are folders or files, whatever those look like. */
const FOR_PATHS = /(?:dir|path|chart|folder|file|files|manifests)$/i;
const BETWEEN = /[\s:{}"'`,[\]=|;]+/;

/** Whether a file is one of a program that deploys manifests or charts of a repository, by its name. */
export function isToolFile(name: string): boolean {
  return TOOL.test(name);
}

/**
 * Folders and files that a change of such a file may have deployed otherwise: those which an entry names that is new, gone or
 * another one, and its own folder where it names none. Paths from the top of the repository.
 */
export function placesDeployed(name: string, base: string, head: string): readonly string[] {
  const [before, now] = [base, head].map((text) => entriesOf(text, name));
  if (before === undefined || now === undefined)
    return base === head ? [] : placesOf(wordsOf(base + head), name);
  const changed = [
    ...before.filter((one) => !now.includes(one)),
    ...now.filter((one) => !before.includes(one)),
  ];
  return changed.length === 0 ? [] : placesOf(changed.flatMap(stringsOf), name);
}

/** Top-level entries of a file, items of lists one by one, each as JSON; undefined where it cannot be read. */
function entriesOf(text: string, name: string): readonly string[] | undefined {
  if (isTemplateName(name) || text.includes("{{")) return undefined;
  return documentValues(text).flatMap((one) =>
    isRecord(one)
      ? Object.entries(one).flatMap(([key, value]) =>
          ELSEWHERE.test(key) ? [] : [value].flat().map((item) => JSON.stringify([key, item])),
        )
      : [],
  );
}

/** Words of an entry that may be paths: those with a part of one, and all under a key for paths. */
function stringsOf(entry: string): readonly string[] {
  const [name, item] = JSON.parse(entry) as [string, unknown];
  const visit = (key: string, value: unknown): readonly string[] => {
    if (typeof value === "string") return FOR_PATHS.test(key) ? [value, ...wordsOf(value)] : wordsOf(value);
    if (Array.isArray(value)) return value.flatMap((one) => visit(key, one));
    return isRecord(value) ? Object.entries(value).flatMap(([below, one]) => visit(below, one)) : [];
  };
  return visit(name, item);
}

function wordsOf(text: string): readonly string[] {
  return text.split(BETWEEN).filter((word) => /[/.]/.test(word));
}

/** Most places that one file is asked for. */
const MOST_PLACES = 40;
/** A program that deploys the folder in which its file lies. */
const OF_ITS_FOLDER = /(?:^|\/)fleet[^/]*$/i;

function placesOf(words: readonly string[], name: string): readonly string[] {
  const folder = path.posix.dirname(name);
  const places = words
    .filter((word) => !word.includes("://") && !word.startsWith("/"))
    .map((word) => path.posix.join(folder, word.split(/[*?]/)[0] ?? "").replace(/(.)\/$/, "$1"))
    .filter((place) => !place.startsWith(".."));
  return [...new Set([...(OF_ITS_FOLDER.test(name) ? [folder] : []), ...places])].slice(0, MOST_PLACES);
}
