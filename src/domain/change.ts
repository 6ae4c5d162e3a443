/** What a pull request (or a working tree against a git ref) did to a file. */
export type ChangeStatus = "added" | "modified" | "removed" | "renamed" | "unchanged";

/** One file of a change, with both texts where they exist. Paths are relative to the repository, with `/`. */
export interface ChangedFile {
  readonly path: string;
  /** where it lay before, when it was renamed */
  readonly previousPath?: string;
  readonly status: ChangeStatus;
  readonly baseText?: string;
  readonly headText?: string;
  /** why a text is absent although the file exists (too large, not text, not readable) */
  readonly unreadable?: string;
}
