import { CHAT, good, LIMITS, RESTING } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";
import type { Files } from "../support/gate-world.js";

const files = (base: Files, head: Files, policy = LIMITS): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});
const STRICT = `${LIMITS}not-applicable: fail\n`;
const FILE = "/tmp/e.yaml";
const MOUNTED = RESTING.manifest.replace("replicas: 1", "replicas: 4");
const settings = (batch: number): string =>
  `tensor_parallel_size: 2\nmax_batch_size: ${batch}\nmax_num_tokens: 8192`;
const wrote = (batch: number, into = `cat > ${FILE}`): string => `${into} <<'EOF'\n${settings(batch)}\nEOF`;
const START = `python3 -m dynamo.trtllm --model-path Qwen/Qwen3-32B-FP8 --extra-engine-args ${FILE}`;
/** The deployment with a script that writes its engine file and starts the engine. */
const running = (...lines: readonly string[]): string =>
  MOUNTED.replace(
    / {10}command: [\s\S]*/,
    `          command: ["/bin/bash", "-c"]\n          args:\n            - |\n${lines
      .join("\n")
      .replaceAll(/^/gm, "              ")}\n`,
  );
const MOUNT = /^ {10}volumeMounts:[\s\S]*/m.exec(MOUNTED)![0];
const BEFORE = running(wrote(64), START);

playScenarios("a file that a script writes is known as long as nothing else of the script may change it", [
  ...(
    [
      ["an editor in place", `sed -i s/64/1/ ${FILE}`],
      ["an editor by a pattern", "sed -i s/64/1/ /tmp/*.yaml"],
      ["a line more", `echo "max_batch_size: 1" >> ${FILE}`],
      ["another text in its place", `printf 'max_batch_size: 1' > ${FILE}`],
      ["a copy over it", `cp /opt/other.yaml ${FILE}`],
      ["a copy under its name from elsewhere", "cd /tmp\ncp /opt/other.yaml e.yaml"],
      ["a link in its place", `ln -sf /opt/other.yaml ${FILE}`],
      ["a download", `curl -so ${FILE} http://x/e.yaml`],
      ["its removal", `rm ${FILE}`],
      ["a variable that holds its name", `F=${FILE}\nyq -i .max_batch_size=1 $F`],
      ["braces", "sed -i s/64/1/ /tmp/{e,f}.yaml"],
      ["a class of letters", "sed -i s/64/1/ /tmp/[e].yaml"],
      ["a loop over it", `for f in ${FILE}; do sed -i s/64/1/ $f; done`],
      ["a copy into its folder", "cp -r /opt/. /tmp"],
      ["an archive into its folder", "tar xf /opt/e.tar -C /tmp/"],
      ["another folder in its folder's place", "rm -r /tmp && ln -s /opt /tmp"],
      ["code", "python3 - <<'P'\nopen('/tmp/' + 'e.yaml', 'w')\nP"],
      ["a group of commands", `{ echo x; } > ${FILE}`],
      ["a branch", `if true; then echo x; fi > ${FILE}`],
      ["nothing at all", `> ${FILE}`],
      ["both of its outputs", `echo x &> ${FILE}`],
      ["a command in a value", `A=$(echo x > ${FILE})`],
      ["a command in a word", `echo $(cp /opt/x ${FILE})`],
      ["words that come through a pipe", "echo e.yaml | xargs -I@ sed -i s/64/1/ /tmp/@"],
      ["code in a word", 'python3 -c "import fix"'],
    ] as const
  ).flatMap(([name, line]): GateScenario[] => [
    {
      name,
      world: files({ [CHAT]: BEFORE }, { [CHAT]: running(wrote(64), line, START) }),
      end: "red",
      says: /no-longer-judged/,
    },
    {
      name: `${name}, in a new file`,
      world: files({}, { [CHAT]: running(wrote(64), line, START) }, STRICT),
      end: "red",
      says: /Not checked/,
    },
  ]),
  {
    name: "a good one that is written when the engine has ended",
    world: files(
      { [CHAT]: running(wrote(1), START, wrote(1)) },
      { [CHAT]: running(wrote(2), START, wrote(64)) },
    ),
    end: "red",
    says: /TTFT/,
  },
  {
    name: "a good one behind a question",
    world: files({}, { [CHAT]: running(wrote(1), `[ -n "" ] && ${wrote(64)}`, START) }, STRICT),
    end: "red",
    says: /Not checked/,
  },
  ...(
    [
      [
        "in another folder than the engine's",
        `${wrote(64, "cat > e.yaml")}\ncd /opt\n${START.replace("/tmp/", "")}`,
      ],
      [
        "in another folder than env's",
        `${wrote(64, "cat > e.yaml")}\nenv -C /opt ${START.replace("/tmp/", "")}`,
      ],
      ["in a function that nobody calls", `f() {\n${wrote(64)}\n}\n${START}`],
      ["behind a group that fails", `(exit 1) && ${wrote(64)}\n${START}`],
      [
        "where nothing can be written",
        `${wrote(64, "cat > /engine/e.yaml")}\n${START.replace("/tmp", "/engine")}`,
      ],
    ] as const
  ).map(([name, lines]): GateScenario => ({
    name: `one ${name}`,
    world: files({}, { [CHAT]: running(lines).replace(/^$/m, "") + MOUNT }, STRICT),
    end: "red",
    says: /Not checked/,
  })),
  {
    name: "one that is added to another",
    world: files({}, { [CHAT]: running(wrote(1), wrote(64, `tee -a ${FILE}`), START) }, STRICT),
    end: "red",
    says: /Not checked/,
  },
  ...(
    [
      [
        "what only looks at it",
        `mkdir -p /tmp\n${wrote(64)}\nls -l ${FILE}; cat ${FILE}; echo "read ${FILE}"`,
      ],
      ["another file", `${wrote(64)}\necho x > /tmp/other.txt`],
      ["the same file twice", `${wrote(1)}\n${wrote(64)}`],
      ["a log of the engine", `${wrote(64)}\nexport LOG=/tmp/log`],
      ["a folder that is entered first", `cd /opt\n${wrote(64)}`],
    ] as const
  ).map(([name, lines]): GateScenario => ({
    name: `not so for ${name}`,
    world: files({}, { [CHAT]: running(lines, `${START} 2>&1 | tee /tmp/log`) }, STRICT),
    end: "green",
  })),
]);

