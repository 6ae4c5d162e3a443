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

const AGG = RESTING.engine(2, 64);
/** Requests wait, one at a time in each worker. */
const SLOW = RESTING.engine(2, 1);
const ALONE = `${AGG}---\n${MANIFEST}`;
const mounts = (more: string, volumes = ""): string =>
  MANIFEST.replace("            - { name: engine, mountPath: /engine }\n", more).concat(volumes);
const OUTER = "            - { name: engine, mountPath: /engine }\n";
const INNER = "            - { name: other, mountPath: /engine/config.yaml, subPath: config.yaml }\n";
const VOLUME = "          - name: other\n            configMap: { name: other }\n";
const both = (text: string): string =>
  `${AGG}---\n${SLOW.replace("name: engine", "name: other")}---\n${text}`;
const projected = (first: string, second: string): string =>
  MANIFEST.replace(
    "            configMap: { name: engine }\n",
    `            projected: { sources: [{ configMap: { name: ${first} } }, { configMap: { name: ${second} } }] }\n`,
  );

playScenarios("an engine file is the one that the container sees", [
  {
    name: "one that is mounted into the folder of another",
    world: files({ [CHAT]: both(MANIFEST) }, { [CHAT]: both(mounts(OUTER + INNER, VOLUME)) }),
    end: "red",
  },
  {
    name: "the same, written the other way round",
    world: files({ [CHAT]: both(MANIFEST) }, { [CHAT]: both(mounts(INNER + OUTER, VOLUME)) }),
    end: "red",
  },
  {
    name: "the last of two sources of one volume",
    world: files({ [CHAT]: both(MANIFEST) }, { [CHAT]: both(projected("engine", "other")) }),
    end: "red",
  },
  {
    name: "the last of two, which is the one that holds",
    world: files({ [CHAT]: both(MANIFEST) }, { [CHAT]: both(projected("other", "engine")) }),
    end: "green",
  },
  {
    name: "a last one that is not in the repository",
    world: files({ [CHAT]: both(MANIFEST) }, { [CHAT]: both(projected("engine", "elsewhere")) }),
    end: "red",
    says: /could be judged before/,
  },
  {
    name: "one with a second document, which the engine's loader refuses",
    world: files(
      { [CHAT]: ALONE },
      { [CHAT]: ALONE.replace("8192\n", "8192\n    ---\n    max_batch_size: 1\n") },
    ),
    end: "red",
    says: /second document/,
  },
  {
    name: "one with a tag that the engine's loader does not know",
    world: files({ [CHAT]: ALONE }, { [CHAT]: ALONE.replace("size: 64", "size: !!python/int 64") }),
    end: "red",
  },
  {
    name: "one of its name beside its own, which is applied later",
    world: files({ [CHAT]: ALONE }, { "deploy/z.yaml": SLOW }),
    end: "red",
    says: /could be judged before/,
  },
  {
    name: "the same in a new deployment",
    world: files({}, { [CHAT]: ALONE, "deploy/a.yaml": SLOW }, STRICT),
    end: "red",
    says: /ConfigMap engine/,
  },
  {
    name: "one of its name in the file of another deployment, which is an alternative",
    world: files(
      { [CHAT]: ALONE },
      { "deploy/z.yaml": `${RESTING.engine(2, 32)}---\n${MANIFEST.replace("name: chat", "name: b")}` },
      STRICT,
    ),
    end: "green",
  },
  {
    name: "the same words beside its own",
    world: files({ [CHAT]: ALONE }, { "deploy/z.yaml": AGG }, STRICT),
    end: "green",
  },
  {
    name: "another's ConfigMap beside one that fails changes nothing of it",
    world: {
      policy: LIMITS.replace("tpot-ms: 25", "tpot-ms: 5"),
      base: { [CHAT]: MANIFEST, "deploy/a.yaml": AGG },
      head: { "deploy/scripts.yaml": AGG.replace("name: engine", "name: scripts") },
    },
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
