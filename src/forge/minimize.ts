import { NO_BLIND_REPEAT, type Client } from "./client.js";
import { errorMessage } from "../domain/errors.js";

/** Most comments whose state is asked for, and changed, in one run. */
const MAX_NODES = 100;
const MAX_CHANGES = 30;

/** Hides a comment as outdated, or shows it again. Doing it twice does no harm. Returns why it failed. */
export async function setMinimized(
  client: Client,
  nodeId: string,
  minimized: boolean,
): Promise<string | undefined> {
  const mutation = minimized
    ? "mutation ($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { clientMutationId } }"
    : "mutation ($id: ID!) { unminimizeComment(input: { subjectId: $id }) { clientMutationId } }";
  try {
    await client.graphql(mutation, { id: nodeId, request: NO_BLIND_REPEAT });
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}

/** A comment and whether it ought to be hidden. */
export interface Visibility {
  readonly nodeId: string;
  readonly minimized: boolean;
}

/** Brings comments to the state that they ought to have; returns how many were changed. Throws the first failure. */
export async function settleVisibility(client: Client, wanted: readonly Visibility[]): Promise<number> {
  // the newest first: what is old was settled by earlier runs
  const asked = wanted.slice(-MAX_NODES);
  if (asked.length === 0) return 0;
  const { nodes } = await client.graphql<{
    nodes: readonly ({ id: string; isMinimized?: boolean } | null)[];
  }>("query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Minimizable { isMinimized } } }", {
    ids: asked.map(({ nodeId }) => nodeId),
  });
  const states = new Map(
    nodes.flatMap((node) => (node === null ? [] : [[node.id, node.isMinimized] as const])),
  );
  const wrong = asked.filter(
    ({ nodeId, minimized }) => states.has(nodeId) && states.get(nodeId) !== minimized,
  );
  const changes = wrong.slice(0, MAX_CHANGES);
  for (const { nodeId, minimized } of changes) {
    const reason = await setMinimized(client, nodeId, minimized);
    if (reason !== undefined) throw new Error(reason);
  }
  return changes.length;
}
