import { createHash } from "node:crypto";
import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { MAX_FILE_BYTES, readBlob, readText } from "./contents.js";
import type { FileRead, TextRequest } from "./forge.js";

/** Up to this many files are asked for one by one: each call is checked by GitHub's own description. */
const SINGLE_CALLS = 10;
/** Files of one GraphQL query. */
const BATCH = 50;
/** Queries under way together. */
const AT_ONCE = 4;

interface Blob {
  readonly oid: string;
  readonly text: string | null;
  readonly isBinary: boolean | null;
  readonly isTruncated: boolean;
  readonly byteSize: number;
}

/**
 * Texts of many files. A job's token has 1,000 calls an hour for the whole repository, so large changes are read fifty
 * files at a time through GraphQL. What it answers is believed only when it hashes to the blob that it says it is;
 * everything else (old servers, other encodings, cut texts) is read file by file.
 */
export async function readTexts(
  client: Client,
  repo: RepoRef,
  requests: readonly TextRequest[],
): Promise<readonly FileRead[]> {
  const single = ({ path, ref, blobSha }: TextRequest): Promise<FileRead> =>
    blobSha === undefined ? readText(client, repo, path, ref) : readBlob(client, repo, blobSha);
  if (requests.length <= SINGLE_CALLS) return Promise.all(requests.map(single));
  const parts = Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, index) =>
    requests.slice(index * BATCH, (index + 1) * BATCH),
  );
  const texts: FileRead[][] = [];
  const next = parts.entries();
  const work = async (): Promise<void> => {
    for (const [index, part] of next) {
      const blobs = await queryBlobs(client, repo, part);
      texts[index] = await Promise.all(
        part.map(async (request, at) => understood(blobs?.[at]) ?? (await single(request))),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, parts.length) }, work));
  return texts.flat();
}

/** Servers whose last refusal came after all of its pauses: the next query is tried once, so that many cost no more. */
const refusing = new WeakSet<Client>();

/** Undefined when the server cannot answer the query. */
async function queryBlobs(
  client: Client,
  repo: RepoRef,
  requests: readonly TextRequest[],
): Promise<readonly (Blob | null | undefined)[] | undefined> {
  const declared = requests.map((_, index) => `$e${index}: String!`).join(", ");
  const fields = requests
    .map(
      (_, index) =>
        `f${index}: object(expression: $e${index}) { ... on Blob { oid text isBinary isTruncated byteSize } }`,
    )
    .join("\n");
  const query = `query ($owner: String!, $name: String!, ${declared}) { repository(owner: $owner, name: $name) { ${fields} } }`;
  const expressions = Object.fromEntries(
    requests.map(({ path, ref, blobSha }, index) => [`e${index}`, blobSha ?? `${ref}:${path}`]),
  );
  try {
    const answer = await client.graphql<{ repository: Record<string, Blob | null> | null }>(query, {
      owner: repo.owner,
      name: repo.repo,
      ...expressions,
      ...(refusing.has(client) ? { request: NO_BLIND_REPEAT } : {}),
    });
    refusing.delete(client);
    return requests.map((_, index) => answer.repository?.[`f${index}`]);
  } catch {
    refusing.add(client);
    return undefined;
  }
}

/** Undefined: read the file on its own. */
function understood(blob: Blob | null | undefined): FileRead | undefined {
  if (blob?.oid === undefined) return undefined;
  if (blob.byteSize > MAX_FILE_BYTES)
    return {
      kind: "unreadable",
      reason: `larger than ${MAX_FILE_BYTES / 1024} KiB (${blob.byteSize} bytes)`,
    };
  if (blob.isBinary === true || blob.text === null || blob.isTruncated || blob.text.includes("\0"))
    return undefined;
  const bytes = Buffer.from(blob.text, "utf8");
  const hash = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
  return hash === blob.oid ? { kind: "text", text: blob.text } : undefined;
}
