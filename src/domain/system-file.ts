/** A file that describes a GPU, as it was read. */
export interface SystemFile {
  readonly file: string;
  readonly text: string;
}

/** Whether what stands for a system is the path of a file that describes one, not a name. */
export function isSystemFile(system: string): boolean {
  return /\.ya?ml$/i.test(system);
}