/** The deployment with a script in front of vLLM's start. */
const begun = (lines: string): string =>
  good().replace(
    / {10}command: \["python3", "-m", "dynamo.vllm"\][\s\S]*/,
    `          command: ["/bin/bash", "-c"]\n          args:\n            - |\n${`${lines}python3 -m dynamo.vllm --model Qwen/Qwen3-32B-FP8 --tensor-parallel-size 2 --max-num-seqs 64 --max-model-len 8192`.replaceAll(/^/gm, "              ")}\n`,
  );

playScenarios("a script that does not come to its engine starts none", [
  ...[
    "exit 0\n",
    "sleep infinity\n",
    "export CUDA_VISIBLE_DEVICES=0\n",
    "CUDA_VISIBLE_DEVICES=0 ",
    "env CUDA_VISIBLE_DEVICES=0 ",
  ].map((lines): GateScenario => ({
    name: lines.trim(),
    world: files({ [CHAT]: begun("") }, { [CHAT]: begun(lines) }),
    end: "red",
  })),
  ...[
    "cd /opt || exit 1\n",
    "if [ -f /x ]; then exit 1; fi\n",
    "sleep 5\n",
    "export CUDA_VISIBLE_DEVICES=0,1\n",
  ].map((lines): GateScenario => ({
    name: `green: ${lines.trim()}`,
    world: files({ [CHAT]: begun("if true; then true; fi\n") }, { [CHAT]: begun(lines) }),
    end: "green",
  })),
]);

const CONFIG = "deploy/cm.yaml";
const binary = (key: string): string =>
  `binaryData: { ${key}: ${Buffer.from(settings(1)).toString("base64")} }\n`;

playScenarios("data of a ConfigMap that is written as bytes is data", [
  {
    name: "a key of the engine that stands among both, which the cluster refuses",
    world: files(
      { [CHAT]: MOUNTED, [CONFIG]: RESTING.engine(2, 64) },
      { [CONFIG]: RESTING.engine(2, 64) + binary("config.yaml") },
    ),
    end: "red",
    says: /no-longer-judged/,
  },
  {
    name: "the engine's settings as bytes",
    world: files(
      { [CHAT]: MOUNTED, [CONFIG]: RESTING.engine(2, 64) },
      { [CONFIG]: `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: engine }\n${binary("config.yaml")}` },
    ),
    end: "red",
    says: /no-longer-judged/,
  },
  {
    name: "another key as bytes",
    world: files(
      { [CHAT]: MOUNTED, [CONFIG]: RESTING.engine(2, 64) },
      { [CONFIG]: RESTING.engine(2, 64) + binary("logo.png") },
    ),
    end: "green",
  },
]);

const inList = (kind: string, item: string): string =>
  `apiVersion: v1\nkind: ${kind}\nitems:\n  - ${item.trimEnd().replaceAll("\n", "\n    ")}\n`;
