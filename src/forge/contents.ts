import type { Client, RepoRef } from "./client.js";
import { ForgeError, named } from "./failure.js";
import type { FileRead } from "./forge.js";

/** Largest file that is read; manifests are a few kilobytes. */
export const MAX_FILE_BYTES = 1024 * 1024;
/** Largest file whose text is looked through for names, though not read. */
const MAX_SCANNED_BYTES = 16 * 1024 * 1024;

/** The text of a blob that is too large to be read, to look for names in it; undefined where it is beyond all reason. */
export async function scanBlob(client: Client, repo: RepoRef, sha: string): Promise<string | undefined> {
  const { data } = await named("contents: read", () => client.rest.git.getBlob({ ...repo, file_sha: sha }));
  if ((data.size ?? 0) > MAX_SCANNED_BYTES) return undefined;
  return data.encoding === "base64" ? Buffer.from(data.content, "base64").toString("utf8") : data.content;
}

/** A file at a commit. Folders, links and submodules are unreadable, not followed. */
export async function readText(client: Client, repo: RepoRef, path: string, ref: string): Promise<FileRead> {
  try {
    const { data } = await named("contents: read", () =>
      client.rest.repos.getContent({ ...repo, path, ref }),
    );
    if (Array.isArray(data)) return { kind: "unreadable", reason: "a folder" };
    if (data.type !== "file")
      return { kind: "unreadable", reason: data.type === "symlink" ? "a symbolic link" : `a ${data.type}` };
    if (data.size > MAX_FILE_BYTES) return tooLarge(data.size);
    return "content" in data && data.encoding === "base64"
      ? decode(data.content)
      : { kind: "unreadable", reason: "one that GitHub did not send as text" };
  } catch (error) {
    if (error instanceof ForgeError && error.status === 404) return { kind: "absent" };
    throw error;
  }
}

/** A file by its blob: exact, whatever happens to the branch meanwhile. */
export async function readBlob(client: Client, repo: RepoRef, sha: string): Promise<FileRead> {
  try {
    const { data } = await named("contents: read", () => client.rest.git.getBlob({ ...repo, file_sha: sha }));
    if ((data.size ?? 0) > MAX_FILE_BYTES) return tooLarge(data.size ?? 0);
    return data.encoding === "base64" ? decode(data.content) : { kind: "text", text: data.content };
  } catch (error) {
    if (error instanceof ForgeError && error.status === 404) return { kind: "absent" };
    throw error;
  }
}

function tooLarge(bytes: number): FileRead {
  return { kind: "unreadable", reason: `larger than ${MAX_FILE_BYTES / 1024} KiB (${bytes} bytes)` };
}

function decode(base64: string): FileRead {
  const bytes = Buffer.from(base64, "base64");
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? { kind: "unreadable", reason: "not text" } : { kind: "text", text };
  } catch {
    return { kind: "unreadable", reason: "not UTF-8 text" };
  }
}
