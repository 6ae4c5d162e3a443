import type { Client, RepoRef } from "./client.js";
import { ForgeError, named } from "./failure.js";
import { readZip } from "./zip.js";

/** Largest archive that is downloaded. */
const MAX_ARCHIVE_BYTES = 4 * 1024 * 1024;
const LIMITS = { maxEntries: 10, maxEntryBytes: 8 * 1024 * 1024 };

/** Texts of a run's artifact by name; undefined when the run has none of that name. Everything in it is a stranger's. */
export async function readArtifact(
  client: Client,
  repo: RepoRef,
  runId: number,
  name: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  const { data } = await named("actions: read", () =>
    client.rest.actions.listWorkflowRunArtifacts({ ...repo, run_id: runId, name, per_page: 100 }),
  );
  const found = data.artifacts.find((artifact) => artifact.name === name && !artifact.expired);
  if (found === undefined) return undefined;
  if (found.size_in_bytes > MAX_ARCHIVE_BYTES) {
    throw new ForgeError(
      `the artifact has ${found.size_in_bytes} bytes, at most ${MAX_ARCHIVE_BYTES} are read`,
      { status: 200, cause: undefined },
    );
  }
  const answer = await named("actions: read", () =>
    client.rest.actions.downloadArtifact({ ...repo, artifact_id: found.id, archive_format: "zip" }),
  );
  const bytes = answer.data;
  if (!(bytes instanceof ArrayBuffer) || bytes.byteLength > MAX_ARCHIVE_BYTES) {
    throw new ForgeError("the artifact could not be downloaded whole", { status: 200, cause: undefined });
  }
  return readZip(new Uint8Array(bytes), LIMITS);
}
