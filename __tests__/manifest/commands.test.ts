import { describe, expect, it } from "@jest/globals";
import { deploymentOf, findingsOf, manifest, values, type WorkerParts, workerOf } from "./support/build.js";

const EXEC = "[python3, -m, dynamo.vllm]";
const SH = "[/bin/sh, -c]";

/** Each form says the same: model, tp 4, batch 64. */
const FORMS: readonly (readonly [string, WorkerParts])[] = [
  [
    "exec form, list of arguments",
    { command: EXEC, args: '- --model\n- org/m\n- --tensor-parallel-size\n- "4"\n- --max-num-seqs\n- 64' },
  ],
  [
    "exec form, flags joined with =",
    { command: EXEC, args: "- --model=org/m\n- --tensor-parallel-size=4\n- --max-num-seqs=64" },
  ],
  [
    "exec form, flag and value in one item",
    { command: EXEC, args: '- --model org/m\n- --tensor-parallel-size 4\n- "--max-num-seqs 64"' },
  ],
  [
    "exec form in one flow list",
    { command: '[python3, -m, dynamo.vllm, --model, org/m, -tp, "4", --max_num_seqs, "64"]' },
  ],
  [
    "split module",
    {
      command: "[python3]",
      args: "- -m\n- dynamo.vllm\n- --model\n- org/m\n- -tp\n- 4\n- --max-num-seqs\n- 64",
    },
  ],
  [
    "arguments only",
    { args: "- python3\n- -m\n- dynamo.vllm\n- --model\n- org/m\n- -tp\n- 4\n- --max-num-seqs\n- 64" },
  ],
  ["shell string", { command: SH, args: "- python3 -m dynamo.vllm --model org/m -tp 4 --max-num-seqs 64" }],
  [
    "shell string, bare args",
    {
      command: SH,
      args: "|\n  python3 -m dynamo.vllm --model org/m -tp 4 --max-num-seqs 64".replace("|", "- |"),
    },
  ],
  [
    "script in command",
    { command: '[/bin/bash, -lc, "exec python3 -m dynamo.vllm --model org/m -tp 4 --max-num-seqs 64"]' },
  ],
  [
    "positional parameters",
    {
      command: `[bash, -c, 'export A=b && exec python3 -m dynamo.vllm "$@"', '--']`,
      args: '- --model\n- org/m\n- -tp\n- "4"\n- --max-num-seqs\n- "64"',
    },
  ],
  [
    "continuations, comments, prefix commands, tee",
    {
      command: "[/bin/bash, -euo, pipefail, -c]",
      args: "- |\n  # it's a comment\n  set -e\n  ulimit -l unlimited && mkdir -p /x\n  unset Y\n  exec python3 -m dynamo.vllm \\\n    --model org/m \\\n    --tensor-parallel-size 4 \\\n    --max-num-seqs 64 2>&1 | tee /tmp/log",
    },
  ],
  [
    "bash array with append",
    {
      command: "[bash, -c]",
      args: '- |\n  args=(\n    --model "org/m"   # which\n    -tp 4\n  )\n  args+=(--max-num-seqs 64)\n  exec python3 -m dynamo.vllm "${args[@]}"',
    },
  ],
  [
    "variables of the container",
    {
      command: SH,
      args: '- |\n  python3 -m dynamo.vllm --model "${MODEL}" -tp $TP --max-num-seqs ${BATCH:-64}',
      env: '- {name: MODEL, value: org/m}\n- {name: TP, value: "4"}',
    },
  ],
  [
    "Kubernetes variables",
    {
      command: EXEC,
      args: "- --model\n- $(MODEL)\n- -tp\n- $(TP)\n- --max-num-seqs\n- $(BATCH)",
      env: '- {name: BASE, value: org}\n- {name: MODEL, value: $(BASE)/m}\n- {name: TP, value: "4"}\n- {name: BATCH, value: "64"}',
    },
  ],
  [
    "variables of the script",
    {
      command: SH,
      args: '- |\n  MODEL=org/m\n  export TP=4\n  N="64"\n  python3 -m dynamo.vllm --model $MODEL -tp $TP --max-num-seqs "$N"',
    },
  ],
  [
    "an unquoted variable of several words",
    {
      command: SH,
      args: "- python3 -m dynamo.vllm --model org/m $FLAGS",
      env: '- {name: FLAGS, value: "-tp 4 --max-num-seqs 64"}',
    },
  ],
  [
    "a launcher before the engine",
    {
      command: SH,
      args: "- numactl --membind 0 env X=1 python3 -m dynamo.vllm --model org/m -tp 4 --max-num-seqs 64 &",
    },
  ],
  [
    "double-quoted scalar with escapes",
    {
      command: SH,
      args: '- "exec python3 -m dynamo.vllm \\\\\\n  --model \\"org/m\\" \\\\\\n  -tp 4 --max-num-seqs 64\\n"',
    },
  ],
  [
    "single-quoted scalar",
    { command: SH, args: "- 'python3 -m dynamo.vllm --model ''org/m'' -tp 4 --max-num-seqs 64'" },
  ],
  [
    "folded scalar",
    { command: SH, args: "- >-\n  python3 -m dynamo.vllm\n  --model org/m\n  -tp 4\n  --max-num-seqs 64" },
  ],
  ["stock engine", { command: "[vllm, serve, org/m]", args: "- -tp\n- 4\n- --max-num-seqs\n- 64" }],
  [
    "options before the script",
    {
      command: "[/bin/bash, -o, pipefail, -c]",
      args: "- python3 -m dynamo.vllm --model org/m -tp 4 --max-num-seqs 64",
    },
  ],
  [
    "args as a bare string",
    {
      command: "[/bin/sh, -c]",
      container: 'args: "python3 -m dynamo.vllm --model org/m -tp 4 --max-num-seqs 64"',
    },
  ],
  [
    "the last occurrence of a flag wins",
    { command: EXEC, args: "- --model\n- org/m\n- -tp\n- 2\n- -tp\n- 4\n- --max-num-seqs\n- 64" },
  ],
];

