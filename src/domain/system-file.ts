/** A file that describes a GPU, as it was read. */
export interface SystemFile {
  readonly file: string;
  readonly text: string;
}

/** Whether what stands for a system is the path of a file that describes one, not a name. */
export function isSystemFile(system: string): boolean {
  return /\.ya?ml$/i.test(system);
}

/** What is wrong with the path of a file where only names of systems are looked up. */
export function fileForName(file: string): string {
  return `the system is ${file}, and no file is read here: list it under \`systems\` of the policy, and give the name that stands in it`;
}
