import { ForgeError } from "./failure.js";

/** One answer of a list. */
interface Page<T> {
  readonly data: readonly T[];
  readonly headers: { readonly link?: string | undefined };
}

/** Most pages that are read: 100 entries each, more than any list of ours may hold. */
const MAX_PAGES = 100;

/**
 * All entries of a list, page by page. Not Octokit's `paginate`: that takes a 409 for an empty list, and an empty list
 * of comments means "write one". An answer that is no list is a failure, whatever its status.
 */
export async function allPages<T>(read: (page: number) => Promise<Page<T>>): Promise<readonly T[]> {
  const entries: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await read(page);
    if (!Array.isArray(answer.data))
      throw new ForgeError("GitHub answered with something that is no list", { status: 0, cause: undefined });
    entries.push(...answer.data);
    if (!/rel="?next\b/.test(answer.headers.link ?? "")) return entries;
  }
  return entries;
}