describe("commands", () => {
  it.each(FORMS)("%s", (_name, parts) => {
    const worker = workerOf(manifest([parts]));
    expect(worker.backend).toBe("vllm");
    expect(values(worker)).toMatchObject({ model: "org/m", tp: 4, maxBatch: 64 });
    expect(worker.unresolved).toEqual([]);
  });

  it("reads values at their place, through a variable too", () => {
    const text = manifest([
      {
        command: SH,
        args: '- |\n  python3 -m dynamo.vllm --model "${MODEL}" --tensor-parallel-size 4',
        env: "- name: MODEL\n  value: org/m",
      },
    ]);
    const { settings } = workerOf(text);
    const written = (setting: { origin: { range?: { start: number; end: number } } } | undefined): string =>
      text.slice(setting?.origin.range?.start, setting?.origin.range?.end);
    expect(written(settings.tp)).toBe("4");
    expect(written(settings.model)).toBe("org/m");
    expect(settings.model?.origin).toMatchObject({
      how: "env",
      name: "--model",
      via: "MODEL",
      position: { line: 14, column: 22 },
    });
    expect(settings.tp?.origin).toMatchObject({ how: "flag", name: "--tensor-parallel-size" });
  });

  it.each([
    ["a variable that nothing sets", "- python3 -m dynamo.vllm --model org/m -tp $NOWHERE", ["tp"]],
    ["a command substitution", "- python3 -m dynamo.vllm --model org/m -tp $(nvidia-smi -L | wc -l)", ["tp"]],
    [
      "a variable from a substitution",
      "- |\n  N=$(nproc)\n  python3 -m dynamo.vllm --model org/m -tp $N",
      ["tp"],
    ],
    [
      "a variable set in a branch",
      "- |\n  N=2\n  if x; then N=4; fi\n  python3 -m dynamo.vllm --model org/m -tp $N",
      ["tp"],
    ],
    [
      "flags added in a loop",
      '- |\n  a=(--model org/m)\n  for f in x; do a+=(-tp 4); done\n  python3 -m dynamo.vllm "${a[@]}"',
      ["tp"],
    ],
    ["a secret", "- python3 -m dynamo.vllm --model org/m -tp $S", ["tp"]],
  ])("%s leaves the value unknown and says so", (_name, args, names) => {
    const worker = workerOf(
      manifest([
        {
          command: "[/bin/bash, -c]",
          args,
          env: "- name: S\n  valueFrom: {secretKeyRef: {name: s, key: k}}",
        },
      ]),
    );
    expect(worker.settings.tp).toBeUndefined();
    expect(worker.unresolved.map((one) => one.name)).toEqual(names);
    expect(worker.unresolved[0]?.reason.length).toBeGreaterThan(10);
  });

  it("a stray backslash of a folded scalar is read and reported on its line", () => {
    const text = manifest([
      {
        command: SH,
        args: "- >-\n  ulimit -l unlimited\n  python3 -m dynamo.vllm \\\n  --model org/m \\\n  --max-num-seqs 40",
      },
    ]);
    expect(values(workerOf(text))).toMatchObject({ model: "org/m", maxBatch: 40 });
    expect(workerOf(text).command?.editable).toBe(false);
    expect(findingsOf(text)).toContainEqual(["shell-stray-backslash", 15, 15]);
  });

  it("bash arrays under a plain sh deserve a warning", () => {
    expect(
      findingsOf(
        manifest([{ command: SH, args: '- |\n  a=(--model org/m)\n  python3 -m dynamo.vllm "${a[@]}"' }]),
      ).map(([rule]) => rule),
    ).toContain("shell-array-under-sh");
  });

  it.each([
    ["dynamo.sglang", "sglang"],
    ["dynamo.sglang.worker", "sglang"],
    ["sglang.launch_server", "sglang"],
    ["dynamo.trtllm", "trtllm"],
    ["dynamo.mocker", "mocker"],
    ["vllm.entrypoints.openai.api_server", "vllm"],
  ])("%s runs %s", (module, backend) => {
    expect(
      workerOf(manifest([{ command: `[python3, -m, ${module}]`, args: "- --model-path\n- org/m" }])).backend,
    ).toBe(backend);
  });

  it("flags alone run the engine that backendFramework names", () => {
    const text = manifest([{ args: "- --model-path\n- org/m\n- --tp\n- 2" }], { framework: "sglang" });
    expect(workerOf(text)).toMatchObject({ backend: "sglang", settings: { tp: { value: 2 } } });
    expect(() => workerOf(manifest([{ args: "- --model-path\n- org/m" }]))).toThrow("no worker");
  });

  it("the module is believed over backendFramework", () => {
    const text = manifest([{ command: EXEC, args: "- --model\n- org/m" }], { framework: "sglang" });
    expect(deploymentOf(text).backend).toBe("vllm");
    expect(findingsOf(text)).toContainEqual(["backend-mismatch", 6, 21]);
  });

  it("ConfigMap keys reach arguments through variables", () => {
    const text = manifest(
      [
        {
          command: EXEC,
          args: "- --model\n- org/m\n- --speculative-config\n- $(SPEC)",
          env: "- name: SPEC\n  valueFrom: {configMapKeyRef: {name: c, key: spec}}",
        },
      ],
      {
        after:
          'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  decoy: \'{"method":"x"}\'\n  spec: |\n    {"method": "mtp", "num_speculative_tokens": 3}\n',
      },
    );
    expect(values(workerOf(text))).toMatchObject({ speculative: { method: "mtp", numTokens: 3 } });
  });
});
