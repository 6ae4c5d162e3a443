import { CHAT, good, LIMITS, RESTING } from "../support/gate-world.js";
import type { Files } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const STRICT = `${LIMITS}not-applicable: fail\n`;
const files = (base: Files, head: Files, policy = LIMITS): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});
const ENGINE =
  "python3 -m dynamo.vllm --model Qwen/Qwen3-32B-FP8 --tensor-parallel-size 2 --max-num-seqs 64 --max-model-len 8192";
const scripted = (manifest: string, ...lines: readonly string[]): string =>
  manifest.replace(
    /(Worker:[\s\S]*?) {10}command: [\s\S]*/,
    `$1          command: ["/bin/bash", "-c"]\n          args:\n            - |\n${lines.join("\n").replaceAll(/^/gm, "              ")}\n`,
  );
const begun = (line: string, engine = ENGINE): string => scripted(good(), line, engine);
/** A line of a script, new in one that could be read and in a new deployment. */
const hiding = (name: string, line: string, engine = ENGINE): readonly GateScenario[] => [
  { name, world: files({ [CHAT]: begun("cd /workspace") }, { [CHAT]: begun(line, engine) }), end: "red" },
  {
    name: `${name}, in a new deployment`,
    world: files({}, { [CHAT]: begun(line, engine) }, STRICT),
    end: "red",
    says: /Not checked/,
  },
];

playScenarios("text that is run as code is not read, whatever it was decoded from", [
  ...hiding("a shell of a decoded word", 'bash <<< "$(echo aGk= | base64 -d)"'),
  ...hiding("a shell of decoded output", "bash <(echo aGk= | base64 -d)"),
  ...hiding("a sourced decoded output", ". <(echo aGk= | base64 -d)"),
  ...hiding("a pipe into a shell", "printf aGk= | base64 -d | sh"),
  ...hiding("a pipe into Python", "printf aGk= | base64 -d | python3"),
  ...hiding("a shell in the place of the script", 'exec bash -c "$(printf aGk= | base64 -d)"'),
  ...hiding("code of Python", `python3 -c "exec(__import__('base64').b64decode('aGk='))"`),
  ...hiding("code of Python in a document", "python3 - <<'P'\nimport this\nP"),
  ...hiding("code of Python behind another option", `python3 -u -c 'import os; os.system("x")'`),
  ...hiding("a file among the installed packages", "cp /c/x.py /usr/lib/python3/dist-packages/vllm/"),
  ...hiding("an edit of an installed package", "sed -i s/a/b/ /opt/v/lib/python3.12/site-packages/vllm/x.py"),
  ...hiding("a patch", "git apply /c/x.patch"),
  ...hiding("another version of the engine", "pip install vllm==0.5.0"),
  ...hiding("code of Perl", "perl -e 'print 1'"),
  ...hiding("a program that the script writes", "cat > /tmp/r.py <<'P'\nimport os\nP\npython3 /tmp/r.py"),
  ...hiding(
    "a program that the script writes, by its path",
    "cat > /tmp/r <<'P'\nP\nchmod +x /tmp/r\n/tmp/r",
  ),
  ...hiding("a module where every Python looks", "base64 -d /x > /usr/lib/python3/dist-packages/a.pth"),
  ...hiding("a program where the shell looks", "cp /x /tmp/y; echo 1 > /usr/local/bin/python3"),
  ...hiding("a module where the engine starts", "echo 1 > /tmp/dynamo/__init__.py\ncd /tmp"),
  ...hiding("words that are decoded", "A=$(echo aGk= | base64 -d)", `${ENGINE} $A`),
  ...hiding("an option of the shell", "set -n"),
  ...hiding("another program under a name", "hash -p /opt/other python3"),
  ...[
    "set -euo pipefail",
    "set -x",
    "set -e -o pipefail",
    'python3 -c "import torch; print(torch.__version__)"',
    "nvidia-smi > /tmp/gpus.txt",
    "echo start | tee /tmp/log",
    "ulimit -n 65536",
    "mkdir -p /tmp/x && cd /tmp/x",
    "export HF_HOME=$HOME/.cache",
    "echo running on $HOSTNAME",
    "pip install --quiet boto3",
  ].flatMap((line): GateScenario[] => [
    {
      name: `green: ${line}`,
      world: files({ [CHAT]: begun("cd /workspace") }, { [CHAT]: begun(line) }),
      end: "green",
    },
    {
      name: `green: ${line}, in a new deployment`,
      world: files({}, { [CHAT]: begun(line) }, STRICT),
      end: "green",
    },
  ]),
]);

