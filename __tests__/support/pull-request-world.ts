import { JOB_TOKEN, READ_TOKEN, World } from "./fake-github/index.js";
import { aggManifest, POLICY } from "./manifests.js";

/** A repository with a policy, a manifest on main and a pull request that changes it. */
export function pullRequestWorld(
  options: { readonly base?: string | null; readonly head?: string; readonly policy?: string | null } = {},
): World {
  const world = new World();
  world.tokens.set("job-token", JOB_TOKEN);
  world.tokens.set("read-token", READ_TOKEN);
  world.roles.set("alice", "write");
  const {
    base = aggManifest({ tp: 2, replicas: 8, maxBatchSize: 16, maxNumTokens: 4000 }),
    head = aggManifest(),
    policy = POLICY,
  } = options;
  world.commit("main", {
    "README.md": "# serving\n",
    ...(policy === null ? {} : { ".github/dynamo-advisor.yml": policy }),
    ...(base === null ? {} : { "deploy/qwen3-32b.yaml": base }),
  });
  world.commit("feature", { "deploy/qwen3-32b.yaml": head }, { from: "main" });
  world.pull(7, { headRef: "feature" });
  return world;
}

/** The payload of a pull request's event, as far as the runner's documentation promises it. */
export function pullRequestPayload(
  world: World,
  number = 7,
  action = "synchronize",
  extra: Readonly<Record<string, unknown>> = {},
): unknown {
  const pull = world.pulls.get(number)!;
  const sha = world.headOf(pull);
  return {
    action,
    number,
    pull_request: {
      number,
      state: pull.open ? "open" : "closed",
      draft: pull.draft,
      title: pull.title,
      head: { sha, ref: pull.headRef, repo: { full_name: pull.headRepository } },
      base: { sha: world.branches.get(pull.base), ref: pull.base, repo: { full_name: world.repository } },
      labels: pull.labels.map((name) => ({ name })),
    },
    repository: { full_name: world.repository, default_branch: "main" },
    sender: { login: "alice" },
    ...extra,
  };
}
