import type { SiblingFile } from "../manifest/types.js";

/**
 * Where files are looked for: beside a manifest on one side (its folder and what belongs to it), `around` a file of `perf/`
 * in the folders that look there, in the file's folder and every one `under` it, or all kustomizations (`lists`) that there are now.
 */
export type Lookout = "head" | "base" | "around" | "under-head" | "under-base" | "lists";

/** Files near one that is named, as they are on one side of the change. */
export type SiblingReader = (file: string, where: Lookout) => Promise<readonly SiblingFile[]>;
