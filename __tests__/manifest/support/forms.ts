import type { Backend } from "../../../src/domain/deployment.js";

/** A worker as an engine sees it: the rest is how a file writes it. */
export interface Engine {
  readonly engine: Backend;
  readonly role?: "prefill" | "decode";
  /** arguments after the model; the role's flag belongs here */
  readonly words?: readonly string[];
  /** keys of TensorRT-LLM's engine file or override, as JSON */
  readonly keys?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly image?: string;
}

/** A way of writing a worker's command: the lines of its container, and documents beside the deployment. */
type Writer = (worker: Engine, name: string) => { readonly container: string; readonly beside?: string };

const quoted = (word: string): string => `'${word.replaceAll("'", "''")}'`;
const list = (words: readonly string[]): string => `[${words.map(quoted).join(", ")}]`;
const inShell = (word: string): string =>
  /^[\w./:=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
const model = (engine: Backend): readonly string[] =>
  engine === "vllm" ? ["--model", "org/m"] : ["--model-path", "org/m"];
const json = ({ keys }: Engine): readonly string[] =>
  keys === undefined ? [] : ["--override-engine-args", keys];
const own = ({ engine, words = [] }: Engine): readonly string[] => [
  ...["-m", `dynamo.${engine}`],
  ...model(engine),
  ...words,
];
const all = (worker: Engine): readonly string[] => [...own(worker), ...json(worker)];
const block = (lines: readonly string[]): string => lines.map((line) => `          ${line}`).join("\n");
const configMap = (name: string, data: string): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata:\n${data}`;

const WRITERS: Readonly<Record<string, Writer>> = {
  "as a list": (worker) => ({
    container: block([`command: [python3]`, `args: ${list(all(worker))}`]),
  }),
  "in one string of a shell": (worker) => ({
    container: block([
      "command: [/bin/sh, -c]",
      "args:",
      `  - ${quoted(`ulimit -n 65536 && exec python3 ${all(worker).map(inShell).join(" ")} 2>&1 | tee /tmp/log`)}`,
    ]),
  }),
  "over the lines of a script": (worker) => ({
    container: block([
      "command: [bash, -c]",
      "args:",
      "  - |",
      "    set -e",
      `    python3 -m dynamo.${worker.engine} \\`,
      ...[...model(worker.engine), ...(worker.words ?? []), ...json(worker)].map(
        (word, i, words) => `      ${inShell(word)}${i === words.length - 1 ? "" : " \\"}`,
      ),
    ]),
  }),
  "through variables of a ConfigMap": (worker, name) => {
    const words = [...(worker.words ?? []), ...json(worker)];
    const variable = (i: number): string => `WORD_${i}`;
    return {
      container: block([
        "command: [python3]",
        `args: ${list([...own({ ...worker, words: [] }), ...words.map((_, i) => `$(${variable(i)})`)])}`,
        `envFrom: [{configMapRef: {name: ${name.toLowerCase()}}}]`,
      ]),
      ...(words.length > 0 && {
        beside: configMap(
          name.toLowerCase(),
          words.map((word, i) => `  ${variable(i)}: ${quoted(word)}`).join("\n"),
        ),
      }),
    };
  },
  "with the engine's file in a ConfigMap": (worker, name) =>
    worker.keys === undefined
      ? WRITERS["as a list"]!(worker, name)
      : {
          container: block([
            "command: [python3]",
            `args: ${list([...own(worker), "--extra-engine-args", "/cfg/engine.yaml"])}`,
            "volumeMounts: [{name: cfg, mountPath: /cfg}]",
          ]),
          beside: configMap(`${name.toLowerCase()}-file`, `  engine.yaml: |\n    ${worker.keys}`),
        },
};

const IMAGES: Readonly<Record<Backend, string>> = {
  vllm: "vllm-runtime",
  sglang: "sglang-runtime",
  trtllm: "tensorrtllm-runtime",
};

const by = (text: string, spaces: number): string => text.replaceAll(/^ {10}/gm, " ".repeat(spaces));

/** A component of either API version around the lines of its container. */
function component(api: string, name: string, { role }: Engine, container: string): string {
  const volumes = `volumes: [{name: cfg, configMap: {name: ${name.toLowerCase()}-file}}]`;
  const gpu = api === "v1alpha1" ? "gpu" : "nvidia.com/gpu";
  const resources = `resources: {limits: {${gpu}: "1"}}`;
  if (api === "v1alpha1")
    return `    ${name}:
      componentType: worker${role === undefined ? "" : `\n      subComponentType: ${role}`}
      ${resources}
      extraPodSpec:
        ${volumes}
        mainContainer:
${container}`;
  return `    - name: ${name}
      type: ${role ?? "worker"}
      podTemplate:
        spec:
          ${volumes}
          containers:
            - name: main
              ${resources}
${by(container, 14)}`;
}

function document(api: "v1alpha1" | "v1beta1", workers: readonly Engine[], write: Writer): string {
  const beside: string[] = [];
  const components = workers.map((worker, i) => {
    const name = worker.role === undefined ? `W${i}` : worker.role === "prefill" ? "P" : "D";
    const { container, beside: more } = write(worker, name);
    if (more !== undefined) beside.push(more);
    const image = worker.image ?? `registry.example/${IMAGES[worker.engine]}:1.6.1`;
    const env = Object.entries(worker.env ?? {}).map(
      ([key, value]) => `{name: ${key}, value: ${quoted(value)}}`,
    );
    const lines = [`image: ${image}`, ...(env.length === 0 ? [] : [`env: [${env.join(", ")}]`])];
    return component(api, name, worker, `${block(lines)}\n${container}`);
  });
  return [
    `apiVersion: nvidia.com/${api}`,
    "kind: DynamoGraphDeployment",
    "metadata: {name: d}",
    "spec:",
    api === "v1alpha1" ? "  services:" : "  components:",
    ...components,
    ...beside,
  ].join("\n");
}

/** The same workers in every form that people write: both API versions, lists, shells, ConfigMaps. */
export function forms(workers: readonly Engine[]): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const api of ["v1alpha1", "v1beta1"] as const)
    for (const [name, write] of Object.entries(WRITERS))
      texts[`${api}, ${name}`] = document(api, workers, write);
  return texts;
}