const FILE = "/tmp/e.yaml";
const written = `cat > ${FILE} <<'EOF'\ntensor_parallel_size: 2\nmax_batch_size: 64\nmax_num_tokens: 8192\nEOF`;
const START = `python3 -m dynamo.trtllm --model-path Qwen/Qwen3-32B-FP8 --extra-engine-args ${FILE}`;
const resting = RESTING.manifest.replace("replicas: 1", "replicas: 4");

playScenarios("a file is not known that something else of the script still writes to", [
  ...(
    [
      ["a descriptor that is open", [`exec 3>>${FILE}`, written, 'echo "max_batch_size: 1" >&3']],
      ["a descriptor under a name", [`exec {fd}>>${FILE}`, written, "echo x >&$fd"]],
      ["a command in the background", [`(sleep 1; cp /opt/x ${FILE}) &`, written]],
      ["a function", [`f() { cp /opt/x ${FILE}; }`, written, "f"]],
      ["a link in its place", [`ln -s /dev/null ${FILE}`, written]],
      ["everything that is printed", [`exec > >(tee -a ${FILE})`, written]],
    ] as const
  ).map(([name, lines]): GateScenario => ({
    name,
    world: files({}, { [CHAT]: scripted(resting, ...lines, START) }, STRICT),
    end: "red",
    says: /Not checked/,
  })),
  ...(
    [
      ["a log that is open", ["exec > /tmp/log 2>&1", written]],
      ["a job in the background", ["nvidia-smi dmon > /tmp/dmon &", written]],
      ["its removal in front", [`rm -f ${FILE}`, written]],
      ["a function that does something else", ["f() { echo ready; }", written, "f"]],
    ] as const
  ).map(([name, lines]): GateScenario => ({
    name: `green: ${name}`,
    world: files({}, { [CHAT]: scripted(resting, ...lines, START) }, STRICT),
    end: "green",
  })),
]);

const SIZES = { [CHAT]: resting, "deploy/cm.yaml": RESTING.engine(2, 64) };

playScenarios("a value that the file does not settle is no value", [
  ...(
    [
      ["another program fills it in", "{{ .Values.n }}"],
      ["a group stands in its place", "{ a: 1 }"],
      ["a variable stands in its place", "${N}"],
    ] as const
  ).map(([name, value]): GateScenario => ({
    name: `of the engine's file: ${name}`,
    world: files(SIZES, { "deploy/cm.yaml": RESTING.engine(2, 64).replace("64", value) }),
    end: "red",
    says: /no-longer-judged/,
  })),
  ...(
    [
      ["a part of another one", "A=164\n", "${A:0:1}"],
      ["a name of another one", "B=1\nA=B\n", "${!A}"],
      ["one that is unset", "N=64\nunset -v N\n", "${N:-1}"],
      ["one under two names", "N=64\ndeclare -n R=N\nR=1\n", "$N"],
      ["one that is printed into", "N=64\nprintf -v N 1\n", "$N"],
      ["one of options", "N=64\ngetopts n: N -n 1\n", "$N"],
    ] as const
  ).map(([name, lines, value]): GateScenario => ({
    name: `of a variable: ${name}`,
    world: files(
      { [CHAT]: begun("cd /x") },
      { [CHAT]: begun(`cd /x\n${lines}`, ENGINE.replace("seqs 64", `seqs ${value}`)) },
    ),
    end: "red",
    says: /no-longer-judged/,
  })),
  {
    name: "a value that ytt fills in",
    world: files(
      { [CHAT]: good() },
      { [CHAT]: good().replace("replicas: 4", "replicas: 4 #@ data.values.n") },
    ),
    end: "red",
    says: /filled in by another program/,
  },
  {
    name: "an overlay of ytt",
    world: files(
      { [CHAT]: good() },
      {
        "deploy/o.yaml":
          '#@overlay/match by=overlay.subset({"kind": "DynamoGraphDeployment"})\n---\nspec: { services: { Worker: { replicas: 1 } } }\n',
      },
      STRICT,
    ),
    end: "red",
    says: /ytt/,
  },
  {
    name: "green: a start that is a comment",
    world: files({ [CHAT]: begun("cd /x") }, { [CHAT]: begun(`cd /x\n# ${ENGINE} --max-num-seqs 1`) }),
    end: "green",
  },
]);

