/** What a pull request (or a working tree against a git ref) did to a file. */
export type ChangeStatus = "added" | "modified" | "removed" | "renamed" | "unchanged";

/** Whether a file can be a manifest or an experiment file, by its name; no name of these hides one. */
export function isCandidate(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path) || /(?:^|\/)Kustomization$/.test(path) || isTemplateName(path);
}

/** Whether a file says by its name that something else fills it in. */
export function isTemplateName(path: string): boolean {
  return /\.(?:tpl|tmpl|gotmpl|j2|jinja2?)$/i.test(path);
}

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
  /** it was not read, and names something of ours: it is said even where files of its kind are mostly data */
  readonly suspect?: boolean;
  /** what of the change deploys it that did not before: it is judged although it stands as it was, by the limits there too */
  readonly deployedBy?: readonly string[];
}
