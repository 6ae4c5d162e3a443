import { CHAT, good, LIMITS } from "../support/gate-world.js";
import type { Files } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";

const STRICT = `${LIMITS}not-applicable: fail\n`;
const files = (base: Files, head: Files, policy = STRICT): NonNullable<GateScenario["world"]> => ({
  policy,
  base,
  head,
});
const ENGINE =
  "python3 -m dynamo.vllm --model Qwen/Qwen3-32B-FP8 --tensor-parallel-size 2 --max-num-seqs 64 --max-model-len 8192";
const BY_NAME = ENGINE.replace("seqs 64", "seqs $N");
const scripted = (...lines: readonly string[]): string =>
  good().replace(
    /(Worker:[\s\S]*?) {10}command: [\s\S]*/,
    `$1          command: ["/bin/bash", "-c"]\n          args:\n            - |\n${lines.join("\n").replaceAll(/^/gm, "              ")}\n`,
  );
const BEFORE = { [CHAT]: scripted("cd /x", ENGINE) };

playScenarios("a variable is known only where plain assignments alone set it", [
  ...(
    [
      ["read", "N=64\nread N <<< 1"],
      ["read by another command", "N=64\nbuiltin read N < /etc/n"],
      ["let", "N=64\nlet 'N -= 63'"],
      ["arithmetic", "N=64\n(( N /= 64 ))"],
      ["arithmetic in a word", "N=64\n: $((N=1))"],
      ["a loop", "N=64\nfor N in 1; do :; done"],
      ["an attribute", "declare -i N=0\nN+=1"],
      ["a kept value", "readonly N=1\nN=64 || true"],
      ["a part that is taken away", "N=64\nunset 'N[0]'"],
      ["another shell", "N=1\n(N=64)"],
      ["a pipe", "N=1\ntrue | N=64"],
      ["the background", "N=1\nN=64 &"],
      ["a command that fails in front", "N=1\ncd /nowhere && N=64"],
      ["a negation", "N=1\n! true && N=64"],
      ["other ends of words", "IFS=4\nN=64"],
      ["a descriptor", "N=64\nexec {N}>/dev/null"],
      ["a name glued to its option", "N=64\nprintf -vN 1"],
      ["old arithmetic", "N=64\nX=$[N=1]"],
      ["other ends of words beside it", "IFS=4 N=64"],
      ["other ends of words in a group", "{ IFS=4; }\nN=64"],
      ["other ends of words by a declaration", "declare IFS=4\nN=64"],
    ] as const
  ).flatMap(([name, lines]): GateScenario[] => [
    {
      name: `not by ${name}`,
      world: files(BEFORE, { [CHAT]: scripted(lines, BY_NAME) }, LIMITS),
      end: "red",
    },
    {
      name: `not by ${name}, in a new deployment`,
      world: files({}, { [CHAT]: scripted(lines, BY_NAME) }),
      end: "red",
      says: /Not checked|TTFT is/,
    },
  ]),
  ...(
    [
      ["a plain one", "N=64", BY_NAME],
      ["one in quotes, whatever the ends of words are", "IFS=4\nN=64", BY_NAME.replace("$N", '"$N"')],
      ["ends of words for one command", "IFS=, read -r A B <<< a,b\nN=64", BY_NAME],
      ["one of a group in the group", "(", `N=64\n${BY_NAME}\n)`],
      ["one of a chain in the chain", "cd /x && N=64 &&", BY_NAME],
      [
        "a list of words",
        `args=(${ENGINE.slice(ENGINE.indexOf("--"))})`,
        'python3 -m dynamo.vllm "${args[@]}"',
      ],
      ["another one that is counted", "i=0\n((i++))", ENGINE],
      ["another one of a loop", "for i in 1 2; do echo $i; done", ENGINE],
      ["a question that starts nothing", "if [ ! -d /models ]; then echo none; fi", ENGINE],
      ["a command in words that are printed", "echo starting on $(hostname)", ENGINE],
      ["a name in a comment", "N=64\n# read N for the load", BY_NAME],
    ] as const
  ).map(([name, lines, engine]): GateScenario => ({
    name: `green: ${name}`,
    world: files(BEFORE, { [CHAT]: scripted(lines, engine) }),
    end: "green",
  })),
]);