const open = (value: string): string => ENGINE.replace("seqs 64", `seqs ${value}`);
const withEnv = (text: string, lines: string): string =>
  text.replace(/(Worker:[\s\S]*?mainContainer:\n)/, `$1          ${lines}\n`);

playScenarios("a value that stands in for a variable is one only where nothing else fills it in", [
  {
    name: "a new deployment",
    world: files({}, { [CHAT]: begun("", open("${F:-64}")) }, STRICT),
    end: "red",
    says: /Not checked/,
  },
  {
    name: "a new deployment, by another variable",
    world: files({}, { [CHAT]: begun("N=${F:-64}", open("$N")) }, STRICT),
    end: "red",
    says: /Not checked/,
  },
  ...(
    [
      ["a secret", "env: [{ name: F, valueFrom: { secretKeyRef: { name: s, key: k } } }]"],
      ["all of a secret", "envFrom: [{ secretRef: { name: s } }]"],
      ["all of a ConfigMap of elsewhere", "envFrom: [{ configMapRef: { name: s } }]"],
    ] as const
  ).map(([name, lines]): GateScenario => ({
    name: `${name}, new`,
    world: files(
      { [CHAT]: begun("", open("${F:-64}")) },
      { [CHAT]: withEnv(begun("", open("${F:-64}")), lines) },
    ),
    end: "red",
    says: /no-longer-judged/,
  })),
  {
    name: "a new deployment, in a document of its script",
    world: files(
      {},
      {
        [CHAT]: scripted(
          resting,
          `cat > ${FILE} <<EOF\ntensor_parallel_size: 2\nmax_batch_size: \${N:-64}\nmax_num_tokens: 8192\nEOF`,
          START,
        ),
      },
      STRICT,
    ),
    end: "red",
    says: /Not checked/,
  },
  {
    name: "green: set in the manifest",
    world: files(
      {},
      { [CHAT]: withEnv(begun("", open("${F:-1}")), 'env: [{ name: F, value: "64" }]') },
      STRICT,
    ),
    end: "green",
  },
  {
    name: "green: in a word that is no engine's",
    world: files({}, { [CHAT]: begun("sleep ${WAIT:-5}") }, STRICT),
    end: "green",
  },
  {
    name: "green: a secret beside words that stand in for nothing",
    world: files(
      { [CHAT]: begun("cd /x") },
      { [CHAT]: withEnv(begun("cd /x"), "envFrom: [{ secretRef: { name: hf } }]") },
    ),
    end: "green",
  },
]);

const mounting = (path: string): string =>
  good()
    .replace(
      /(Worker:[\s\S]*?mainContainer:\n)/,
      `$1          volumeMounts: [{ name: c, mountPath: ${path} }]\n`,
    )
    .replace(
      /(Worker:[\s\S]*?extraPodSpec:\n)/,
      "$1        volumes: [{ name: c, configMap: { name: code } }]\n",
    );
/** A ConfigMap at `/c`, and a line about it. */
const starting = (line: string): string => withEnv(mounting("/c"), line);
const beside = (line: string): string =>
  good().replace(/(Worker:[\s\S]*?extraPodSpec:\n)/, `$1        ${line}\n`);
const selecting = (label: string): string =>
  good().replace(/(Worker:[\s\S]*?extraPodSpec:\n)/, `$1        nodeSelector: { ${label} }\n`);
const more = (...words: readonly string[]): string =>
  good() + words.map((word) => `            - "${word}"\n`).join("");