const PARTS = RESTING.engine(2, 64).concat("  other.yaml: |\n    max_batch_size: 1\n");
const holding = (from: string, to: string): Files => ({
  [CHAT]: MOUNTED.replace(from, to),
});

playScenarios("a file of the engine is what the container sees of its volumes", [
  ...(
    [
      ["the same ConfigMap in a list beside it", { "deploy/l.yaml": inList("List", RESTING.engine(2, 1)) }],
      ["in a list of its kind", { "deploy/l.yaml": inList("ConfigMapList", RESTING.engine(2, 1)) }],
      [
        "a part of the volume that the pod chooses",
        holding("mountPath: /engine }", "mountPath: /engine, subPathExpr: $(PART) }"),
      ],
      [
        "a claim of the service over it",
        holding(
          "      extraPodSpec:",
          "      volumeMounts: [{ name: pvc, mountPoint: /engine/config.yaml }]\n      extraPodSpec:",
        ),
      ],
      [
        "a hook that names it",
        holding(
          "          volumeMounts:",
          "          lifecycle: { postStart: { exec: { command: [cp, /x, /engine/config.yaml] } } }\n          volumeMounts:",
        ),
      ],
      [
        "a probe that names it",
        holding(
          "          volumeMounts:",
          "          startupProbe: { exec: { command: [cp, /x, /engine/config.yaml] } }\n          volumeMounts:",
        ),
      ],
      [
        "another file under a shorter name of the flag",
        holding('"/engine/config.yaml"]', '"/engine/config.yaml", "--extra-eng", "/engine/other.yaml"]'),
      ],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name,
    world: files({ [CHAT]: MOUNTED, [CONFIG]: PARTS }, head),
    end: "red",
  })),
  {
    name: "green: its ConfigMap in a list from now",
    world: files(
      { [CHAT]: MOUNTED, [CONFIG]: RESTING.engine(2, 64) },
      { [CONFIG]: null, "deploy/l.yaml": inList("List", RESTING.engine(2, 64)) },
    ),
    end: "green",
  },
]);

const sized = (line: string): Files => ({
  [CONFIG]: RESTING.engine(2, 64).replace(/max_num_tokens.*/, line),
});

playScenarios("numbers of an engine file are what the engine's loader makes of them", [
  {
    name: "a context in octal digits, too short for the load",
    world: files(
      { [CHAT]: MOUNTED, [CONFIG]: RESTING.engine(2, 64) },
      sized("max_num_tokens: 8192\n    max_seq_len: 010000"),
    ),
    end: "red",
    says: /4,?096/,
  },
  {
    name: "green: a batch in hexadecimal digits",
    world: files(
      { [CHAT]: MOUNTED, [CONFIG]: RESTING.engine(2, 64) },
      { [CONFIG]: RESTING.engine(2, 64).replace("size: 64", "size: 0x40") },
    ),
    end: "green",
  },
]);

const visible = (value: string): string =>
  good().replace(
    /(Worker:[\s\S]*?mainContainer:\n)/,
    `$1          env: [{ name: CUDA_VISIBLE_DEVICES, value: ${JSON.stringify(value)} }]\n`,
  );
const beside = (lines: string): string => good().replace(/(Worker:[\s\S]*?extraPodSpec:\n)/, `$1${lines}`);

playScenarios("what cannot start is red, whatever its figures would be", [
  ...(
    [
      ["fewer GPUs shown than ranks", visible("0")],
      ["no GPU shown", visible("")],
      ["one that there is not in front", visible("-1,0,1")],
      ["the same one twice", visible("0,0")],
      ["a word that belongs to no flag", `${good()}            - fast\n`],
      ["an empty word", `${good()}            - ""\n`],
      ["a second word behind a flag of one", good().replace('"8192"\n', '"8192"\n            - "4096"\n')],
      [
        "a second container of the name of the main one",
        beside("        containers: [{ name: main, image: x }]\n"),
      ],
      ["two init containers of one name", beside("        initContainers: [{ name: a }, { name: a }]\n")],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name,
    world: files({ [CHAT]: good() }, { [CHAT]: head }),
    end: "red",
  })),
  ...(
    [
      ["all GPUs shown", visible("0,1")],
      ["GPUs by their ids", visible("GPU-aa,GPU-bb")],
      ["a container beside the main one", beside("        containers: [{ name: proxy, image: x }]\n")],
      [
        "a name of several words",
        `${good()}            - --served-model-name\n            - a\n            - b\n`,
      ],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name: `green: ${name}`,
    world: files({ [CHAT]: good() }, { [CHAT]: head }),
    end: "green",
  })),
]);
