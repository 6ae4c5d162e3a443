import type { World } from "../support/fake-github/index.js";
import { bad, CHAT, good, LIMITS, POLICY_PATH } from "../support/gate-world.js";
import { playScenarios } from "../support/play-gate.js";
import { pullRequestPayload } from "../support/pull-request-world.js";

/** Branches whose policy holds nothing against anything, and a pull request of the same head into each. */
const lax = (count: number) => (world: World) => {
  for (let at = 0; at < count; at++) {
    world.commit(`lax${at}`, { [POLICY_PATH]: LIMITS.replace("25", "9999") }, { from: "main" });
    world.pull(20 + at, { headRef: "feature", base: `lax${at}`, author: "paul" });
  }
};
/** A second branch at the commit of the first. */
const twin = (world: World): void => void world.branches.set("feature2", world.branches.get("feature")!);
const runOf = (number: number, action?: string) => (world: World) => ({
  payload: pullRequestPayload(world, number, action),
});
const STANDS = /#7 has the same head, and this check stands for it too/;

playScenarios("a check belongs to a commit: no other pull request makes it green", [
  {
    name: "five more pull requests of the head, into branches that let all pass, the one into main the last of the list",
    before: (world) => {
      const into = world.pulls.get(7)!;
      world.pulls.delete(7);
      lax(5)(world);
      world.pulls.set(7, into);
    },
    run: runOf(20),
    end: "red",
    says: STANDS,
  },
  {
    name: "a draft from another branch of the same commit",
    before: (world) => {
      twin(world);
      world.pull(8, { headRef: "feature2", author: "paul", draft: true });
    },
    run: runOf(8),
    end: "red",
    says: STANDS,
  },
  {
    name: "another branch of the same commit, into a base that lets all pass",
    before: (world) => {
      twin(world);
      world.commit("lax", { [POLICY_PATH]: LIMITS.replace("25", "9999") }, { from: "main" });
      world.pull(8, { headRef: "feature2", base: "lax", author: "paul" });
    },
    run: runOf(8),
    end: "red",
    says: STANDS,
  },
  {
    name: "a push that leaves a bad manifest of the one before as it is",
    run: (world) => {
      const before = world.branches.get("feature")!;
      world.commit("feature", { "README.md": "x\n" });
      const after = world.branches.get("feature");
      return { event: "push", payload: { before, after, repository: { default_branch: "main" } } };
    },
    end: "red",
    says: STANDS,
  },
  {
    name: "a closed one of the same commit",
    before: (world) => {
      twin(world);
      world.pull(8, { headRef: "feature2", author: "paul", open: false });
    },
    run: runOf(8, "closed"),
    end: "red",
  },
  {
    name: "a closed one whose head nobody else has",
    before: (world) => {
      world.commit("other", { [CHAT]: bad() }, { from: "main" });
      world.pull(8, { headRef: "other", author: "paul", open: false });
    },
    run: runOf(8, "closed"),
    end: "green",
    says: /#8 is closed/,
  },
  {
    name: "a draft of the head of a good one",
    world: { head: { [CHAT]: `${good()}# x\n` } },
    before: (world) => {
      twin(world);
      world.pull(8, { headRef: "feature2", author: "paul", draft: true });
    },
    run: runOf(8),
    end: "green",
  },
]);

const SETTER = {
  login: "github-actions[bot]",
  permissions: { contents: "read", "pull-requests": "write", statuses: "write" },
} as const;
const PROD = `${LIMITS}statuses: [{ context: sla/prod, paths: "deploy/**" }]\n`;
const shared = (world: World): void => {
  world.tokens.set("job-token", SETTER);
  world.commit("lax", { [POLICY_PATH]: PROD.replace("25", "9999") }, { from: "main" });
  world.pull(20, { headRef: "feature", base: "lax", author: "paul" });
};
const status =
  (state: string) =>
  ({ world }: { readonly world: World }): void => {
    const found = world.statuses.map((each) => `${each.context} ${each.state}`).join();
    if (found !== `sla/prod ${state}`) throw new Error(`statuses: ${found}`);
  };

playScenarios("a status belongs to a commit as well", [
  {
    name: "the run for a base that lets all pass does not make it green",
    world: { policy: PROD },
    before: shared,
    run: runOf(20),
    end: "red",
    then: status("failure"),
  },
  {
    name: "a policy that the change breaks fails the job, and every environment with it",
    world: { policy: PROD, head: { [CHAT]: `${good()}# x\n`, [POLICY_PATH]: "defaults: [\n" } },
    before: (world) => void world.tokens.set("job-token", SETTER),
    inputs: { mode: "review", comment: "never", suggest: "false" },
    end: "red",
    then: status("failure"),
  },
  {
    name: "a policy that is broken on the base names no environment: none becomes green",
    world: { policy: `${PROD}gate: perhaps\n`, head: { [CHAT]: `${good()}# x\n` } },
    before: (world) => void world.tokens.set("job-token", SETTER),
    inputs: { mode: "review", comment: "never", suggest: "false" },
    end: "red",
    then: ({ world }) => {
      if (world.statuses.length > 0) throw new Error(JSON.stringify(world.statuses));
    },
  },
  {
    name: "both bases take it",
    world: { policy: PROD, head: { [CHAT]: `${good()}# x\n` } },
    before: shared,
    run: runOf(20),
    end: "green",
    then: status("success"),
  },
]);

