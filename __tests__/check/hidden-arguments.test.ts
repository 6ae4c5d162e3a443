import { describe, expect, it } from "@jest/globals";

import { hiddenArguments } from "../../src/check/hidden-arguments.js";
import { parseManifest } from "../../src/manifest/parse.js";

const place = { file: "a.yaml" } as Parameters<typeof hiddenArguments>[2];
const document = (
  args: string,
  { env = "", extra = "", workers = 1, note = "x" } = {},
): string => `apiVersion: nvidia.com/v1alpha1
kind: DynamoGraphDeployment
metadata: { name: chat, annotations: { note: "${note}" } }
spec:
  services:
    Frontend: { replicas: 1, extraPodSpec: { mainContainer: { command: [/bin/sh, -c], args: ["${extra}"] } } }
${Array.from(
  { length: workers },
  (_, index) => `    Worker${index}:
      componentType: worker
      resources: { limits: { gpu: "1" } }
      extraPodSpec:
        mainContainer:
          image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.3.0
          env: [${env}]
          ${args}`,
).join("\n")}
`;
const list = (...more: string[]): string =>
  `command: ${JSON.stringify(["python3", "-m", "dynamo.vllm"])}\n          args: ${JSON.stringify(["--model", "Qwen/Qwen3-32B-FP8", ...more])}`;
const script = (text: string): string =>
  `command: ["/bin/sh", "-c"]\n          args: [${JSON.stringify(text)}]`;
const START = "python3 -m dynamo.vllm --model Qwen/Qwen3-32B-FP8";

const LOADERS = ["PATH", "PYTHONPATH", "PYTHONHOME", "BASH_ENV", "LD_PRELOAD"];
/** A ConfigMap at /own. */
const mounting = (text: string): string =>
  text.replaceAll(
    "        mainContainer:\n",
    "        volumes: [{ name: own, configMap: { name: own } }]\n        mainContainer:\n          volumeMounts: [{ name: own, mountPath: /own }]\n",
  );

function hidden(head: string, base: string): boolean {
  const of = (text: string) => parseManifest(text, { file: "a.yaml" }).deployments[0]!;
  return hiddenArguments(of(head), of(base), place).length > 0;
}

describe("an honest change hides nothing", () => {
  it.each([
    ["another engine", document(list().replace("dynamo.vllm", "dynamo.sglang"))],
    ["a worker more", document(list(), { workers: 2 })],
    ["words of a script", document(script(START))],
    ["prose in an annotation", document(list(), { note: "use this if you see $FOO, or source it" })],
    ["a script of the frontend", document(list(), { extra: "if true; then python3 /opt/f.py; fi" })],
    ["a secret for the hub", document(`${list()}\n          envFrom: [{ secretRef: { name: hf } }]`)],
    [
      "the pod's address in a value",
      document(list("--kv-events-config", "tcp://$(POD_IP):5557"), {
        env: "{ name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }",
      }),
    ],
    ["the leader's address", document(list("--master-addr", "$(LWS_LEADER_ADDRESS)"))],
    [
      "a literal of the manifest",
      document(list("--max-num-seqs", "$(SEQS)"), { env: '{ name: SEQS, value: "8" }' }),
    ],
    [
      "another allocator of memory",
      document(list(), { env: "{ name: LD_PRELOAD, value: /usr/lib/libtcmalloc.so }" }),
    ],
    ...LOADERS.flatMap((name) => [
      [
        `the image's code by ${name}`,
        mounting(document(list(), { env: `{ name: ${name}, value: /workspace }` })),
      ],
      [
        `the image's code by ${name} in a script`,
        document(script(`export ${name}="/workspace:$${name}"\n${START}`), {
          env: `{ name: ${name}, value: /x }`,
        }),
      ],
    ]),
    ["where libraries lie", document(list(), { env: "{ name: LD_LIBRARY_PATH, value: /opt/lib }" })],
    ["a module that ran before the engine", document(script(`python3 -m pip list\n${START}`))],
    ["a wait for another service", document(script(`until nc -z etcd 2379; do sleep 1; done\n${START}`))],
    [
      "a wait that says so",
      document(
        script(`while ! curl -sf http://nats:8222/healthz; do\n  echo waiting\n  sleep 2\ndone\n${START}`),
      ),
    ],
    ["a time limit of what runs before it", document(script(`timeout 9 curl -s x\n${START}`))],
    ["a line that is printed", document(script(`echo starting ${START.split(" ")[0]}; ${START}`))],
    ...[
      "exec",
      "FOO=1 exec",
      "numactl --cpunodebind=0",
      "exec nice -n 5",
      "env A=b",
      "exec /usr/bin/tini -- taskset -c 0-15",
      "numactl -N 0 \\\n ",
    ].map((words) => [`a start by ${words}`, document(script(`${words} ${START}`))]),
  ])("%s", (_, head) => {
    expect(hidden(head, document(list()))).toBe(false);
  });
});

