import { linkTo, rawFile } from "../support/fake-github/index.js";
import { bad, badJson, CHAT, good, LIMITS, RESTING } from "../support/gate-world.js";
import { playScenarios } from "../support/play-gate.js";

const STRICT = `${LIMITS}not-applicable: fail\n`;
const NOTHING = /no manifest in this change/;
const KIND = "DynamoGraphDeployment";
const utf16 = (text: string): string => rawFile(Buffer.from(`\ufeff${text}`, "utf16le"));
const broken = (text: string): string =>
  text.replace("      replicas: 1\n      resources", "       replicas: 1\n      resources");
const padded = (text: string): string => `${text}#${"x".repeat(1_100_000)}\n`;
const head = (text: string, path = CHAT) => ({ head: { [path]: text } });
const fresh = (text: string, path = "deploy/new.yaml") => ({ base: {}, head: { [path]: text } });

const ENGINE =
  "python3 -m dynamo.vllm --model Qwen/Qwen3-32B-FP8 --tensor-parallel-size 2 --max-model-len 8192";
const benchmark = (values: Readonly<Record<string, string>>): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: { name: bench }\nspec:\n  template:\n    spec:\n      containers:\n        - name: aiperf\n          image: python\n          command: ["/bin/sh", "-c"]\n          args: ["aiperf profile --model Qwen/Qwen3-32B-FP8 --synthetic-input-tokens-mean $ISL --output-tokens-mean $OSL --concurrency $CONCURRENCY"]\n          env: ${JSON.stringify(Object.entries(values).map(([name, value]) => ({ name, value })))}\n`;
const request = (itl: number): string =>
  `apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeploymentRequest\nmetadata: { name: r }\nspec:\n  model: Qwen/Qwen3-32B-FP8\n  sla: { ttft: 3000, itl: ${itl} }\n`;
/** The sizes of an engine as variables that a ConfigMap gives. */
const BY_VARIABLES = RESTING.manifest
  .replace("replicas: 1", "replicas: 8")
  .replace(
    /args: .*/,
    'args: ["--model-path", "Qwen/Qwen3-32B-FP8", "--tensor-parallel-size", "2"]\n          envFrom: [{ configMapRef: { name: sizes } }]',
  );
const variables = (batch: string, budget: number): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: sizes }\ndata: { DYN_TRTLLM_MAX_BATCH_SIZE: "${batch}", X: "${budget}" }\n`;
const inList = (text: string): string =>
  `apiVersion: v1\nkind: List\nitems:\n  - ${text.trimEnd().replaceAll("\n", "\n    ")}\n`;

/** The worker's command as a script. */
const inShell = (text: string, end: string, start = ""): string => {
  const at = text.lastIndexOf("          command:");
  const script = `${start}${ENGINE} ${end}`;
  return `${text.slice(0, at)}          command: ["/bin/sh", "-c"]\n          args:\n            - |\n              ${script}\n`;
};

