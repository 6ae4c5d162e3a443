/** Remembers the things that were asked for last, so many of them, by name. */
export function latest<T>(most: number): (name: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (name, make) => {
    const found = known.get(name) ?? make();
    known.delete(name);
    known.set(name, found);
    for (const oldest of known.keys()) if (known.size > most) known.delete(oldest);
    return found;
  };
}