describe("what the manifest does not say is hidden", () => {
  it.each([
    ["a variable that nobody sets", document(list("$(EXTRA)"))],
    [
      "a variable out of a ConfigMap",
      document(list("$(EXTRA)"), {
        env: "{ name: EXTRA, valueFrom: { configMapKeyRef: { name: c, key: k } } }",
      }),
    ],
    ["a second start", document(script(`${START} || ${START} --max-num-seqs 4`))],
    ["a branch", document(script(`if true; then ${START}; fi`))],
    ["a loop around the engine", document(script(`while true; do ${START}; sleep 1; done`))],
    [
      "a loop that fetches a setting",
      document(script(`until wget -O /tmp/x http://a/b; do set -- --max-num-seqs 1; done; ${START}`)),
    ],
    [
      "a wait whose end starts something",
      document(script(`until nc -z a 1; do sleep 1; /opt/run; done; ${START}`)),
    ],
    ["a file sourced first", document(script(`. /etc/run.sh; ${START}`))],
    ["a file of arguments", document(list("--config", "/etc/engine.yaml"))],
    [
      "a variable that is not filled in",
      document(list("--max-num-seqs", "$$(SEQS)"), { env: '{ name: SEQS, value: "8" }' }),
    ],
    ["the same, cut short", document(list("--conf=/etc/engine.yaml"))],
    ["a function in brackets", document(script(`python3() ( /opt/run )\n${START}`))],
    ["a function by its keyword", document(script(`function python3 { /opt/run; }\n${START}`))],
    ["a profiler in front of the engine", document(script(`nsys profile -o /tmp/x ${START}`))],
    ["words that env splits", document(script(`env -S "A=b" ${START}`))],
    ["another module around the engine", document(list().replace('"-m",', '"-m","cProfile","-m",'))],
    ["the same in a script", document(script(START.replace("-m", "-m pdb -m")))],
    ["a program that ends it", document(list().replace('"python3"', '"timeout","60","python3"'))],
    ...[
      "timeout 60",
      "exec timeout 60",
      "strace -f",
      "env A=b /usr/bin/cpulimit -l 50 --",
      "A=b chroot /other",
      "ulimit -v 9 ; prog",
      "unshare -n \\\n ",
    ].map((words) => [`in a script ${words}`, document(script(`${words} ${START}`))]),
    ...LOADERS.flatMap((name) => [
      [
        `a ConfigMap's code by ${name}`,
        mounting(document(list(), { env: `{ name: ${name}, value: "/own/x:/y" }` })),
      ],
      [
        `a ConfigMap's code by ${name} in a script`,
        mounting(document(script(`export ${name}=/own\n${START}`))),
      ],
      [`a script's code by ${name}`, document(script(`echo x > /tmp/a/x.py; ${name}=/tmp/a ${START}`))],
    ]),
  ])("%s", (_, head) => {
    expect(hidden(head, document(list()))).toBe(true);
  });
});

describe("an engine file out of sight", () => {
  const config = (name: string, key = "engine.yaml"): string =>
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata:\n  ${key}: |\n    max_batch_size: 8\n`;
  const resting = (path = "/engine/engine.yaml"): string =>
    document(
      `command: [python3, -m, dynamo.trtllm]\n          args: [--model, org/m, --extra-engine-args, ${path}]\n          volumeMounts: [{ name: e, mountPath: /engine }]`,
    ).replace(
      "      extraPodSpec:\n        mainContainer:\n          image",
      "      extraPodSpec:\n        volumes: [{ name: e, configMap: { name: cm } }]\n        mainContainer:\n          image",
    );
  const seen = resting() + config("cm");
  it.each([
    ["its ConfigMap is gone", resting(), seen, true],
    ["its ConfigMap has another name", resting() + config("other"), seen, true],
    ["its key has another name", resting() + config("cm", "other.yaml"), seen, true],
    ["its path leads elsewhere", resting("/mnt/engine.yaml") + config("cm"), seen, true],
    ["its path is a variable", resting("$(FILE)") + config("cm"), seen, true],
    ["one comes that nobody can read", resting(), document(list()), true],
    ["it was so before", resting(), resting(), false],
    ["another one that nobody can read", resting("/opt/b.yaml"), resting("/opt/a.yaml"), false],
    ["it can be read now", seen, resting(), false],
    ["it is as it was", seen, seen, false],
  ])("%s", (_, head, base, expected) => {
    expect(hidden(head, base)).toBe(expected);
  });
});

describe("an engine that ends, or serves nothing", () => {
  it.each([
    ["it tells its flags", document(list("--help")), true],
    ["in a script", document(script(`${START} --version`)), true],
    ["behind the end of a line", document(script(`${START} \\\n  --headless`)), true],
    ["another program tells its own", document(script(`df -h; nvidia-smi --version; ${START}`)), false],
    ["another one behind it", document(script(`${START} && df -h`)), false],
    ["a word that begins alike", document(list("--headless-x")), false],
  ])("%s", (_, head, expected) => {
    expect(hidden(head, head.includes("/bin/sh") ? document(script(START)) : document(list()))).toBe(
      expected,
    );
  });
});
