import type { World } from "../support/fake-github/index.js";
import { bad, CHAT, good, LIMITS, POLICY_PATH, RESTING } from "../support/gate-world.js";
import { playScenarios } from "../support/play-gate.js";
import { pullRequestPayload } from "../support/pull-request-world.js";

const WAIVED = `${LIMITS}waiver: { label: waived }\n`;
const waived = { policy: WAIVED };
const relaxed = (rule: string) => ({ policy: `${LIMITS}waiver: { label: waived, ${rule} }\n` });
const set = (login: string) => (world: World) => world.label(7, "waived", login);
const COMMITS = `${LIMITS}commit: on-label\n`;
const WRITER = {
  login: "github-actions[bot]",
  permissions: { contents: "write", "pull-requests": "write" },
} as const;
const labelled =
  (login: string, label = "apply-advice") =>
  (world: World) => ({
    payload: pullRequestPayload(world, 7, "labeled", { label: { name: label }, sender: { login } }),
  });
const committing = { mode: "review", comment: "never", suggest: "false", gate: "advisory" };
const writer = (world: World): void => void world.tokens.set("job-token", WRITER);
const untouched = ({ world }: { readonly world: World }): void => {
  if (world.pushes.length > 2) throw new Error("something was pushed");
};
const pushed = ({ world }: { readonly world: World }): void => {
  if (world.pushes.length !== 3) throw new Error("nothing was pushed");
};
/** A merge group with what pull request 7 has, squashed on top of main. */
const group =
  (files: Record<string, string> = { [CHAT]: bad() }, message = "Change (#7)", number = 7) =>
  (world: World) => {
    const branch = `gh-readonly-queue/main/pr-${number}-0123abc`;
    const base = world.branches.get("main")!;
    const head = world.commit(branch, files, { from: "main", message });
    const merge_group = { base_sha: base, head_sha: head, head_ref: `refs/heads/${branch}` };
    return { event: "merge_group", payload: { action: "checks_requested", merge_group } };
  };

