/** Connectors that only move the cache between the pools of a disaggregated deployment. */
const BETWEEN_POOLS = ["NixlConnector", "MooncakeConnector", "P2pNcclConnector"];

/**
 * What an edit takes out of a file with a worker or its arguments, and what is nowhere in the new text: names of environment
 * variables, and connectors that do more than join two pools. In the order of the file, each once.
 */
export function droppedNames(before: string, after: string): readonly string[] {
  const kept = new Set(namesIn(after));
  return [...new Set(namesIn(before))].filter((name) => !kept.has(name) && !BETWEEN_POOLS.includes(name));
}

function namesIn(text: string): readonly string[] {
  const found = text.matchAll(
    /\bname: *["']?([A-Z][A-Z0-9_]{2,})(?![A-Za-z0-9_-])|["']([A-Za-z0-9]{1,40}Connector)["']/g,
  );
  return [...found].map(([, variable, connector]) => variable ?? connector ?? "");
}