playScenarios("the base is the branch as it is now", [
  {
    name: "pointed at another base while the files are listed",
    before: (world) => {
      world.commit("lax", { [POLICY_PATH]: LIMITS.replace("25", "9999") }, { from: "main" });
      world.pulls.get(7)!.base = "lax";
    },
    hooks: [
      {
        method: "GET",
        path: /\/pulls\/7\/files/,
        run: (world) => void (world.pulls.get(7)!.base = "main"),
      },
    ],
    end: "red",
  },
  {
    name: "a policy that became stricter after the head was pushed",
    world: { policy: LIMITS.replace("25", "9999") },
    before: (world) => {
      const before = world.branches.get("main")!;
      world.commit("main", { [POLICY_PATH]: LIMITS });
      world.pulls.get(7)!.baseSha = before;
    },
    end: "red",
  },
  {
    name: "a pull request on top of another one, whose branch is gone and main in its place",
    before: (world) => {
      world.commit("first", { [POLICY_PATH]: LIMITS.replace("25", "9999") }, { from: "main" });
      world.pulls.get(7)!.baseSha = world.branches.get("first")!;
      world.branches.delete("first");
    },
    run: runOf(7, "edited"),
    end: "red",
  },
  {
    name: "what main gained since is none of the change",
    world: { head: { "README.md": "# changed\n" } },
    before: (world) => {
      const before = world.branches.get("main")!;
      world.commit("main", { [CHAT]: bad() });
      world.pulls.get(7)!.baseSha = before;
    },
    end: "green",
    says: /no manifest in this change/,
  },
  {
    name: "a base that is the branch of another pull request is judged by that branch",
    world: { policy: null },
    before: (world) => {
      world.commit("first", { [POLICY_PATH]: LIMITS }, { from: "main" });
      world.pulls.get(7)!.base = "first";
    },
    end: "red",
  },
]);

playScenarios("events of reviews put their check on the head too", [
  ...["pull_request_review", "pull_request_review_comment", "pull_request_target"].map((event) => ({
    name: event,
    run: (world: World) => ({ event, payload: pullRequestPayload(world, 7, "submitted") }),
    end: "red" as const,
  })),
]);

const waived = { policy: `${LIMITS}waiver: { label: waived }\n` };

playScenarios("a label that another hand or another time took the ground from", [
  {
    name: "taken away between the list of labels and the events",
    world: waived,
    before: (world) => {
      world.label(7, "waived", "alice");
      world.unlabel(7, "waived", "alice");
      world.pulls.get(7)!.labels.push("waived");
    },
    end: "red",
    says: /it is gone/,
  },
  {
    name: "set for the head of now, and the run is for one before, which may be pushed back",
    world: waived,
    run: (world) => {
      const payload = pullRequestPayload(world);
      world.commit("feature", { [CHAT]: `${bad()}# b\n` });
      world.label(7, "waived", "alice");
      return { payload };
    },
    end: "red",
    says: /another head by now/,
  },
  {
    name: "GitHub itself pointed it at another base, as the branch of the first one went",
    world: waived,
    before: (world) => {
      world.label(7, "waived", "alice");
      const event = "automatic_base_change_succeeded";
      world.labelEvents.push({ issue: 7, label: "", login: "github", event, at: world.tick() });
    },
    end: "red",
    says: /pointed at another base/,
  },
  {
    name: "set by a bot that may not write",
    world: waived,
    before: (world) => world.label(7, "waived", "labeler[bot]"),
    end: "red",
  },
  {
    name: "taken away and set again by one who may write",
    world: waived,
    before: (world) => {
      world.label(7, "waived", "alice");
      world.unlabel(7, "waived", "alice");
      world.label(7, "waived", "alice");
    },
    end: "green",
  },
  {
    name: "a good draft of the head of a waived one takes no waiver with it",
    world: waived,
    before: (world) => {
      world.branches.set("feature2", world.branches.get("feature")!);
      world.pull(8, { headRef: "feature2", author: "paul", draft: true, labels: ["waived"] });
    },
    run: runOf(8),
    end: "red",
  },
]);
