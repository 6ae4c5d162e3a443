import { readTexts } from "./batch-contents.js";
import type { Client, RepoRef } from "./client.js";
import { readBlob } from "./contents.js";
import type { FileRead, ForgeReader, TextRequest } from "./forge.js";

/** Reads files, each blob once: what a hash names never changes. A read that failed is tried again. */
export function blobReader(client: Client, repo: RepoRef): Pick<ForgeReader, "blob" | "texts"> {
  const reads = new Map<string, Promise<FileRead>>();
  const keep = (sha: string, read: Promise<FileRead>): Promise<FileRead> => {
    reads.set(sha, read);
    read.catch(() => reads.delete(sha));
    return read;
  };
  const texts = async (requests: readonly TextRequest[]): Promise<readonly FileRead[]> => {
    const fresh = requests.filter(({ blobSha }) => blobSha === undefined || !reads.has(blobSha));
    const answers = readTexts(client, repo, fresh);
    const read = new Map(
      fresh.map((request, index) => {
        const one = answers.then((all) => all[index]!);
        return [request, request.blobSha === undefined ? one : keep(request.blobSha, one)];
      }),
    );
    return Promise.all(requests.map((request) => read.get(request) ?? reads.get(request.blobSha!)!));
  };
  return { blob: (sha) => reads.get(sha) ?? keep(sha, readBlob(client, repo, sha)), texts };
}
