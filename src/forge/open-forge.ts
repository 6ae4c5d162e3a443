import { createClient, type ClientOptions, type RepoRef } from "./client.js";
import { createDryRun, type DryRunLog } from "./dry-run.js";
import type { Forge } from "./forge.js";
import { createGitHubForge } from "./github-forge.js";

/** GitHub for one repository; with a dry-run log only its reading half is real. */
export function openForge(options: ClientOptions, repo: RepoRef, dryRun?: DryRunLog): Forge {
  const forge = createGitHubForge(createClient(options), repo);
  return dryRun === undefined ? forge : createDryRun(forge, dryRun);
}