playScenarios("what is not understood is never not ours", [
  {
    id: "F04",
    name: "padded beyond the limit, not checked fails",
    world: { ...head(padded(bad())), policy: STRICT },
    end: "red",
  },
  { id: "F04b", name: "padded beyond the limit", world: head(padded(bad())), end: "red", never: NOTHING },
  {
    id: "F08",
    name: "a link to a bad one",
    world: { head: { [CHAT]: linkTo("../elsewhere/bad.txt"), "elsewhere/bad.txt": bad() } },
    end: "red",
    never: NOTHING,
    says: /symbolic link/,
  },
  {
    id: "F09",
    name: "a Git LFS pointer",
    world: head("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
    end: "red",
    says: /Git LFS/,
  },
  { id: "B07", name: "UTF-16", world: head(utf16(bad())), end: "red", says: /not UTF-8|not text/ },
  {
    id: "B13",
    name: "one {{ after replicas",
    world: {
      ...head(bad().replace("replicas: 1\n      resources", "replicas: {{ 1\n      resources")),
      policy: STRICT,
    },
    end: "red",
  },
  {
    id: "B06",
    name: "a kind with an escape",
    world: head(bad({ kind: '"Dynamo\\x47raphDeployment"' })),
    end: "red",
  },
  {
    id: "B06b",
    name: "new JSON with an escape in its kind",
    world: fresh(badJson("Dynamo\\u0047raphDeployment"), "deploy/new.json"),
    end: "red",
  },
  ...["deploy/package.json", "tsconfig.json", ".github/deploy.json", "package-lock.json"].map((path) => ({
    id: "B17",
    name: `added as ${path}`,
    world: fresh(badJson(), path),
    end: "red" as const,
  })),
  {
    id: "B14",
    name: "duplicate keys",
    world: head(
      bad().replace(
        "      replicas: 1\n      resources",
        "      replicas: 4\n      replicas: 1\n      resources",
      ),
    ),
    end: "red",
  },
  {
    id: "B16",
    name: "300 decoys do not hide a manifest",
    world: {
      head: {
        ...Object.fromEntries(
          Array.from({ length: 300 }, (_, i) => [`a/${i}.yaml`, `kind: Service\nn: ${i}\n`]),
        ),
        [CHAT]: bad(),
      },
    },
    end: "red",
  },
  {
    id: "B19",
    name: "inside a v1 List",
    world: head(inList(bad())),
    end: "red",
  },
  {
    id: "B18",
    name: "a model behind an unset variable, not checked fails",
    world: { ...head(bad({ model: "$MODEL_THAT_NOBODY_SETS" })), policy: STRICT },
    end: "red",
  },
  {
    id: "B20",
    name: "another apiVersion, not checked fails",
    world: { ...head(bad().replace("nvidia.com/v1alpha1", "example.com/v1")), policy: STRICT },
    end: "red",
  },
  {
    id: "A3",
    name: "a kustomize patch, not checked fails",
    world: {
      ...fresh(
        `${bad().slice(0, bad().indexOf("  backendFramework"))}  services:\n    Worker:\n      replicas: 1\n`,
      ),
      policy: STRICT,
    },
    end: "red",
    says: /patch/,
  },
  {
    id: "G2",
    name: "a wrong indent in a file with placeholders in a script",
    world: head(
      `${broken(bad())}---\nkind: ConfigMap\napiVersion: v1\nmetadata: { name: s }\ndata:\n  run.sh: |\n    exec vllm \${ARGS}\n`,
    ),
    end: "red",
    says: /yaml-syntax|not read|indent/i,
  },
  // siblings
  ...[
    ["a binary tag", "!!binary RHluYW1vR3JhcGhEZXBsb3ltZW50"],
    ["a verbatim binary tag", "!<tag:yaml.org,2002:binary> RHluYW1vR3JhcGhEZXBsb3ltZW50"],
    ["a tag with an escape in it", "!!b%69nary RHluYW1vR3JhcGhEZXBsb3ltZW50"],
    ["a folded scalar over two lines", '"Dynamo\\\n  GraphDeployment"'],
    ["a block scalar", `>-\n  ${KIND}`],
    ["an anchor", `&k ${KIND}`],
    ["a non-specific tag", `! ${KIND}`],
  ].map(([name, kind]) => ({
    name: `a kind by ${name}`,
    world: fresh(bad({ kind: kind! })),
    end: "red" as const,
  })),
  {
    name: "a kind under an explicit key",
    world: fresh(bad().replace(`kind: ${KIND}`, `? "\\x6bind"\n: ${KIND}`)),
    end: "red",
  },
  {
    name: "a kind by a merge key",
    world: fresh(
      bad()
        .replace(`kind: ${KIND}\n`, "")
        .replace("metadata:", `x-base: &base { kind: ${KIND} }\n<<: *base\nmetadata:`),
    ),
    end: "red",
  },
  {
    name: "a template beside a good manifest in one file is said",
    world: {
      ...head(
        `${good()}---\n${bad({ name: "{{ .Values.name }}" }).replace("replicas: 1\n      res", "replicas: {{ 1 }}\n{{ if x }}\n      res")}`,
      ),
      policy: STRICT,
    },
    end: "red",
    never: NOTHING,
  },
  {
    name: "a component deployment is said, not passed over",
    world: { ...fresh(bad({ kind: "DynamoComponentDeployment" })), policy: STRICT },
    end: "red",
    never: NOTHING,
  },
  {
    name: "a file that `files` names, whatever its ending",
    world: fresh(bad(), "deploy/chat.tpl"),
    inputs: { files: "deploy/*" },
    end: "red",
  },
  {
    name: "what a link on the base leads to, whatever its name",
    world: {
      base: { [CHAT]: linkTo("../real/chat.txt"), "real/chat.txt": good() },
      head: { "real/chat.txt": bad() },
    },
    end: "red",
  },
  {
    name: "a link whose own text reads as a good manifest",
    world: head(linkTo(good())),
    end: "red",
    says: /symbolic link/,
  },
  {
    name: "renamed to an ending that is none",
    world: { head: { [CHAT]: null, "deploy/chat.txt": bad() } },
    end: "red",
  },
  {
    name: "the manifest becomes a folder",
    world: { head: { [CHAT]: null, "deploy/chat.yaml/a.yaml": bad() } },
    end: "red",
  },
  {
    name: "Latin-1 with a byte that is no UTF-8",
    world: head(rawFile(Buffer.from(`# caf\u00e9\n${bad()}`, "latin1"))),
    end: "red",
  },
  ...[
    ["U+2028", "\u2028"],
    ["U+2029", "\u2029"],
    ["U+0085", "\u0085"],
    ["a lone carriage return", "\r"],
  ].flatMap(([name, end]) => [
    {
      name: `a value behind ${name} in a comment`,
      world: head(
        good().replace("      replicas: 4\n", `      replicas: 4\n      # x${end}      replicas: 1\n`),
      ),
      end: "red" as const,
    },
    {
      name: `a whole manifest behind ${name} in comments, its kind spelled with an escape`,
      world: fresh(
        bad({ kind: '"Dynamo\\x47raphDeployment"' })
          .split("\n")
          .map((line) => `# ${end}${line}`)
          .join("\n"),
      ),
      end: "red" as const,
    },
  ]),
  {
    name: "a document behind a marker that stands in a quoted text",
    world: fresh(`x: "\n--- # y\n${bad().replaceAll('"', "'")}--- # z\n"\n`),
    end: "red",
  },
  {
    name: "a second JSON value behind the first",
    world: fresh(`{"kind": "Service"}\n${badJson()}`, "deploy/a.json"),
    end: "red",
  },
  {
    name: "new JSON padded beyond the limit, not checked fails",
    world: { ...fresh(`${" ".repeat(1_100_000)}${badJson()}`, "deploy/a.json"), policy: STRICT },
    end: "red",
    never: NOTHING,
  },
  {
    name: "large JSON data, not checked fails",
    world: { ...fresh(`{"rows": "${"x".repeat(1_100_000)}"}`, "data/a.json"), policy: STRICT },
    end: "green",
  },
  {
    name: "an octal number of replicas is what Kubernetes makes of it",
    world: head(good().replace("replicas: 4", "replicas: 0o1").replace('"64"', '"256"')),
    end: "red",
  },
  {
    name: "a leading zero makes a number octal",
    world: head(bad().replace("replicas: 1\n      res", "replicas: 01\n      res")),
    end: "red",
  },
  ...[
    ["a command substitution", "--max-num-seqs 64 $(cat /etc/extra)"],
    ["a variable that nobody sets", "--max-num-seqs 64 $EXTRA"],
    ["another shell behind a pipe", "--max-num-seqs 64 | sh"],
    ["a file that is sourced first", "--max-num-seqs 64", ". /etc/run.sh; "],
    [
      "a function of the engine's name",
      "--max-num-seqs 64",
      'python3() { command python3 "$@" --max-num-seqs 4; }; ',
    ],
    ["another program first", "--max-num-seqs 64", "exec python3 /opt/start.py; "],
    ["a branch around it", "--max-num-seqs 64; fi", "if true; then "],
  ].map(([name, end, start = ""]) => ({
    name: `settings hidden by ${name}`,
    world: {
      base: { [CHAT]: inShell(good(), "--max-num-seqs 64") },
      head: { [CHAT]: inShell(good(), end!, start) },
    },
    end: "red" as const,
  })),
  {
    name: "a command of words that becomes a script",
    world: head(inShell(good(), "--max-num-seqs 64")),
    end: "green",
  },
  {
    name: "an edit beside what was hidden before",
    world: {
      base: { [CHAT]: inShell(good(), "--max-num-seqs 64 $EXTRA") },
      head: { [CHAT]: inShell(good(), "--max-num-seqs 72 $EXTRA") },
    },
    end: "green",
  },
  {
    name: "a variable that the manifest itself sets",
    world: {
      base: { [CHAT]: inShell(good(), "--max-num-seqs 64") },
      head: { [CHAT]: inShell(good(), "--max-num-seqs $SEQS", "SEQS=64; ") },
    },
    end: "green",
  },
  ...[
    ["words that something else fills in", "--max-num-seqs 64 $EXTRA"],
    ["all words of the container", '--max-num-seqs 64 "$@"'],
    ["a size that something else fills in", "--max-num-seqs $SEQS"],
    ["a second start of the engine", `--max-num-seqs 64 || ${ENGINE} --max-num-seqs 256`],
    ["text that a shell runs", '--max-num-seqs 64; eval "$(cat /etc/run)"'],
    ["a function of the engine's name", "--max-num-seqs 64", 'python3() { command python3 "$@"; }; '],
    ["a file that is sourced first", "--max-num-seqs 64", ". /etc/run.sh; "],
  ].flatMap(([name, end, start = ""]) => [
    {
      name: `a new deployment does not pass by ${name}`,
      world: fresh(inShell(good(), end!, start)),
      end: "green" as const,
      says: /Not checked.*cannot be judged whole/,
    },
    {
      name: `a new deployment fails by ${name}, not checked fails`,
      world: { ...fresh(inShell(good(), end!, start)), policy: STRICT },
      end: "red" as const,
    },
  ]),
  {
    name: "a new deployment that breaks a limit in what can be read fails, whatever it hides",
    world: fresh(inShell(bad(), "--max-num-seqs 256 $EXTRA")),
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a new deployment whose settings come from a secret",
    world: fresh(
      `${RESTING.manifest.replace("replicas: 1", "replicas: 8").replace(/args: .*/, 'args: ["--model-path", "Qwen/Qwen3-32B-FP8", "--tensor-parallel-size", "2"]\n          env: [{ name: DYN_TRTLLM_MAX_BATCH_SIZE, valueFrom: { secretKeyRef: { name: a, key: b } } }]')}`,
    ),
    end: "green",
    says: /Not checked.*DYN_TRTLLM_MAX_BATCH_SIZE/,
  },
  {
    name: "a new deployment with a script that can be read",
    world: fresh(inShell(good(), "--max-num-seqs $SEQS", 'SEQS=64; export PATH="$PATH:/x"; ')),
    end: "green",
    says: /Pass: 1 manifest/,
  },
  ...["99999999999999", "2147483648", "-4", "0", '"1e3"', "4.0"].map((count) => ({
    name: `${count} replicas, which no cluster takes or which serve nothing`,
    world: head(good().replace("replicas: 4", `replicas: ${count}`)),
    end: "red" as const,
  })),
  {
    name: "a list in a list",
    world: fresh(inList(inList(bad()))),
    end: "red",
  },
  ...[
    ["a program in front of the engine", 'command: ["/opt/start", "python3", "-m", "dynamo.vllm"]'],
    ["code in the place of the module", 'command: ["python3", "-c", "import os", "-m", "dynamo.vllm"]'],
    [
      "a hook that starts another engine",
      'lifecycle: { postStart: { exec: { command: ["sh", "-c", "python3 -m dynamo.vllm"] } } }\n          command: ["python3", "-m", "dynamo.vllm"]',
    ],
  ].flatMap(([name, command]) => {
    const text = good().replace('command: ["python3", "-m", "dynamo.vllm"]', command!);
    return [
      { name: `settings hidden by ${name}`, world: head(text), end: "red" as const },
      {
        name: `a new deployment does not pass by ${name}`,
        world: fresh(text),
        end: "green" as const,
        says: /Not checked.*cannot be judged whole/,
      },
    ];
  }),
  ...["tini", "/usr/bin/env", "numactl", "gosu", "nohup", "opentelemetry-instrument"].map((program) => ({
    name: `${program} in front of the engine hides nothing`,
    world: head(
      good().replace('["python3", "-m", "dynamo.vllm"]', `["${program}", "python3", "-m", "dynamo.vllm"]`),
    ),
    end: "green" as const,
    says: /Pass: 1 manifest/,
  })),
  {
    name: "the manifest becomes a request",
    world: head(request(100000)),
    end: "red",
    says: /not read any more/,
  },
  {
    name: "a new request is said",
    world: fresh(request(100000)),
    end: "green",
    says: /Not checked.*request/,
  },
  {
    name: "the manifest loses its apiVersion",
    world: head(bad().replace("apiVersion: nvidia.com/v1alpha1\n", "")),
    end: "red",
  },
  {
    name: "what a chain of links and linked folders leads to",
    world: {
      base: {
        [CHAT]: linkTo("b.txt"),
        "deploy/b.txt": linkTo("../x/y/c.txt"),
        x: linkTo("z"),
        "z/y/c.txt": good(),
      },
      head: { "z/y/c.txt": bad() },
    },
    end: "red",
  },
  {
    name: "links in a circle",
    world: {
      base: { [CHAT]: linkTo("b.yaml"), "deploy/b.yaml": linkTo("chat.yaml") },
      head: { "x.yaml": good() },
    },
    end: "green",
    says: /Pass: 1 manifest/,
  },
  { name: "a file that is empty now is gone, not unread", world: head("\n"), end: "green" },
  {
    name: "what never was ours is nothing",
    world: fresh("kind: Deployment\nmetadata: { name: x }\n"),
    end: "green",
    says: NOTHING,
  },
]);

playScenarios("everything that a manifest rests on is part of the change", [
  {
    id: "F19",
    name: "the ConfigMap file alone changes, to what cannot start",
    world: {
      policy: LIMITS.replace(", concurrency: 64", ""),
      base: { "deploy/dgd.yaml": RESTING.manifest, "deploy/cm.yaml": RESTING.engine(2, 8) },
      head: { "deploy/cm.yaml": RESTING.engine(3, 8) },
    },
    end: "red",
  },
  {
    id: "F19b",
    name: "both in one file",
    world: {
      base: { "deploy/dgd.yaml": `${RESTING.manifest}---\n${RESTING.engine(2, 8)}` },
      head: { "deploy/dgd.yaml": `${RESTING.manifest}---\n${RESTING.engine(3, 8)}` },
    },
    end: "red",
  },
  {
    id: "F20",
    name: "both change: before is priced with the ConfigMap of before",
    world: {
      policy: LIMITS.replace(", concurrency: 64", ""),
      base: { "deploy/dgd.yaml": RESTING.manifest, "deploy/cm.yaml": RESTING.engine(2, 8) },
      head: { "deploy/dgd.yaml": `${RESTING.manifest}# x\n`, "deploy/cm.yaml": RESTING.engine(2, 64) },
    },
    end: "green",
    then: ({ result }) => {
      const { files } = JSON.parse(result.outputs["comparison"]!) as {
        files: {
          deployments: { base: { tokensPerSecPerGpu: number }; proposed: { tokensPerSecPerGpu: number } }[];
        }[];
      };
      const [one] = files[0]!.deployments;
      if (one!.base.tokensPerSecPerGpu === one!.proposed.tokensPerSecPerGpu)
        throw new Error("before and now are priced alike");
    },
  },
  // siblings
  ...[
    ["its kind spelled with an escape", 'kind: "Config\\x4dap"'],
    ["a space before the colon of its kind", "kind : ConfigMap"],
    ["its kind on the next line", "kind:\n  ConfigMap"],
  ].map(([name, kind]) => ({
    name: `the ConfigMap file alone, ${name}`,
    world: {
      base: { "deploy/dgd.yaml": RESTING.manifest, "deploy/cm.yaml": RESTING.engine(2, 8) },
      head: { "deploy/cm.yaml": RESTING.engine(3, 8, kind) },
    },
    end: "red" as const,
  })),
  {
    name: "the ConfigMap goes away",
    world: {
      base: { "deploy/dgd.yaml": RESTING.manifest, "deploy/cm.yaml": RESTING.engine(2, 8) },
      head: { "deploy/cm.yaml": null },
    },
    end: "red",
  },
  {
    name: "the ConfigMap moves to another folder",
    world: {
      base: { "deploy/dgd.yaml": RESTING.manifest, "deploy/cm.yaml": RESTING.engine(2, 8) },
      head: { "deploy/cm.yaml": null, "other/cm.yaml": RESTING.engine(2, 8) },
    },
    end: "red",
  },
  {
    name: "the ConfigMap cannot be read any more",
    world: {
      base: { "deploy/dgd.yaml": RESTING.manifest, "deploy/cm.yaml": RESTING.engine(2, 8) },
      head: { "deploy/cm.yaml": RESTING.engine(3, 8).replace("data:", "data: [") },
    },
    end: "red",
  },
  {
    name: "a ConfigMap that no manifest rests on",
    world: {
      base: { [CHAT]: good(), "deploy/cm.yaml": RESTING.engine(2, 8) },
      head: { "deploy/cm.yaml": RESTING.engine(3, 8) },
    },
    end: "green",
  },
  ...(
    [
      ["a longer prompt", "ISL", "12000", "red"],
      ["a lighter load, which does not count", "CONCURRENCY", "1", "red"],
      ["the same load", "NAME", "x", "green"],
    ] as const
  ).map(([name, variable, value, end]) => ({
    name: `a benchmark job beside it alone says ${name}`,
    world: {
      policy: "defaults: { system: h200_sxm, sla: { ttft-ms: 3000, tpot-ms: 25 } }\nprofile: reference\n",
      base: {
        "recipes/agg/deploy.yaml": end === "green" ? good() : variable === "ISL" ? good() : bad(),
        "recipes/perf/perf.yaml": benchmark({ ISL: "4000", OSL: "500", CONCURRENCY: "64" }),
      },
      head: {
        "recipes/perf/perf.yaml": benchmark({
          ISL: "4000",
          OSL: "500",
          CONCURRENCY: variable === "ISL" ? "256" : "64",
          [variable]: value,
        }),
      },
    },
    end,
    never: NOTHING,
  })),
  {
    name: "variables that lie in a ConfigMap file beside it",
    world: {
      policy: LIMITS,
      base: { "deploy/dgd.yaml": BY_VARIABLES, "deploy/cm.yaml": variables("64", 8) },
      head: { "deploy/cm.yaml": variables("many", 8) },
    },
    end: "red",
  },
  ...["deploy/a.yaml", "deploy/zz.yaml"].map((second) => ({
    name: `a second ConfigMap of the same name and other words, in ${second}`,
    world: {
      policy: LIMITS.replace(", concurrency: 64", ""),
      base: { "deploy/dgd.yaml": RESTING.manifest, "deploy/cm.yaml": RESTING.engine(2, 8) },
      head: { [second]: RESTING.engine(3, 8) },
    },
    end: "red" as const,
  })),
  {
    name: "a request behind two hundred other files is still the limit that holds",
    world: {
      policy: LIMITS.replace(", sla: { ttft-ms: 3000, tpot-ms: 25 }", ""),
      base: { [CHAT]: good(), "deploy/zz-request.yaml": request(25) },
      head: {
        [CHAT]: bad(),
        "deploy/zz-request.yaml": request(9000),
        ...Object.fromEntries(
          Array.from({ length: 200 }, (_, i) => [`deploy/a${i}.yaml`, `kind: Service\nn: ${i}\n`]),
        ),
      },
    },
    end: "red",
    says: /25 → 9000/,
  },
]);

const KUSTOMIZE = (rest: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base]\n${rest}`;
const OPS = "- op: replace\n  path: /spec/services/Worker/replicas\n  value: 1\n";
const INLINE = `patches:\n  - target: { kind: DynamoGraphDeployment }\n    patch: |-\n      ${OPS.trimEnd().replaceAll("\n", "\n      ")}\n`;
const BASE = { "k/base/kustomization.yaml": "resources: [chat.yaml]\n", "k/base/chat.yaml": good() };
const NOT_RENDERED = /Not checked.*render the manifests/;

playScenarios("what is rendered elsewhere is named", [
  ...(
    [
      ["an inline patch", "kustomization.yaml", INLINE],
      ["an inline patch of any kind", "kustomization.yml", INLINE.replace("kind: Dyn", "name: Dyn")],
      ["a patch under the name without an ending", "Kustomization", INLINE],
      [
        "a merge patch",
        "kustomization.yaml",
        `patchesStrategicMerge:\n  - |-\n    kind: DynamoGraphDeployment\n    spec: {}\n`,
      ],
      ["replacements", "kustomization.yaml", "replacements:\n  - path: r.yaml\n"],
      ["a component", "kustomization.yaml", "components: [../component]\n"],
    ] as const
  ).map(([name, file, rest]) => ({
    name: `a kustomization gets ${name}`,
    world: {
      base: { ...BASE, [`k/prod/${file}`]: KUSTOMIZE("") },
      head: { [`k/prod/${file}`]: KUSTOMIZE(rest) },
    },
    end: "green" as const,
    says: NOT_RENDERED,
    never: NOTHING,
  })),
  {
    name: "an inline patch, not checked fails",
    world: {
      policy: STRICT,
      base: { ...BASE, "k/prod/kustomization.yaml": KUSTOMIZE("") },
      head: { "k/prod/kustomization.yaml": KUSTOMIZE(INLINE) },
    },
    end: "red",
  },
  {
    name: "a patch file alone",
    world: {
      base: {
        ...BASE,
        "k/prod/kustomization.yaml": KUSTOMIZE(
          "patches: [{ path: ./ops.yaml, target: { kind: DynamoGraphDeployment } }]\n",
        ),
        "k/prod/ops.yaml": OPS.replace("1", "8"),
      },
      head: { "k/prod/ops.yaml": OPS },
    },
    end: "green",
    says: NOT_RENDERED,
  },
  {
    name: "values of a chart that serves models",
    world: {
      base: {
        "chart/values.yaml": "replicas: 8\n",
        "chart/templates/dgd.yaml": good().replace("replicas: 4", "replicas: {{ .Values.replicas }}"),
      },
      head: { "chart/values.yaml": "replicas: 1\n" },
    },
    end: "green",
    says: NOT_RENDERED,
  },
  ...(
    [
      [
        "a patch of another kind",
        "k/prod/kustomization.yaml",
        KUSTOMIZE(INLINE.replace("DynamoGraphDeployment", "Deployment")),
      ],
      ["a label", "k/prod/kustomization.yaml", KUSTOMIZE("commonLabels: { a: b }\n")],
      [
        "a patch where no model is served",
        "other/kustomization.yaml",
        "resources: [svc.yaml]\npatches: [{ path: ops.yaml }]\n",
      ],
      ["values of another chart", "web/values.yaml", "replicas: 1\n"],
      ["operations that nothing names", "web/ops.yaml", OPS],
    ] as const
  ).map(([name, file, text]) => ({
    name: `${name} is nothing of ours`,
    world: {
      policy: STRICT,
      base: { ...BASE, "k/prod/kustomization.yaml": KUSTOMIZE(""), "other/svc.yaml": "kind: Service\n" },
      head: { [file]: text },
    },
    end: "green" as const,
    says: NOTHING,
  })),
]);
