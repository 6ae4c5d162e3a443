import path from "node:path";

/** What makes a folder a chart of Helm. */
const CHART_FILE = /(?:^|\/)Chart\.yaml$/;
/** Files of a chart that change nothing of what it renders: words about it, pictures, tests, and what checks its values. */
const WORDS =
  /(?:^|\/)(?:README|LICEN[CS]E|NOTICE|OWNERS|CODEOWNERS|CHANGELOG|NOTES\.txt|values\.schema\.json|Chart\.lock|artifacthub-repo|\.(?:helmignore|gitignore|editorconfig))[^/]*$|\.(?:md|mdx|rst|png|svg|jpe?g|gif|gotmpl)$|^(?:tests|ci|docs|examples|crds)\//i;
const TEMPLATES = /^templates\//;
/** An object that a template says by itself: what such a template becomes, it shows. */
const OBJECT = /^kind[ \t]*:/m;

/** Whether a file says that its folder is a chart. */
export function isChartFile(name: string): boolean {
  return CHART_FILE.test(name);
}

/** The innermost of some folders that a file lies in; undefined where it lies in none. */
export function chartAround(name: string, charts: ReadonlySet<string>): string | undefined {
  for (let folder = path.posix.dirname(name); ; folder = path.posix.dirname(folder)) {
    if (charts.has(folder)) return folder;
    if (folder === "." || folder === "/") return undefined;
  }
}

/**
 * Whether a file of a chart may change what the chart renders: values under any name, files that its templates read, and
 * templates that take everything from elsewhere.
 */
export function isPartOfChart(name: string, chart: string, text?: string): boolean {
  const own = path.posix.relative(chart, name);
  if (WORDS.test(own) || isChartFile(own)) return false;
  return !TEMPLATES.test(own) || text === undefined || !OBJECT.test(text);
}
