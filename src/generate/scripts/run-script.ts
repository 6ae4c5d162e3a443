import { backendGenerator } from "../backends/index.js";
import { placeWorkers, type PlacedNode, type PlacedWorkers } from "../placement.js";
import { arrayLines, assignDefault, shellDouble, shellQuote } from "../shell.js";
import type { DeployValues, RoleValues } from "../values.js";
import { yamlLine } from "../yaml-text.js";

/** Ends what the script started when the script ends, and nothing else. */
const STOP_CHILDREN = [
  "",
  "pids=()",
  "stop() {",
  '  for pid in ${pids[@]+"${pids[@]}"}; do kill "$pid" 2>/dev/null || true; done',
  "}",
  "trap stop EXIT",
  "trap 'exit 130' INT",
  "trap 'exit 143' TERM",
  "\n",
].join("\n");

/** A script and its name. */
export interface Script {
  readonly name: string;
  readonly text: string;
}

/** `run_0.sh` …: one script a machine; the first also starts the frontend. */
export function runScripts(values: DeployValues): readonly Script[] {
  const nodes = placeWorkers(values);
  return nodes.map((node, index) => ({
    name: `run_${index}.sh`,
    text: runScript(values, node, index, nodes.length),
  }));
}

function runScript(values: DeployValues, node: PlacedNode, index: number, total: number): string {
  const frontend = index === 0 && values.options.service.includeFrontend;
  const counts = node.workers.map((worker) =>
    worker.nodes > 1
      ? `part ${worker.rank + 1} of ${worker.nodes} of a ${worker.role} worker`
      : `${worker.count} ${worker.role} ${worker.count === 1 ? "worker" : "workers"}`,
  );
  const launched = node.workers.find((worker) => needsLauncher(values, worker));
  return [
    "#!/usr/bin/env bash\n",
    `# Machine ${index + 1} of ${total} (${yamlLine(node.system)}): ${[...(frontend ? ["frontend"] : []), ...counts].join(", ")}.\n`,
    `# Runs inside the ${backendGenerator(values.backend).runtimeImage}:${yamlLine(values.target.dynamo)} container; etcd and NATS run on HEAD_NODE_IP.\n`,
    "set -eu\nset -o pipefail\n",
    ...(launched === undefined
      ? [
          STOP_CHILDREN,
          environment(values),
          frontend ? frontendLines(values) : "",
          ...node.workers.map((worker) => workerLines(values, roleOf(values, worker), worker)),
          "\nwait\n",
        ]
      : [
          `\necho ${shellQuote(`This machine holds a part of a ${launched.role} worker that spans ${launched.nodes} machines. TensorRT-LLM starts such workers through MPI: use k8s_deploy.yaml, or the launcher of your scheduler.`)} >&2\nexit 1\n`,
        ]),
  ].join("");
}

/** Whether a worker spans machines and its engine starts only through an outside launcher. */
function needsLauncher(values: DeployValues, placed: PlacedWorkers): boolean {
  return placed.nodes > 1 && backendGenerator(values.backend).multiNodeArgs === undefined;
}

function roleOf(values: DeployValues, worker: PlacedWorkers): RoleValues {
  const role = values.roles.find((candidate) => candidate.role === worker.role);
  if (role === undefined) throw new Error(`no role ${worker.role}`);
  return role;
}

function environment(values: DeployValues): string {
  const { service } = values.options;
  return [
    assignDefault("MODEL_PATH", values.service.modelPath),
    assignDefault("SERVED_MODEL_NAME", values.service.servedModelName),
    assignDefault("HF_TOKEN", service.hfToken),
    assignDefault("HEAD_NODE_IP", service.headNodeIp),
    'ETCD_ENDPOINTS="${ETCD_ENDPOINTS:-${HEAD_NODE_IP}:2379}"\n',
    'NATS_SERVER="${NATS_SERVER:-nats://${HEAD_NODE_IP}:4222}"\n',
    backendGenerator(values.backend).readsEngineFile
      ? 'ENGINE_CONFIG_DIR="${ENGINE_CONFIG_DIR:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)}"\n'
      : "",
    "export MODEL_PATH SERVED_MODEL_NAME HF_TOKEN HEAD_NODE_IP ETCD_ENDPOINTS NATS_SERVER\n",
  ].join("");
}

