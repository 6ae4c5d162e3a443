export { FakeGitHub, type Fault, type Hook, type Recorded } from "./server.js";
export { linkTo, rawFile, submoduleAt, World, type Permissions } from "./world.js";
export { makeZip } from "./zip.js";

/** What the job's token has in the README's workflow. */
export const JOB_TOKEN = {
  login: "github-actions[bot]",
  permissions: { contents: "read", "pull-requests": "write" },
} as const;
/** What a fork's pull request gets. */
export const READ_TOKEN = {
  login: "github-actions[bot]",
  permissions: { contents: "read", "pull-requests": "read" },
} as const;