playScenarios("what a script does to the GPUs, and engines of any kind beside the one that is read", [
  ...(
    [
      ["a lower clock", "nvidia-smi -lgc 300,300", ENGINE],
      ["less power", "nvidia-smi -i 0 -pl 200", ENGINE],
      ["processes of its own", "", ENGINE.replace("python3", "accelerate launch")],
      ["parts of a GPU", "nvidia-smi mig -cgi 1g.10gb -C", ENGINE],
      ["a word that nobody reads", "X=-lgc; nvidia-smi $X 300", ENGINE],
      ["other settings of a GPU", "nvidia-smi --auto-boost-default=DISABLED", ENGINE],
      ["a GPU that several share", "nvidia-cuda-mps-control -d", ENGINE],
      ["power by another program", "dcgmi config --set -P 200", ENGINE],
      ["another package manager", "conda install -y vllm", ENGINE],
      ["a package that goes", "rm -rf /usr/lib/python3/dist-packages/flashinfer", ENGINE],
      ["a download among the packages", "curl -o /v/site-packages/x.pth http://x", ENGINE],
      [
        "an edit of a file that Python names",
        "sed -i s/a/b/ $(python3 -c 'import vllm; print(vllm.__file__)')",
        ENGINE,
      ],
      ["an engine by its own module", "python3 -m vllm.entrypoints.openai.api_server --model x &", ENGINE],
      ["another engine", "trtllm-serve x &", ENGINE],
      ["what never ends in front", "tail -f /dev/null", ENGINE],
      ["a wait of a day in front", "sleep 99999", ENGINE],
      ["words behind --", "", ENGINE.replace("--max-num", "-- --max-num")],
      ["several values in braces", "", ENGINE.replace("seqs 64", "seqs={64,1}")],
      ["a branch around the engine", "if [ -f /a ]; then", `${ENGINE}\nfi`],
    ] as const
  ).map(([name, lines, engine]): GateScenario => ({
    name,
    world: files(BEFORE, { [CHAT]: scripted(lines, engine) }, LIMITS),
    end: "red",
  })),
  ...[
    "curl -sf http://etcd:2379/health || true",
    "pip install boto3",
    "ls /usr/lib/python3/dist-packages",
    "nvidia-smi -L",
    "nvidia-smi --query-gpu=name --format=csv",
    "nvidia-smi -pm 1",
    "nvidia-smi -i $GPU -q -d MEMORY > $LOG",
    "nvidia-smi topo -m | tee /tmp/topo; nvidia-smi dmon -s u -c 1 &",
    "sleep 30",
  ].map((line): GateScenario => ({
    name: `green: ${line}`,
    world: files(BEFORE, { [CHAT]: scripted(line, ENGINE) }),
    end: "green",
  })),
]);

const SIZES = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: sizes }\ndata: { N: '64' }\n";
const from = (sources: string): string =>
  good()
    .replace('            - "64"', "            - $(N)")
    .replace(/(Worker:[\s\S]*?mainContainer:\n)/, `$1          envFrom: [${sources}]\n`) + SIZES;
const MAP = "{ configMapRef: { name: sizes } }";

playScenarios("of two objects with a variable the later one counts", [
  ...["{ secretRef: { name: s } }", "{ configMapRef: { name: elsewhere } }"].map((more): GateScenario => ({
    name: `behind its ConfigMap: ${more}`,
    world: files({ [CHAT]: from(MAP) }, { [CHAT]: from(`${MAP}, ${more}`) }, LIMITS),
    end: "red",
    says: /no-longer-judged/,
  })),
  {
    name: "green: in front of its ConfigMap",
    world: files({ [CHAT]: from(MAP) }, { [CHAT]: from(`{ secretRef: { name: s } }, ${MAP}`) }),
    end: "green",
  },
  {
    name: "green: behind a ConfigMap that no word of the engine uses",
    world: files(
      { [CHAT]: from(MAP).replace("$(N)", "64") },
      { [CHAT]: from(`${MAP}, { secretRef: { name: s } }`).replace("$(N)", "64") },
    ),
    end: "green",
  },
]);

const frontend = (command: string): string =>
  good().replace('command: ["python3", "-m", "dynamo.frontend"]', command);
const named = (name: string, head: string, base = good()): GateScenario => ({
  name,
  world: files({ [CHAT]: base }, { [CHAT]: head }),
  end: "green",
  says: /setting-not-modelled/,
});

playScenarios("a deployment answers as long as something in it takes requests", [
  ...(
    [
      ["a frontend that sleeps", frontend('command: ["sleep", "infinity"]')],
      ["another program in its place", frontend('command: ["python3", "-m", "http.server"]')],
      ["no frontend any more", good().replace(/ {4}Frontend:[\s\S]*?(?= {4}Worker)/, "")],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name,
    world: files({ [CHAT]: good() }, { [CHAT]: head }, LIMITS),
    end: "red",
    says: /takes requests/,
  })),
  ...(
    [
      ["the operator's own", frontend("# by the operator")],
      [
        "by a script",
        frontend('command: ["/bin/sh", "-c", "exec python3 -m dynamo.frontend --router-mode kv"]'),
      ],
      ["under another name", good().replace("    Frontend:", "    Entry:")],
    ] as const
  ).map(([name, head]): GateScenario => ({
    name: `green: ${name}`,
    world: files({ [CHAT]: good() }, { [CHAT]: head }),
    end: "green",
  })),
  named(
    "requests that it turns away are named",
    frontend('command: ["python3", "-m", "dynamo.frontend"]\n          args: ["--busy-threshold", "0.1"]'),
  ),
  named(
    "and switches that a script sets",
    scripted("export CUDA_LAUNCH_BLOCKING=1", ENGINE),
    scripted("cd /x", ENGINE),
  ),
  named(
    "and those that env sets behind exec",
    scripted(`exec env CUDA_LAUNCH_BLOCKING=1 ${ENGINE}`),
    scripted(ENGINE),
  ),
  {
    name: "variables that a script takes from elsewhere",
    world: files(BEFORE, { [CHAT]: scripted("export $(cat /etc/env)", ENGINE) }, LIMITS),
    end: "red",
  },
]);
