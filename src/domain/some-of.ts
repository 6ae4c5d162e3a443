/** The first of many names or sizes, and how many more there are: never one left over. */
export function someOf(all: readonly (string | number)[], most: number): string {
  const more = all.length - most;
  return more <= 1 ? all.join(", ") : `${all.slice(0, most).join(", ")} and ${more} more`;
}
