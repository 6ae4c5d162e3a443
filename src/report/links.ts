import type { ReportContext } from "./context.js";

/** Longest path that is linked: a comment must not be filled by addresses. */
const MAX_PATH = 600;

/**
 * Address of a file of the head commit, of one line of it when said; undefined without a repository, and for a path that
 * is too long or would lead out of the commit.
 */
export function fileUrl(context: ReportContext, path: string, line?: number): string | undefined {
  const { serverUrl, repository, headSha } = context;
  if (serverUrl === undefined || repository === undefined || headSha === undefined) return undefined;
  const segments = path.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) return undefined;
  const safe = segments.map(encodeSegment).join("/");
  if (safe.length > MAX_PATH) return undefined;
  return `${serverUrl}/${repository.split("/").map(encodeSegment).join("/")}/blob/${encodeSegment(headSha)}/${safe}${line === undefined ? "" : `#L${Math.max(1, Math.trunc(line))}`}`;
}

/** Like `encodeURIComponent`, but also the marks that could end a Markdown link or start emphasis. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
