import { bad, CHAT, good, LIMITS, RESTING } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";
import type { Files } from "../support/gate-world.js";

/** Four workers of two GPUs, which hold the limits with 64 requests each. */
const MANIFEST = RESTING.manifest.replace("replicas: 1", "replicas: 4");
const IN_PROD = MANIFEST.replace("name: chat\n", "name: chat\n  namespace: prod\n");
const elsewhere = RESTING.engine(2, 64).replace("name: engine\n", "name: engine\n  namespace: other\n");
const STRICT = `${LIMITS}not-applicable: fail\n`;
const MERGES = /merge key stands behind/;

const replicas = (lines: string): string => good().replace("      replicas: 4\n", lines);
const files = (base: Files, head: Files, policy = LIMITS): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});

playScenarios("what kubectl reads otherwise than others do is no way past the gate", [
  ...[
    ["a merge key behind the value that it brings", "      replicas: 4\n      <<: { replicas: 1 }\n"],
    ["a second merge key", "      <<: { replicas: 4 }\n      <<: { replicas: 1 }\n"],
    ["one as an explicit key", "      replicas: 4\n      ? <<\n      : { replicas: 1 }\n"],
    ["one by its tag", '      replicas: 4\n      !!merge "<<": { replicas: 1 }\n'],
    ["one that merges a list", "      replicas: 4\n      <<: [{ other: 1 }, { replicas: 1 }]\n"],
    ["one that merges what merges it", "      replicas: 4\n      <<: { <<: { replicas: 1 } }\n"],
  ].flatMap(([name = "", lines = ""]): GateScenario[] => [
    { name, world: files({ [CHAT]: good() }, { [CHAT]: replicas(lines) }), end: "red", says: MERGES },
    {
      name: `${name}, in a new file`,
      world: files({}, { [CHAT]: replicas(lines) }),
      end: "red",
      says: MERGES,
    },
  ]),
  {
    name: "a merge key in front, as it is meant",
    world: files({ [CHAT]: good() }, { [CHAT]: replicas("      <<: { replicas: 1 }\n      replicas: 4\n") }),
    end: "green",
    never: MERGES,
  },
  {
    name: "a merge key behind keys that it does not bring",
    world: files(
      { [CHAT]: good() },
      { [CHAT]: replicas("      replicas: 4\n      <<: { labels: { a: b } }\n") },
    ),
    end: "green",
    never: MERGES,
  },
  {
    name: "a ConfigMap behind the end of a document, which is never applied",
    world: files(
      { [CHAT]: `${RESTING.engine(2, 64)}---\n${MANIFEST}` },
      { [CHAT]: `${RESTING.engine(2, 1)}...\n${RESTING.engine(2, 64)}---\n${MANIFEST}` },
    ),
    end: "red",
    says: /kubectl reads nothing behind/,
  },
  {
    name: "the same in a file beside it",
    world: files(
      { [CHAT]: MANIFEST, "deploy/cm.yaml": RESTING.engine(2, 64) },
      { "deploy/cm.yaml": `${RESTING.engine(8, 64)}...\n${RESTING.engine(2, 64)}` },
    ),
    end: "red",
  },
  {
    name: "an escaped line end before an empty line, which ends a command for kubectl alone",
    world: files(
      { [CHAT]: good() },
      { [CHAT]: good().replace("- Qwen/Qwen3-32B-FP8", '- "Qwen/Qwen3-32B-FP8\\\n\n              "') },
    ),
    end: "red",
    says: /backslash at the end of a line/,
  },
  {
    name: "the end of the last document, and of one before a marker",
    world: files({ [CHAT]: good() }, { [CHAT]: `${good()}...\n---\n${good({ name: "b" })}...\n# end\n` }),
    end: "green",
  },
]);

playScenarios("a ConfigMap is the one that the deployment gets", [
  {
    name: "a second one of its name, spelled by escapes",
    world: files(
      { [CHAT]: MANIFEST, "deploy/a.yaml": RESTING.engine(2, 64) },
      { "deploy/z.yaml": RESTING.engine(2, 1).replace("name: engine", String.raw`name: "eng\x69ne"`) },
    ),
    end: "red",
    says: /could be judged before/,
  },
  {
    name: "one of another namespace settles nothing of a new deployment",
    world: files({}, { [CHAT]: IN_PROD, "deploy/a.yaml": elsewhere }, STRICT),
    end: "red",
    says: /ConfigMap engine/,
  },
  {
    name: "the one of its own namespace beside another",
    world: files(
      {},
      {
        [CHAT]: IN_PROD,
        "deploy/a.yaml": RESTING.engine(2, 1).replace("name: engine\n", "name: engine\n  namespace: other\n"),
        "deploy/b.yaml": RESTING.engine(2, 64).replace("name: engine\n", "name: engine\n  namespace: prod\n"),
      },
      STRICT,
    ),
    end: "green",
  },
]);

playScenarios("a load that the base states is not lightened by what it leaves out", [
  {
    name: "cached tokens by annotation",
    world: files({ [CHAT]: good() }, { [CHAT]: bad({ annotations: { "prefix-tokens": "3990" } }) }),
    end: "red",
    says: /workload\.prefix/,
  },
  {
    name: "the same in a new file",
    world: files({}, { [CHAT]: bad({ annotations: { "prefix-tokens": "3990" } }) }),
    end: "red",
    says: /TPOT/,
  },
]);