playScenarios("a waiver needs somebody who may write, after the push, not the author", [
  { name: "one who may write", world: waived, before: set("alice"), end: "green", says: /set by alice/ },
  {
    id: "B22",
    name: "the author, with triage",
    world: waived,
    before: (world) => {
      world.roles.set("paul", "triage");
      world.label(7, "waived", "paul");
    },
    end: "red",
    says: /does not count/,
  },
  {
    id: "B23",
    name: "the events name nobody",
    world: waived,
    before: (world) => void world.pulls.get(7)!.labels.push("waived"),
    end: "red",
    says: /do not say who/,
  },
  {
    id: "B24",
    name: "a worse push follows",
    world: { ...waived, head: { [CHAT]: good() } },
    before: (world) => {
      world.label(7, "waived", "alice");
      world.commit("feature", { [CHAT]: bad() });
    },
    end: "red",
    says: /before the last push/,
  },
  {
    name: "triage alone, not the author",
    world: waived,
    before: set("tess"),
    end: "red",
    says: /may not write/,
  },
  { name: "a stranger", world: waived, before: set("mallory"), end: "red" },
  {
    name: "the author, who may write",
    world: waived,
    before: (world) => {
      world.roles.set("paul", "admin");
      world.label(7, "waived", "paul");
    },
    end: "red",
    says: /author of the pull request/,
  },
  {
    name: "the one who pushed the head to a branch of somebody else",
    world: waived,
    before: (world) => {
      world.pushes.at(-1)!.by = "alice";
      world.label(7, "waived", "alice");
    },
    end: "red",
    says: /the one who pushed the head/,
  },
  {
    name: "one who may write, of what another one pushed",
    world: waived,
    before: (world) => {
      world.pushes.at(-1)!.by = "paul";
      world.label(7, "waived", "alice");
    },
    end: "green",
  },
  {
    name: "the one who pushed, where the policy lets authors",
    world: relaxed("author: true"),
    before: (world) => {
      world.pushes.at(-1)!.by = "alice";
      world.label(7, "waived", "alice");
    },
    end: "green",
  },
  {
    name: "a label that looks alike",
    world: waived,
    before: (world) => world.label(7, "waived ", "alice"),
    end: "red",
  },
  {
    name: "set by one who may write, taken away, set again by the author",
    world: waived,
    before: (world) => {
      world.label(7, "waived", "alice");
      world.label(7, "waived", "paul");
    },
    end: "red",
  },
  {
    name: "pointed at another base afterwards",
    world: waived,
    before: (world) => {
      world.label(7, "waived", "alice");
      world.labelEvents.push({
        issue: 7,
        label: "",
        login: "paul",
        event: "base_ref_changed",
        at: world.tick(),
      });
    },
    end: "red",
    says: /another base/,
  },
  {
    name: "pushed away and back to the head that was waived",
    world: waived,
    before: (world) => {
      world.label(7, "waived", "alice");
      const head = world.branches.get("feature")!;
      world.pushes.push({ branch: "feature", after: head, at: world.tick() });
    },
    end: "red",
  },
  {
    name: "no record of pushes: the run that the label started counts",
    world: waived,
    before: (world) => {
      world.hasActivity = false;
      world.label(7, "waived", "alice");
    },
    run: labelled("alice", "waived"),
    end: "green",
  },
  {
    name: "no record of pushes: a later run does not",
    world: waived,
    before: (world) => {
      world.hasActivity = false;
      world.label(7, "waived", "alice");
    },
    end: "red",
    says: /set it again/,
  },
  { name: "relaxed: anyone", world: relaxed("by: anyone"), before: set("tess"), end: "green" },
  {
    name: "relaxed: the author, who may write",
    world: relaxed("author: true"),
    before: (world) => {
      world.roles.set("paul", "write");
      world.label(7, "waived", "paul");
    },
    end: "green",
  },
  { name: "stricter: administrators", world: relaxed("by: admin"), before: set("alice"), end: "red" },
  {
    name: "relaxed: kept over pushes",
    world: relaxed("after-push: false"),
    before: (world) => {
      world.label(7, "waived", "alice");
      world.commit("feature", { [CHAT]: `${bad()}# x\n` });
    },
    end: "green",
  },
  {
    id: "E15",
    name: "a waived pull request passes its merge queue",
    world: waived,
    before: set("alice"),
    run: group(),
    end: "green",
    says: /set by alice/,
  },
  { name: "a queue without a waiver", world: waived, run: group(), end: "red" },
  {
    name: "a queue whose waiver does not count",
    world: waived,
    before: set("tess"),
    run: group(),
    end: "red",
  },
  {
    name: "a queue with another text than the one that was waived",
    world: waived,
    before: set("alice"),
    run: group({ [CHAT]: bad().replace('"256"', '"512"') }),
    end: "red",
  },
  {
    name: "a second bad manifest in the group of a waived one",
    world: waived,
    before: set("alice"),
    run: group({ [CHAT]: bad(), "deploy/second.yaml": bad({ name: "second" }) }, "Other (#7) (#8)", 7),
    end: "red",
  },
]);

/** Pull request 9 has the same change, into another branch. */
const waivedElsewhere = (world: World): void => {
  world.commit("lab", { [POLICY_PATH]: null }, { from: "main" });
  world.commit("other", { [CHAT]: bad() }, { from: "lab" });
  world.pull(9, { headRef: "other", author: "quinn", base: "lab" });
  world.label(9, "waived", "alice");
};
const four = RESTING.manifest.replace("replicas: 1", "replicas: 4");
const resting = {
  policy: WAIVED,
  base: { "a/b/chat.yaml": four, "a/b/cm.yaml": RESTING.engine(2, 64) },
  head: { "a/b/cm.yaml": RESTING.engine(2, 1) },
};

