/** What is said wherever figures of a GPU rest on another one, its donor. */
export function neverMeasured(system: string, donor: string): string {
  return `${system} was never measured: operator times are those of ${donor}, scaled by the ratio of rooflines`;
}