playScenarios("what a change puts beside the engine", [
  ...(
    [
      ["a ConfigMap over a module", mounting("/usr/lib/python3/dist-packages/dynamo/vllm/args.py")],
      ["a ConfigMap over a program", mounting("/usr/bin/python3")],
      ["a ConfigMap over a folder that Python looks at first", mounting("/workspace/dynamo")],
      ["GPUs with less memory than those that are judged", selecting('nvidia.com/gpu.memory: "81559"')],
      ["GPUs of another family", selecting("nvidia.com/gpu.family: ampere")],
      ["a ConfigMap in the folder that the engine starts in", starting("workingDir: /c")],
      [
        "a ConfigMap where Python looks for a user's modules",
        starting("env: [{ name: PYTHONUSERBASE, value: /c }]"),
      ],
      ["a ConfigMap where libraries are looked for", starting("env: [{ name: LD_LIBRARY_PATH, value: /c }]")],
      ["a ConfigMap where a shell of a login looks first", mounting("/etc/profile.d")],
      [
        "a lower clock by a hook",
        withEnv(good(), "lifecycle: { postStart: { exec: { command: [nvidia-smi, -lgc, '300'] } } }"),
      ],
      [
        "less power by a probe",
        withEnv(good(), "startupProbe: { exec: { command: [nvidia-smi, -pl, '200'] } }"),
      ],
      [
        "less power by a container in front",
        beside("initContainers: [{ name: i, command: [nvidia-smi, -pl, '200'] }]"),
      ],
      [
        "some cores of a GPU",
        good().replace('gpu: "2"', 'gpu: "2"\n          custom: { nvidia.com/gpucores: "10" }'),
      ],
      [
        "a fraction of a GPU",
        good().replace(
          "    Worker:\n",
          "    Worker:\n      extraPodMetadata: { annotations: { gpu-fraction: '0.2' } }\n",
        ),
      ],
      ["more nodes than there are", more("--nnodes", "2")],
      ["a model that completes nothing", more("--runner", "pooling")],
      ["no GPU for the container", withEnv(good(), "env: [{ name: NVIDIA_VISIBLE_DEVICES, value: void }]")],
      [
        "no frontend",
        good().replace(
          "componentType: frontend\n      replicas: 1",
          "componentType: frontend\n      replicas: 0",
        ),
      ],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name,
    world: files({ [CHAT]: good() }, { [CHAT]: head }),
    end: "red",
  })),
  ...(
    [
      ["a ConfigMap in a folder of settings", mounting("/etc/chat")],
      ["the memory of the GPUs that are judged", selecting('nvidia.com/gpu.memory: "143771"')],
      ["the family of the GPUs that are judged", selecting("nvidia.com/gpu.family: hopper")],
      ["the name of the pod for what is served", more("--served-model-name", "$(HOSTNAME)")],
      ["a ConfigMap that a variable names for something else", starting("env: [{ name: PLANS, value: /c }]")],
      ["one node, written out", more("--nnodes", "1")],
      ["a model that generates, written out", more("--runner", "generate")],
      ["all GPUs for the container", withEnv(good(), "env: [{ name: NVIDIA_VISIBLE_DEVICES, value: all }]")],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name: `green: ${name}`,
    world: files({ [CHAT]: good() }, { [CHAT]: head }),
    end: "green",
  })),
]);

const before = (...program: readonly string[]): string =>
  good().replace(
    '["python3", "-m", "dynamo.vllm"]',
    JSON.stringify([...program, "python3", "-m", "dynamo.vllm"]),
  );
/** A program in front of the engine, as words of a command and as a line of a script. */
const inFront = (name: string, ...program: readonly string[]): readonly GateScenario[] =>
  [before(...program), begun("cd /workspace", `${program.join(" ")} ${ENGINE}`)].flatMap((text, at) => {
    const base = at === 0 ? good() : begun("cd /workspace");
    const how = at === 0 ? "in words" : "in a script";
    return [
      { name: `${name}, ${how}`, world: files({ [CHAT]: base }, { [CHAT]: text }), end: "red" as const },
      {
        name: `${name}, ${how}, in a new deployment`,
        world: files({}, { [CHAT]: text }, STRICT),
        end: "red" as const,
      },
    ];
  });
const harmless = (...program: readonly string[]): GateScenario => ({
  name: `green: ${program.join(" ")}`,
  world: files({ [CHAT]: good() }, { [CHAT]: before(...program) }, STRICT),
  end: "green",
});

playScenarios("a program that starts the engine starts the one that is priced, and starts it once", [
  ...inFront("several of it", "mpirun", "-np", "4"),
  ...inFront("several of it by a scheduler", "srun", "--ntasks=2"),
  ...inFront("packages for it", "uv", "run", "--with", "vllm==0.6"),
  ...inFront("packages for it out of a file", "uv", "run", "--with-requirements=/x.txt"),
  harmless("mpirun", "--allow-run-as-root", "-np", "1"),
  harmless("mpirun", "-n", "2", "trtllm-llmapi-launch"),
  harmless("uv", "run"),
  {
    name: "the negation of a flag that takes a value, which no parser knows",
    world: files(
      { [CHAT]: good().replaceAll("1.0.0", "1.3.0") },
      { [CHAT]: `${good().replaceAll("1.0.0", "1.3.0")}            - --no-max-num-seqs\n` },
    ),
    end: "red",
    says: /knows no --no-max-num-seqs/,
  },
]);