playScenarios("a queue takes what was waived for its branch, with all that it rests on", [
  {
    name: "a pull request of the same text into another branch",
    world: waived,
    before: waivedElsewhere,
    run: group({ [CHAT]: bad() }, "Change (#9)"),
    end: "red",
  },
  {
    name: "green: what was waived, with a ConfigMap beside it",
    world: resting,
    before: set("alice"),
    run: group(resting.head),
    end: "green",
  },
  ...(["a/cm.yaml", "a/b/c/cm.yaml"] as const).map((path) => ({
    name: `a ConfigMap of its name that the group brings to ${path}`,
    world: resting,
    before: set("alice"),
    run: group({ ...resting.head, [path]: RESTING.engine(8, 1) }),
    end: "red" as const,
  })),
  {
    name: "green: a file above it that is nothing of ours",
    world: resting,
    before: set("alice"),
    run: group({ ...resting.head, "a/mkdocs.yml": "site_name: a\n", "package.json": "{}" }),
    end: "green",
  },
]);

playScenarios("commits are asked for by somebody who may push, and go to branches of pull requests", [
  {
    name: "one who may write",
    world: { policy: COMMITS, head: { [CHAT]: good() + "# x\n" } },
    before: writer,
    run: labelled("alice"),
    inputs: committing,
    end: "green",
    then: pushed,
  },
  {
    id: "K12",
    name: "a triager, who cannot push",
    world: { policy: COMMITS, head: { [CHAT]: good() + "# x\n" } },
    before: writer,
    run: labelled("tess"),
    inputs: committing,
    end: "green",
    says: /may not write/,
    then: untouched,
  },
  {
    name: "an event that names nobody",
    world: { policy: COMMITS, head: { [CHAT]: good() + "# x\n" } },
    before: writer,
    run: (world) => ({
      payload: pullRequestPayload(world, 7, "labeled", {
        label: { name: "apply-advice" },
        sender: undefined,
      }),
    }),
    inputs: committing,
    end: "green",
    then: untouched,
  },
  {
    name: "relaxed: anyone",
    world: {
      policy: `${LIMITS}commit: { mode: on-label, by: anyone }\n`,
      head: { [CHAT]: good() + "# x\n" },
    },
    before: writer,
    run: labelled("tess"),
    inputs: committing,
    end: "green",
    then: pushed,
  },
  {
    id: "K07",
    name: "the head is the default branch",
    world: { policy: `${LIMITS}commit: always\n`, head: {} },
    before: (world) => {
      writer(world);
      world.commit("release", {}, { from: "main" });
      world.commit("main", { [CHAT]: good() + "# x\n" });
      Object.assign(world.pulls.get(7)!, { base: "release", headRef: "main" });
    },
    inputs: committing,
    end: "green",
    says: /is the default branch/,
    then: ({ world }) => {
      if (world.pushes.length > 4) throw new Error("something was pushed");
    },
  },
  ...(["its own setting", "a rule"] as const).map((how) => ({
    id: "K07",
    name: `the head is protected by ${how}`,
    world: { policy: `${LIMITS}commit: always\n`, head: { [CHAT]: good() + "# x\n" } },
    before: (world: World): void => {
      writer(world);
      if (how === "a rule") world.branchRules.set("feature", ["deletion", "pull_request"]);
      else world.protectedBranches.add("feature");
    },
    inputs: committing,
    end: "green" as const,
    says: /is protected/,
    then: untouched,
  })),
  {
    name: "a rule that guards nothing of this",
    world: { policy: `${LIMITS}commit: always\n`, head: { [CHAT]: good() + "# x\n" } },
    before: (world) => {
      writer(world);
      world.branchRules.set("feature", ["required_signatures", "non_fast_forward"]);
    },
    inputs: committing,
    end: "green",
    then: pushed,
  },
]);

const event =
  (action: string, extra: Readonly<Record<string, unknown>> = {}) =>
  (world: World) => ({ payload: pullRequestPayload(world, 7, action, extra) });