function frontendLines({ options: { service, dyn }, router }: DeployValues): string {
  const mode = dyn.routerMode ?? (router ? "kv" : undefined);
  const words = ["--http-port", String(service.port), ...(mode === undefined ? [] : ["--router-mode", mode])];
  return `\npython3 -m dynamo.frontend ${words.map((word, index) => (index % 2 === 0 ? word : shellQuote(word))).join(" ")} > >(sed -u 's/^/[frontend] /') 2>&1 &\npids+=("$!")\n`;
}

/** The loop that starts the workers of one role on this machine. */
function workerLines(values: DeployValues, role: RoleValues, placed: PlacedWorkers): string {
  const generator = backendGenerator(values.backend);
  const file = generator.readsEngineFile ? `${role.role}_config.yaml` : undefined;
  const { module, args } = generator.command(role, values, file);
  const gpus = role.gpusPerWorker / placed.nodes;
  const title = `\n# ${placed.count} × ${role.role}, ${gpus} ${gpus === 1 ? "GPU" : "GPUs"} each${placed.nodes > 1 ? ` of the worker's ${role.gpusPerWorker}` : ""}\n`;
  const multiNode = placed.nodes > 1 ? (generator.multiNodeArgs?.(placed.nodes) ?? []) : [];
  const name = role.role.toUpperCase();
  const before = roleOffset(values, role, placed);
  const ports = generator
    .ports(values, role.role)
    .map(({ variable, base }) => ` ${variable}="$((${base + before} + w))"`);
  const portFlags = generator
    .portFlags(role, values)
    .map(
      ({ flag, base, around: [left, right] = ["", ""] }) =>
        ` ${flag} "${shellDouble(left)}$((${base + before} + w))${shellDouble(right)}"`,
    );
  return [
    title,
    `${name}_GPU=${gpus}\n${name}_WORKERS=${placed.count}\n${name}_GPU_OFFSET=${placed.gpuOffset}\n`,
    placed.nodes > 1
      ? `NODE_RANK=${placed.rank}\nMASTER_ADDR="\${MASTER_ADDR:?address of the first machine of this worker}"\nMASTER_PORT="\${MASTER_PORT:-29500}"\nexport MASTER_PORT\n`
      : "",
    `${role.role}_args=(\n${argumentLines(args, file)}${multiNode.length === 0 ? "" : rankLines(multiNode)})\n`,
    `for ((w = 0; w < ${name}_WORKERS; w++)); do\n`,
    `  first=$((${name}_GPU_OFFSET + w * ${name}_GPU))\n`,
    `  gpus="$(seq -s, "$first" $((first + ${name}_GPU - 1)))"\n`,
    `  CUDA_VISIBLE_DEVICES="$gpus"${ports.join("")} \\\n`,
    `    python3 -m ${module} "\${${role.role}_args[@]}"${portFlags.join("")} \\\n    > >(sed -u "s/^/[${role.role} $w] /") 2>&1 &\n`,
    '  pids+=("$!")\n',
    "done\n",
  ].join("");
}

/** Workers of an earlier role on the same machine take the first ports. */
function roleOffset(values: DeployValues, role: RoleValues, placed: PlacedWorkers): number {
  return role.role === "decode" && placed.gpuOffset > 0
    ? Math.floor(placed.gpuOffset / (values.roles[0]?.gpusPerWorker ?? 1))
    : 0;
}

/** Arguments as array lines; model, name and file come from the script's variables. */
function argumentLines(args: readonly string[], file: string | undefined): string {
  const replaced: Readonly<Record<string, string>> = {
    "--model": '"$MODEL_PATH"',
    "--model-path": '"$MODEL_PATH"',
    "--served-model-name": '"$SERVED_MODEL_NAME"',
    ...(file === undefined ? {} : { "--extra-engine-args": `"\${ENGINE_CONFIG_DIR}/${file}"` }),
  };
  const head: string[] = [];
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const variable = replaced[args[i] ?? ""];
    if (variable === undefined) rest.push(args[i] ?? "");
    else head.push(`  ${args[i++]} ${variable}\n`);
  }
  return head.join("") + arrayLines(rest);
}

/** Flags whose values name shell variables. */
function rankLines(words: readonly string[]): string {
  const lines: string[] = [];
  for (let i = 0; i + 1 < words.length; i += 2) lines.push(`  ${words[i]} "${words[i + 1]}"\n`);
  return lines.join("");
}
