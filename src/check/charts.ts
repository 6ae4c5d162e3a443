import path from "node:path";
import { isRecord } from "../domain/record.js";
import { documentValues } from "../manifest/document-data.js";

/** What makes a folder a chart of Helm. */
const CHART_FILE = /(?:^|\/)Chart\.yaml$/;
/** Files of a chart that change nothing of what it renders: words about it, pictures, tests, and what checks its values. */
const WORDS =
  /(?:^|\/)(?:README|LICEN[CS]E|NOTICE|OWNERS|CODEOWNERS|CHANGELOG|NOTES\.txt|values\.schema\.json|Chart\.lock|artifacthub-repo|\.(?:gitignore|editorconfig))[^/]*$|\.(?:md|mdx|rst|png|svg|jpe?g|gif|gotmpl)$|^(?:tests|ci|docs|examples|crds)\//i;
const TEMPLATES = /^templates\//;
/** An object that a template says by itself: what such a template becomes, it shows. */
const OBJECT = /^kind[ \t]*:/m;

/** A part of a template that others of its chart take in. */
export const DEFINES = /\{\{-?\s{0,20}define\b/;

/** What tells Helm which files of a chart are none. */
const IGNORES = /^\.helmignore$/;
/** The same for whoever deploys folders: Flux, Fleet and kpt. */
const LEAVES_OUT = /(?:^|\/)\.(?:source|fleet|krm)ignore$/;
/** Patterns of files that no template takes: of editors and version control, and words about the chart. */
const LEFT_OVER =
  /^!?\/?(?:\*\*\/)?(?:\.(?:DS_Store|git\w*|bzr\w*|hg\w*|svn|project|idea|vscode|editorconfig|settings|classpath|pre-commit\S*|circleci|travis\S*|helmignore)|\*?\.(?:swp|swo|bak|tmp|orig|log|tgz|tmproj|iml|md|mdx|rst|png|svg|jpe?g|gif|pyc)|\*~|(?:README|LICEN[CS]E|NOTICE|OWNERS|CODEOWNERS|CHANGELOG|CONTRIBUTING|Makefile|Jenkinsfile)[\w.*]*|(?:ci|docs|tests|examples|__pycache__|node_modules))\/?\*{0,2}$/;

/** Whether a file says that its folder is a chart. */
export function isChartFile(name: string): boolean {
  return CHART_FILE.test(name);
}

/** Whether a file tells a program which files below it are not deployed. */
export function isIgnoreList(name: string): boolean {
  return LEAVES_OUT.test(name);
}

/** Whether a file tells git what becomes of files below it. */
export function isAttributeList(name: string): boolean {
  return /(?:^|\/)\.gitattributes$/.test(name);
}

/** Lines by which git writes files in another encoding than it stores them: what is read of those is not what is deployed. */
export function encodedOtherwise(text: string): readonly string[] {
  return linesOf(text).filter((line) => /\bworking-tree-encoding=/.test(line));
}

/** The innermost of some folders that a file lies in; undefined where it lies in none. */
export function chartAround(name: string, charts: ReadonlySet<string>): string | undefined {
  for (let folder = path.posix.dirname(name); ; folder = path.posix.dirname(folder)) {
    if (charts.has(folder)) return folder;
    if (folder === "." || folder === "/") return undefined;
  }
}

/** Charts that a chart takes in, as its file says them. */
export function dependenciesOf(text: string): readonly unknown[] {
  const [record] = documentValues(text);
  return [(isRecord(record) ? record["dependencies"] : undefined) ?? []].flat();
}

/** Most charts that are looked at for a change of one. */
const MOST_CHARTS = 100;

/**
 * Charts that render together with one, itself first: those that lie in it and around it, and those that name each other by
 * a path. What one of them says may be another's value, or a part of its templates.
 */
export function chartsWith(chart: string, texts: ReadonlyMap<string, string>): readonly string[] {
  const folders = new Set(texts.keys());
  const named = [...texts].map(([folder, text]) => [folder, foldersNamed(folder, text)] as const);
  const together = new Set([chart]);
  for (const one of together) {
    if (together.size >= MOST_CHARTS) break;
    const around = chartAround(one, folders);
    if (around !== undefined) together.add(around);
    for (const [other, names] of named) {
      if (one === other) for (const each of names) together.add(each);
      else if (chartAround(other, folders) === one || names.includes(one)) together.add(other);
    }
  }
  return [...together].slice(0, MOST_CHARTS);
}

/** Folders of the repository from which a chart takes others in. */
function foldersNamed(folder: string, text: string): readonly string[] {
  return dependenciesOf(text).flatMap((one) => {
    const from = isRecord(one) ? one["repository"] : undefined;
    const [, name] = typeof from === "string" ? (/^file:\/\/(.+)$/.exec(from) ?? []) : [];
    return name === undefined ? [] : [path.posix.join(folder, name).replace(/\/$/, "")];
  });
}

/**
 * Whether a file of a chart may change what the chart renders: values under any name, files that its templates read, and
 * templates that take everything from elsewhere. `other`: its text on the other side of the change.
 */
export function isPartOfChart(name: string, chart: string, text?: string, other?: string): boolean {
  const own = path.posix.relative(chart, name);
  if (IGNORES.test(own)) return text === undefined || leavesOut(text, other ?? "");
  if (isChartFile(own)) return false;
  // what a template defines is taken by all of its chart, whatever its name
  if (WORDS.test(own))
    return TEMPLATES.test(own) && (text === undefined || DEFINES.test(text + (other ?? "")));
  return !TEMPLATES.test(own) || text === undefined || !OBJECT.test(text);
}

/** Whether a list of files that are left out names one that may be deployed, and the other side's list does not. */
export function leavesOut(text: string, other: string): boolean {
  const known = new Set(linesOf(other));
  return linesOf(text).some((line) => !known.has(line) && !LEFT_OVER.test(line));
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
