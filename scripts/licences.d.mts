/** Name, version and licence of every package that may be in a bundle, by name. */
export function bundledPackages(
  root: string,
): readonly { readonly name: string; readonly version: string; readonly license: string }[];
/** The text of `dist/licenses.txt`. */
export function licencesText(root: string): string;
/** NOTICE with its list of packages written anew. */
export function noticeText(root: string): string;