/** What happens after the check was green: the workflows of README and examples name these events. */
playScenarios("a green check is looked at again when what made it green is gone", [
  {
    id: "E04",
    name: "a draft is advisory",
    before: (world) => void (world.pulls.get(7)!.draft = true),
    end: "green",
    says: /draft: advisory/,
  },
  { id: "W01", name: "a draft is made ready", run: event("ready_for_review"), end: "red", never: /advisory/ },
  {
    id: "W02",
    name: "opened against a branch without policy, pointed at main",
    before: (world) => {
      world.commit("lax", { [POLICY_PATH]: null }, { from: "main" });
    },
    run: event("edited", { changes: { base: { ref: { from: "lax" }, sha: { from: "0".repeat(40) } } } }),
    end: "red",
  },
  {
    name: "a draft whose event says it is none",
    before: (world) => void (world.pulls.get(7)!.draft = true),
    run: (world) => {
      const payload = pullRequestPayload(world, 7, "ready_for_review") as {
        pull_request: { draft: boolean };
      };
      payload.pull_request.draft = false;
      return { payload };
    },
    end: "green",
    says: /draft: advisory/,
  },
  {
    name: "an event that says draft of one that is ready",
    run: (world) => {
      const payload = pullRequestPayload(world, 7, "opened") as { pull_request: { draft: boolean } };
      payload.pull_request.draft = true;
      return { payload };
    },
    end: "red",
  },
  { name: "the label of a waiver is taken away", world: waived, run: event("unlabeled"), end: "red" },
]);

/** Somebody presses "Update branch" on pull request 7 when main has moved; `differs`: what the merge holds beside both sides. */
const updated =
  (by: string, differs: Readonly<Record<string, string | null>> = {}) =>
  (world: World): void => {
    world.pushes.at(-1)!.by = "paul";
    world.commit("main", { "docs/new.md": "new" });
    world.commit("feature", { "docs/new.md": "new", ...differs }, { merges: "main" });
    world.pushes.at(-1)!.by = by;
  };

playScenarios("who merges the base into a branch pushes nothing of the own", [
  {
    name: "one who may write updates the branch, and waives",
    world: waived,
    before: (world) => {
      updated("alice")(world);
      world.label(7, "waived", "alice");
    },
    end: "green",
  },
  {
    name: "twice in a row",
    world: waived,
    before: (world) => {
      updated("alice")(world);
      world.commit("main", { "docs/two.md": "two" });
      world.commit("feature", { "docs/two.md": "two" }, { merges: "main" });
      world.pushes.at(-1)!.by = "alice";
      world.label(7, "waived", "alice");
    },
    end: "green",
  },
  {
    name: "a waiver from before the update is set again",
    world: waived,
    before: (world) => {
      world.label(7, "waived", "alice");
      updated("alice")(world);
    },
    end: "red",
    says: /before the last push/,
  },
  ...(
    [
      ["brings a file", { "deploy/other.yaml": good({ name: "other" }) }],
      ["changes the manifest", { [CHAT]: `${bad()}# x\n` }],
      ["leaves out what the base brought", { "docs/new.md": null }],
      ["takes away a file of the branch", { "README.md": null }],
    ] as const
  ).map(([name, differs]) => ({
    name: `a merge that ${name} is a push`,
    world: waived,
    before: (world: World) => {
      updated("alice", differs)(world);
      world.label(7, "waived", "alice");
    },
    end: "red" as const,
    says: /the one who pushed the head/,
  })),
  {
    name: "a merge of another branch is a push",
    world: waived,
    before: (world) => {
      world.commit("other", { "docs/x.md": "x" }, { from: "main" });
      world.commit("feature", { "docs/x.md": "x" }, { merges: "other" });
      world.pushes.at(-1)!.by = "alice";
      world.label(7, "waived", "alice");
    },
    end: "red",
    says: /the one who pushed the head/,
  },
  {
    name: "one whose content another one's update stands behind",
    world: waived,
    before: (world) => {
      updated("bob")(world);
      world.pushes.find(({ branch }) => branch === "feature")!.by = "alice";
      world.label(7, "waived", "alice");
    },
    end: "red",
    says: /the one who pushed the head/,
  },
]);
