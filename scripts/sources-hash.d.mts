/** Where the build leaves the number, below `dist/`. */
export const SOURCES_HASH_FILE: string;
/** SHA-256 over names and bytes of the sources, hexadecimal, with a line end. */
export function sourcesHash(root: string): string;
