import { createHash } from "node:crypto";
import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { MAX_FILE_BYTES, readBlob, readText } from "./contents.js";
import type { FileRead, TextRequest } from "./forge.js";

/** Up to this many files are asked for one by one: each call is checked by GitHub's own description. */
const SINGLE_CALLS = 10;
/** Files of one GraphQL query: such calls are a second apart, as writes are, so that 3,500 files on two sides take 35 s. */
const BATCH = 200;
/** Files of a query where one of many was refused: what is too much for one answer is asked for in parts. */
const SMALL_BATCH = 50;
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
 * Texts of many files. A job's token has 1,000 calls an hour for the whole repository, so large changes are read by
 * hundreds through GraphQL. What it answers is believed only when it hashes to the blob that it says it is;
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
  const parts = partsOf(requests, BATCH);
  const texts: FileRead[][] = [];
  const next = parts.entries();
  const work = async (): Promise<void> => {
    for (const [index, part] of next) {
      const blobs = (await queryBlobs(client, repo, part)) ?? (await queryParts(client, repo, part));
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

function partsOf(requests: readonly TextRequest[], size: number): readonly (readonly TextRequest[])[] {
  return Array.from({ length: Math.ceil(requests.length / size) }, (_, index) =>
    requests.slice(index * size, (index + 1) * size),
  );
}

/** A query that was refused once more in parts; undefined where it was small, or a part is refused too. */
async function queryParts(
  client: Client,
  repo: RepoRef,
  requests: readonly TextRequest[],
): Promise<readonly (Blob | null | undefined)[] | undefined> {
  if (requests.length <= SMALL_BATCH) return undefined;
  const blobs: (Blob | null | undefined)[] = [];
  for (const part of partsOf(requests, SMALL_BATCH)) {
    const answer = await queryBlobs(client, repo, part);
    if (answer === undefined) return undefined;
    blobs.push(...answer);
  }
  return blobs;
}

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
