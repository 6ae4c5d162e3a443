import type { World } from "../support/fake-github/index.js";
import { bad, badJson, CHAT, good, LIMITS, type Files } from "../support/gate-world.js";
import { playScenarios } from "../support/play-gate.js";

const many = (count: number, name: (i: number) => string, text = (i: number) => `n: ${i}\n`): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), text(i)]));
const group = (files: Files) => (world: World) => {
  const base = world.branches.get("main")!;
  const head = world.commit("queue", files, { from: "main" });
  return { event: "merge_group", payload: { merge_group: { base_sha: base, head_sha: head } } };
};
const schedule = (world: World) => ({
  event: "schedule",
  payload: {},
  env: { GITHUB_SHA: world.branches.get("main")! },
});
const push = (before: string) => (world: World) => ({
  event: "push",
  payload: { before, after: world.branches.get("feature"), repository: { default_branch: "main" } },
});

playScenarios("bounds count manifests, not files", [
  {
    id: "F05",
    name: "301 changed JSON files, none a manifest",
    world: {
      head: many(
        301,
        (i) => `data/${i}.json`,
        (i) => `{"n": ${i}}`,
      ),
    },
    end: "green",
  },
  {
    id: "F05b",
    name: "400 YAML files and one good manifest, on a schedule",
    world: { base: { [CHAT]: good(), ...many(400, (i) => `data/${i}.yaml`) }, head: {} },
    run: schedule,
    end: "green",
    says: /401 files|402 files|403 files/,
  },
  {
    id: "F07",
    name: "350 source files in a merge group",
    world: { head: {} },
    run: group(many(350, (i) => `src/${i}.ts`)),
    end: "green",
    never: /not every changed file/,
  },
  // siblings
  {
    name: "350 source files and a bad manifest in a merge group",
    run: group({ ...many(350, (i) => `a/${i}.ts`), [CHAT]: bad() }),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a list of a pull request that is shorter than it is, and a bad manifest behind its end",
    world: { head: { ...many(30, (i) => `a/${i}.txt`), [CHAT]: bad() } },
    before: (world) => void (world.pulls.get(7)!.listedFiles = 10),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "3,400 changed files and a good manifest",
    world: { head: { ...many(3400, (i) => `a/${i}.txt`), [CHAT]: `${good()}# x\n` } },
    end: "green",
    never: /not every changed file/,
  },
  {
    name: "trees that GitHub cuts are walked where they differ",
    world: { base: { ...many(40, (i) => `lib/${i}.txt`), [CHAT]: good() } },
    before: (world) => void (world.maxTreeEntries = 10),
    run: group({ ...many(350, (i) => `a/${i}.ts`), [CHAT]: bad() }),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a manifest that a large merge group moves is compared with where it was",
    run: (world) =>
      group({ ...many(350, (i) => `a/${i}.ts`), [CHAT]: null, "deploy/moved.yaml": good() })(world),
    end: "green",
    says: /1 manifest/,
  },
  {
    id: "E10b",
    name: "a push whose before is gone",
    world: { head: { [CHAT]: `${good()}# x\n` } },
    run: push("f".repeat(40)),
    end: "green",
    says: /compared with `main`/,
  },
  {
    name: "a push whose before is gone, and a bad manifest",
    run: push("f".repeat(40)),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a forced push of the default branch itself",
    run: (world) => ({
      event: "push",
      payload: {
        before: "f".repeat(40),
        after: world.branches.get("main"),
        repository: { default_branch: "main" },
      },
    }),
    end: "green",
    says: /every manifest is looked at/,
  },
  {
    name: "a whole repository with one bad manifest among many files",
    world: { base: { ...many(120, (i) => `data/${i}.yaml`), [CHAT]: bad() }, head: {}, policy: LIMITS },
    run: schedule,
    end: "red",
  },
  {
    id: "F12b",
    name: "5,000 nested levels, in words of ours",
    world: { head: { [CHAT]: `${bad()}x: ${"[".repeat(5000)}${"]".repeat(5000)}\n` } },
    end: "red",
    says: /nested too deeply/,
    never: /call stack|RangeError/i,
  },
  {
    name: "5,000 nested levels by indentation, in JSON and beside a manifest",
    world: {
      head: {
        "deploy/a.json": `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
        "deploy/b.yaml": `kind: DynamoGraphDeployment\n${"- ".repeat(5000)}x\n`,
        "deploy/cm.yaml": `kind: ConfigMap\nx: ${"[".repeat(5000)}${"]".repeat(5000)}\n`,
        [CHAT]: bad(),
      },
    },
    end: "red",
    says: /TPOT/,
    never: /call stack|RangeError/i,
  },
  {
    id: "B27",
    name: "globs of many stars in policy and inputs",
    world: {
      policy: `${LIMITS}ignore: ["${"**/".repeat(60)}*${"a*".repeat(60)}b"]\noverrides: [{ paths: "${"*a".repeat(80)}*c", sla: { tpot-ms: 9999 } }]\n`,
      head: { [CHAT]: bad(), [`deploy/${"a/".repeat(60)}${"a".repeat(120)}.yaml`]: good({ name: "deep" }) },
    },
    inputs: { files: `${"**/".repeat(60)}*\n${"*".repeat(200)}/**` },
    end: "red",
    says: /TPOT|glob/,
  },
]);

const data = (count: number): Files => many(count, (i) => `data/${i}.yaml`);
const REMOVED = Object.fromEntries(Object.keys(data(350)).map((name) => [name, null]));

playScenarios("bounds count manifests, not files: whatever happens to the others", [
  {
    name: "350 files go, and a manifest becomes bad",
    world: { base: { [CHAT]: good(), ...data(350) }, head: { ...REMOVED, [CHAT]: bad() } },
    end: "red",
    says: /TPOT/,
  },
  {
    name: "350 files move, and a manifest becomes bad",
    world: {
      base: { [CHAT]: good(), ...data(350) },
      head: { ...REMOVED, ...many(350, (i) => `moved/${i}.yaml`), [CHAT]: bad() },
    },
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a push of 350 files and a bad manifest",
    world: { head: { ...data(350), [CHAT]: bad() } },
    run: (world) => push(world.branches.get("main")!)(world),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a merge group of 350 files and a bad manifest in JSON",
    run: group({ ...data(350), "deploy/chat.json": badJson() }),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a merge group that says where its error stands",
    run: group({ ...data(350), [CHAT]: bad() }),
    end: "red",
    says: /::error title=sla-missed,file=deploy\/chat\.yaml,line=\d+::/,
  },
  {
    name: "60 files where GraphQL has no answer, and a bad manifest",
    world: { head: { ...data(60), [CHAT]: bad() } },
    faults: [{ method: "POST", path: /graphql/, graphql: "files", times: 99, kind: { status: 404 } }],
    end: "red",
    says: /TPOT/,
  },
  {
    name: "350 broken files that are none of ours",
    world: {
      head: {
        ...many(
          350,
          (i) => `data/${i}.yaml`,
          () => "a: [1\n",
        ),
        [CHAT]: `${good()}# x\n`,
      },
    },
    end: "green",
  },
]);
